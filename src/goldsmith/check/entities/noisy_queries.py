"""Spoken requests about made-up people, songs and teams, misheard at a rate that is set: data to try recognisers on."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from goldsmith.check.entities.gazetteer import Entry
from goldsmith.check.entities.mentions import Example, Mention

_FIRST = (
    "anna bruno carla david elena felix grace hugo ines jonas karin leo maria nico olga peter rita simon tanya victor "
    "wanda xavier yara boris celia dario emil flora gina henry"
).split()
_OPENINGS = "b br ch d f g gr h k kl l m n p pr r s sh st t tr v w z".split()
_VOWELS = "a e i o u ai ee ou".split()
_CLOSINGS = ["", "", "l", "n", "r", "s", "ck", "nd", "rt", "m"]
_SONG = (
    "night day love fire river moon dancing home road summer rain city heart dream blue wild golden little broken"
    " ocean winter shadow mirror angel thunder silver paradise freedom stranger garden morning diamond velvet electric"
    " play me tonight last list forever young lights song again late tomorrow please score ten minutes"
).split()
_SMALL = "the my of in to a for on".split()
_ANIMALS = "lions bears hawks wolves sharks tigers eagles foxes panthers ravens bulls stallions".split()
_ENDS = "ton ville burg port field haven".split()
_REQUESTS = (
    "play {song} by {person}", "play {song}", "who sings {song}", "put on {song} please", "add {song} to my list",
    "play {song} again", "play something by {person}", "play the last song by {person}", "is {song} by {person}",
    "call {person}", "call {person} in ten minutes", "how old is {person}", "text {person} that i am late",
    "tell {person} to play {song}", "show me pictures of {person}", "is {person} in the {team}", "who is {person}",
    "when do the {team} play the {team}", "did the {team} win last night", "score of {team} against {team}",
    "what day is tomorrow", "how many points did {person} score for {team}", "are the {team} at home tomorrow",
    "{team} tickets for tonight", "set a timer for ten minutes", "turn the lights off in the city room",
    "play me a love song",
)  # fmt: skip
_MOST = 100_000
"""How often the best known is asked for."""
_HEARD = {
    "a": "eo", "b": "pv", "c": "ks", "d": "tb", "e": "ia", "f": "v", "g": "kj", "h": "f", "i": "ey", "j": "g",
    "k": "cg", "l": "r", "m": "n", "n": "m", "o": "ua", "p": "bt", "q": "k", "r": "l", "s": "zc", "t": "dp",
    "u": "o", "v": "fb", "w": "v", "x": "s", "y": "i", "z": "s",
}  # fmt: skip
"""What each letter is misheard as."""


def made_entries(size: int, seed: int) -> list[Entry]:
    """People, songs and teams, a third each; few are well known (Zipf), and some share a name."""
    rng = random.Random(f"{seed}:entries")
    makers = {"person": _person, "song": _song, "team": _team}
    entries = []
    for place in range(size):
        kind = list(makers)[place % len(makers)]
        rank = 1 + place // len(makers)
        entries.append(Entry(f"{kind}-{rank}", makers[kind](rng), kind, (), _MOST / rank))
    return entries


def _syllable(rng: random.Random) -> str:
    return rng.choice(_OPENINGS) + rng.choice(_VOWELS) + rng.choice(_CLOSINGS)


def _person(rng: random.Random) -> str:
    return f"{rng.choice(_FIRST)} {_syllable(rng)}{_syllable(rng)}"


def _song(rng: random.Random) -> str:
    told = [rng.choice(_SONG) for _ in range(rng.choice((1, 2, 2, 3, 3)))]
    return " ".join([told[0], rng.choice(_SMALL), *told[1:]] if len(told) > 1 and rng.random() < 0.5 else told)


def _team(rng: random.Random) -> str:
    return f"{_syllable(rng)}{rng.choice(_ENDS)} {rng.choice(_ANIMALS)}"


def made_queries(entries: list[Entry], listed: set[str], size: int, noise: float, seed: str) -> list[Example]:
    """Requests that name entries, well-known ones more often, misheard.

    Args:
        entries: what is asked about.
        listed: the ids that recognisers know; others are linked to nothing.
        size: how many requests.
        noise: the share of letters that are misheard or lost, 0 to 1.
        seed: the same seed gives the same requests.
    """
    rng = random.Random(f"{seed}:queries")
    kinds: dict[str, list[Entry]] = {}
    for entry in entries:
        kinds.setdefault(entry.type, []).append(entry)
    return [_query(rng, kinds, listed, noise) for _ in range(size)]


def _query(rng: random.Random, kinds: dict[str, list[Entry]], listed: set[str], noise: float) -> Example:
    text, mentions = "", []
    for piece in re.split(r"(\{\w+\})", rng.choice(_REQUESTS)):
        if not piece.startswith("{"):
            text += misheard(piece, noise, rng)
            continue
        some = kinds[piece[1:-1]]
        (entry,) = rng.choices(some, [one.popularity**0.5 for one in some])
        said = misheard(entry.name, noise, rng)
        entity = entry.id if entry.id in listed else None
        mentions.append(Mention(len(text), len(text) + len(said), entry.type, entity))
        text += said
    return Example(text, tuple(mentions))


def misheard(text: str, noise: float, rng: random.Random) -> str:
    """A text in which each letter is lost or taken for one that sounds like it, with a chance; no word is lost."""
    return "".join(_misheard_word(word, noise, rng) for word in re.split(r"(\s+)", text))


def _misheard_word(word: str, noise: float, rng: random.Random) -> str:
    return "".join(_letters(word, noise, rng)) or word[:1]


def _letters(word: str, noise: float, rng: random.Random) -> Iterator[str]:
    for one in word:
        if one not in _HEARD or rng.random() >= noise:
            yield one
        elif rng.random() < 2 / 3:
            yield rng.choice(_HEARD[one])
