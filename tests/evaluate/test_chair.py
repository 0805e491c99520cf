"""CHAIR of replies."""

import pytest

from goldsmith.core.types import Note
from goldsmith.evaluate.benchmark import Benchmark
from zoo import dialog, picture

SHOWN = picture(Note(id="c", kind="caption", text="A dog sits beside a bench."))
SAMPLE = dialog("x", "Describe.", "-", SHOWN)


@pytest.mark.parametrize(
    ("reply", "sentences", "instances", "recall"),
    [
        ("A dog by a bench.", 1, 1, 1),
        ("A dog, a cat and a bench, and a bench.", 0, 0.75, 1),
        ("A puppy.", 1, 1, 0.5),
        ("It is sunny.", 1, None, 0),
        ("A cat.", 0, 0, 0),
    ],
)
def test_scores(reply, sentences, instances, recall):
    scores = [
        Benchmark.build({"chair": {"of": of}}).score(SAMPLE, reply) for of in ("sentences", "instances", "recall")
    ]
    assert scores == [sentences, instances, recall]


def test_without_evidence_or_in_another_language_nothing_is_scored():
    score = Benchmark.build("chair").score
    assert score(dialog("x", "Why?", "-"), "A dog.") is None
    assert score(dialog("x", "Was?", "-", SHOWN, language="de"), "Ein Hund.") is None
