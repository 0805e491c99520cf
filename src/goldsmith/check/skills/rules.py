"""The rules by which a program verifies what a skill asks for: each says what is broken, nothing, or cannot tell.

A rule is given an exchange and the requirement that names it. It returns the faults that it sees, or None where it
cannot tell: the source is a picture, the language is not spoken, no labels are named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from goldsmith.check.skills.exchange import Exchange
from goldsmith.check.skills.facts import (
    Number,
    Stated,
    content,
    numbers,
    plain,
    strange_names,
    strange_numbers,
    worked_out,
)
from goldsmith.check.skills.items import items
from goldsmith.check.skills.labels import named, offered
from goldsmith.check.skills.prompts import ABOUT_SHOWN, LANGUAGES, read_as
from goldsmith.check.text.reading import language, words
from goldsmith.core.brief import SKILLS

_NAMED = ("en", "es")
"""Languages whose names are told by their capitals, and requests to change facts by their words."""
_QUESTIONS = frozenset(("extraction", "open-qa", "closed-qa", "classification", "inference"))
"""Skills whose requests about something shown are not told apart."""
_KIN = {
    "extraction": frozenset(("closed-qa",)),
    "closed-qa": frozenset(("inference", "extraction")),
    "inference": frozenset(("closed-qa",)),
}
"""Skills whose requests about a text are not told apart from those of another."""
_TRANSLATES = re.compile(
    r"translat|traduc|\b(?:in|into|al?) (?:english|spanish|french|german|inglés|español|francés)", re.I
)
_MENDS = re.compile(
    r"\b(?:correct|fix|proofread|punctuat|grammar|spell|corrig|arregl|revis|gramátic|ortogr|puntua)", re.I
)
_CHANGES = re.compile(
    r"\b(?:shorten|shorter|brief|summar|condens|remov|without|omit|delet|anonymi|replac|swap|simplif|chang|expand|add|"
    r"persuasive|instead|acort|corto|corta|brevemente|resum|condens|quit|elimin|sin|omit|anonim|sustitu|reemplaz|cambi|"
    r"ampl|desarroll|añad|persuasiv)",
    re.I,
)
_SEVERAL = re.compile(
    r"\b(?:each|all|every|several|multi|items|words|sort|group|cada|todas?|todos|varias|agrupa|ordena|siguientes)\b",
    re.I,
)
_A_TEXT = 25
"""Words."""
_ADDRESS = re.compile(r"\S@\S|://|\bwww\.")
_NO = re.compile(r"\b(?:not|no|nor|neither|rather|instead|than|ni|sino|más bien)\b", re.I)


class Broken(NamedTuple):
    """What a rule found: where in the request or the answer, and why that is a fault."""

    why: str
    start: int = 0
    end: int | None = None
    """To the end where it is None."""
    chance: float = 1.0
    """That this is a fault, where the rule computes it: no rule is surer than it was measured to be."""


class Asked(NamedTuple):
    """What a requirement gives its rule."""

    skill: str
    limit: float
    phrases: Sequence[str]


Found = list[Broken] | None
Rule = Callable[[Exchange, Asked], Found]


def reads_as(said: Exchange, asked: Asked) -> Found:
    """The chance that the request reads like its skill (or one it cannot be told from) is below the limit."""
    if said.language not in (ABOUT_SHOWN if said.shown else LANGUAGES) or asked.skill not in SKILLS:
        return None
    if asked.skill == "classification" and offered(said.instruction):
        return []
    kin = _KIN.get(asked.skill, frozenset())
    if said.shown:
        kin = _QUESTIONS if asked.skill in _QUESTIONS else frozenset()
    read = read_as(said.instruction, asked.skill, kin)
    if read.wanted >= asked.limit:
        return []
    why = f"it reads like {read.skill} ({read.chance:.0%}), not like {asked.skill} ({read.wanted:.1%})"
    return [Broken(why, chance=1 - read.wanted)]


def has_source(said: Exchange, asked: Asked) -> Found:
    """There is a text of `limit` words or more to work on, something shown, or enough said before."""
    if said.shown:
        return None
    there = len(words(said.source)) >= asked.limit or _told_before(said)
    return [] if there else [Broken("there is nothing to work on: no text, and nothing shown")]


def no_source(said: Exchange, asked: Asked) -> Found:
    """No text of `limit` words or more comes with the request, which is to be answered without one."""
    size = len(words(said.source))
    if said.shown or size < asked.limit:
        return []
    return [Broken(f"the request brings a text of {size} words to answer from")]


def no_phrase(said: Exchange, asked: Asked) -> Found:
    """The request has none of the phrases, where no text, nothing shown and nothing said before can be meant."""
    if said.shown or said.source or _told_before(said):
        return []
    return _phrases(said.request, asked.phrases)


def _told_before(said: Exchange) -> bool:
    """Whether so much was said before the request that it may be about that: more than a system prompt's courtesies."""
    return len(words(said.before)) >= _A_TEXT


def answer_without(said: Exchange, asked: Asked) -> Found:
    """None of the phrases is in the answer."""
    return _phrases(said.answer, asked.phrases)


def _phrases(text: str, phrases: Sequence[str]) -> list[Broken]:
    pattern = "|".join(map(re.escape, phrases))
    found = re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE) if phrases else None
    return [Broken(f"it says {found.group()!r}", *found.span())] if found else []


def shorter(said: Exchange, asked: Asked) -> Found:
    """The answer has at most `limit` times as many words as its source of 20 words or more."""
    if len(words(said.source)) < 20:
        return None
    size, whole = len(words(said.answer)), len(words(said.source))
    return [Broken(f"{size} words for a source of {whole}")] if size > asked.limit * whole else []


def numbers_held(said: Exchange, asked: Asked) -> Found:
    """Every number of the answer, from `limit` on, is in the source; to a question also what two there add up to."""
    if not said.source:
        return None
    known = numbers(said.context, said.language)
    data = said.form in ("csv", "json")
    strange: Iterable[Number] = strange_numbers(said.answer, known, asked.limit, data)
    if asked.skill == "closed-qa":
        strange = (one for one in strange if not worked_out(one, known))
    return [Broken(f"the number {one.text} is not in the text", one.start, one.end) for one in islice(strange, 5)]


def names_held(said: Exchange, asked: Asked) -> Found:
    """At most `limit` names of the answer are not in what was said before it."""
    if not said.source or said.language not in _NAMED or said.form != "prose" or not _one_language(said):
        return None
    strange = list(islice(strange_names(said.answer, said.context), 5))
    if len(strange) <= asked.limit:
        return []
    return [Broken(f"the name {one.text[:40]!r} is not in the text", one.start, one.end) for one in strange]


def drawn_from_it(said: Exchange, asked: Asked) -> Found:
    """Of the content words of the answer, three or more, at least a share of `limit` is in what was said before it."""
    told = content(said.answer)
    if not said.source or len(told) < 3 or not _one_language(said):
        return None
    share = len(told & content(said.context)) / len(told)
    return [] if share >= asked.limit else [Broken(f"{share:.0%} of its words are in the text")]


def items_occur(said: Exchange, asked: Asked) -> Found:
    """Each item of the answer is in the source: its words, or the share `limit` of them, and all its numbers."""
    if not said.source:
        return None
    held, flat = content(said.context), _flat(said.context)
    known = numbers(said.context, said.language)
    broken = [one for one in items(said.answer, said.form) if not _occurs(one, held, flat, known, asked.limit)]
    return [Broken(f"{one.text.strip()[:60]!r} is not in the text", one.start, one.end) for one in broken[:5]]


def _occurs(one: Stated, held: frozenset[str], flat: str, known: Sequence[float], share: float) -> bool:
    said = _flat(one.text).strip()
    if not said or f" {said} " in flat:
        return True
    if next(strange_numbers(one.text, known, 0), None):
        return False
    own = {word for word in content(one.text) if not word[0].isdecimal()}
    if _ADDRESS.search(one.text):
        return False
    if not own:
        return any(character.isdigit() for character in said) or len(said) < 4 or said in flat
    return len(own & held) >= share * len(own)


def _flat(text: str) -> str:
    return f" {' '.join(plain(word) for word in words(text))} "


def one_of_the_labels(said: Exchange, asked: Asked) -> Found:
    """The answer names a label that the request offers; a short answer names just one."""
    labels = offered(said.instruction)
    if not labels or said.language not in LANGUAGES:
        return None
    told = named(said.answer, labels)
    shown = ", ".join(labels)[:120]
    if not told:
        return [Broken(f"it names none of the labels offered ({shown})")]
    brief = len(words(said.answer)) <= 8 and said.form == "prose"
    apart = [one for one in told if not any(one != other and _shares(one, other) for other in told)]
    if len(apart) > asked.limit and brief and not _SEVERAL.search(said.instruction) and not _NO.search(said.answer):
        return [Broken(f"it names several of the labels offered: {', '.join(apart)[:120]}")]
    return []


def _shares(one: str, other: str) -> bool:
    return not set(words(one)).isdisjoint(words(other))


def differs(said: Exchange, asked: Asked) -> Found:
    """The answer does not repeat its source word for word, unless the source was only to be mended."""
    if len(words(said.source)) < 3 or _MENDS.search(said.instruction):
        return None
    same = _flat(said.answer) == _flat(said.source)
    return [Broken("it repeats the text word for word")] if same else []


def keeps_facts(said: Exchange, asked: Asked) -> Found:
    """The numbers from `limit` on and the names of the source are in the answer, unless they were to be changed."""
    if not said.source or said.language not in _NAMED or _CHANGES.search(said.instruction):
        return None
    lost = [
        one.text for one in islice(strange_numbers(said.source, numbers(said.answer, said.language), asked.limit), 5)
    ]
    if not _TRANSLATES.search(said.instruction) and _one_language(said):
        lost += [one.text for one in islice(strange_names(said.source, said.answer), 5)]
    return [Broken(f"{', '.join(dict.fromkeys(lost))[:120]}: in the text, and lost")] if lost else []


def goes_beyond(said: Exchange, asked: Asked) -> Found:
    """Some sentence of the answer, of `limit` words or more, is not copied from the source."""
    if not said.source or said.form != "prose":
        return None
    flat = _flat(said.source)
    told = [one for one in re.split(r"[.!?\n]+", said.answer) if words(one)]
    if sum(len(words(one)) for one in told) < asked.limit or any(_flat(one) not in flat for one in told):
        return []
    return [Broken("every sentence is copied from the text")]


def rests_on_it(said: Exchange, asked: Asked) -> Found:
    """An answer of `limit` words or more has some content word in common with what was said before it."""
    if len(words(said.answer)) < asked.limit or not said.source or not _one_language(said):
        return None
    numbered = set(numbers(said.answer, said.language)).intersection(numbers(said.context, said.language))
    apart = not numbered and content(said.answer).isdisjoint(content(said.context))
    return [Broken("it has not a word of content in common with the text")] if apart else []


def _one_language(said: Exchange) -> bool:
    """Whether answer and source are in one language, as far as that can be told."""
    first, second = language(said.answer[:600]), language(said.source[:600])
    return not (first and second) or first[0] == second[0]


Part = Literal["request", "answer"]
RULES: dict[str, tuple[Part, Rule]] = {
    "reads-as": ("request", reads_as),
    "has-source": ("request", has_source),
    "no-source": ("request", no_source),
    "no-phrase": ("request", no_phrase),
    "answer-without": ("answer", answer_without),
    "shorter": ("answer", shorter),
    "numbers-held": ("answer", numbers_held),
    "names-held": ("answer", names_held),
    "drawn-from-it": ("answer", drawn_from_it),
    "items-occur": ("answer", items_occur),
    "one-of-the-labels": ("answer", one_of_the_labels),
    "differs": ("answer", differs),
    "keeps-facts": ("answer", keeps_facts),
    "goes-beyond": ("answer", goes_beyond),
    "rests-on-it": ("answer", rests_on_it),
}
"""The rules that a requirement can name, and whether they look at the request or the answer."""
