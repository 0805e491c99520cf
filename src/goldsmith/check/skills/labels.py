"""The labels that a request offers to choose from, and those that an answer names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goldsmith.check.skills.facts import plain
from goldsmith.check.text.reading import words

_ITEM = r"[\w’'&+-]+(?: [\w’'&+-]+){0,3}"
_EITHER = r",? (?:or|o|u|oder|ou) "
_BOTH = r",? (?:and|y|e|und|et) "
_AS = "as|into|under|among|como|als|comme|parmi"
_CHOICE = re.compile(rf"\b(?:{_AS}) ({_ITEM}(?:, {_ITEM}){{0,12}})(?:{_EITHER}|{_BOTH})({_ITEM})", re.IGNORECASE)
_BRIEF = r"[\w’'&+-]+(?: [\w’'&+-]+)?"
_THREE = re.compile(
    rf"(?:^|[.?!:] |\b(?:{_AS}|is|are|be|es|está|son|sea|est|ist) )(?!(?:{_AS}) )({_BRIEF}(?:, {_BRIEF}){{1,12}})"
    rf"{_EITHER}({_ITEM})",
    re.IGNORECASE | re.MULTILINE,
)
_BRACKETS = re.compile(r"[(\[{]([^(){}\[\]\n]{3,300})[)\]}]")
_LISTED = re.compile(r"(?::|\S [-–—] )\s*([^:.?!\n]{3,300})([.?!\n]|$)")
_SLASHES = re.compile(r"(?<![\w/])[\w-]{2,30}(?: ?/ ?[\w-]{2,30})+(?![\w/])")
_BULLETS = re.compile(r"^[ \t]*(?:[-*•]|\(?[A-Za-z0-9]{1,2}[.)])[ \t]+(\S[^\n]{0,60})$", re.MULTILINE)
_INLINE = re.compile(r"(?<!\w)\(?[A-H]\)\s*([^()\n,;?]{2,40}?)(?=\s*(?:[,;?]|\(?[B-H]\)|or |o |$))")
_SEPARATE = re.compile(
    r"\s*[,;|/]\s*(?:or |and |o |u |y |e |oder |und |ou |et )?|\s+(?:or|and|o|u|y|e|oder|und|ou|et)\s+"
)
_ARTICLE = re.compile(
    r"^(?:an?|the|un|una|el|la|los|las|either|whether|exactly one of|one of|una? de)\s+", re.IGNORECASE
)
_NO_LABEL = frozenset("one it yes sí answer respuesta label etiqueta text texto word palabra".split())
_LONGEST = 4
"""Words of a label."""


def offered(instruction: str) -> list[str]:
    """The labels named in a request, at least two; none where it names none that can be told."""
    plain = instruction[:6_000].replace("[text]", " . ")
    for found in (_bulleted(plain), _bracketed(plain), _after_colon(plain), _slashed(plain), _chosen(plain)):
        if len(found) > 1:
            return found
    return []


def named(answer: str, labels: Sequence[str]) -> list[str]:
    """The labels that an answer names, each as its words, or as its letter where the answer is just that."""
    said = [plain(word) for word in words(answer)]
    short = " ".join(said) if len(said) == 1 else ""
    found = [label for label in labels if _within([plain(word) for word in words(label)], said)]
    if not found and len(short) == 1 and short.isalpha() and ord(short) - ord("a") < len(labels):
        found = [labels[ord(short) - ord("a")]]
    if not found and short in ("yes", "no", "si", "true", "false"):
        found = list(labels[:1])  # "spam or not?" may be answered so
    if not found:  # "below", where "below average here" is offered
        found = [label for label in labels if plain(words(label)[0]) in said] if all(map(words, labels)) else []
    # of "toxic" and "non-toxic" the longer is meant
    return [one for one in found if not any(one != other and one.lower() in other.lower() for other in found)]


def _within(label: list[str], said: list[str]) -> bool:
    """Whether the words of a label stand in a text one after the other, give or take their endings."""
    size = len(label)
    return bool(label) and any(
        all(_alike(one, other) for one, other in zip(label, said[at : at + size], strict=True))
        for at in range(len(said) - size + 1)
    )


def _alike(one: str, other: str) -> bool:
    if one == other or (min(len(one), len(other)) > 2 and (one.startswith(other) or other.startswith(one))):
        return abs(len(one) - len(other)) < 4
    short = max(4, min(len(one), len(other)) - 2)
    return one[:short] == other[:short] and abs(len(one) - len(other)) < 4


def _cleaned(pieces: Sequence[str], longest: int = _LONGEST) -> list[str]:
    """Labels without articles, marks and what is too long; nothing where one of the pieces is none."""
    found = [_ARTICLE.sub("", piece.strip(" .,;:?!\"'“”«»`*")) for piece in pieces]
    found = [piece for piece in found if piece]
    fits = all(len(words(piece)) <= longest for piece in found)
    return [piece for piece in dict.fromkeys(found) if piece.lower() not in _NO_LABEL] if fits else []


def _bulleted(text: str) -> list[str]:
    return _cleaned(_BULLETS.findall(text)) or _cleaned(_INLINE.findall(text))


def _bracketed(text: str) -> list[str]:
    found = (_cleaned(_SEPARATE.split(inside)) for inside in _BRACKETS.findall(text))
    return max(found, key=len, default=[])


def _after_colon(text: str) -> list[str]:
    found = (_cleaned(_SEPARATE.split(listed), 3 if end == "?" else _LONGEST) for listed, end in _LISTED.findall(text))
    return max(found, key=len, default=[])


def _slashed(text: str) -> list[str]:
    found = (_cleaned(one.split("/")) for one in _SLASHES.findall(text))
    return max(found, key=len, default=[])


def _chosen(text: str) -> list[str]:
    """`as positive, mixed or negative`: the last may be followed by other words, so all its beginnings are tried."""
    found = _THREE.search(text) or _CHOICE.search(text)
    if found is None:
        return []
    starts = found[2].split()
    return _cleaned([*found[1].split(", "), *(" ".join(starts[: at + 1]) for at in range(len(starts)))])
