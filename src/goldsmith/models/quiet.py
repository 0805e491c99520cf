"""Keep third-party training libraries quiet, and say what to install when they are missing."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import warnings
from collections.abc import Iterator

from goldsmith.core.errors import GoldsmithError

NEEDED = ("torch", "transformers", "trl", "peft", "accelerate", "datasets")


def require_training_extra() -> None:
    """Check that local models can be loaded.

    Raises:
        GoldsmithError: the optional dependencies are not installed.
    """
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise GoldsmithError(
            f"local models need {', '.join(missing)}, which is not installed", "run: pip install goldsmith[train]"
        )


@contextlib.contextmanager
def quiet_libraries() -> Iterator[None]:
    """Inside, transformers, TRL and their friends print no progress bars, notes or warnings: the caller does.

    Raises:
        GoldsmithError: the optional dependencies are not installed.
    """
    require_training_extra()
    # Read when trl is first imported; without it an experimental-feature notice is printed.
    os.environ.setdefault("TRL_EXPERIMENTAL_SILENCE", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from transformers.utils import logging

        level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
        logging.set_verbosity_error()
        logging.disable_progress_bar()
        try:
            yield
        finally:
            logging.set_verbosity(level)
            if bars:
                logging.enable_progress_bar()
