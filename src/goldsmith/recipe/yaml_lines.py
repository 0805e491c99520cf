"""YAML with the line of every key, so that an error can say where it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from goldsmith.core.errors import GoldsmithError

Path_ = tuple[str | int, ...]


class Lines(dict[Path_, int]):
    """The line (from 1) of every key, by the path of keys that leads to it."""

    def of(self, *keys: str | int) -> int:
        """The line of a key, or of the nearest key above it."""
        while keys and keys not in self:
            keys = keys[:-1]
        return self.get(keys, 1)

    def said(self, problem: str) -> int:
        """The line of the setting that a problem with a whole file begins with: `brief: lengths.0.low: ...`."""
        named = re.match(r"[\w-]+: (?:unknown setting '|the setting ')?([\w-]+(?:\.[\w-]+)*)(?=[:'])", problem)
        return self.of(*(int(key) if key.isdigit() else key for key in named[1].split("."))) if named else 1

    def mentioned(self, top: Path_, text: str) -> int:
        """The line of the first key below `top` that the text names in quotation marks, else the line of `top`."""
        below = [keys for keys in self if keys[: len(top)] == top and len(keys) > len(top)]
        named = [keys for keys in below if f"'{keys[-1]}'" in text or f"{keys[-1]}'" in text]
        return self[min(named, key=lambda keys: self[keys])] if named else self.of(*top)


def read_yaml(path: Path) -> tuple[Any, Lines]:
    """A YAML file as plain data, with its lines; duplicate keys and anything but plain data are refused.

    Raises:
        GoldsmithError: the file is missing, is not YAML, or says a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise GoldsmithError(
            f"there is no {path}", "`goldsmith new DIR` writes a small project to begin with"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise GoldsmithError(f"{path} cannot be read: {error}") from error
    lines = Lines()
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        _walk(node, (), lines, path)
        return yaml.safe_load(text), lines
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line + 1) if error.problem_mark else 1
        raise GoldsmithError(f"{path}:{line}: this is not YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise GoldsmithError(f"{path}: this is not YAML: {error}") from error


def _walk(node: yaml.Node | None, keys: Path_, lines: Lines, path: Path) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*keys, str(key.value))
            line = key.start_mark.line + 1
            if here in lines:
                raise GoldsmithError(
                    f"{path}:{line}: {key.value!r} is given twice (first in line {lines[here]})", "keep one of them"
                )
            lines[here] = line
            _walk(value, here, lines, path)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            lines[*keys, place] = value.start_mark.line + 1
            _walk(value, (*keys, place), lines, path)
