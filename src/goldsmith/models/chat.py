"""A model behind any OpenAI-compatible endpoint: messages in, one reply out."""

from __future__ import annotations

import base64
import http.client
import json
import os
import random
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ConfigDict, Field

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Record

TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LARGEST_REPLY = 50_000_000
"""Bytes of a reply that are read."""
_FENCE = re.compile(r"(?P<before>^|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])(?P<word>(?:END|BEGIN)\b)", re.IGNORECASE)

Read = TypeVar("Read")
Message = dict[str, Any]
Picture = tuple[bytes, str]
"""The bytes of a picture and their type, as image/png."""


class NoReplyError(Exception):
    """The endpoint gave no usable reply, in as many attempts as it was given; the text is the reason."""


class Endpoint(Record):
    """An HTTP endpoint that takes and gives JSON, asked again after transient faults."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    url: str = Field(pattern=r"^https?://\S+$")
    """The endpoint's base, such as http://localhost:8000/v1."""
    model: str
    """The model's name there."""
    key_env: str = "OPENAI_API_KEY"
    """The environment variable that holds the key; the key itself is never kept."""
    timeout_seconds: float = Field(default=60.0, gt=0)
    """How long one call may take."""
    retries: int = Field(default=3, ge=0)
    """How often a call is tried again after a transient fault (429, 5xx, time-outs, broken connections)."""

    def post(self, path: str, body: Mapping[str, Any], read: Callable[[Any], Read]) -> Read:
        """What `read` takes out of the endpoint's answer, which is plain data, to one request.

        Raises:
            NoReplyError: it cannot be reached, is too slow, or answers something that is no JSON or cannot be read.
            GoldsmithError: it refuses (wrong address, key or model).
        """
        key = os.environ.get(self.key_env, "")
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
        address = f"{self.url.rstrip('/')}/{path}"
        request = urllib.request.Request(address, json.dumps({"model": self.model, **body}).encode(), headers)  # noqa: S310
        fault: Exception | None = None
        for attempt in range(self.retries + 1):
            if fault:
                time.sleep(min(20.0, 0.2 * 2 ** (attempt - 1)) * random.uniform(0.5, 1.0))
            try:
                with urllib.request.urlopen(request, timeout=self.timeout_seconds) as response:  # noqa: S310
                    return read(json.loads(response.read(_LARGEST_REPLY)))
            except urllib.error.HTTPError as error:
                with error:
                    if error.code not in TRANSIENT:
                        raise self._refused(error) from error
                fault = error
            except (LookupError, TypeError) as error:
                fault = ValueError(f"the answer is not what `{path}` gives ({type(error).__name__}: {error})")
            except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
                fault = error
        raise NoReplyError(f"{type(fault).__name__}: {fault}") from fault

    def _refused(self, error: urllib.error.HTTPError) -> GoldsmithError:
        said = error.read(500).decode("utf-8", "replace")
        remedy = f"check `url`, `model` and the key in the environment variable {self.key_env}"
        return GoldsmithError(f"the model at {self.url} refuses: {error.code} {said}", remedy)


class Chat(Endpoint):
    """A chat model: `POST /chat/completions`."""

    max_tokens: int = Field(default=400, ge=16)
    """The longest reply."""

    def reply(self, messages: Sequence[Message], temperature: float = 0.0, **more: Any) -> str:
        """What the model says; `more` joins the request (as `seed`, `response_format`).

        Raises:
            NoReplyError: no reply, or one that is no chat completion.
            GoldsmithError: the endpoint refuses.
        """
        body = {"messages": list(messages), "temperature": temperature, "max_tokens": self.max_tokens, **more}
        return self.post("chat/completions", body, lambda plain: str(plain["choices"][0]["message"]["content"] or ""))


def said(role: str, text: str, pictures: Iterable[Picture] = ()) -> Message:
    """A message of some pictures, sent within it (data URLs), and a text."""
    shown = [_shown(data, mime) for data, mime in pictures]
    return {"role": role, "content": [*shown, {"type": "text", "text": text}] if shown else text}


def fenced(parts: Mapping[str, str]) -> str:
    """Named texts between BEGIN and END lines that no text can close or open; those that are empty are left out."""
    return "\n\n".join(f"BEGIN {name}\n{_harmless(text)}\nEND {name}" for name, text in parts.items() if text)


def _shown(data: bytes, mime: str) -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": f"data:{mime};base64,{base64.b64encode(data).decode()}"}}


def _harmless(text: str) -> str:
    """A text that cannot close its own fence, nor open another: such lines are moved in by a blank."""
    return _FENCE.sub(r"\g<before> \g<word>", text)
