"""Answers that a person has labelled are graded as labelled."""

from pathlib import Path

import pytest
import yaml

from goldsmith.core.types import Asset, Note, Sample, Turn
from goldsmith.evaluate.correctness import grade
from goldsmith.generate.table_questions import TableQuestions

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


@pytest.mark.slow
def test_every_reference_that_is_generated_is_right_and_those_of_other_entries_are_wrong():
    rows = "\n".join(
        f"{name},{1960 + 5 * place},{1.5 + place * 1.3:.1f}"
        for place, name in enumerate(("Rome", "Bonn", "Oslo", "Kiel"))
    )
    table = f"city,year,length (m)\n{rows}\n"
    note = Note(id="t", kind="table", text=table)
    asset = Asset.made(table.encode(), kind="text", mime="text/csv", notes=(note,))
    draft = Sample(id="d", assets=(asset,), tags={"language": "en", "title": "Cities"})
    made = [one for seed in range(4) for one in TableQuestions(per_sample=120, seed=seed).make(draft)]
    assert len(made) > 200
    for one in made:
        said = next(turn for _, turn in one.answered())
        assert grade(one, said.text).value == 1, (one.turns[0].text, said.gold, said.text, grade(one, said.text).why)
        value = said.gold[0].split("|")[0]
        other = {"Rome": "Bonn", "Bonn": "Rome", "Oslo": "Kiel", "Kiel": "Oslo"}.get(value)
        if other:
            assert grade(one, said.text.replace(value, other)).value == 0
