"""Which samples the report shows."""

from collections import Counter

from goldsmith.recipe.stages.report import _varied
from zoo import dialog


def of(skill, count):
    return [dialog(f"{skill}{place}", "Why?", "So.").but(tags={"skill": skill}) for place in range(count)]


def test_each_kind_is_shown_before_a_second_of_any():
    shown = _varied([*of("a", 50), *of("b", 1), *of("c", 50)], 6)
    assert {sample.tags["skill"] for sample in shown[:3]} == {"a", "b", "c"}
    assert Counter(sample.tags["skill"] for sample in shown)["b"] == 1 and len(shown) == 6
    assert len({sample.id for sample in shown}) == 6


def test_one_kind_fills_the_grid_too():
    assert len(_varied(of("a", 50), 8)) == 8 and len(_varied(of("a", 3), 8)) == 3
