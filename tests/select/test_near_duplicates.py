import random

import pytest

from goldsmith.core.types import Asset, Finding, Sample, Turn
from goldsmith.select.near_duplicates import NearDuplicates


def dialog(name: str, question: str, answer: str, source: str = "a") -> Sample:
    return Sample(
        id=name,
        assets=(Asset.absent(source, kind="image"),),
        turns=(Turn.said("user", question), Turn.said("assistant", answer)),
    )


def words(seed: int) -> str:
    rng = random.Random(seed)
    return " ".join(f"w{rng.randrange(400)}" for _ in range(60))


SAMPLES = [
    dialog("one", words(1), "yes"),
    dialog("twin", words(1) + " indeed", "yes"),
    dialog("elsewhere", words(1), "yes", source="b"),
    dialog("other answer", words(1), words(3)),
]


@pytest.mark.parametrize(
    ("settings", "left"),
    [
        ({}, ["one", "elsewhere", "other answer"]),
        ({"within": "everywhere"}, ["one", "other answer"]),
        ({"of": "question"}, ["one", "elsewhere"]),
        ({"of": "answer"}, ["one", "elsewhere", "other answer"]),
        ({"threshold": 1.0}, ["one", "twin", "elsewhere", "other answer"]),
    ],
)
def test_the_first_of_each_group_stays(settings: dict[str, object], left: list[str]) -> None:
    out = list(NearDuplicates(**settings).pick(SAMPLES))
    assert [one.id for one in out if isinstance(one, Sample)] == left


def test_a_finding_names_the_kept_twin() -> None:
    (finding,) = [one for one in NearDuplicates().pick(SAMPLES) if isinstance(one, Finding)]
    assert (finding.check, finding.sample, finding.evidence["twin"]) == ("near-duplicates", "twin", "one")


def test_drafts_without_words_all_stay() -> None:
    drafts = [Sample(id=str(number)) for number in range(3)]
    assert list(NearDuplicates().pick(drafts)) == drafts
