"""CHAIR: the rules of the paper by hand, and figures that find a planted rate again."""

import random

import pytest

from goldsmith.core.chair import figures, labels, shown, told
from goldsmith.core.denial import denied
from goldsmith.core.types import Asset, Note, Sample


def seen(*captions, boxes=()):
    notes = [Note(id=f"c{place}", kind="caption", text=text) for place, text in enumerate(captions)]
    notes += [Note(id=f"b{place}", kind="box", text=label, box=(0, 0, 1, 1)) for place, label in enumerate(boxes)]
    return Sample(id="x", assets=(Asset.absent("x", kind="image", notes=tuple(notes)),))


def absent(answer, sample, reading="paper"):
    own = labels([sample])
    found = told(answer, shown(sample, own, reading), ("en",), own, reading)
    return [one.word.name for one in found.absent]


@pytest.mark.parametrize(
    ("answer", "paper", "careful"),
    [
        ("Two puppies chase a cat.", ["cat"], ["cat"]),
        ("A baby elephant and an adult giraffe.", ["elephant", "giraffe"], ["elephant", "giraffe"]),
        ("A baby plays with the dog.", ["person"], ["person"]),
        ("A passenger jet over a passenger train.", ["airplane", "train"], ["airplane", "train"]),
        ("He wears a bow tie.", ["tie"], ["tie"]),
        ("The toilet has a wooden seat.", ["toilet"], ["toilet"]),
        ("A dog on the back seat.", ["chair"], []),
        ("A dog sleeps on its dog bed.", ["bed"], []),
        ("There is no cat, but a horse.", ["cat", "horse"], ["horse"]),
        ("A dog under an apple tree.", ["apple"], []),
        ("A fire hydrant, a stop sign, a wine glass.", ["fire hydrant", "stop sign", "wine glass"],
         ["fire hydrant", "stop sign", "wine glass"]),
    ],
)  # fmt: skip
def test_the_rules_of_the_paper_and_the_careful_reading(answer, paper, careful):
    sample = seen("A dog in the grass.", boxes=["dog"])
    assert absent(answer, sample) == paper
    assert absent(answer, sample, "careful") == careful


def test_what_is_there_is_read_as_answers_are():
    sample = seen("A baby elephant by a bench.", boxes=["elephant"])
    assert shown(sample, reading="paper") == {"elephant", "bench"}


def test_labels_beside_the_table_are_objects_too():
    sample = seen(boxes=["left_eye", "forklift"])
    assert absent("A forklift and two left eyes.", sample) == []
    other = seen(boxes=["forklift"])
    own = labels([sample, other])
    assert [one.word.name for one in told("A left eye.", shown(other, own), ("en",), own).absent] == ["left eye"]


def test_figures_by_hand():
    there = frozenset({"dog", "cat"})
    texts = [told(text, there, ("en",)) for text in ("A dog and a dog.", "A dog, a cat and a car.", "Nothing.")]
    found = figures(texts, ["a", "b", "c"])
    assert found.texts == 3
    assert found.sentences.value == pytest.approx(1 / 3)
    assert found.instances.value == pytest.approx(1 / 5)
    assert found.mentions.value == pytest.approx(5 / 3)
    assert found.recall.value == pytest.approx((0.5 + 1 + 0) / 3)
    assert "CHAIRs 0.333" in str(found) and "recall 0.500" in str(found)


def test_figures_of_nothing():
    assert str(figures([], [])) == "no texts"
    silent = figures([told("Hello.", frozenset({"dog"}), ("en",))] * 2, ["a", "b"])
    assert silent.instances is None and silent.sentences.value == 0 and silent.sentences.high > 0.3


@pytest.mark.slow
def test_a_planted_rate_is_found_again():
    rng = random.Random(7)
    there, texts = frozenset({"dog", "cat", "person"}), []
    for _ in range(4_000):
        wrong = rng.random() < 0.12
        texts.append(told(f"A dog, a cat and a {'car' if wrong else 'man'}.", there, ("en",)))
    found = figures(texts, range(len(texts)))
    assert abs(found.sentences.value - 0.12) < 0.01 and abs(found.instances.value - 0.04) < 0.01
    assert found.sentences.low < 0.12 < found.sentences.high


def test_an_absent_object_in_every_answer_is_seen_in_every_answer():
    sample = seen("A dog beside a bench.", boxes=["dog", "bench"])
    clean = [told("A dog lies beside a bench.", shown(sample), ("en",))] * 30
    spoilt = [told("A dog lies beside a bench. There is also a zebra.", shown(sample), ("en",))] * 30
    one, other = figures(clean, range(30)), figures(spoilt, range(30))
    assert (one.sentences.value, other.sentences.value) == (0.0, 1.0)
    assert other.sentences.low > one.sentences.high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There is no dog", True), ("It is not only a dog", False), ("no, a dog", False), ("without a cat or a dog", True),
        ("There is no cat, but there is a dog", False), ("No cat. A dog", False), ("sin ningún dog", True),
    ],
)  # fmt: skip
def test_denials(text, expected):
    assert denied(text, text.index("dog")) is expected
