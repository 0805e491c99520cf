"""Boxes as outside files give them."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Box


def clipped(edges: Iterable[Any], asset: Asset) -> tuple[Box, bool]:
    """The part of a box (left, top, right, bottom in pixels) inside the picture, and whether some of it was outside.

    In a picture of unknown size the box is taken as it is.

    Raises:
        GoldsmithError: it is not four finite numbers, or has no area inside the picture.
    """
    try:
        left, top, right, bottom = told = tuple(float(edge) for edge in edges)
    except (TypeError, ValueError) as error:
        raise GoldsmithError("it has no box of four numbers") from error
    if not all(map(isfinite, told)):
        raise GoldsmithError("it has no box of four finite numbers")
    if asset.width and asset.height:
        left, right = max(0.0, left), min(float(asset.width), right)
        top, bottom = max(0.0, top), min(float(asset.height), bottom)
    if right <= left or bottom <= top:
        raise GoldsmithError("its box has no area inside the picture")
    return (left, top, right, bottom), (left, top, right, bottom) != told
