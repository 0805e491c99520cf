"""What every selector keeps to."""

import pickle
from typing import Any

import pytest

from goldsmith.core.types import Asset, Finding, Sample, Turn
from goldsmith.select.selector import Selector

EXAMPLES: dict[str, dict[str, Any]] = {
    "take": {"count": 5, "seed": 3},
    "quotas": {"brief": {"size": 6, "languages": ["en", "es"], "skills": ["open-qa"]}},
    "balanced-sample": {"count": 8},
    "decontaminate": {"against": [__file__]},
}
"""Settings for the selectors that cannot do without."""

SAMPLES = [
    Sample(
        id=f"sample {number}",
        assets=(Asset.absent(f"source {number % 5}", kind="text"),),
        turns=(Turn.said("user", f"What is number {number % 7}?"), Turn.said("assistant", f"It is {number % 7}.")),
        tags={"language": "es" if number % 3 else "en", "skill": "open-qa", "dataset": f"set {number % 2}"},
    )
    for number in range(20)
] + [Sample(id="empty"), Sample(id="odd words", turns=(Turn.said("user", "\ud800 漢字 \x00"),))]

SELECTORS = [kind.model_validate(EXAMPLES.get(kind.name(), {})) for kind in Selector.all()]
each = pytest.mark.parametrize("selector", SELECTORS, ids=lambda one: one.name())


def test_there_are_selectors() -> None:
    assert len(SELECTORS) >= 4


@each
def test_spelling_and_pickling_give_it_back(selector: Selector) -> None:
    assert Selector.build(selector.spell()) == selector
    assert pickle.loads(pickle.dumps(selector)) == selector
    assert selector.name() in Selector.names()


@each
def test_it_keeps_some_of_what_it_is_given_in_order(selector: Selector) -> None:
    out = list(selector.pick(SAMPLES))
    order = {sample.id: place for place, sample in enumerate(SAMPLES)}
    kept = [one for one in out if isinstance(one, Sample)]
    assert [order[one.id] for one in kept] == sorted({order[one.id] for one in kept})
    assert all(one.but(tags={}) == SAMPLES[order[one.id]].but(tags={}) for one in kept)
    named = {one.sample for one in out if isinstance(one, Finding)}
    assert named <= {None, *order}
    assert all(one.check == selector.name() for one in out if isinstance(one, Finding))


@each
def test_it_does_the_same_twice(selector: Selector) -> None:
    assert list(selector.pick(SAMPLES)) == list(selector.pick(SAMPLES))


@each
def test_nothing_in_nothing_out(selector: Selector) -> None:
    assert not [one for one in selector.pick([]) if isinstance(one, Sample)]


@each
def test_the_help_says_what_every_setting_is(selector: Selector) -> None:
    assert type(selector).__doc__
    assert all(field.description for field in type(selector).model_fields.values())
