import random

import pytest

from goldsmith.core.types import Asset, Sample, Turn
from goldsmith.evaluate.judge import CRITERIA, Judge, Verdict
from goldsmith.evaluate.pairwise import judge_pairs
from goldsmith.evaluate.wins import compare


def sample(place, assets=None, **tags):
    shared = (Asset.absent(f"picture {place % assets}", kind="image"),) if assets else ()
    tags = {"language": "en", **tags}
    return Sample(id=f"s{place}", assets=shared, turns=(Turn.said("user", f"Question {place}?"),), tags=tags)


class FirstAlways(Judge):
    """Prefers whatever stands first."""

    def judge(self, sample, first, second):
        return dict.fromkeys(CRITERIA, ("first", "it is first"))


class LongerOften(Judge):
    """Prefers the longer answer three times of four, whatever it says."""

    def judge(self, sample, first, second):
        drawn = random.Random(f"{sample.id}{min(first, second)}").random() < 0.8
        longer = "first" if len(first) > len(second) else "second"
        shorter = "second" if longer == "first" else "first"
        return {"overall": (longer if drawn else shorter, "length")}


class Numbers(Judge):
    """Prefers the larger number."""

    def judge(self, sample, first, second):
        one, two = float(first), float(second)
        return dict.fromkeys(CRITERIA, ("tie" if one == two else "first" if one > two else "second", "size"))


def random_answers(samples, seed):
    rng = random.Random(seed)
    return {one.id: str(rng.randint(0, 3)) for one in samples}


def test_a_judge_that_only_looks_at_position_gives_one_half_and_is_flagged():
    samples = [sample(place, skill="extraction") for place in range(60)]
    answers = {one.id: "x" for one in samples}
    result = compare(judge_pairs(samples, answers, answers, FirstAlways()), samples)
    assert [row.rate.value for row in result.rows] == [0.5] * 5
    assert {row.ties for row in result.rows} == {60}
    assert result.position_consistency.value == 0.0
    assert result.first_position.value == 1.0
    assert result.position_biased
    averaged = compare(judge_pairs(samples, answers, answers, FirstAlways()), samples, combine="averaged")
    assert averaged.row().rate.value == 0.5
    assert averaged.combine == "averaged"


def test_exchanging_the_models_mirrors_everything():
    samples = [sample(place, assets=40, skill=("extraction", "open-qa")[place % 2]) for place in range(120)]
    one, two = random_answers(samples, 1), random_answers(samples, 2)
    for combine in ("both-orders", "averaged"):
        there = compare(
            judge_pairs(samples, one, two, Numbers()), samples, a="x", b="y", combine=combine, resamples=200
        )
        back = compare(judge_pairs(samples, two, one, Numbers()), samples, a="y", b="x", combine=combine, resamples=200)
        for row, mirror in zip(there.rows, back.rows, strict=True):
            assert (row.wins, row.ties, row.losses) == (mirror.losses, mirror.ties, mirror.wins)
            assert row.rate.value == pytest.approx(1 - mirror.rate.value, abs=1e-12)
            assert row.rate.low == pytest.approx(1 - mirror.rate.high, abs=1e-12)
            assert row.bootstrap.low == pytest.approx(1 - mirror.bootstrap.high, abs=1e-9)
            assert (row.p, row.p_holm) == (mirror.p, mirror.p_holm)
        assert there.length_controlled.value == pytest.approx(1 - back.length_controlled.value, abs=1e-9)
        assert there.mean_length == back.mean_length


def test_length_control_takes_out_a_taste_for_length():
    samples = [sample(place) for place in range(900)]
    rng = random.Random(3)
    longer = {one.id: "a" * rng.randint(60, 220) for one in samples}
    shorter = {one.id: "b" * rng.randint(40, 160) for one in samples}
    result = compare(judge_pairs(samples, longer, shorter, LongerOften()), samples)
    assert result.row().rate.value > 0.6
    assert result.length_controlled.value == pytest.approx(0.5, abs=0.03)


def test_rows_cover_every_subset_and_holm_covers_every_row():
    samples = [sample(place, language=("en", "es")[place % 2], skill="extraction") for place in range(100)]
    one = {s.id: "2" for s in samples}
    two = {s.id: "1" if place % 2 else "2" for place, s in enumerate(samples)}
    result = compare(judge_pairs(samples, one, two, Numbers()), samples, name="heldout")
    assert len(result.rows) == 5 * 3, "one skill for all gives no row of its own"
    spanish = result.row("correctness", "language", "es")
    assert (spanish.wins, spanish.ties, spanish.losses) == (50, 0, 0)
    assert spanish.p_holm == pytest.approx(15 * spanish.p)
    assert spanish.p_rest < 0.01
    assert result.row("correctness", "language", "en").rate.value == 0.5


def test_seeds_of_one_asset_are_not_counted_as_independent():
    samples = [sample(place, assets=50) for place in range(50)]
    one, two = random_answers(samples, 5), random_answers(samples, 6)
    once = compare(judge_pairs(samples, one, two, Numbers()), samples)
    thrice = compare([v for seed in range(3) for v in judge_pairs(samples, one, two, Numbers(), seed)], samples)
    assert thrice.seeds == (0, 1, 2)
    assert (thrice.samples, thrice.assets, thrice.row().pairs, thrice.row().assets) == (50, 50, 150, 50)
    assert thrice.row().p == once.row().p
    assert thrice.row().rate.high == pytest.approx(once.row().rate.high, abs=0.005)
    assert thrice.row().bootstrap == once.row().bootstrap


def test_missing_answers_are_unscored_with_the_reason():
    samples = [sample(place) for place in range(4)]
    answers = {"s0": "1", "s1": "2"}
    verdicts = list(judge_pairs(samples, answers, {**answers, "s2": "1"}, Numbers()))
    assert len(verdicts) == 4 * 5 * 2
    assert {v.rationale for v in verdicts if v.sample == "s2"} == {"no answer from model a"}
    assert {v.rationale for v in verdicts if v.sample == "s3"} == {"no answer from model a and b"}
    row = compare(verdicts, samples).row()
    assert (row.pairs, row.unscored) == (2, 2)


def test_nothing_to_compare_gives_an_undecided_table():
    samples = [sample(0)]
    row = compare(judge_pairs(samples, {}, {}, Numbers()), samples).row()
    assert (row.pairs, row.p, row.rate.low, row.rate.high, row.bootstrap) == (0, 1.0, 0.0, 1.0, None)
    assert compare([], []).rows == ()


def test_probabilities_are_averaged_over_both_orders():
    samples = [sample(0)]
    told = [
        Verdict(sample="s0", criterion="overall", order=order, winner="a", p_a=chance)
        for order, chance in (("ab", 0.9), ("ba", 0.6))
    ]
    assert compare(told, samples, combine="averaged").row().rate.value == pytest.approx(0.75)
    assert compare(told, samples).row().rate.value == 1.0
    assert compare(told[:1], samples).row().unscored == 1


class Waiting(Numbers):
    """Judges four pairs at a time."""

    def at_once(self):
        return 4


def test_pairs_judged_at_once_come_in_the_same_order():
    samples = [sample(place) for place in range(30)]
    one, two = random_answers(samples, 7), random_answers(samples, 8)
    alone = [v.but(judge="") for v in judge_pairs(samples, one, two, Numbers())]
    assert [v.but(judge="") for v in judge_pairs(samples, one, two, Waiting())] == alone
