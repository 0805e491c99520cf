import random

from goldsmith.core.types import Finding, Sample
from goldsmith.select.take import Take

SAMPLES = [Sample(id=str(number)) for number in range(50)]


def ids(step: Take, samples: list[Sample]) -> list[str]:
    return [one.id for one in step.pick(samples) if isinstance(one, Sample)]


def test_without_a_seed_the_first_are_taken() -> None:
    assert ids(Take(count=3), SAMPLES) == ["0", "1", "2"]


def test_the_choice_does_not_depend_on_the_order() -> None:
    mixed = random.Random(1).sample(SAMPLES, 50)
    assert sorted(ids(Take(count=9, seed=4), SAMPLES)) == sorted(ids(Take(count=9, seed=4), mixed))
    assert ids(Take(count=9, seed=4), SAMPLES) != ids(Take(count=9, seed=5), SAMPLES)


def test_too_few_samples_are_reported() -> None:
    *kept, finding = Take(count=60, seed=1).pick(SAMPLES)
    assert kept == SAMPLES
    assert isinstance(finding, Finding)
    assert (finding.evidence["wanted"], finding.evidence["got"]) == (60, 50)
