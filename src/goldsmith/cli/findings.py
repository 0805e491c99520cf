"""What becomes of findings: other severities, and files of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from goldsmith.core.errors import GoldsmithError

if TYPE_CHECKING:
    from goldsmith.check.check import Check
    from goldsmith.cli.sources import Source
    from goldsmith.core.types import Finding, Sample, Severity
    from goldsmith.report.sarif import Located

LEVELS = ("note", "minor", "major")


@dataclass(frozen=True)
class Severities:
    """How grave the findings of some checks are to be taken, by check."""

    by_check: Mapping[str, Severity]

    @classmethod
    def asked(cls, levels: Sequence[str]) -> Severities:
        """From `check=level` each.

        Raises:
            GoldsmithError: it is not written so, or there is no such check or level.
        """
        from goldsmith.check.check import Check
        from goldsmith.formats.format import Format

        found: dict[str, Severity] = {}
        for one in levels:
            name, _, level = one.partition("=")
            if level not in LEVELS:
                raise GoldsmithError(f"--severity {one}: no level {level!r}", f"write {name}=note, =minor or =major")
            if name not in Format.names():  # whose findings are about what cannot be read
                Check.named(name)
            found[name] = cast("Severity", level)
        return cls(found)

    def of(self, finding: Finding) -> Finding:
        """The finding as grave as asked; what could not be run stays what it is."""
        level = self.by_check.get(finding.check, finding.severity)
        return finding if finding.severity in (level, "not run") else finding.but(severity=level)


def plain(found: Sequence[Source]) -> Iterator[dict[str, Any]]:
    """All findings as plain data; with several files each names its own in the evidence."""
    for source in found:
        for one in source.findings:
            told = one.but(evidence=one.evidence | {"file": source.label}) if len(found) > 1 else one
            yield told.model_dump(mode="json", exclude_defaults=True)


def write_jsonl(path: Path, found: Sequence[Source]) -> None:
    """A finding a line; an empty file says that there are none."""
    from goldsmith.store.files import write_whole

    write_whole(path, "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in plain(found)))


def write_html(path: Path, found: Sequence[Source]) -> None:
    """One page; samples of several files are named with their file."""
    from goldsmith.report.findings_page import render
    from goldsmith.store.files import write_whole

    samples = [one for source in found for one in _renamed(source.samples, source, len(found))]
    findings = [
        one.but(sample=_name(one.sample, source, len(found))) if one.sample is not None else one
        for source in found
        for one in source.findings
    ]
    title = ", ".join(source.label for source in found[:3]) + (", …" if len(found) > 3 else "")
    write_whole(path, render(f"Findings in {title}", samples, findings))


def _renamed(samples: Sequence[Sample], source: Source, files: int) -> Iterator[Sample]:
    return (one if files == 1 else one.but(id=_name(one.id, source, files)) for one in samples)


def _name(sample: str, source: Source, files: int) -> str:
    return sample if files == 1 else f"{source.label}: {sample}"


def write_sarif(path: Path, found: Sequence[Source], checks: Sequence[Check], limited: bool) -> None:
    """SARIF with the help of the checks, and with lines and columns where the format has them."""
    import inspect

    from goldsmith.report.sarif import sarif
    from goldsmith.store.files import write_whole

    rules = {check.name(): inspect.cleandoc(type(check).__doc__ or "") for check in checks}
    located = [one for source in found for one in _located(source, limited)]
    write_whole(path, json.dumps(sarif(located, rules), ensure_ascii=False, indent=1) + "\n")


def _located(source: Source, limited: bool) -> Iterator[Located]:
    from goldsmith.formats.sample_places import item_texts
    from goldsmith.report.sarif import Located

    samples = {one.id: one for one in source.samples}
    wanted = {one.sample for one in source.findings if one.sample is not None}
    items = item_texts(source.reader.name(), source.path, source.samples, source.findings, wanted, limited)
    for one in source.findings:
        item, place = items.get(one.sample or ""), one.where
        line = item.line if item else one.evidence.get("line")
        if one.sample not in samples or place.turn is None or place.start is None or place.end is None:
            yield Located(one, source.shown, line)
            continue
        text = samples[one.sample].turns[place.turn].text
        region = item.region(text, place.start, place.end) if item else None
        piece = text[place.start : place.end]
        if region:
            yield Located(one, source.shown, region.line, (region.start, region.end), piece)
        else:
            yield Located(one, source.shown, line, None, piece)
