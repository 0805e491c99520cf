"""The sentences that generators write with: one folder per language below `wording`, one YAML file per subject."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
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


def filled(wording: str, slots: Mapping[str, str], language: str = "") -> str:
    """A wording with its slots filled, none of them filled twice, the first letter a capital (also after `¿`).

    In Spanish the word before a slot fits what follows: `al perro`, `España e Italia`, `siete u ocho`.
    """
    text, *pieces = wording.split("{")
    for piece in pieces:
        name, _, rest = piece.partition("}")
        text = (_joined(text, slots[name]) if language == "es" else text + slots[name]) + rest
    start = 1 if text[:1] in ("¿", "¡") else 0
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def one_sentence(wordings: Sequence[str]) -> list[str]:
    """Those wordings that are one sentence."""
    return [wording for wording in wordings if not re.search(r"[.!?] ", wording)]


def _joined(before: str, value: str) -> str:
    if before.endswith((" a ", " de ")) and value.startswith("el "):
        return before[:-1].removesuffix("e") + ("el " if before.endswith("de ") else "l ") + value[3:]
    if before.endswith(" y ") and re.match(r"(?i)h?i(?![aeou])", value):
        return before[:-2] + "e " + value
    if before.endswith(" o ") and re.match(r"(?i)h?o|8|11(?!\d)", value):
        return before[:-2] + "u " + value
    return before + value


def _wording() -> Path:
    return Path(str(files("goldsmith.generate"))) / "wording"
