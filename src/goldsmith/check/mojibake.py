"""Text that was decoded with the wrong encoding, and what it should read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from goldsmith.check.check import Check, Fault
from goldsmith.check.markdown_artefacts import ANYWHERE
from goldsmith.check.text.markdown import shape
from goldsmith.core.types import Finding, Sample, Severity

_RUN = re.compile(r"[^\s]{0,60}[^\x00-\x7f][^\s]{0,60}(?: [^\s]{0,60}[^\x00-\x7f][^\s]{0,60}){0,40}")
"""Words in a row that are not all ASCII, which are decoded together."""
_SUSPECT = re.compile(r"[^\x00-\x7f]{2}|[\x80-\x9fÃÂ]")
"""All that ftfy takes for spoiled has one of these: bytes of UTF-8 come in groups."""
_KNOWN = next(pattern for message, _, pattern in ANYWHERE if "mojibake" in message)


class Mojibake(Check):
    """Flag words decoded with the wrong encoding (ftfy's `is_bad`), also twice over, with the words repaired.

    What `markdown-artefacts` finds by itself (cafÃ©, â€™, the replacement character) is not reported again, unless it
    can be repaired: then a note here holds the repaired words. Code is left alone.
    """

    advises: ClassVar[bool] = True

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each run of spoiled words; its suggestion is what they should be."""
        try:
            import ftfy  # noqa: F401
        except ImportError:
            yield self.not_run(sample, "ftfy is missing: pip install 'goldsmith[checks]'")
            return
        yield from self.in_texts(sample, enumerate(sample.turns), _faults)


def _faults(text: str) -> Iterator[Fault]:
    if text.isascii() or not _SUSPECT.search(text):
        return
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    for found in _RUN.finditer(shape(text).prose):
        words = found.group()
        if not is_bad(words):
            continue
        mended = fix_encoding(words)
        if mended != words:
            severity: Severity = "note" if _KNOWN.search(words) else "major"
            yield Fault(severity, "words decoded with the wrong encoding", *found.span(), mended)
        elif not _KNOWN.search(words):
            yield Fault("note", "characters that are seldom beside each other", *found.span())
