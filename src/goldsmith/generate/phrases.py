"""The sentences that generators write with: one folder per language below `wording`, one YAML file per subject."""

from __future__ import annotations

import functools
from importlib.resources import files
from pathlib import Path
from typing import Any

from goldsmith.core.errors import GoldsmithError


def languages() -> list[str]:
    """The languages that wording exists for, as ISO 639-1 codes."""
    return sorted(entry.name for entry in _wording().iterdir() if entry.is_dir())


@functools.cache
def phrases(subject: str, language: str) -> dict[str, Any]:
    """The wording of one subject in one language.

    Raises:
        GoldsmithError: there is no such wording.
    """
    if language not in languages():
        raise GoldsmithError(
            f"there is no wording in the language {language!r}",
            f"choose from {', '.join(languages())}",
        )
    return read_mapping(_wording() / language / f"{subject}.yaml")


def read_mapping(path: Path) -> dict[str, Any]:
    """A YAML file that holds a mapping.

    Raises:
        GoldsmithError: the file is missing or unreadable, is not YAML, or holds something else.
    """
    import yaml

    try:
        plain = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise GoldsmithError(f"{path}: cannot be read: {error}", "check the name of the file and its rights") from error
    except yaml.YAMLError as error:
        raise GoldsmithError(f"{path}: is not YAML: {error}", "mend the file at the place named above") from error
    if not isinstance(plain, dict):
        raise GoldsmithError(f"{path}: holds no mapping of names to values")
    return plain


def _wording() -> Path:
    return Path(str(files("goldsmith.generate"))) / "wording"
