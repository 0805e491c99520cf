"""Names that the evidence does not hold."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from goldsmith.check.check import MOST, Check, Fault
from goldsmith.check.entities.capitals import LISTED, Run, runs
from goldsmith.check.entities.folding import folded
from goldsmith.check.text.reading import LARGEST, language, wrong_script
from goldsmith.check.text.tongue import UNKNOWN, tongue
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.own_files import OwnName
from goldsmith.core.types import Finding, Sample

if TYPE_CHECKING:
    from goldsmith.check.entities.grounds import Grounds
    from goldsmith.check.entities.known_names import KnownNames
    from goldsmith.check.entities.scanning import Spotted

_SHOW = ("caption", "alt", "ocr", "transcript", "table", "value", "label")
_PROSE = ("caption", "alt", "transcript")
"""Evidence that is in some language; tables and signs may be in none."""
_SURE = 0.85
"""How sure the detector must be that the evidence is in another language than the answer."""
_ASKED = re.compile(
    r"\b(?:who|whom|whose|names?|called|which (?:city|country|town|state|person|player|team|artist|company|museum|band)"
    r"|qui[eé]n(?:es)?|nombres?|llaman?|qué (?:ciudad|país|equipo|artista|empresa|museo)"
    r"|qui|nom|appelle|quel(?:le)? (?:ville|pays|équipe|artiste|entreprise|musée)"
    r"|кто|кого|кому|зовут|называется|как(?:ой|ая) (?:город|страна|команда|компания|музей))\b",
    re.IGNORECASE,
)
_SHORT = 4
"""Words in an answer that may be nothing but a name."""


class GroundedNames(Check):
    """Flag names of people, places, organisations and works that neither the evidence nor the question has.

    Names are told by their capitals in English, Spanish, French and Russian; in all languages by a gazetteer, where one
    is given: then all spellings of an entry count as the same ("NYC", "New York City"). What is close to a name of the
    evidence is reported with the spelling there. Months, languages, nationalities, titles, headings, abbreviations and
    single words that begin a sentence are left alone, as are samples without captions, texts, tables or transcripts.
    """

    gazetteer: OwnName | tuple[FrozenDict, ...] = ""
    """A file of names (`.csv`, `.jsonl`, `.yaml`), or the names themselves: each with `name`, and `aliases` if any."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each name without ground."""
        shown = [note for note in sample.notes() if note.kind in _SHOW and note.text.strip()]
        notes = [note.text for note in shown]
        answers = [(place, turn) for place, turn in sample.answered() if turn.text.strip()]
        if not notes or not answers:
            return
        if sum(map(len, notes)) > LARGEST:
            yield self.not_run(sample, "the evidence is too large to look names up in it")
            return
        if self.gazetteer and not all(map(find_spec, ("ahocorasick", "metaphone"))):
            yield self.not_run(sample, "pyahocorasick or Metaphone is missing: pip install 'goldsmith[checks]'")
            return
        known = _known(self.gazetteer)
        asked = tuple(turn.text[:LARGEST] for turn in sample.turns if turn.role != "assistant")
        for place, turn in answers:
            spoken = _spoken(sample, turn.text)
            reason = _unreadable(spoken, [note.text for note in shown if note.kind in _PROSE])
            if reason and not known and len(turn.text) <= LARGEST:
                yield self.not_run(sample, reason)
                return
            evidence = _evidence(known, (*notes, *asked), spoken, not reason)
            named = bool(asked) and _ASKED.search(asked[-1]) is not None
            yield from self.in_texts(sample, [(place, turn)], functools.partial(_ungrounded, evidence, named))

    def files(self) -> Iterable[Path]:
        """The file of the gazetteer."""
        return (Path(self.gazetteer),) if self.gazetteer and isinstance(self.gazetteer, str) else ()


def _spoken(sample: Sample, text: str) -> str:
    """The language of an answer: its tag's, as names mislead the detector, else as detected."""
    tag = str(sample.tags.get("language", "")).lower().replace("_", "-").partition("-")[0]
    return tag or (tongue(sample, text) if len(text) <= LARGEST else "")


def _unreadable(spoken: str, prose: list[str]) -> str:
    """Why capitals do not tell whether names are in the evidence; empty where they do."""
    if not spoken:
        return UNKNOWN
    if spoken not in LISTED:
        return f"names are not told by capitals in the language {spoken[:20]!r}: set `gazetteer`"
    shown = "\n".join(prose)
    found = language(shown)
    if wrong_script(shown, spoken) or (found and found[0] != spoken and found[0] in LISTED and found[1] >= _SURE):
        return "the evidence is in another language, which may write names otherwise: set `gazetteer`"
    return ""


def _known(gazetteer: str | tuple[FrozenDict, ...]) -> KnownNames | None:
    if not gazetteer:
        return None
    from goldsmith.check.entities.known_names import known_names

    return known_names(gazetteer)


class _Evidence(NamedTuple):
    """What is shown and asked: its words, its entries of the gazetteer, the language, whether capitals tell names."""

    grounds: Grounds
    known: KnownNames | None
    entries: frozenset[int]
    spoken: str
    capitals: bool

    def shows(self, spot: Spotted) -> bool:
        """Whether an entry that a listed name may stand for is there, by any of its spellings."""
        if not self.entries.isdisjoint(spot.entries):
            return True
        spellings = self.known.spellings(spot.entries) if self.known else ()
        return any(all(map(self.grounds.hold, re.findall(r"[^\W\d_]{2,}", one) or [one])) for one in spellings)

    def nearest(self, run: Run) -> str | None:
        """What the evidence has in place of a name that is a misspelling of it."""
        if self.known and (entry := self.known.nearest(" ".join(word for word, _, _ in run.words), self.entries)):
            return entry
        near = [
            one[0] if one not in run.tell or self.grounds.hold(one[0]) else self.grounds.nearest(one[0])
            for one in run.words
        ]
        return " ".join(map(str, near)) if all(near) else None


@functools.lru_cache(maxsize=32)
def _evidence(known: KnownNames | None, texts: tuple[str, ...], spoken: str, capitals: bool) -> _Evidence:
    """Samples about the same asset follow each other."""
    from goldsmith.check.entities.grounds import Grounds

    entries = known.spoken_of(texts) if known else frozenset()
    return _Evidence(Grounds(texts, spoken), known, entries, spoken, capitals)


def _ungrounded(evidence: _Evidence, named: bool, text: str) -> Iterator[Fault]:
    """Faults for the names of an answer; `named` tells that a name was asked for."""
    listed = evidence.known.spot(text) if evidence.known else []
    faults = [_fault(text, spot.start, spot.end, None) for spot in listed if not evidence.shows(spot)]
    taken = bytearray(len(text))
    for spot in listed:
        taken[spot.start : spot.end] = b"\1" * (spot.end - spot.start)
    missing = [run for run in _told(evidence, named, text) if _missing(evidence, run, taken)]
    for place, run in enumerate(missing):
        near = evidence.nearest(run) if place < MOST else None  # no more are shown
        faults.append(_fault(text, run.start, run.end, near))
    yield from sorted(faults, key=lambda fault: fault.start)


def _missing(evidence: _Evidence, run: Run, taken: bytearray) -> bool:
    """Whether a name is not in the evidence, leaving aside what the gazetteer has taken."""
    words = [word for word, start, end in run.tell if not any(taken[start:end])]
    held = [evidence.grounds.hold(word) for word in words]
    if all(held) or evidence.grounds.initials(word for word, _, _ in run.words):
        return False
    only_first = run.opens and all(held[1:])
    return not only_first or (len(held) > 1 and evidence.grounds.nearest(words[0]) is not None)


def _told(evidence: _Evidence, named: bool, text: str) -> Iterator[Run]:
    """What capitals tell to be names, without single words that only begin a sentence."""
    if not evidence.capitals:
        return
    found = list(runs(text, evidence.spoken))
    inside = {folded(word) for run in found for word, _, _ in run.tell[run.opens :]}
    short = named and len(text.split()) <= _SHORT
    for run in found:
        opens = run.opens and not short and folded(run.tell[0][0]) not in inside
        if not (opens and len(run.tell) == 1):
            yield run._replace(opens=opens)


def _fault(text: str, start: int, end: int, near: str | None) -> Fault:
    shown = " ".join(text[start:end].split())[:60]
    if near:
        return Fault("minor", f"the name {shown!r} is written {near[:60]!r} in the evidence", start, end, near[:200])
    return Fault("minor", f"the name {shown!r} is neither in the evidence nor in the question", start, end)
