"""Texts as a model may read them: look-alikes, invisible and tag characters, base64 taken off, places kept."""

from __future__ import annotations

import base64
import binascii
import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence

_TAGS = range(0xE0020, 0xE007F)
"""Tag characters: invisible copies of ASCII."""
_CYRILLIC = dict(zip("аеорсухіјѕԁһӏкмтвн", "aeopcyxijsdhlkmtbh", strict=True))
_WORD = re.compile(r"[a-z\u0430-\u052f]+")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/]{16,4000}={0,2}(?![A-Za-z0-9+/=_-])")


def unveil(text: str) -> tuple[str, Sequence[int]]:
    """The text in lower case without accents, disguises and invisible characters, and each character's place in it.

    Compatibility forms (NFKD) are plain letters, tag characters the ASCII that they copy, and Cyrillic letters inside
    Latin words the Latin ones that they look like.
    """
    if text.isascii():
        return text.lower(), range(len(text))
    pieces = [_plain(one) for one in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    return _WORD.sub(_latin, "".join(pieces)), places


def decoded(text: str) -> Iterator[tuple[str, int, int]]:
    """What words in base64 say, where that is a text, with their places."""
    for found in _BASE64.finditer(text):
        coded = found.group().rstrip("=")
        try:
            said = base64.b64decode(coded + "=" * (-len(coded) % 4), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
        if said.replace("\n", " ").isprintable():
            yield said, *found.span()


@functools.lru_cache(maxsize=10_000)
def _plain(one: str) -> str:
    if ord(one) in _TAGS:
        return chr(ord(one) - 0xE0000).lower()
    letters = unicodedata.normalize("NFKD", one).lower()
    return "".join(letter for letter in letters if unicodedata.category(letter) not in ("Mn", "Cf", "Cn"))


def _latin(found: re.Match[str]) -> str:
    word = found.group()
    mixed = not word.isascii() and any(letter < "\x80" for letter in word)
    return "".join(_CYRILLIC.get(letter, letter) for letter in word) if mixed else word
