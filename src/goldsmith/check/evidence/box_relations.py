"""Whether a box can be where a text says: a doubtful case fits, only what is clearly elsewhere does not.

Boxes are left, top, right, bottom in shares of the picture; `clear` is the share by which something must be off.
"""

from __future__ import annotations

from collections.abc import Callable

from goldsmith.core.types import Box

_FAR = 0.5
"""Share of the picture that may lie between what is near."""
_HIGH = 0.4
"""Share of the height by which something in the centre may be off it: pictures are cut so that things stand low."""


def at_side(box: Box, side: str, clear: float) -> bool:
    """Whether a box can be at a side of the picture: left, right, top, bottom or centre."""
    across, down = _centre(box)
    if side == "centre":
        inside = box[0] <= 0.5 <= box[2] and box[1] <= 0.5 <= box[3]
        return inside or (abs(across - 0.5) <= 2 * clear and abs(down - 0.5) <= _HIGH)
    low, high, middle = (box[0], box[2], across) if side in ("left", "right") else (box[1], box[3], down)
    if side in ("left", "top"):
        return middle <= 0.5 + clear or low <= 0.5 - clear
    return middle >= 0.5 - clear or high >= 0.5 + clear


def between(box: Box, one: Box, other: Box, clear: float) -> bool:
    """Whether a box can be between two others, along the axis on which they are further apart."""
    first, second, middle = _centre(one), _centre(other), _centre(box)
    axis = 0 if abs(first[0] - second[0]) >= abs(first[1] - second[1]) else 1
    low, high = sorted((first[axis], second[axis]))
    return low - clear <= middle[axis] <= high + clear


def _left(one: Box, other: Box, clear: float) -> bool:
    across, middle = _centre(one)[0], _centre(other)[0]
    return across - middle <= clear or one[0] <= middle or other[2] >= across


def _above(one: Box, other: Box, clear: float) -> bool:
    down, middle = _centre(one)[1], _centre(other)[1]
    return down - middle <= clear or one[1] <= middle or other[3] >= down


def _on(one: Box, other: Box, clear: float) -> bool:
    beside = one[0] > other[2] + clear or one[2] < other[0] - clear
    return _above(one, other, clear) and not beside and one[3] >= other[1] - clear


def _beside(one: Box, other: Box, clear: float) -> bool:
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    down = max(one[1] - other[3], other[1] - one[3], 0.0)
    return max(across, down) <= max(_FAR, clear)


RELATIONS: dict[str, Callable[[Box, Box, float], bool]] = {
    "left": _left,
    "right": lambda one, other, clear: _left(other, one, clear),
    "above": _above,
    "below": lambda one, other, clear: _above(other, one, clear),
    "on": _on,
    "beside": _beside,
}
"""Whether one box can be in a relation to another."""


def _centre(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
