"""Answer metrics against published vectors."""

import pytest

from goldsmith.core.types import Sample, Turn
from goldsmith.evaluate.ability import ability
from goldsmith.evaluate.anls import Anls
from goldsmith.evaluate.benchmark import normalised
from goldsmith.evaluate.exact_match import ExactMatch
from goldsmith.evaluate.relaxed_accuracy import RelaxedAccuracy
from goldsmith.evaluate.vqa_accuracy import VqaAccuracy, accuracy
from zoo import dialog


@pytest.mark.parametrize(("matches", "score"), [(0, 0), (1, 0.3), (2, 0.6), (3, 0.9), (4, 1), (10, 1)])
def test_vqa_accuracy(matches, score):
    assert accuracy("Two", ["2"] * matches + ["no"] * (10 - matches)) == pytest.approx(score)


@pytest.mark.parametrize(
    ("said", "gold", "right"),
    [("95", "100", True), ("105", "100", True), ("105.01", "100", False), ("12%", "0.12", True), ("0", "0", True),
     ("0.01", "0", False), ("Rome", "rome ", True), ("2020", "2019", True), ("1,230", "1234", True),
     ("1.234,5", "1234.5", True), ("3,5", "3.5", True), ("3,5", "35", False), ("12 %", "12%", True), ("$12", "12", True),
     ("2.5 million", "2500000", True), ("twelve", "12", True), ("12 or 13", "12", False), ("", "0", False)],
)  # fmt: skip
def test_relaxed_accuracy(said, gold, right):
    assert RelaxedAccuracy().matches(said, gold) is right


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don't", "dont"),
        ("The Two, dogs.", "2 dogs"),
        ("none", "0"),
        ("1,234", "1234"),
        ("caf\u00e9", "cafe\u0301"),
        ("-3.5%", "-3.5%"),
    ],
)
def test_spellings_that_are_one(one, other):
    assert normalised(one) == normalised(other)
    assert normalised("one") != normalised("two")


def test_several_values_have_no_nearness_and_are_exact_together():
    both = gold("x", "3").but(turns=(Turn.said("user", "q"), Turn.said("assistant", "3", gold=("3|three", "Rome"))))
    assert Anls().score(both, "3 Rome") is None
    assert Anls().score(gold("y", "Jul 4|July 4"), "july 4") == 1
    assert [ExactMatch(mode="exact").score(both, said) for said in ("3 Rome", "Three, Rome", "Rome 3")] == [1, 1, 0]


def test_years_can_be_exact():
    assert not RelaxedAccuracy(years_exact=True).matches("2020", "2019")


@pytest.mark.parametrize(
    ("said", "gold", "score"),
    [("Jul 4 1999", "July 4, 1999", 0.8333), ("42", "43", 0), ("ab", "abcd", 0), ("Same", "same", 1)],
)
def test_anls(said, gold, score):
    assert Anls().nearness(said, gold) == pytest.approx(score, abs=1e-4)


def gold(name, value):
    sample = dialog(name, "q", value)
    return sample.but(turns=(sample.turns[0], Turn.said("assistant", value, gold=(value,))))


def test_exact_match_states_every_value():
    sample = gold("x", "3").but(turns=(Turn.said("user", "q"), Turn.said("assistant", "3", gold=("3|three", "Rome"))))
    assert ExactMatch().score(sample, "There are three in Rome.") == 1
    assert ExactMatch().score(sample, "There are 13 in Rome.") == 0
    assert ExactMatch().score(sample, "There are not 3 but 4 in Rome.") == 0
    assert ExactMatch().score(sample.but(tags={"language": "pl"}), "Trzy w Rzymie.") is None
    assert ExactMatch(mode="exact").score(gold("y", "3"), "Three.") == 1
    assert ExactMatch(mode="exact").score(gold("y", "3"), "It is three.") == 0
    assert ExactMatch().score(Sample(id="none"), "x") is None
    assert VqaAccuracy().score(sample, "x") is None


def test_ability_needs_evidence_not_absence_of_it():
    samples = [gold(f"s{place}", str(place)) for place in range(200)]
    right = {sample.id: sample.turns[1].gold[0] for sample in samples}
    few = dict(list(right.items())[:100]) | {sample.id: "?" for sample in samples[100:]}
    replies = {"new": [right], "old": [right], "bad": [few]}
    same = ability(ExactMatch(), samples, replies, reference="old", candidate="new", margin=0.02)
    assert same.holds and same.change.value == 0
    fewer = ability(ExactMatch(), samples[:60], replies, reference="old", candidate="new", margin=0.02)
    assert not fewer.holds, "of 60 answers none may change by chance, though 1 in 20 would"
    worse = ability(ExactMatch(), samples, replies, reference="old", candidate="bad", margin=0.02)
    assert not worse.holds and worse.change.value == -0.5 and worse.change.high < -0.3
