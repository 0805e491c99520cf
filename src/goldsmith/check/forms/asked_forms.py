"""The form that a question asks for in words, and the forms that an answer has."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from goldsmith.check.forms.blocks import blocks
from goldsmith.check.text.reading import prose
from goldsmith.core.forms import fault, unfenced
from goldsmith.core.marks import without_marks

LANGUAGES = ("en", "es", "de", "fr")
NAMES = {
    "json": "JSON", "xml": "XML", "csv": "CSV", "table": "a table", "bullets": "a bullet list",
    "numbered": "a numbered list", "code": "a code block",
}  # fmt: skip

_NO_REQUEST = (
    r"(?!(?!-format)[-_.]\w|\s*(?:schema|parser|files?\s+(?:is|has)|path|keys?\b"
    r"|librar|api\b|stands|means|or\s+(?:not|why)))"
)
_DATA = {form: rf"\b{form}\b{_NO_REQUEST}" for form in ("json", "xml")} | {
    "csv": rf"\b(?:csv|comma-separated\s+values)\b{_NO_REQUEST}"
}
_FORMS: dict[str, dict[str, str]] = {
    "en": _DATA
    | {
        "table": r"\btables?\b(?!\s+(?:of\s+contents|tennis|lamp|top|cloth|salt|named|called|leg|spoon|in\s+sql)\b)",
        "bullets": r"\bbullet(?:ed)?[\s-]*(?:points?|lists?)\b|\bbullets\b",
        "numbered": r"\b(?:numbered|ordered)[\s-]+list\b",
        "code": r"\b(?:fenced\s+)?code[\s-]?(?:block|fence)\b",
    },
    "es": _DATA
    | {
        "table": r"\btablas?\b(?!\s+(?:de\s+(?:madera|cortar|surf)|llamada))",
        "bullets": r"\blista\s+(?:con|de)\s+(?:vinetas|puntos)\b|\bvinetas\b|\blista\s+no\s+numerada\b",
        "numbered": r"\blista\s+(?:numerada|ordenada)\b",
        "code": r"\bbloque\s+de\s+codigo\b",
    },
    "de": _DATA
    | {
        "table": r"\b(?:markdown-?)?tabelle\b(?!\s+namens)|\btabellarisch\b",
        "bullets": r"\b(?:stichpunkt\w{0,5}|aufzahlungs(?:liste|punkte|zeichen)n?|stichpunktliste|aufzahlung)\b",
        "numbered": r"\bnummerierte[nr]?\s+(?:liste|aufzahlung)\b",
        "code": r"\bcode-?\s?block\b",
    },
    "fr": _DATA
    | {
        "table": r"\btableau\b(?!\s+(?:de\s+(?:maitre|bord)|noir|nomme))",
        "bullets": r"\b(?:liste\s+a\s+)?puces\b",
        "numbered": r"\bliste\s+(?:numerotee|ordonnee)\b",
        "code": r"\bbloc\s+de\s+code\b",
    },
}
_ASKS = {
    "en": r"(?:answer|respond|reply|return|output|give|write|format|present|provide|list|show|produce|put|express"
    r"|create|make|generate|summari[sz]e|convert|extract|organi[sz]e|describe|name|compare|turn|translate|render|build"
    r"|use|export|save|arrange|draw\s+up|state|report|outline|explain|count|deliver|structure|i\s+(?:want|need)|i'd\s+like|should\s+be)",
    "es": r"(?:responde\w*|contesta\w*|devuelve\w*|da(?:me|d|nos)?|escrib[ea]\w*|formatea\w*|presenta\w*|proporciona\w*"
    r"|enumera\w*|lista|listar|muestra\w*|produce|pon\w*|expresa\w*|crea\w*|haz\w*|genera\w*|resum[ea]\w*|conviert[ea]\w*"
    r"|extrae\w*|exporta\w*|guarda\w*|organiza\w*|describ[ea]\w*|nombra\w*|compara\w*|usa|utiliza|explica\w*|quiero|necesito|indica\w*)",
    "de": r"(?:antworte\w*|beantworte\w*|gib|geben|schreib\w*|formatiere\w*|stell\w*|liefer\w*|liste|listen|zeig\w*"
    r"|erzeug\w*|erstell\w*|mach\w*|generiere\w*|fasse?\w*|wandle\w*|wandeln|konvertiere\w*|extrahiere\w*|exportiere\w*|speicher\w*|ordne\w*"
    r"|beschreib\w*|nenn\w*|vergleich\w*|verwende\w*|nutze\w*|erklar\w*|ich\s+(?:mochte|brauche|will))",
    "fr": r"(?:repond\w*|renvoi\w*|retourne\w*|donne\w*|ecri\w*|formate\w*|presente\w*|fourni\w*|liste[rz]?|enumere\w*"
    r"|montre\w*|produi\w*|mets|mettez|exprime\w*|cree\w*|fais|faites|genere\w*|resume\w*|converti\w*|extrai\w*|exporte\w*|enregistre\w*"
    r"|organise\w*|decri\w*|nomme\w*|compare\w*|utilise\w*|explique\w*|je\s+(?:veux|voudrais)|dresse\w*|indique\w*)",
}
_AS = {
    "en": r"(?:as|in|into|to|using|with|by|via)(?:\s+(?:(?:the|a)\s+)?form(?:at)?\s+of)?",
    "es": r"(?:como|en|a|con|usando|mediante)(?:\s+(?:forma(?:to)?\s+de|forma(?:to)?))?",
    "de": r"(?:als|in|im|ins|zu|mit|per)(?:\s+form\s+(?:von|einer|eines))?",
    "fr": r"(?:en|sous\s+forme\s+de|comme|au\s+format|dans|avec|sous\s+forme\s+d')",
}
_ONE = {
    "en": r"(?:(?:a|an|one|valid|single|short|simple|small|markdown|html|plain|only|just|raw|pure|well-formed|minified"
    r"|compact|the\s+following|strict|clean|me|us|out|up|two-column|three-column|format|neat|several|some|few|brief|concise|(?:\d+|two|three|four|five|six|seven|ten)(?:-\w+)?)\s+)",
    "es": r"(?:(?:una?|un|solo|unicamente|valido|breve|simple|pequena|markdown|html"
    r"|formato|la\s+siguiente|\d+|varias|algunas|dos|tres|cuatro|cinco)\s+)",
    "de": r"(?:(?:eine[rmn]?|ein|nur|gultiges|gultigem|kurze[nr]?|einfache[nr]?|kleine[nr]?|markdown|html|reines|reinem"
    r"|mir|uns|als|format|\d+|mehrere[nr]?|einige[nr]?|zwei|drei|vier|funf)\s+)",
    "fr": r"(?:(?:une?|un|de|des|du|\d+|plusieurs|quelques|deux|trois|quatre|cinq|seulement|uniquement|valide|courte?"
    r"|simple|petite?|markdown|html|format|moi|nous)\s+)",
}
_NOT = re.compile(
    r"\b(?:not|n't|no|never|without|instead\s+of|rather\s+than|avoid(?:ing)?|sin|nunca|evita\w*|en\s+(?:vez|lugar)\s+de"
    r"|keine?[nr]?|nicht|ohne|statt|anstatt|pas|sans|jamais|evite\w*|au\s+lieu)\b[^.;:,]{0,30}\Z"
)
_ELSE = re.compile(
    r"\b(?:functions?|scripts?|programs?|class|method|quer(?:y|ies)|endpoint|how|why|poem|story|essay|sql"
    r"|difference|advantages?|benefits|funcion|programa|consulta|como\s+se|por\s+que|cuento|poema|diferencia"
    r"|funktion|skript|programm|abfrage|wie|warum|gedicht|geschichte|unterschied|fonction|programme|requete"
    r"|comment|pourquoi|poeme|histoire|difference"
    r"|python|javascript|java|bash|regex|parse[sr]?)\b"
)
_LIES = re.compile(
    r"\b(?:stored|saved|given|shown|written|printed|almacenad\w+|guardad\w+|gespeichert\w*|stocke\w*)(?:\s+\w+){1,2}\s*\Z"
)
_FORMAT = {
    "en": r"(?:output|answer|response|reply)?\s*format",
    "es": r"formato(?:\s+de\s+(?:salida|respuesta))?",
    "de": r"(?:ausgabe|antwort)?format",
    "fr": r"format(?:\s+de\s+(?:sortie|reponse))?",
}
_ONLY = r"(?:-format)?,?\s+(?:only|please|solamente|unicamente|por\s+favor|bitte|seulement|uniquement|s'il)\b"
_SENTENCE = re.compile(r"(?<=[.!?;])\s|\n")
_LONGEST = 400
"""Characters of a sentence; requests are short."""
_BULLET = re.compile(r"^[ \t>]*[-*+•·▪◦‣–—●○■][ \t]+\S|<ul\b", re.MULTILINE)
_NUMBERED = re.compile(r"^[ \t>]*(?:\*\*)?\(?\d{1,3}[.)](?:\*\*)?[ \t]+\S|<ol\b", re.MULTILINE)


def asked_forms(question: str, languages: tuple[str, ...] = LANGUAGES) -> list[str]:
    """The forms that a question asks for, one of which will do; none where it only speaks of forms."""
    found: list[str] = []
    for sentence in _SENTENCE.split(prose(question)):
        if len(sentence) <= _LONGEST:
            plain = _folded(sentence)
            found += [form for language in languages for form in _requested(language, plain)]
    return list(dict.fromkeys(found))


def _folded(sentence: str) -> str:
    """Lower case without marks on letters and without curls of quotation marks."""
    return without_marks(sentence.lower().replace("’", "'"))


def _requested(language: str, sentence: str) -> Iterator[str]:
    for form, noun, pattern in _requests(language):
        if noun.search(sentence) and _asks(pattern, sentence):
            yield form


def _asks(pattern: re.Pattern[str], sentence: str) -> bool:
    for found in pattern.finditer(sentence):
        form = next(name for name in ("form", "named", "alone") if found[name])
        before = sentence[: found.start(form)]
        if not any(other.search(before) for other in (_NOT, _ELSE, _LIES)):
            return True
    return False


@functools.cache
def _requests(language: str) -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    """For each form its names, and what asks for it: `answer ... as a table`, `make a table`, `format: table`."""
    asks, as_, one = _ASKS[language], _AS[language], _ONE[language]
    opening = (
        rf"(?:^|[,:(]\s*|\b(?:please|kindly|you|and|then|to|por\s+favor|y|bitte|und|et|puis|veuillez)\s+)\s*{asks}\b"
    )
    return [
        (
            form,
            re.compile(noun),
            re.compile(
                rf"{opening}(?:-\w+)*(?:[^.;]{{0,200}}?\b{as_}\s+{one}{{0,4}}|[\s:]+{one}{{0,4}})(?P<form>{noun})"
                rf"|^\W*{_FORMAT[language]}\s*[:=]\s*{one}{{0,3}}(?P<named>{noun})"
                rf"|^\W*(?:{as_}\s+)?{one}{{0,3}}(?P<alone>{noun})(?:{_ONLY}|\W*$)"
            ),
        )
        for form, noun in _FORMS[language].items()
    ]


def delivers(form: str, answer: str) -> bool:
    """Whether an answer has a form, alone or between other words."""
    if form in _DRAWN:
        return _DRAWN[form](answer)
    pieces = [unfenced(answer)[0], *(block.body for block in blocks(answer))]
    if any(piece.strip() and fault(form, piece) is None for piece in pieces):
        return True
    return _WITHIN[form](answer)


def _neighbours(text: str, marks: str) -> bool:
    """Whether two lines in a row are parted by as many of the same marks."""
    lines = text.splitlines()
    return any(
        one.count(mark) == other.count(mark) > 0 or (mark == "|" and one.count(mark) > 1 < other.count(mark))
        for mark in marks
        for one, other in pairwise(lines)
    )


def _holds_json(text: str) -> bool:
    begin = min((place for place in (text.find("{"), text.find("[")) if place >= 0), default=-1)
    if begin < 0:
        return False
    try:
        return isinstance(json.JSONDecoder().raw_decode(text, begin)[0], dict | list)
    except (ValueError, RecursionError):
        return False


def _holds_xml(text: str) -> bool:
    begin, end = text.find("<"), text.rfind(">")
    return 0 <= begin < end and fault("xml", text[begin : end + 1]) is None


_DRAWN: dict[str, Callable[[str], bool]] = {
    "code": lambda text: bool(blocks(text)),
    "bullets": lambda text: _BULLET.search(text) is not None,
    "numbered": lambda text: _NUMBERED.search(text) is not None,
    "table": lambda text: "<table" in text.lower() or _neighbours(text, "|"),
}
_WITHIN: dict[str, Callable[[str], bool]] = {
    "json": _holds_json,
    "xml": _holds_xml,
    "csv": lambda text: _neighbours(text, ",;\t"),
}
