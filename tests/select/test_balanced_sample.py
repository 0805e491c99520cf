"""Sources are drawn by their probabilities, and a draw can go on where it stopped."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Sample
from goldsmith.select.balanced_sample import BalancedSample, draws, probabilities
from goldsmith.select.selector import Selector

SIZES = {
    "coco": 82_000, "capfilt": 14_000_000, "textcaps": 21_000, "vqav2": 82_000, "okvqa": 9_000, "aokvqa": 17_000,
    "ocrvqa": 800_000, "vqg1": 82_000, "vqg2": 9_000, "vqg3": 17_000, "detail": 23_000, "reasoning": 77_000,
    "conversation": 58_000,
}  # fmt: skip
PUBLISHED = {
    "capfilt": 0.5535, "ocrvqa": 0.1323, "coco": 0.0424, "vqav2": 0.0424, "reasoning": 0.0410, "conversation": 0.0356,
    "detail": 0.0224, "textcaps": 0.0214, "aokvqa": 0.0193, "okvqa": 0.0140,
}  # fmt: skip


def test_the_square_root_gives_the_shares_of_instructblip():
    found = probabilities(SIZES, 0.5, {})
    assert sum(found.values()) == pytest.approx(1)
    assert {name: round(found[name], 4) for name in PUBLISHED} == PUBLISHED
    assert probabilities(SIZES, 1.0, {})["capfilt"] == pytest.approx(0.9164, abs=1e-4)


def test_temperature_is_another_exponent_over_the_weights_too():
    half = probabilities(SIZES, 1.0, {}, temperature=2.0)
    assert half == pytest.approx(probabilities(SIZES, 0.5, {}))
    weighed = probabilities({"a": 1, "b": 1}, 1.0, {"a": 9.0}, temperature=2.0)
    assert weighed == pytest.approx({"a": 0.75, "b": 0.25})
    assert probabilities(SIZES, 1.0, {}, temperature=0.001)["capfilt"] == pytest.approx(1)


@given(
    st.dictionaries(st.text("abcdefgh", min_size=1), st.integers(1, 10**7), min_size=1, max_size=8),
    st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0.2, 5),
)  # fmt: skip
def test_probabilities_sum_to_one_within_floor_and_cap_in_the_order_of_size(sizes, alpha, low, high, temperature):
    floor, cap = low / len(sizes), (1 + high * (len(sizes) - 1)) / len(sizes)
    found = probabilities(sizes, alpha, {}, floor, cap, temperature)
    assert sum(found.values()) == pytest.approx(1)
    assert all(floor - 1e-9 <= share <= cap + 1e-9 for share in found.values())
    by_size = [found[name] for name in sorted(sizes, key=sizes.__getitem__)]
    assert all(one <= other + 1e-9 for one, other in itertools.pairwise(by_size))


def test_what_lies_between_floor_and_cap_keeps_its_proportions():
    found = probabilities({"a": 1000, "b": 20, "c": 10, "d": 1}, 1.0, {}, floor=0.05, cap=0.5)
    assert found == pytest.approx({"a": 0.5, "b": 0.3, "c": 0.15, "d": 0.05})
    assert probabilities({"a": 9, "b": 1}, 1.0, {"b": 0}, floor=0.1) == {"a": 1.0, "b": 0.0}


IMPOSSIBLE = [
    ({"floor": 0.4}, "3 sources cannot have probabilities between 0.4 and 1"),
    ({"cap": 0.3}, "3 sources cannot have probabilities between 0 and 0.3"),
    ({"floor": 0.5, "cap": 0.2}, "the floor 0.5 is above the cap 0.2"),
    ({"weights": {"x": 0, "y": 0, "z": 0}}, "no source has a weight above 0"),
    ({"weights": {"xx": 2}}, "no sample's dataset is 'xx'.*\n.*did you mean 'x'"),
    ({"weights": {"x": -1}}, "weights.x"),
    ({"temperature": 0}, "temperature"),
]


def sources(**sizes: int) -> list[Sample]:
    return [Sample(id=f"{name}{n}", tags={"dataset": name}) for name, size in sizes.items() for n in range(size)]


def picked(samples, **settings):
    out = list(BalancedSample(**settings).pick(samples))
    return [one for one in out if isinstance(one, Sample)], [one for one in out if isinstance(one, Finding)]


@pytest.mark.parametrize(("settings", "message"), IMPOSSIBLE)
def test_what_cannot_be_is_refused(settings, message):
    with pytest.raises(GoldsmithError, match=message):
        list(Selector.build({"balanced-sample": {"count": 5, **settings}}).pick(sources(x=5, y=5, z=5)))


@pytest.mark.parametrize("alpha", [0, 0.5, 1])
def test_sources_are_drawn_by_their_probabilities(alpha):
    shares = probabilities(SIZES, alpha, {"okvqa": 2.0})
    limits = dict.fromkeys(SIZES, 10**9)
    counts = Counter(itertools.islice(draws(shares, limits, seed=7), 20_000))
    expected = [20_000 * share for share in shares.values()]
    assert chisquare([counts[name] for name in shares], expected).pvalue > 0.001
    assert chisquare([counts[name] for name in shares], expected).statistic > 1  # drawn, not dealt out


def test_within_a_source_all_come_before_any_comes_again():
    samples = sources(big=90, small=10)
    kept, _ = picked(samples, count=150, repeat=4, seed=3)
    assert len(kept) == len({one.id for one in kept}) == 150
    again = [one for one in kept if "epoch" in one.tags]
    assert again and {one.parent for one in again} <= {one.id for one in samples}
    by_draw = sorted((one for one in kept if one.tags["dataset"] == "small"), key=lambda one: int(one.tags["draw"]))
    epochs = [int(one.tags.get("epoch", 0)) for one in by_draw]
    assert epochs == [place // 10 for place in range(len(epochs))]
    first, second = ([one.parent or one.id for one in by_draw[start : start + 10]] for start in (0, 10))
    assert sorted(first) == sorted(second) and first != second


@pytest.mark.parametrize("stop", [1, 40, 99])
def test_a_draw_goes_on_where_it_stopped(stop):
    samples = sources(big=90, small=10)
    whole, _ = picked(samples, count=100, repeat=5)
    begun, _ = picked(samples, count=stop, repeat=5)
    rest, findings = picked(samples, start=stop, count=100 - stop, repeat=5)

    def order(kept):
        return sorted(kept, key=lambda one: int(one.tags["draw"]))

    assert order(whole) == [*order(begun), *order(rest)]
    assert sum(one.evidence["drawn"] for one in findings) == 100


def test_the_order_of_the_set_decides_nothing():
    samples = sources(big=30, small=5)
    one, other = (picked(given, count=12, seed=1)[0] for given in (samples, samples[::-1]))
    assert sorted(sample.id for sample in one) == sorted(sample.id for sample in other)
    assert {sample.id for sample in one} != {sample.id for sample in picked(samples, count=12, seed=2)[0]}


def test_a_source_used_up_is_said_and_the_others_share_its_place():
    kept, findings = picked(sources(big=90, small=10), count=60, alpha=0)
    assert Counter(one.tags["dataset"] for one in kept) == {"big": 50, "small": 10}
    told = {one.message.partition(":")[0]: one for one in findings}
    assert told["big"].severity == "note" and told["small"].severity == "minor"
    assert "1.00 epochs; all that `repeat` allows, 30 were to be expected" in told["small"].message


def test_more_than_all_is_said():
    kept, findings = picked(sources(big=6, small=3), count=20, repeat=1.5)
    assert len(kept) == 13 and findings[-1].evidence == {"wanted": 20, "got": 13}
