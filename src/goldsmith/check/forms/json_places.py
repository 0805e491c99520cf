"""Where each value of a JSON text lies, which keys are given twice, and repairs of the simplest faults."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_TOKEN = re.compile(r'[{}\[\],:]|"(?:[^"\\]++|\\.)*+"|[^\s{}\[\],:"]+', re.DOTALL)
_REPAIRED = re.compile(
    r"""(?P<string>"(?:[^"\\]++|\\.)*+")|'(?P<single>(?:[^'"\\\n]++|\\[^'\n])*+)'(?=\s*[:,\]}])"""
    r"""|(?P<comma>,)(?=\s*[\]}])|\b(?P<word>True|False|None)\b""",
    re.DOTALL,
)
_WORDS = {"True": "true", "False": "false", "None": "null"}


@dataclass(slots=True)
class Value:
    """A value and its place in code points; for the members of an object also where their keys are."""

    start: int
    end: int = 0
    within: dict[str | int, Value] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    def at(self, path: Iterable[str | int]) -> Value:
        """The value that a path of keys and positions leads to, or the last one on the way."""
        value = self
        for step in path:
            if step not in value.within:
                break
            value = value.within[step]
        return value


@dataclass(slots=True)
class _Open:
    """An object or list that is being read; `key` is that of the member to come, None in a list."""

    value: Value
    listed: bool
    key: str | None = None
    key_span: tuple[int, int] | None = None

    def add(self, value: Value) -> None:
        if self.listed:
            self.value.within[len(self.value.within)] = value
        elif self.key is not None and self.key_span is not None:
            self.value.within[self.key] = value
            self.value.keys[self.key] = self.key_span
            self.key = self.key_span = None


def places(text: str) -> tuple[Value, list[tuple[str, int, int]]]:
    """The values of a text known to be JSON, and each key that its object had before, with its place."""
    whole = _Open(Value(0, len(text)), listed=True)
    stack, twice = [whole], []
    for token in _TOKEN.finditer(text):
        mark, inner = token.group(), stack[-1]
        if mark in "}]":
            stack.pop().value.end = token.end()
        elif mark in "{[":
            value = Value(token.start())
            inner.add(value)
            stack.append(_Open(value, listed=mark == "["))
        elif mark in ",:":
            continue
        elif inner.listed or inner.key is not None:
            inner.add(Value(*token.span()))
        else:
            inner.key, inner.key_span = str(json.loads(mark)), token.span()
            if inner.key in inner.value.keys:
                twice.append((inner.key, *token.span()))
    return whole.value.within.get(0, whole.value), twice


def path_of(steps: Iterable[str | int]) -> str:
    """A path in the usual spelling: `$.people[0].name`."""
    return "$" + "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" if step.isidentifier() else f"[{json.dumps(step)}]"
        for step in steps
    )


def repaired(text: str) -> str | None:
    """The text without commas before a closing bracket, with double quotes and JSON's words; None if still no JSON."""
    better = _REPAIRED.sub(_repair, text)
    try:
        json.loads(better, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return better if better != text else None


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _repair(found: re.Match[str]) -> str:
    if found["word"]:
        return _WORDS[found["word"]]
    if found["single"] is not None:
        return f'"{found["single"]}"'
    return found["string"] or ""
