from goldsmith.core.types import Asset, Sample, Turn
from goldsmith.select.exact_duplicates import ExactDuplicates


def dialog(name: str, question: str, answer: str, source: str = "a") -> Sample:
    asset = Asset.absent(source, kind="image")
    return Sample(id=name, assets=(asset,), turns=(Turn.said("user", question), Turn.said("assistant", answer)))


SAMPLES = [dialog("one", "q", "a"), dialog("two", "q", "a"), dialog("three", "q", "b"), dialog("four", "q", "a", "b")]


def test_words_and_assets_both_count() -> None:
    out = list(ExactDuplicates().pick(SAMPLES))
    assert [one.id for one in out if isinstance(one, Sample)] == ["one", "three", "four"]
    assert [one.evidence["twin"] for one in out if not isinstance(one, Sample)] == ["one"]


def test_of_several_answers_to_one_question_the_first_stays() -> None:
    kept = [one.id for one in ExactDuplicates(of="question").pick(SAMPLES) if isinstance(one, Sample)]
    assert kept == ["one", "four"]
