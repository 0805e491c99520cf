import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.types import Asset, Finding, Sample, Turn
from goldsmith.select.near_duplicates import NearDuplicates, left_out_of


def dialog(name: str, question: str, answer: str, source: str = "a", **tags: str) -> Sample:
    return Sample(
        id=name,
        assets=(Asset.absent(source, kind="image"),),
        turns=(Turn.said("user", question), Turn.said("assistant", answer)),
        tags=tags,
    )


def words(seed: int, count: int = 60) -> str:
    rng = random.Random(seed)
    return " ".join(f"w{rng.randrange(400)}" for _ in range(count))


SAMPLES = [
    dialog("one", words(1), "yes"),
    dialog("twin", words(1) + " indeed", "yes"),
    dialog("elsewhere", words(1), "yes", source="b"),
    dialog("other answer", words(1), words(3)),
]


def picked(samples: list[Sample], **settings: object) -> tuple[list[str], list[Finding]]:
    out = list(NearDuplicates(**settings).pick(samples))
    return [one.id for one in out if isinstance(one, Sample)], [one for one in out if isinstance(one, Finding)]


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
    assert picked(SAMPLES, **settings)[0] == left


def test_a_finding_names_the_kept_twin_and_how_much_they_share() -> None:
    _, (finding,) = picked(SAMPLES)
    assert (finding.check, finding.sample, finding.evidence["twin"]) == ("near-duplicates", "twin", "one")
    assert finding.evidence["similarity"] == round(56 / 59, 4)  # 57 and 58 n-grams; "yes" ends another one in the twin
    assert "with sample one, which is kept" in finding.message


def test_the_best_stays_where_a_tag_tells_it() -> None:
    scores = {"a": "0.2", "b": "0.9", "c": "unknown", "d": "nan", "e": "0.9"}
    samples = [dialog(name, words(1) + " x" * place, "yes", score=scores[name]) for place, name in enumerate(scores)]
    kept, findings = picked(samples, best="score")
    assert kept == ["b"] and {one.evidence["twin"] for one in findings} == {"b"}
    assert picked(samples, best="score of another name")[0] == ["a"]


def chain(length: int) -> list[Sample]:
    """Each shares three quarters with the next, a half with the one after that."""
    text = words(5, 400).split()
    return [dialog(str(place), " ".join(text[place * 10 : place * 10 + 80]), "") for place in range(length)]


def test_of_a_chain_none_goes_that_is_not_like_one_kept() -> None:
    kept, findings = picked(chain(6), threshold=0.7, permutations=256)
    assert kept == ["0", "2", "4"]
    assert [(one.sample, one.evidence["twin"]) for one in findings] == [("1", "0"), ("3", "2"), ("5", "4")]
    assert all(one.evidence["similarity"] >= 0.7 for one in findings)


@given(st.lists(st.frozensets(st.integers(0, 12), min_size=1), max_size=12), st.floats(0.05, 1))
def test_looking_up_by_the_rarest_is_the_same_as_comparing_all_with_all(sets, threshold) -> None:
    kept, gone = [], set()
    for place, one in enumerate(sets):
        if any(len(one & sets[other]) / len(one | sets[other]) >= threshold for other in kept):
            gone.add(place)
        else:
            kept.append(place)
    found = left_out_of(list(enumerate(map(sorted, sets))), threshold)
    assert set(found) == gone
    assert all(other in kept and other < place for place, (other, _) in found.items())


def test_drafts_without_words_all_stay() -> None:
    drafts = [Sample(id=str(number)) for number in range(3)]
    assert list(NearDuplicates().pick(drafts)) == drafts
