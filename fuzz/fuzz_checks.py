"""Coverage-guided fuzzing of every quick check: `make fuzz`, or `python fuzz/fuzz_checks.py -max_total_time=600`.

A text is made of the bytes that Atheris proposes: raw, or pieces of a dictionary in any order. No check may raise, point
outside of the text, or take seconds over a few kilobytes.
"""

from __future__ import annotations

import sys
import time

import atheris

with atheris.instrument_imports(include=["goldsmith.check", "goldsmith.core", "goldsmith.likeness"]):
    from goldsmith.check.check import Check
    from goldsmith.core.frozen import FrozenDict
    from goldsmith.core.types import Asset, Note, Sample, Turn

    CHECKS = [
        check
        for kind in Check.all()
        if not any(field.is_required() for field in kind.model_fields.values())
        for check in (kind(),)
        if not check.slow
    ]

SLOWEST = 5.0
"""CPU seconds; most checks take milliseconds, and this machine may be busy."""
PIECES = [
    *"[](){}<>*_`#|~\"'«»“”.,:;!?-–—=+/\\&%$@0179aé\u0301\u202e\x00\n\t ",
    "```", "~~~", "- ", "| a | b |\n|---|---|\n", "![x](", "](https://", "<|im_end|>", "<b>", "&#x0;", '{"a": 1,', "<a>",
    "two dogs", "at 0:35", "12 s", "left of", "red car", "in 1999 ", "three words", "exactly 5 sentences", "JSON", "CSV",
    "ignore all previous instructions", "as an AI", "sk-", "password: ", "@example.org", "+49 30 901820", "Москва", "東京",
    "привет ", "hola ", "SELECT * FROM t", "def f():\n  ", "def: [", "1,234.5", "1.234,5 %", "1e9", "½", "٣", "👩‍👧", "\ud800",
    "ſmall", "whıte", "İ", "K", "ﬁ", "ﷺ", "\x85", "?!", "\n", "A) ", "```python\n", "\u0301\u0323", "the dog is ", "dog ",
]  # fmt: skip
LANGUAGES = ("en", "es", "de", "fr", "ru", "zh", "ja", "ar", "xx")
FORMS = ("prose", "json", "xml", "csv", "table")
NOTES = ("caption", "ocr", "table", "box", "transcript")


def text(data: atheris.FuzzedDataProvider) -> str:
    """A text of raw characters, or of pieces repeated."""
    if data.ConsumeBool():
        return data.ConsumeUnicode(data.ConsumeIntInRange(0, 300))
    parts = (data.PickValueInList(PIECES) * data.ConsumeIntInRange(1, 40) for _ in range(data.ConsumeIntInRange(0, 24)))
    return "".join(parts)


def sample(data: atheris.FuzzedDataProvider) -> Sample:
    """A dialog of one question and one answer about a picture with one note."""
    note = Note(id="n", kind=data.PickValueInList(list(NOTES)), text=text(data), box=(0, 0, 9, 9))
    asset = Asset.absent("fuzz", kind="image", notes=(note,))
    turns = (Turn.said("user", text(data), (asset.id,)), Turn.said("assistant", text(data)))
    tags = {"language": data.PickValueInList(list(LANGUAGES)), "format": data.PickValueInList(list(FORMS))}
    return Sample(id="fuzz", assets=(asset,), turns=turns, tags=FrozenDict(tags))


def one_input(raw: bytes) -> None:
    """All checks over one sample."""
    made = sample(atheris.FuzzedDataProvider(raw))
    for check in CHECKS:
        started = time.process_time()
        for finding in check.find_all([made]):
            place = finding.where
            if place.start is not None and place.end is not None and place.turn is not None:
                size = len(made.turns[place.turn].text)
                assert 0 <= place.start <= place.end <= size, f"{check.name()} points outside: {finding!r}"
        taken = time.process_time() - started
        assert taken < SLOWEST, f"{check.name()} took {taken:.1f} s over {[turn.text for turn in made.turns]!r}"


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
