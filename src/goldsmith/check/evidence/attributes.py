"""What a text says objects are like: their colours, materials, sizes, states and patterns (English and Spanish)."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, NamedTuple

from goldsmith.core.denial import denied
from goldsmith.core.plurals import fold
from goldsmith.core.vocabulary import LANGUAGES, Mention, mentions

_ANIMATE = frozenset("person bird cat dog horse sheep cow elephant bear zebra giraffe".split())
_ADVERBS = {
    "en": "very|quite|really|rather|mostly|mainly|partly|completely|entirely|all|bright|brightly|dark|light|pale|deep"
    "|vivid|vibrant|shiny|dull|soft|slightly|wide|half",
    "es": "muy|bastante|casi|completamente|totalmente|todo|toda|todos|todas|medio|claro|oscuro|brillante|intenso|vivo",
}
_FILLERS = (
    "coloured|colored|painted|looking|haired|sleeved|topped|patterned|striking|beautiful|cute|adorable|lovely|nice"
    "|fluffy|furry|fuzzy|shaggy|sports?|race|racing|police|school|passenger|city|double|decker|delivery|fire|pickup"
    "|vintage|antique|modern|classic|retro|fancy|sleek|parked|domestic|wild|stuffed|plush|sleeve|button|up|polo|hooded"
    "|t|tee|baseball|straw|knit|knitted|winter|rain|leather|dress|picnic|dining|kitchen|office|rocking|park|street"
    "|coffee|tea|water|wine|ripe|fresh|cut"
)
_LINKS = {
    "en": r"(?:is|are|was|were|appears?|looks?|seems?)(?: to be)?(?: (?:painted|colou?red|dyed|mostly))?"
    r"|(?:painted|colou?red|dyed)",
    "es": r"(?:es|son|era|eran|está|están|parecen?)(?: (?:ser|estar))?(?: (?:pintad[oa]s?))?|pintad[oa]s?",
}
_OF = {"en": r"(?:made (?:out )?of )?", "es": r"(?:(?:hech[oa]s? )?de(?: color)? )?"}
"""Before a material or a colour; in Spanish it may belong to the word itself: de pie, de lunares."""
_PLACE = {
    "en": r"(?: (?:in|on|at|by|near|behind|beside|under|above|below|inside|outside|next to|in front of|with)"
    r"(?: (?:the|a|an|this|his|her|its|their))?(?: (?!(?:is|are|and|that|which)\b)[^\W\d_]+){1,3}?"
    r"(?= (?:is|are|was|were)\b))?",
    "es": r"(?: (?:en|de|del|a|al|junto al?|detrás del?|sobre|bajo|con)(?: (?:la|el|las|los|un|una|su))?"
    r"(?: (?!(?:es|está|son|están|y|que)\b)[^\W\d_]+){1,3}?(?= (?:es|está|son|están)\b))?",
}
"""Where something is, told between the noun and its verb: the dog in the picture is black."""
_WHICH = {"en": r"(?:,? (?:that|which|who))?", "es": r"(?:,? que)?"}
_COLOUR_OF = re.compile(
    r"\b(?:colou?r of|color (?:del?|de (?:la|los|las)))(?: (?:the|this|that|his|her|its|their|la|el|los|las|su))?"
    r"(?: [a-zñáéíóú]+)?\s$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:^|[.;:!?\n,]|\b(?:and|but|while|that|because|since|as|whereas|where|y|pero|mientras|que|porque|donde))\s*"
    r"(?:(?:the|a|an|this|that|these|those|his|her|its|their|both|all|el|la|los|las|un|una|este|esta|estos|estas|su|sus)"
    r"\s)?(?:(?!(?:in|on|of|at|by|with|from|to|for|near|beside|behind|under|over|is|are|has|have|a|an|the|next|de|del|en"
    r"|con|sin|por|para|a|al|es|está|un|una|el|la|tras|junto|sobre|bajo)[ -])[^\W\d_-]+[ -]){0,3}$",
    re.IGNORECASE,
)
_LIKE = re.compile(
    r"\b(?:like|unlike|than|as if|as though|resembl\w+|similar to|compared|would|could|might|if|imagin\w+|typical\w*"
    r"|usually|often|size of|tamaño del?|parecen? una?|(?:más|menos|tan) [^\W\d_]+ que"
    r"|como|parecid[oa]s? a|suele[n]?|típic\w+|podrían?|sería[n]?|si)\b[^.;!?\n]{0,60}$",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"\s*(?:is|are|was|were)\b", re.IGNORECASE)
"""Is the car red? has the verb first."""
_PHRASES = re.compile(
    r"\b(?:(?:red|white) wine|(?:green|black|white) tea|black (?:coffee|board|box|tie event|friday)|white ?board"
    r"|(?:red|green|yellow) light|orange juice|(?:gold|silver) medal|white house|black belt|golden retriever"
    r"|(?:brown|polar|black) bears?|open (?:air|space|road|field|water|sea)|full of|little by|short (?:of|sleeves?)"
    r"|a little|clean(?:ing)? up|long (?:time|way|distance)|dry(?:ing)? up|big city|vino (?:tinto|blanco|rosado)"
    r"|té (?:verde|negro)|luz (?:roja|verde)|al aire libre|mayor parte|gran (?:parte|cantidad|variedad))\b",
    re.IGNORECASE,
)


class Attribute(NamedTuple):
    """A text gives an object a value of a family of attributes; the place is that of the word for it."""

    family: str
    value: str
    start: int
    end: int
    mention: Mention
    plural: bool

    @property
    def thing(self) -> str:
        """The object it is said of."""
        return _things().get(self.mention.word.noun, self.mention.word.name)


class Word(NamedTuple):
    """A word for a value, where it stands in a text."""

    family: str
    value: str
    start: int
    end: int


@functools.lru_cache(maxsize=256)
def described(text: str, languages: tuple[str, ...] = LANGUAGES) -> tuple[Attribute, ...]:
    """What a text says objects are like, in the order of the objects; not what it denies or compares with."""
    found: list[Attribute] = []
    named = [one for one in mentions(text, languages, _own(), broad=True) if not one.word.vague]
    heads = _heads(text, named)
    for language in languages:
        words = _words(text, language)
        reading = _Reading(text, language, words)
        for mention, head in zip(named, heads, strict=True):
            for word in reading.about(mention, head):
                found.append(Attribute(*word, mention, _is_plural(text, mention)))
    return tuple(found)


def things(text: str, languages: tuple[str, ...] = LANGUAGES) -> list[tuple[str, bool]]:
    """The objects and other things a text names, and whether in the plural."""
    return [(_things().get(one.word.noun, one.word.name), _is_plural(text, one)) for one in _whole(text, languages)]


def nouns(text: str, languages: tuple[str, ...] = LANGUAGES) -> list[tuple[str, bool]]:
    """The words for the objects and other things a text names, as written, and whether in the plural."""
    return [(text[one.start : one.end], _is_plural(text, one)) for one in _whole(text, languages)]


def _whole(text: str, languages: tuple[str, ...]) -> list[Mention]:
    found = mentions(text, languages, _own(), broad=True)
    return [one for one in found if not one.describes and not one.word.vague]


def near(one: str, other: str) -> bool:
    """Whether two values of a family may be told of the same thing."""
    return one == other or frozenset((one, other)) in _near()


def worn() -> frozenset[str]:
    """What people wear: of several people each has one."""
    return frozenset(_table()["worn"])


def _heads(text: str, named: list[Mention]) -> list[int]:
    """Where the compound that ends with each mention begins."""
    heads: list[int] = []
    for place, one in enumerate(named):
        before = named[place - 1] if place else None
        joined = before is not None and before.describes and text[before.end : one.start] == " "
        heads.append(heads[-1] if joined else one.start)
    return heads


class _Reading:
    """A text in one language with the words for attributes in it, by place."""

    def __init__(self, text: str, language: str, words: list[Word]) -> None:
        self._text, self._language, self._words = text, language, words
        self._starts, self._ends = [one.start for one in words], [one.end for one in words]

    def about(self, mention: Mention, start: int) -> Iterator[Word]:
        """The words that describe a mention, whose compound (a dog bowl) begins at `start`."""
        if not self._words:
            return
        for word in (*self._before(mention, start), *self._after(mention)):
            posture = word.family == "posture"
            fits = not posture or mention.word.name in _ANIMATE
            if fits and not denied(self._text, word.start) and not self._compared(word):
                yield word

    def _compared(self, word: Word) -> bool:
        return _LIKE.search(self._text[max(0, word.start - 80) : word.start]) is not None

    def _before(self, mention: Mention, limit: int) -> Iterator[Word]:
        if mention.describes and self._language == "en":
            return  # a red dog bowl: the bowl is red
        place = bisect_right(self._ends, limit) - 1
        while place >= 0 and limit - self._ends[place] < 60:
            word = self._words[place]
            if not _joint(self._language).fullmatch(self._text, word.end, limit):
                return
            yield word
            limit, place = word.start, place - 1

    def _after(self, mention: Mention) -> Iterator[Word]:
        """What follows the noun: by itself in Spanish, after a verb where the noun is the subject."""
        text = self._text
        link = _link(self._language).match(text, mention.end)
        if link is None:
            return
        before = text[max(0, mention.start - 60) : mention.start]
        colour_only = _COLOUR_OF.search(before) is not None
        if link["verb"] and not colour_only and not link["which"] and not _SUBJECT.search(before):
            return
        at = link.start("of") if self._begins(link.start("of")) else link.end()
        place = bisect_left(self._starts, at)
        while place < len(self._words) and self._starts[place] == at:
            word = self._words[place]
            posture = word.family == "posture"
            if link["verb"] or posture or self._language == "es" or _INVERTED.match(text):
                yield from () if colour_only and word.family != "colour" else (word,)
            more = _more(self._language).match(text, word.end)
            if more is None:
                return
            at = more.end()
            place = bisect_left(self._starts, at)

    def _begins(self, at: int) -> bool:
        place = bisect_left(self._starts, at)
        return place < len(self._starts) and self._starts[place] == at


@functools.cache
def _joint(language: str) -> re.Pattern[str]:
    """What may stand between a word for an attribute and the noun, or the next such word."""
    filler = rf"(?:{_ADVERBS[language]}|{_FILLERS})" if language == "en" else rf"(?:{_ADVERBS[language]})"
    both = r"(?:,? and |-and-|, |/| or )" if language == "en" else r"(?:,? y |, )"
    return re.compile(rf"(?:{both}|[ -])(?:{filler}[ -]){{0,3}}", re.IGNORECASE)


@functools.cache
def _link(language: str) -> re.Pattern[str]:
    """What may stand between a noun and a word for an attribute after it."""
    return re.compile(
        rf"{_PLACE[language]}(?P<which>{_WHICH[language]})(?: (?P<verb>{_LINKS[language]}))?"
        rf" (?:(?:{_ADVERBS[language]}) ){{0,2}}(?P<of>{_OF[language]})(?:(?:{_ADVERBS[language]}) ){{0,2}}",
        re.IGNORECASE,
    )


@functools.cache
def _more(language: str) -> re.Pattern[str]:
    """What stands between two words for attributes after a noun."""
    both = "and|or" if language == "en" else "y|o|u"
    return re.compile(rf"(?:,? (?:{both}) |, | )(?:(?:{_ADVERBS[language]}) ){{0,2}}{_OF[language]}", re.IGNORECASE)


def _words(text: str, language: str) -> list[Word]:
    """The words for attributes in a text, but for those in fixed phrases."""
    pattern, meanings = _lexicon(language)
    fixed = {place for phrase in _PHRASES.finditer(text) for place in range(*phrase.span())}
    found: list[Word] = []
    for match in pattern.finditer(text):
        meaning = meanings.get(fold(match.group().replace("-", " ")))  # a long ſ matches an s, but is in no word here
        if meaning and match.start() not in fixed:
            found.append(Word(*meaning, *match.span()))
    return found


def _is_plural(text: str, mention: Mention) -> bool:
    said = text[mention.start : mention.end].lower()
    return mention.word.plural and (mention.word.noun != fold(said) or said.endswith("s"))


@functools.cache
def _lexicon(language: str) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """A pattern for every form of every word, and what each means."""
    meanings: dict[str, tuple[str, str]] = {}
    forms: set[str] = set()
    for family, values in _table()[language].items():
        for value, words in values.items():
            for word in words:
                for form in _forms(word, language):
                    forms.add(form)
                    meanings.setdefault(fold(form.replace("-", " ")), (family, value))
    longest = sorted(forms, key=lambda form: (-len(form), form))
    every = "|".join(re.escape(form).replace(r"\ ", "[ -]") for form in longest)
    return re.compile(
        rf"(?<![\w'])(?:{every})(?!\w|'|-(?:free|eyed|handed|legged|framed|trimmed))", re.IGNORECASE
    ), meanings


def _forms(word: str, language: str) -> set[str]:
    """A word as it is, and in Spanish in its other genders and numbers."""
    if language != "es" or " " in word:
        return {word}
    if word.endswith("o"):
        return {word, f"{word[:-1]}a", f"{word}s", f"{word[:-1]}as"}
    return {word, f"{word}s"} if word.endswith(("a", "e", "i", "é")) else {word, f"{word}es"}


@functools.cache
def _table() -> dict[str, Any]:
    import yaml

    text = (files("goldsmith.check.evidence") / "attributes.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table


@functools.cache
def _near() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((one, other)) for group in _table()["near"] for one in group for other in group)


@functools.cache
def _things() -> dict[str, str]:
    """The nouns of things beside the vocabulary, and what each is called here."""
    listed = {**_table()["worn"], **_table()["things"]}
    return {fold(noun): name for name, spoken in listed.items() for nouns in spoken.values() for noun in nouns}


@functools.cache
def _own() -> frozenset[str]:
    return frozenset(_things())
