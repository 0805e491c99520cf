"""Numbers in words, 0 to 999, with the words for thousands and millions, in six languages; all folded."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

SCALES: Mapping[str, float] = {
    "thousand": 1e3, "k": 1e3, "mil": 1e3, "mille": 1e3, "mila": 1e3, "tausend": 1e3, "tsd": 1e3,
    "million": 1e6, "millon": 1e6, "millones": 1e6, "millions": 1e6, "millionen": 1e6, "mio": 1e6, "mn": 1e6,
    "milhao": 1e6, "milhoes": 1e6, "milione": 1e6, "milioni": 1e6,
    "billion": 1e9, "bn": 1e9, "milliard": 1e9, "milliards": 1e9, "milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9,
    "miliardo": 1e9, "miliardi": 1e9, "bilhao": 1e9, "bilhoes": 1e9, "trillion": 1e12,
}  # fmt: skip
ARTICLES = frozenset("un une ein eine einen einem einer um uma una".split())
"""Words that say one, but more often nothing."""

_ONES = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis "
    "veintisiete veintiocho veintinueve",
    "fr": "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix_sept "
    "dix_huit dix_neuf",
    "de": "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn "
    "siebzehn achtzehn neunzehn",
    "pt": "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete "
    "dezoito dezenove",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt trente quarante cinquante soixante septante huitante nonante",
    "de": "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
}
_MORE = {
    "en": {},
    "es": {"una": 1, "un": 1, "veintiuna": 21, "veintiun": 21},
    "fr": {"une": 1, "quatre vingts": 80, "quatre vingt": 80},
    "de": {"ein": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "zwo": 2},
    "pt": {"uma": 1, "duas": 2, "catorze": 14, "dezasseis": 16, "dezassete": 17, "dezanove": 19},
    "it": {"un": 1, "una": 1},
}
_HUNDREDS = {
    "es": "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
    "pt": "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
}
_JOINS = {"en": (" ", " and "), "es": (" ",), "fr": (" ",), "de": ("", "und"), "pt": (" e ",), "it": ("",)}
_THOUSAND = ("mil", "mille", "tausend")
"""Words for one thousand that need no one before them."""
LONGEST = 6
"""Words of the longest spelling: deux cent quatre-vingt-dix-huit."""
Tokens = list[tuple[str, int, int]]
"""Words with where they start and end."""


def numbers_in_words(folded: str, language: str) -> Iterator[tuple[float, int, int]]:
    """Each number written in words as (value, start, end), `two thousand three hundred` as one; `once` is English.

    A word that a hyphen ties to another (`two-storey`) is no number.
    """
    known = spellings(language)
    tokens = [(match.group(), match.start(), match.end()) for match in re.finditer(r"\w+", folded)]
    place = 0
    while place < len(tokens):
        value, after = _read(tokens, place, folded, known)
        if after > place:
            start, end = tokens[place][1], tokens[after - 1][2]
            if folded[start - 1 : start] not in ("-", "'") and folded[end : end + 1] != "-":
                yield value, start, end
        place = max(after, place + 1)


def scales_named(folded: str) -> frozenset[float]:
    """The thousands, millions, ... that a folded text names, as in `people (millions)`."""
    words = (word.removesuffix("s") for word in re.findall(r"[^\W\d_]{3,}", folded))
    return frozenset(SCALES[word] for word in words if word in SCALES)


@functools.cache
def spellings(language: str) -> Mapping[str, int]:
    """Every number from 0 to 999 by its spelling in one language, blanks for hyphens; none for unknown languages."""
    if language not in _ONES:
        return {}
    small = _below_hundred(language)
    found = dict(small)
    for hundred in range(1, 10):
        for word in _hundred(language, hundred, small):
            found[word] = 100 * hundred
            for join in _JOINS[language]:
                found |= {f"{word}{join}{rest}": 100 * hundred + unit for rest, unit in small.items() if unit}
    return found


def _read(tokens: Tokens, place: int, folded: str, known: Mapping[str, int]) -> tuple[float, int]:
    """The value that begins at a word, and the place after its last word; no number: that same place."""
    total, last, after = 0.0, float("inf"), place
    while after < len(tokens) and (after == place or _tied(tokens, after, folded)):
        group, behind = _below_thousand(tokens, after, folded, known)
        if behind == after and tokens[after][0] not in _THOUSAND:
            break
        scaled = behind < len(tokens) and (behind == after or _tied(tokens, behind, folded))
        scale = SCALES.get(tokens[behind][0], 1.0) if scaled else 1.0
        if scale >= last:
            break
        total, last, after = total + (group if behind > after else 1) * scale, scale, behind + (scale > 1)
    return total, after


def _below_thousand(tokens: Tokens, place: int, folded: str, known: Mapping[str, int]) -> tuple[int, int]:
    longest = 1
    while longest < LONGEST and place + longest < len(tokens) and _tied(tokens, place + longest, folded):
        longest += 1
    for size in range(longest, 0, -1):
        spelled = " ".join(token for token, _, _ in tokens[place : place + size])
        if spelled in known:
            return known[spelled], place + size
    return 0, place


def _tied(tokens: Tokens, place: int, folded: str) -> bool:
    """Whether only blanks or one hyphen stand before this word."""
    between = folded[tokens[place - 1][2] : tokens[place][1]]
    return between == "-" or between.isspace()


def _below_hundred(language: str) -> dict[str, int]:
    ones = [word.replace("_", " ") for word in _ONES[language].split()]
    found = {word: value for value, word in enumerate(ones)} | _MORE[language]
    for place, tens in enumerate(_TENS[language].split(), start=2):
        found.setdefault(tens, 10 * place)
        for unit in range(1, 10):
            found |= dict.fromkeys(_two_digits(language, tens, unit, ones), 10 * place + unit)
    if language == "fr":
        for base, tens in ((60, "soixante"), (80, "quatre vingt")):
            found |= {f"{tens} {ones[unit]}": base + unit for unit in range(1, 20) if base + unit != 61}
        found |= {"soixante et onze": 71}
    return found


def _two_digits(language: str, tens: str, unit: int, ones: list[str]) -> list[str]:
    word = ones[unit]
    if language == "de":
        return [f"{'ein' if unit == 1 else word}und{tens}"]
    if language == "it":
        return [(tens[:-1] if word[0] in "uo" else tens) + word]
    if language in ("es", "pt"):
        join, ones_too = (" y ", ("una", "un")) if language == "es" else (" e ", ("uma",))
        return [tens + join + one for one in (word, *(ones_too if unit == 1 else ()))]
    if language == "fr":
        return [f"{tens} et un", f"{tens} et une"] if unit == 1 else [f"{tens} {word}"]
    return [f"{tens} {word}"]


def _hundred(language: str, count: int, small: Mapping[str, int]) -> list[str]:
    """The words for a number of hundreds."""
    word = next(spelled for spelled, value in small.items() if value == count)
    if language in _HUNDREDS:
        spelled = _HUNDREDS[language].split()[count - 1]
        return [spelled, "cien" if language == "es" else "cem"] if count == 1 else [spelled, spelled[:-2] + "as"]
    if language == "en":
        return [f"{word} hundred", *(["a hundred", "hundred"] if count == 1 else [])]
    if language == "fr":
        return ["cent"] if count == 1 else [f"{word} cents", f"{word} cent"]
    unit = "hundert" if language == "de" else "cento"
    return [unit, f"ein{unit}"] if count == 1 else [word + unit]
