"""A LanguageTool server, asked over plain HTTP (`POST /v2/check`), as the `grammar` check sees it."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from goldsmith.check.proofreading.lint import Lint

_LARGEST_REPLY = 10_000_000
"""Bytes of a reply that are read."""
_SHOWN = 3


class NoAnswerError(Exception):
    """The server gave no usable answer; the text is the reason."""


def lints(text: str, language: str, server: str, seconds: float) -> list[Lint]:
    """What the server says about a text.

    Raises:
        NoAnswerError: it cannot be reached, is too slow, refuses, or answers something else.
    """
    form = urlencode({"text": text.encode("utf-8", "replace").decode(), "language": language}).encode()
    request = Request(f"{server.rstrip('/')}/v2/check", data=form)  # noqa: S310 - the setting allows http(s) alone
    try:
        with urlopen(request, timeout=seconds) as reply:  # noqa: S310
            matches = json.loads(reply.read(_LARGEST_REPLY))["matches"]
        place = _code_points(text)
        return [_lint(match, place) for match in matches]
    except HTTPError as error:
        with error:
            raise NoAnswerError(f"it refuses with status {error.code}") from error
    except (URLError, TimeoutError, ConnectionError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise NoAnswerError(str(reason)[:120] or type(error).__name__) from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise NoAnswerError("its answer is not that of a LanguageTool server") from error


def _lint(match: dict[str, Any], place: list[int]) -> Lint:
    start = int(match["offset"])
    end = start + int(match["length"])
    if not 0 <= start <= end:
        raise ValueError("a place outside of the text")
    rule = match["rule"]
    fixes = tuple(str(one["value"]) for one in match.get("replacements", ())[:_SHOWN])
    spelling = rule.get("issueType") == "misspelling"
    return Lint(str(rule["id"]), spelling, str(match["message"]), place[start], place[end], fixes)


def _code_points(text: str) -> list[int]:
    """For each UTF-16 unit, as the server counts, the code point it belongs to; and one more for the end."""
    places = []
    for at, one in enumerate(text):
        places += [at, at] if ord(one) > 0xFFFF else [at]
    return [*places, len(text)]
