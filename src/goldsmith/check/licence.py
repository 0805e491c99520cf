"""Licences of the media: are they among those that the brief allows?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldsmith.check.check import Check
from goldsmith.core.types import Finding, Place, Sample

_UNKNOWN = frozenset({"", "unknown", "none", "n/a", "na", "-", "?", "other", "custom", "see-source", "unspecified"})
_SPELLED = (
    (r"https?://(?:www\.)?creativecommons\.org/licenses/([a-z-]+)/([\d.]+).*", r"cc-by-\1-\2"),
    (r"https?://(?:www\.)?creativecommons\.org/publicdomain/zero/.*", "cc0-1.0"),
    (r"https?://(?:www\.)?creativecommons\.org/publicdomain/mark/.*", "public-domain"),
    (r"https?://(?:www\.)?(?:opensource\.org/licenses?|spdx\.org/licenses)/([\w.+-]+?)(?:\.html)?/?", r"\1"),
    (r"[_\s,()]+", "-"),
    (r"\b(?:the|licen[cs]ed?|version|international|unported|generic|universal|under)\b", ""),
    (r"\bv\.?(?=\d)|(?<=[a-z])v(?=\d)", "-"),
    ("creative-*commons", "cc"),
    (r"\battribution\b", "by"),
    (r"\bnon-?commercial\b", "nc"),
    (r"\bno-?deriv(?:ative)?s?(?:-works)?\b", "nd"),
    (r"\bshare-?alike\b", "sa"),
    (r"-{2,}", "-"),
    (r"^by\b", "cc-by"),
    (r"^cc-(?:by-)?by\b", "cc-by"),
    (r"^cc-(?:by-)?(?:zero|0|cc0).*|^cc0.*", "cc0-1.0"),
    (r"^(apache|mpl|e?upl|odc-by|odbl|gpl|lgpl|agpl|cc-[a-z-]+)-?(\d)$", r"\1-\2.0"),
    (r"^(gpl|lgpl|agpl)-?([\d.]+)-only$", r"\1-\2"),
    (r"^bsd-(\d)(?:-clause)?$", r"bsd-\1-clause"),
    (r"^(?:public-domain|pd|pddl|publicdomain)\b.*", "public-domain"),
)
_VERSION = re.compile(r"-\d[\d.]*$")


class Licence(Check):
    """Flag media whose licence is not among those allowed, or is not known.

    Names are compared as SPDX spells them: "CC BY 4.0", "Creative Commons Attribution 4.0 International" and
    "CC-BY-4.0" are the same. A name allowed without a version allows every version. Of "A OR B" one must be allowed,
    of "A AND B" both.
    """

    allowed: tuple[str, ...] = ()
    """Licences that media may have, as the brief's `licences`; none: all that are named."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each asset with a licence that is not allowed (major) or not known (minor; else a note)."""
        allowed = frozenset(spdx(name) for name in self.allowed)
        for asset in sample.assets:
            said, where = asset.licence[:200].strip(), Place(asset=asset.id)
            if spdx(said) in _UNKNOWN:
                message = f"the licence is not known: {said!r}" if said else "no licence is named"
                yield self.finding(sample, "minor" if allowed else "note", message, where, source=asset.source[:200])
            elif allowed and not _allows(allowed, said):
                versions = {_VERSION.sub("", name) for name in allowed}
                if spdx(said) in versions:
                    message = f"the licence {said!r} names no version"
                    yield self.finding(sample, "minor", message, where, licence=said)
                else:
                    message = f"the licence {said!r} is not allowed"
                    yield self.finding(sample, "major", message, where, licence=said, source=asset.source[:200])


def spdx(name: str) -> str:
    """A licence's name in lower case, spelled as SPDX does where it is a known one."""
    plain = name.strip().lower()[:200]
    for pattern, becomes in _SPELLED:
        plain = re.sub(pattern, becomes, plain).strip("-. ")
    return plain


def _allows(allowed: frozenset[str], said: str) -> bool:
    """Whether an expression of licences is allowed: `OR` binds less than `AND`."""
    return any(
        all(spdx(one) in allowed or _VERSION.sub("", spdx(one)) in allowed for one in re.split(r"\s+AND\s+", either))
        for either in re.split(r"\s+OR\s+|\s*/\s*(?=[A-Z]{3})", said.strip("() "))
    )
