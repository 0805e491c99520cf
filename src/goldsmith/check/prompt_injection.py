"""Prompt injection: orders in texts that a model is only to read or to judge."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import islice
from typing import ClassVar

from goldsmith.check.check import MOST, Check, Fault
from goldsmith.check.text.anchored import Anchored
from goldsmith.check.text.quotations import quoted
from goldsmith.check.text.reading import LARGEST
from goldsmith.check.text.unveiled import decoded, unveil
from goldsmith.core.types import Finding, Place, Sample, Severity

LANGUAGES = ("en", "es", "de", "fr", "it", "pt", "ru", "zh", "ja")
_MESSAGES = {"override": "an order to drop the instructions", "judge": "an order to the judge"}
_MARKER = re.compile(
    r"<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|end_header_id|begin_of_text)\|>"
    r"|\[/?inst\]|<</?sys>>|^#{2,4} ?(?:system|instructions?) ?:|</?(?:system|system_prompt)>",
    re.MULTILINE,
)
_TAGGED = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0020-\U000e007e]{3,}")
_LONGEST = 300
"""Characters of a quotation."""
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\u2062-\u2064\ufeff]{8,}")


class PromptInjection(Check):
    """Flag orders to a model in the notes, in what users and tools say, and in answers that a judge will read.

    Told are orders to drop the instructions ("ignore previous instructions"), orders to a judge ("rate this 10/10"),
    and marks of roles as `<|im_start|>`, in nine languages (English, Spanish, German, French, Italian, Portuguese,
    Russian, Chinese, Japanese), also behind look-alike letters, invisible characters and base64. Orders of a user are
    minor; what a turn quotes is a note. Soft persuasion is not recognised.
    """

    version: ClassVar[int] = 3

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each order in a turn, and for each note or rival answer that holds one."""
        language = str(sample.tags.get("language", "")).lower().partition("-")[0]
        if language not in ("", *LANGUAGES):
            yield self.not_run(sample, f"orders are not known in the language {language[:20]!r}")
        for place, turn in enumerate(sample.turns):
            if turn.role != "system":
                look = functools.partial(_of_turn, turn.role == "user")
                yield from self.in_texts(sample, [(place, turn)], look)
        yield from islice(self._in_notes(sample), MOST)
        for number, rival in enumerate(sample.rivals):
            for fault in islice(_of_turn(False, rival.turn.text[:LARGEST]), 1):
                yield self.finding(sample, fault.severity, f"{fault.message}, in a rival answer", rival=number)

    def _in_notes(self, sample: Sample) -> Iterator[Finding]:
        """The gravest order in each note; notes that say the same are told once."""
        seen: set[str] = set()
        for asset in sample.assets:
            for note in asset.notes:
                if len(note.text) < 6 or note.text in seen:
                    continue
                seen.add(note.text)
                where = Place(asset=asset.id, box=note.box, seconds=note.seconds)
                if len(note.text) > LARGEST:
                    yield self.finding(sample, "not run", f"the note {note.id[:40]} is too large", where, note=note.id)
                for fault in islice(_of_note(note.text[:LARGEST]), 1):
                    message = f"{fault.message}, in the {note.kind[:20]} {note.id[:40]}"
                    yield self.finding(
                        sample, fault.severity, message, where, note=note.id, at=[fault.start, fault.end]
                    )


def _of_note(text: str) -> list[Fault]:
    faults = [_lowered(fault, "minor") if _is_quoted(text, fault) else fault for fault in _orders(text)]
    return sorted(faults, key=lambda fault: fault.severity != "major")


def _of_turn(users: bool, text: str) -> Iterator[Fault]:
    for fault in _orders(text):
        if _is_quoted(text, fault):
            yield _lowered(fault, "note")
        else:
            yield _lowered(fault, "minor") if users else fault


def _orders(text: str) -> Iterator[Fault]:
    """The orders in a text, in order for each way of giving them."""
    plain, places = unveil(text)
    yield from _told(plain, places, "")
    for found in _MARKER.finditer(plain):
        yield Fault("minor", "a mark of a role in a dialog", places[found.start()], places[found.end() - 1] + 1)
    for said, start, end in decoded(text):
        for fault in islice(_told(*unveil(said), ", in base64"), 1):
            yield fault._replace(start=start, end=end)
    if not text.isascii():
        for found in _TAGGED.finditer(text):
            yield Fault("major", "a text in invisible characters", *found.span(), "")
        for found in _UNSEEN.finditer(text):
            yield Fault("minor", "a row of invisible characters", *found.span(), "")


def _told(plain: str, places: Sequence[int], how: str) -> Iterator[Fault]:
    for message, found in _patterns().finditer(plain, plain):
        yield Fault("major", f"{message}{how}", places[found.start()], places[found.end() - 1] + 1)


def _is_quoted(text: str, fault: Fault) -> bool:
    """Whether it stands between quotation marks: it is spoken of, nobody is ordered."""
    around = max(0, fault.start - _LONGEST)
    quotations = quoted(text[around : fault.end + _LONGEST], _LONGEST, single=True, code=True)
    return any(start + around < fault.start and fault.end < end + around for start, end in quotations)


def _lowered(fault: Fault, severity: Severity) -> Fault:
    return fault._replace(severity=severity)


@functools.cache
def _patterns() -> Anchored:
    """All patterns, under what their kind of order is called; Chinese and Japanese have no bounds of words."""
    import yaml

    listed = yaml.safe_load((files("goldsmith.check") / "injections.yaml").read_text(encoding="utf-8"))
    return Anchored(
        (_MESSAGES[kind], _filled(one) if name in ("zh", "ja") else rf"\b(?:{_filled(one)})")
        for kind, languages in listed.items()
        for name, all_of in languages.items()
        for one in all_of
    )


def _filled(pattern: str) -> str:
    return unveil(pattern)[0].replace(" ?", r"\s*").replace(" ", r"\s+")
