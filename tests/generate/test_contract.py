"""What every generator must do, on awkward samples."""

import pickle

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.generate.generator import Generator
from zoo import ZOO

SETTINGS = {"templates": {"category": "captioning"}}
GENERATORS = [kind(**SETTINGS.get(kind.name(), {})) for kind in Generator.all()]


def made(generator, sample):
    try:
        return list(generator.make(sample))
    except GoldsmithError:
        return []


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda one: one.name())
def test_makes_the_same_children_twice(generator):
    ids = []
    for sample in ZOO:
        first, second = made(generator, sample), made(generator, sample)
        assert first == second
        for child in first:
            assert child.parent == sample.id
            notes = {note.id for note in child.notes()}
            for turn in child.turns:
                assert turn.origin is not None and turn.origin.by == "program"
                assert set(turn.evidence) <= notes
            ids.append(child.id)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda one: one.name())
def test_is_spelled_built_pickled(generator):
    assert Generator.build(generator.spell()) == generator
    assert pickle.loads(pickle.dumps(generator)) == generator
