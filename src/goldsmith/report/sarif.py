"""Findings as SARIF 2.1.0 (OASIS, 2020), which code hosts and editors show beside the lines of a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import goldsmith
from goldsmith.core.types import Finding, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: dict[Severity, str] = {"major": "error", "minor": "warning", "note": "note", "not run": "none"}


class Located(NamedTuple):
    """A finding and where it stands in a file; lines and columns count from 1, in code points, the end not included."""

    finding: Finding
    path: Path
    line: int | None = None
    columns: tuple[int, int] | None = None
    snippet: str | None = None


def sarif(located: Iterable[Located], rules: Mapping[str, str]) -> dict[str, Any]:
    """A log of one run.

    Args:
        located: the findings.
        rules: what each check (or format that was read) looks at, by name; the first line is its summary.
    """
    results = list(located)
    names = sorted({*rules, *(one.finding.check for one in results)})
    places = {name: place for place, name in enumerate(names)}
    driver = {
        "name": "goldsmith",
        "version": goldsmith.__version__,
        "informationUri": "https://github.com/goldsmith-data/goldsmith",
        "rules": [_rule(name, rules.get(name, "")) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, places[one.finding.check]) for one in results],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str, about: str) -> dict[str, Any]:
    text = about.strip() or f"What {name} says about a file."
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": text.splitlines()[0]},
        "fullDescription": {"text": text},
        "help": {"text": text},
    }


def _result(one: Located, rule: int) -> dict[str, Any]:
    finding = one.finding
    return {
        "ruleId": finding.check,
        "ruleIndex": rule,
        # what could not be checked is open: neither a pass nor a failure
        "kind": "open" if finding.severity == "not run" else "fail",
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(one)],
        "partialFingerprints": {"goldsmith/v1": _fingerprint(finding)},
        "properties": _properties(finding),
    }


def _location(one: Located) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(one.path)}}
    if one.line is not None:
        physical["region"] = {"startLine": one.line}
        if one.columns:
            physical["region"] |= {"startColumn": one.columns[0], "endColumn": one.columns[1]}
        if one.snippet:
            physical["region"]["snippet"] = {"text": one.snippet}
    location: dict[str, Any] = {"physicalLocation": physical}
    if one.finding.sample is not None:
        turn = one.finding.where.turn
        name = one.finding.sample if turn is None else f"{one.finding.sample}/turns/{turn}"
        location["logicalLocations"] = [{"name": one.finding.sample, "fullyQualifiedName": name, "kind": "element"}]
    return location


def uri(path: Path) -> str:
    """A path as a URI reference: relative as it is, absolute as a file's address."""
    text = path.as_posix().encode("utf-8", "surrogateescape")
    return ("file://" if path.is_absolute() else "") + quote(text)


def _properties(finding: Finding) -> dict[str, Any]:
    """What SARIF has no place for: the severity, and the place in the sample as a finding says it."""
    said = finding.model_dump(mode="json", exclude_none=True, include={"sample", "suggestion", "severity", "where"})
    if finding.evidence:
        said["evidence"] = finding.model_dump(mode="json")["evidence"]
    return said


def _fingerprint(finding: Finding) -> str:
    """The same for the same finding in the next version of the file, wherever its line has moved."""
    place = finding.where
    parts = (finding.check, finding.sample, finding.message, place.turn, place.start, place.end)
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "backslashreplace")).hexdigest()[:32]
