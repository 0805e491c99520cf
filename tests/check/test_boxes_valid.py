import random

import pytest

from check.picture_faults import holding
from goldsmith.check.boxes_valid import BoxesValid
from goldsmith.core.types import Asset, Note

NAN, INF = float("nan"), float("inf")


def boxed(*boxes, kind="box", text="dog", **fields):
    notes = tuple(Note(id=f"b{place}", kind=kind, text=text, box=box) for place, box in enumerate(boxes))
    return holding(Asset.absent("x", kind="image", notes=notes, **{"width": 100, "height": 80, **fields}))


def said(*boxes, **fields):
    return [(one.severity, one.message) for one in BoxesValid().find(boxed(*boxes, **fields))]


FAULTS = {
    (10, 10, 10, 20): "no area",
    (10, 10, 20, 10): "no area",
    (20, 10, 10, 20): "no area",
    (10, 20, 20, 10): "no area",
    (100, 0, 120, 20): "outside",
    (0, 80, 20, 90): "outside",
    (-30, 0, -1, 20): "outside",
    (0, -30, 20, -1): "outside",
    (90, 10, 102, 20): "reaches out",
    (10, 70, 20, 82): "reaches out",
    (-2, 10, 20, 20): "reaches out",
    (10, -2, 20, 20): "reaches out",
    (NAN, 0, 10, 10): "no box",
    (0, 0, INF, 10): "no box",
    (1e300, 0, 1e308, 10): "outside",
}


@pytest.mark.parametrize(("box", "problem"), FAULTS.items())
def test_faults(box, problem):
    ((severity, message),) = said(box)
    assert severity == "major" and problem in message


@pytest.mark.parametrize(
    "box", [(0, 0, 99, 79), (0, 0, 50, 80), (1, 1, 101, 70), (-1, 0, 20, 20), (98, 78, 100, 80), (3.2, 4.1, 3.3, 4.2)]
)
def test_boxes_up_to_the_edge_are_right(box):
    assert said(box) == []


def test_a_box_around_everything_is_noted():
    assert [severity for severity, _ in said((0, 0, 100, 80))] == ["note"]


def test_twins_of_one_name():
    assert [severity for severity, _ in said((10, 10, 50, 50), (10, 10, 50, 50.5))] == ["minor"]
    assert said((10, 10, 50, 50), (14, 10, 54, 50)) == []
    assert len(said(*[(10, 10, 50, 50)] * 3)) == 2
    notes = [Note(id=name, kind="box", text=name, box=(10, 10, 50, 50)) for name in ("dog", "cat")]
    assert list(BoxesValid().find(holding(Asset.absent("x", kind="image", width=99, height=99, notes=notes)))) == []


def test_marks_may_be_flat_but_lie_in_the_picture():
    assert said((10, 40, 20, 40), (10, 40, 20, 40), kind="value") == []
    assert [severity for severity, _ in said((10, 40, 20, 140), kind="value")] == ["major"]


def test_without_a_size_only_what_needs_it_is_not_run():
    severities = [severity for severity, _ in said((10, 10, 10, 20), (500, 500, 600, 600), width=None)]
    assert severities == ["not run", "major"]
    assert said(width=None) == []


def test_many_boxes_take_linear_time_and_few_findings():
    assert len(said(*[(10, 10, 50, 50)] * 2_000)) == 21
    pick = random.Random(1)
    spread = [(pick.random() * 40, 0, 60, 1 + place / 1000) for place in range(2_000)]
    assert len(said(*spread)) <= 21
