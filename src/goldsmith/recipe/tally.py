"""Counting what happens to samples, in one shard and over a whole stage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from goldsmith.core.types import Finding


@dataclass
class Tally:
    """What happened in a shard, or in all of them together."""

    samples_in: int = 0
    samples_out: int = 0
    failed: int = 0
    dropped: int = 0
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    """Samples that went on, by the operation that made them."""

    def plain(self) -> dict[str, Any]:
        """As plain data, for the inside of a shard."""
        return {
            "in": self.samples_in,
            "out": self.samples_out,
            "failed": self.failed,
            "dropped": self.dropped,
            "findings": [[check, severity, count] for (check, severity), count in sorted(self.findings.items())],
            "made": dict(sorted(self.made.items())),
        }

    def add(self, plain: dict[str, Any]) -> None:
        """Count in another tally, given as plain data."""
        self.samples_in += plain["in"]
        self.samples_out += plain["out"]
        self.failed += plain["failed"]
        self.dropped += plain["dropped"]
        self.findings.update({(check, severity): count for check, severity, count in plain["findings"]})
        self.made.update(plain["made"])

    def then(self, later: Tally) -> Tally:
        """Both together, where `later` went on with what came out of this."""
        return Tally(
            self.samples_in,
            later.samples_out,
            self.failed + later.failed,
            self.dropped + later.dropped,
            self.findings + later.findings,
            later.made,
        )

    def counted(self, finding: Finding) -> Finding:
        """Count a finding; the same finding."""
        self.findings[finding.check, finding.severity] += 1
        return finding

    def by_check(self) -> dict[str, dict[str, int]]:
        """Findings by check and severity."""
        nested: dict[str, dict[str, int]] = {}
        for (check, severity), count in sorted(self.findings.items()):
            nested.setdefault(check, {})[severity] = count
        return nested
