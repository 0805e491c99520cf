"""Planted sets are read with care, and belong to checks that there are."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.measuring.planted_sets import FOLDER, Case, planted_sets, read_cases
from goldsmith.core.errors import GoldsmithError

GOOD = "- language: en\n  fault: true\n  answer: It is bad.\n"


def wrong(tmp_path, text):
    path = tmp_path / "a.yaml"
    path.write_text(text)
    with pytest.raises(GoldsmithError) as error:
        read_cases(path)
    return error.value.problem.removeprefix(f"{path}")


def test_every_set_belongs_to_a_check():
    assert {path.stem for path in FOLDER.glob("*.yaml")} <= set(Check.names())


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_set_has_faults_and_near_misses(path):
    assert {case.fault for case in read_cases(path)} == {True, False}


def test_a_case_becomes_a_dialog_about_a_picture(tmp_path):
    text = GOOD + "  question: How?\n  tags: {format: prose}\n  notes: [{kind: box, text: dog, box: [0, 0, 2, 3]}]\n"
    (tmp_path / "a.yaml").write_text(text)
    (case,) = planted_sets(folder=tmp_path)["a"]
    sample = case.sample("x")
    assert [turn.text for turn in sample.turns] == ["How?", "It is bad."]
    assert dict(sample.tags) == {"language": "en", "format": "prose"}
    assert [(note.kind, note.box) for note in sample.notes()] == [("box", (0, 0, 2, 3))]


def test_a_case_can_be_about_a_clip():
    case = Case(language="en", fault=True, answer="At 0:35.", kind="video", seconds=20)
    (asset,) = case.sample("x").assets
    assert (asset.kind, asset.seconds, asset.notes) == ("video", 20, ())


def test_a_case_can_stand_beside_other_answers():
    case = Case(language="en", fault=True, answer="Yes.", question="Is it?", beside=("yes.", "No."), marks="Yes")
    before, other, last = case.samples("x")
    assert [one.id for one in (before, other, last)] == ["x-0", "x-1", "x"]
    assert [[turn.text for turn in one.turns] for one in (before, last)] == [["Is it?", "yes."], ["Is it?", "Yes."]]


def test_a_mark_is_covered_wherever_it_stands():
    case = Case(language="en", fault=True, answer="so so, so", marks="so")
    assert [case.covers(at, at + 1) for at in range(9)] == [one != " " and one != "," for one in "so so, so"]


def test_mistakes_are_told_with_their_line(tmp_path):
    assert wrong(tmp_path, GOOD + GOOD.replace("answer", "answr").replace("bad", "ok")).startswith(":4: ")
    assert ":4: the same case as in line 1" in wrong(tmp_path, GOOD + GOOD)
    assert "marks: 'good' is no piece of the answer" in wrong(tmp_path, GOOD + "  marks: good\n")
    assert ":1: language: " in wrong(tmp_path, GOOD.replace("en", "no"))
    assert ":2: this is not YAML" in wrong(tmp_path, "- a\nb: [")
    assert "no list of cases" in wrong(tmp_path, "a: 1")
    assert "no list of cases" in wrong(tmp_path, "")
    assert ":1: " in wrong(tmp_path, "- 3")


def test_a_check_without_a_set_is_named():
    with pytest.raises(GoldsmithError, match="did you mean 'links'"):
        planted_sets(["link"])
