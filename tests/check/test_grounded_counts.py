"""Counts in words and figures, plurals, synonyms and amounts, against boxes."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.types import Note
from zoo import dialog, picture

LABELS = {
    "dog": 2, "person": 3, "sheep": 7, "knife": 4, "bus": 1, "RBC": 12, "Platelets": 1, "left_eye": 2, "donut": 13,
    "wine glass": 2, "traffic light": 3, "airplane": 2, "car": 30,
}  # fmt: skip


def boxed(counts):
    labels = [label for label, count in counts.items() for _ in range(count)]
    return picture(*(Note(id=str(place), kind="box", text=text, box=(0, 0, 1, 1)) for place, text in enumerate(labels)))


SHOWN = boxed(LABELS)
CASES = planted_sets(["grounded-counts"])["grounded-counts"]


def found(answer, language="en", question="Describe it.", shown=SHOWN):
    return list(Check.build("grounded-counts").find(dialog("x", question, answer, shown, language=language)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.answer[:40])
def test_right_and_wrong_counts(case):
    findings = list(Check.build("grounded-counts").find(case.sample("x")))
    assert bool(findings) is case.fault
    for one in findings[:1]:
        assert one.severity in ("minor", "major")
        assert one.evidence["said"] != one.evidence["noted"]
        assert case.answer[one.where.start : one.where.end]


@pytest.mark.parametrize("boxes", [0, 3])
def test_a_crowd_has_no_number(boxes):
    crowd = picture(
        *(Note(id=str(place), kind="box", text="person", box=(0, 0, 1, 1)) for place in range(boxes)),
        Note(id="c", kind="crowd", text="person", box=(0, 0, 1, 1)),
    )
    (one,) = found("There are forty people.", shown=crowd)
    assert one.severity == "not run" and "crowd" in one.message


def test_labels_of_kinds_are_counted_for_themselves():
    shown = boxed({"woman": 3, "man": 1})
    assert found("Three women and four people.", shown=shown) == []
    assert [one.evidence["noted"] for one in found("There are two women and five people.", shown=shown)] == [3, 4]


def test_what_a_table_in_the_picture_says_is_no_count_of_what_is_seen():
    both = boxed({"dog": 2}), picture(Note(id="t", kind="table", text="year,dogs\n2023,505\n2022,410"))
    (one,) = Check.build("grounded-counts").find(
        dialog("x", "Describe.", "In 2023 there were 505 dogs; here are 7 dogs.", *both)
    )
    assert one.evidence["said"] == 7


def test_an_undercount_is_graver_where_it_says_there_are_no_more():
    assert [one.severity for one in found("There are two people.")] == ["major"]
    assert [one.severity for one in found("Two people walk by.")] == ["minor"]


def test_a_language_without_numbers_here_is_not_run():
    (one,) = found("Es gibt drei Hunde.", "de")
    assert one.severity == "not run"
