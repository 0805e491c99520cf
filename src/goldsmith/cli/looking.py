"""Checks over samples in memory: quick ones here, slow ones in processes of their own, with what they said kept."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from goldsmith.check.check import Check
from goldsmith.check.remembered import Remembered
from goldsmith.core.types import Finding, Sample
from goldsmith.engine.pool import Pool
from goldsmith.store.kept_findings import KeptFindings

_FEW = 8
"""Samples per piece of slow work."""


@dataclass(frozen=True)
class Looking:
    """Some checks, how many processes the slow ones of them get, and whether they forget what they said before."""

    checks: Sequence[Check]
    workers: int
    fresh: bool

    def at(self, samples: Sequence[Sample]) -> Iterator[Finding]:
        """The findings: those of quick checks in the checks' order, then those of slow ones in the samples' order."""
        slow = tuple(check for check in self.checks if check.slow and not check.whole_set())
        quick = [check for check in self.checks if check not in slow]
        hidden = not sys.stderr.isatty()
        with click.progressbar(quick, label="checks", item_show_func=_named, file=sys.stderr, hidden=hidden) as bar:
            for check in bar:
                yield from check.find_all(samples)
        if slow and samples:
            with tempfile.TemporaryDirectory() as passing:
                yield from self._slowly(slow, samples, Path(passing) if self.fresh else _cache())

    def _slowly(self, slow: tuple[Check, ...], samples: Sequence[Sample], folder: Path) -> Iterator[Finding]:
        pieces = [samples[start : start + _FEW] for start in range(0, len(samples), _FEW)]
        places = {id(piece): place for place, piece in enumerate(pieces)}
        found: dict[int, list[Finding]] = {}
        bar = click.progressbar(
            length=len(samples), label="slow checks", file=sys.stderr, hidden=not sys.stderr.isatty()
        )
        with bar:
            for piece, findings in Pool(self.workers).run(Remembered(slow, KeptFindings(folder)), pieces):
                found[places[id(piece)]] = findings
                bar.update(len(piece))
        told = [finding for place in range(len(pieces)) for finding in found[place]]
        yield from told
        for check in slow:
            yield from check.sum_up([one for one in told if one.check == check.name()])


def _named(check: Check | None) -> str:
    """The check at work, beside its bar."""
    return check.name() if check else ""


def _cache() -> Path:
    """The user's cache folder (XDG base directories)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "goldsmith" / "findings"
