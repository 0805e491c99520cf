"""A request and its answer, with the text that the request is about told apart from what it asks."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from goldsmith.check.skills.prompts import SHOWN, TEXT, openers
from goldsmith.check.text.quotations import quoted
from goldsmith.check.text.reading import LARGEST, words
from goldsmith.check.text.tongue import tongue
from goldsmith.core.types import Sample, Turn

_KINDS = (
    "text|passage|context|article|document|paragraph|input|e-?mail|review|transcript|story|excerpt|sentence|abstract|"
    "texto|pasaje|contexto|artículo|documento|párrafo|entrada|correo|reseña|transcripción|relato|fragmento|oración|frase|kontext|artikel|absatz|texte|contexte|extrait"
)
_MARKED = re.compile(rf"(?:^|(?<=[\n.?!:] ))[ \t>*#]{{0,4}}(?:{_KINDS})\**:\**[ \t]*", re.IGNORECASE | re.MULTILINE)
_ASKED = re.compile(
    r"(?:^|(?<=[\n.?!] ))[ \t*#]{0,4}(?:question|q|task|pregunta|p|tarea|frage|aufgabe)\**:",
    re.IGNORECASE | re.MULTILINE,
)
_COLON = re.compile(r":\s+(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”»)]?\s+(?=\S)")
_FORM = re.compile(
    r"(?:please|por favor)?,? ?(?:answer|reply|respond|return|(?:give|write|format|put) (?:the|your) answer|use the|"
    r"responde|contesta|devuelve|da (?:tu|la) respuesta|da formato|escribe tu respuesta|pon la respuesta|"
    r"usa (?:el|las?|los))\b[^\n]{0,160}?\b(?:json|xml|csv|markdown|sentences?|words?|keys?|columns?|elements?|comma|"
    r"oración|frase|palabras|claves?|columnas?|elementos?|comas)\b",
    re.IGNORECASE,
)
"""A sentence that says in which form to answer, and nothing of the skill."""
_CHOICE = re.compile(r"\b(?:or|o|u|oder|ou)\b|/", re.IGNORECASE)
_LISTED = re.compile(r"(?:[\w’' -]{1,30}, ){2,12}[\w’' -]{1,30}\W?")
_LONGEST_CUE = 60
"""Words of a line that may be the request itself."""
_FEWEST = 3
"""Words between quotation marks that are something to work on."""
_FEW = 12
"""Words after a request, in the same line, that are something to work on."""


class Exchange(NamedTuple):
    """A request and its answer."""

    instruction: str
    """What is asked, with `[text]` in place of the text it is about, without the form that the answer should have."""
    source: str
    """The text it is about; empty where there is none, or something is shown that it may be about as well."""
    shown: bool
    """Whether the sample shows or attaches something beside the words."""
    before: str
    """All that was said before the request."""
    request: str
    answer: str
    form: str
    """The answer's form: prose, json, ..."""
    language: str
    """ISO 639-1; empty where nothing tells."""

    @property
    def context(self) -> str:
        """All words that the answer may draw from."""
        return f"{self.before}\n{self.request}"


def exchange(sample: Sample) -> tuple[int, int, Exchange] | None:
    """The first request of a sample with its answer, and the positions of both; None where there is none."""
    for place, (asked, answer) in enumerate(zip(sample.turns, sample.turns[1:], strict=False)):
        if (asked.role, answer.role) == ("user", "assistant") and asked.text.strip() and answer.text.strip():
            return place, place + 1, _read(sample, place, asked, answer)
    return None


def _read(sample: Sample, place: int, asked: Turn, answer: Turn) -> Exchange:
    request = asked.text
    instruction, source = split(formless(request[:LARGEST]))
    before = "\n".join(turn.text for turn in sample.turns[:place])
    form = str(sample.tags.get("format", "")) or "prose"
    spoken = tongue(sample, instruction)
    if sample.assets:
        instruction, source = f"{SHOWN} {instruction}", ""
    return Exchange(instruction, source, bool(sample.assets), before, request, answer.text, form, spoken)


def formless(request: str) -> str:
    """A request without its last sentences, if they only say in which form to answer."""
    starts = [found.end() for found in _SENTENCE.finditer(request)] + [
        found.end() for found in re.finditer(r"\n+", request)
    ]
    end = len(request)
    for start in sorted(starts, reverse=True):
        if not _FORM.match(request, start, end):
            break
        end = start
    return request[:end].rstrip()


@functools.lru_cache(maxsize=64)
def split(request: str) -> tuple[str, str]:
    """What is asked, with `[text]` in place of the text it is about, and that text, which may be empty."""
    for way in (_by_mark, _by_line, _by_quotation, _by_colon, _by_sentence, _by_paragraph):
        if found := way(request):
            start, end = found
            return f"{request[:start].rstrip()} {TEXT} {request[end:].lstrip()}".strip(), request[start:end].strip()
    return request.strip(), ""


Span = tuple[int, int] | None


def _by_mark(request: str) -> Span:
    """What stands between `Text:` and `Question:`, or the end."""
    mark = _MARKED.search(request)
    if mark is None:
        return None
    asked = _ASKED.search(request, mark.end())
    end = asked.start() if asked else len(request)
    rest = request[mark.end() : end]
    # a request may follow the text without being named
    if not asked and (lines := _by_line(rest)):
        return mark.end() + lines[0], mark.end() + lines[1]
    return (mark.end(), end) if rest.strip() and not rest.strip().endswith("?") else None


def _by_line(request: str) -> Span:
    """The lines between those at the beginning and the end that ask."""
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]*\S[^\n]*", request)]
    first, last = 0, len(lines)
    while first < last and _asks(request[slice(*lines[first])]):
        first += 1
    while last > first and _asks(request[slice(*lines[last - 1])]):
        last -= 1
    if first == last or last - first == len(lines):
        return None
    return lines[first][0], lines[last - 1][1]


def _asks(line: str) -> bool:
    """Whether a line or sentence reads like a request: a question, an order, or what ends in a colon."""
    said = words(line[:2_000])
    if not said or len(said) > _LONGEST_CUE:
        return False
    first = next(_SENTENCE.finditer(line), None)
    asks = first is not None and line[: first.start()].rstrip().endswith("?")
    return asks or line.rstrip().endswith(("?", ":")) or said[0] in openers()


def _by_paragraph(request: str) -> Span:
    """All but the first or the last paragraph, whichever is the shorter, as long as they are more than it."""
    breaks = [found.span() for found in re.finditer(r"\n\s*\n", request.rstrip())]
    if not breaks:
        return None
    first, last = len(words(request[: breaks[0][0]])), len(words(request[breaks[-1][1] :]))
    whole = len(words(request))
    if min(first, last) > _LONGEST_CUE or whole < _FEW + 2 * min(first, last):
        return None
    return (breaks[0][1], len(request)) if first <= last else (0, breaks[-1][0])


def _by_quotation(request: str) -> Span:
    found = [(start + 1, end - 1) for start, end in quoted(request, 4_000) if len(words(request[start:end])) >= _FEWEST]
    return max(found, key=lambda span: span[1] - span[0]) if found else None


def _by_colon(request: str) -> Span:
    """What follows the first colon, unless it is a question or what to choose from."""
    found = _COLON.search(request)
    if found is None or not _asks(request[: found.start() + 1]):
        return None
    rest = request[found.end() :].strip()
    first = _SENTENCE.split(rest, maxsplit=1)[0]
    listed = first != rest and _LISTED.fullmatch(first)
    choice = len(words(first)) <= _FEW and (listed or _CHOICE.search(first))
    return None if rest.endswith("?") or first.endswith("?") or choice else (found.end(), len(request))


def _by_sentence(request: str) -> Span:
    """The sentences after the last that asks, or before the first, whichever are more."""
    starts = [0, *(found.end() for found in _SENTENCE.finditer(request))]
    ends = [*starts[1:], len(request)]
    asking = [place for place, start in enumerate(starts) if _asks(request[start : ends[place]])]
    if not asking:
        return None
    before, after = (0, starts[asking[0]]), (ends[asking[-1]], len(request))
    start, end = max((before, after), key=lambda span: span[1] - span[0])
    return (start, end) if len(words(request[start:end])) >= _FEW else None
