"""Answers that a person has labelled are graded as labelled."""

from pathlib import Path

import pytest
import yaml

from goldsmith.core.types import Asset, Note, Sample, Turn
from goldsmith.evaluate.correctness import grade

GRADED = yaml.safe_load(Path(__file__).with_name("graded_answers.yaml").read_text(encoding="utf-8"))
VERDICTS = {1.0: "right", 0.0: "wrong", None: "unscored"}


def sample(item):
    notes = tuple(Note(id=kind, kind=kind, text=text) for kind, text in item["notes"].items())
    asked = Turn.said("user", item["question"])
    # Without gold there is no reference either.
    answered = [Turn.said("assistant", item["gold"][0], gold=tuple(item["gold"]))] if item["gold"] else []
    asset = Asset.absent("graded", kind="image", notes=notes)
    return Sample(id="s", assets=(asset,), turns=(asked, *answered), tags={"language": item["language"]})


CASES = [
    pytest.param(item, answer, verdict, id=f"{item['language']} {item['gold']} {answer}")
    for item in GRADED
    for answer, verdict in item["answers"].items()
]


@pytest.mark.parametrize(("item", "answer", "verdict"), CASES)
def test_an_answer_is_graded_as_a_reader_grades_it(item, answer, verdict):
    found = grade(sample(item), answer)
    assert VERDICTS[found.value] == verdict, found.why


def test_the_list_is_long_and_holds_each_verdict_in_each_way():
    assert len(CASES) >= 200
    assert {case.values[2] for case in CASES} == set(VERDICTS.values())
