"""What a detector says of texts that people are known to have written, by language and group of writers."""

from __future__ import annotations

import bisect
import functools
import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import JsonValue, ValidationError

from goldsmith.check.detectors.detector import Detector
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Record


class Peers(NamedTuple):
    """The scores that a text is compared with, in ascending order, and whose they are."""

    name: str
    scores: tuple[float, ...]

    def p_value(self, score: float) -> float:
        """The conformal p-value: the share of texts, this one among them, that score as high (Vovk et al. 2005).

        Where the text is like those of the calibration, it is at most `a` with a chance of at most `a`.
        """
        return (1 + self._as_high(score)) / (len(self.scores) + 1)

    def noted(self, level: float) -> int:
        """How many of the texts would themselves be noted, each compared with the others."""
        return sum(self._as_high(one) / len(self.scores) <= level for one in self.scores)

    def _as_high(self, score: float) -> int:
        return len(self.scores) - bisect.bisect_left(self.scores, score)

    @staticmethod
    def needed(level: float) -> int:
        """With fewer texts no p-value can be as low as the level."""
        return math.ceil(1 / level - 1e-9) - 1


class Calibration(Record):
    """Scores of accepted texts: by language, then by the group that a tag names (empty for those without it)."""

    detector: dict[str, JsonValue]
    version: int
    least_words: int
    group_tag: str = ""
    scores: dict[str, dict[str, tuple[float, ...]]]
    left_out: dict[str, int] = {}

    @classmethod
    def of(
        cls,
        detector: Detector,
        least_words: int,
        rows: Iterable[tuple[str, str, float]],
        group_tag: str = "",
        left_out: Mapping[str, int] | None = None,
    ) -> Calibration:
        """From rows of language, group and score; `left_out` counts the texts that had none, by the reason."""
        scores: dict[str, dict[str, list[float]]] = {}
        for language, group, score in sorted(rows):
            scores.setdefault(language, {}).setdefault(group, []).append(round(score, 6))
        fixed = {language: {group: tuple(of) for group, of in groups.items()} for language, groups in scores.items()}
        return cls(
            detector=detector.spell(),
            version=detector.version,
            least_words=least_words,
            group_tag=group_tag,
            scores=fixed,
            left_out=dict(left_out or {}),
        )

    def misfit(self, detector: Detector, least_words: int) -> str | None:
        """Why scores of this detector cannot be compared with those kept here; None where they can."""
        if (self.detector, self.version) != (detector.spell(), detector.version):
            return "the calibration is of another detector, or of other settings of it"
        if least_words < self.least_words:
            return f"the calibration knows no texts under {self.least_words} words"
        return None

    def peers(self, language: str, group: str = "") -> Peers:
        """Texts of a language; of a group alone where the group is known."""
        groups = self.scores.get(language, {})
        if group:
            return Peers(f"{language}, {self.group_tag} {group}"[:80], groups.get(group, ()))
        return Peers(language or "an unknown language", tuple(sorted(one for of in groups.values() for one in of)))

    def groups(self) -> list[Peers]:
        """Every language, and every group in it."""
        found = []
        for language, groups in self.scores.items():
            found.append(self.peers(language))
            found += [self.peers(language, group) for group in groups if group]
        return found


@functools.lru_cache(maxsize=8)
def calibration_from(path: Path) -> Calibration:
    """Read a calibration.

    Raises:
        GoldsmithError: the file cannot be read, or holds something else.
    """
    remedy = "write one with `goldsmith checks calibrate machine-written`"
    try:
        return Calibration.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise GoldsmithError(f"the calibration {path} cannot be read: {error.strerror}", remedy) from error
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(map(str, fault["loc"]))
        raise GoldsmithError(f"{path} is no calibration: {where}: {fault['msg']}", remedy) from error
    except (ValueError, RecursionError) as error:
        raise GoldsmithError(f"{path} is no calibration: {error}", remedy) from error
