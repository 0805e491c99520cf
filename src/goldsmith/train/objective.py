"""The base of every way to train."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.step import Step
from goldsmith.core.types import Sample


class Objective(Step):
    """Trains a model on samples."""

    room: ClassVar[str] = "goldsmith.train"

    def train(
        self,
        samples: Iterable[Sample],
        folder: Path,
        progress: Callable[[int, int], None] | None = None,
        start: Path | None = None,
    ) -> dict[str, Any]:
        """Write the trained model into `folder/model`; resume from `folder/checkpoints` when it is there.

        Args:
            samples: what to learn from.
            folder: where the model and its checkpoints go.
            progress: called with the steps done and the steps in all.
            start: the folder of a model to go on from, instead of the one that the settings name.

        Returns:
            The exact recipe and figures for the manifest: versions, settings, loss curve, tokens, seconds.
        """
        raise NotImplementedError
