"""Which installed fonts can show a text."""

from __future__ import annotations

import functools

from goldsmith.core.errors import GoldsmithError

FAMILIES = (
    "DejaVu Sans", "Noto Sans", "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans Devanagari", "Noto Sans Arabic",
    "Noto Naskh Arabic", "Noto Sans Hebrew", "Noto Sans Thai",
)  # fmt: skip
"""Tried in this order, glyph by glyph; DejaVu ships with matplotlib and has Latin, Greek, Cyrillic, Arabic."""


@functools.cache
def installed() -> tuple[str, ...]:
    """The families of the list that are on this machine."""
    from matplotlib import font_manager

    known = {entry.name for entry in font_manager.fontManager.ttflist}
    return tuple(name for name in FAMILIES if name in known)


@functools.cache
def _characters() -> frozenset[int]:
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    found: set[int] = set()
    for name in installed():
        found |= set(FT2Font(font_manager.findfont(name)).get_charmap())
    return frozenset(found)


def require(text: str) -> None:
    """Make sure that all of a text can be shown.

    Raises:
        GoldsmithError: no installed font has some characters, which are named.
    """
    missing = sorted({one for one in text if not one.isspace() and ord(one) not in _characters()})
    if missing:
        shown = ", ".join(f"{one} (U+{ord(one):04X})" for one in missing[:5])
        raise GoldsmithError(f"no installed font shows {shown}", "apt install fonts-noto-core fonts-noto-cjk")
