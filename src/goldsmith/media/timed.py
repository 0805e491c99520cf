"""What a video or a recording is, how long and how large: recorded when it is read, left open where it does not say."""

from __future__ import annotations

from typing import Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.media import sound, video
from goldsmith.media.containers import opened, playable


def timed(data: bytes, kind: str | None) -> dict[str, Any]:
    """The fields `seconds`, `width` and `height` of an asset, as far as they can be told.

    A damaged file, or one for which the library is missing, has none: it is for `media-decodes` to say so.
    """
    try:
        if kind == "video":
            seen = video.probe(data)
            return {"seconds": seen.seconds or None, "width": seen.width, "height": seen.height}
        if kind == "audio":
            return {"seconds": sound.probe(data).seconds or None}
    except GoldsmithError:
        pass
    return {}


def settled(data: bytes, mime: str) -> str:
    """The type of a container that may hold sound alone: then `video/mp4` is `audio/mp4`."""
    if not mime.startswith("video/"):
        return mime
    try:
        with opened(data) as container:
            heard_only = not playable(container, "video") and bool(playable(container, "audio"))
    except GoldsmithError:
        return mime
    return mime.replace("video/", "audio/", 1) if heard_only else mime
