"""How long a video or a recording is, and how large: recorded when it is read, left open where its bytes do not say."""

from __future__ import annotations

from typing import Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.media import sound, video


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
