"""Times in answers against the length of the clip and against when things are said in it."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.evidence.clip_times import clip_times
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.types import Asset, Note
from zoo import dialog, picture

SAID = Note(id="s1", kind="transcript", text="Now add the flour, little by little.", seconds=(12, 19.5))


def found(answer, *notes, kind="video", seconds=60.0):
    clip = Asset.absent("c", kind=kind, seconds=seconds, notes=notes)
    return list(Check.build("grounded-times").find(dialog("x", "?", answer, clip)))


def test_the_planted_set():
    for measured in measure("grounded-times", planted_sets(["grounded-times"])["grounded-times"]):
        assert measured.precision.value == 1 and (measured.recall.value or 0) > 0.85, measured


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at 1:02:03", [(3723, 3723, "at")]),
        ("at 0:35.5", [(35.5, 35.5, "at")]),
        ("from 1 min 20 s to 2 minutes and 5 seconds", [(80, 125, "at")]),
        ("from 12 to 15 seconds", [(12, 15, "at")]),
        ("0:10–0:20 and 0:30", [(10, 20, "at"), (30, 30, "at")]),
        ("a los 1,5 minutos", [(90, 90, "at")]),
        ("in minute 2", [(60, 120, "at")]),
        ("the last twenty-five seconds", [(25, 25, "opening")]),
        ("das Video dauert etwa fünfunddreißig Sekunden", []),
        ("das Video dauert etwa vierzig Sekunden", [(40, 40, "length")]),
        ("1分20秒の時点で", [(80, 80, "at")]),
        ("bake it for 20 minutes", []),
        ("the bus leaves at 10:15", []),
        ("at 9:30 am", []),
        ("16:9, 1.5:20, 2024-01-02T10:15:30Z and 12:345", []),
    ],
)
def test_times_are_read(text, expected):
    assert [(one.low, one.high, one.use) for one in clip_times(text)] == expected


def test_a_time_after_the_end_is_major_and_names_the_end():
    answer = "At 1:15 she leaves."
    (one,) = found(answer)
    assert one.severity == "major" and "1:00" in one.message
    assert answer[one.where.start : one.where.end] == "1:15"


def test_what_is_said_elsewhere_comes_with_the_right_time():
    (one,) = found('At 0:40 she says "now add the flour".', SAID)
    assert (one.severity, one.suggestion) == ("minor", "0:12")
    assert found('At 0:13 she says "now add the flour".', SAID) == []


def test_the_tolerance_is_a_setting():
    clip = Asset.absent("c", kind="audio", seconds=60.0, notes=(SAID,))
    sample = dialog("x", "?", 'At 0:24 she says "now add the flour".', clip)
    assert len(list(Check.build("grounded-times").find(sample))) == 1
    assert list(Check.build({"grounded-times": {"tolerance": 5}}).find(sample)) == []


def test_a_clip_of_unknown_length_is_not_run_once():
    (one,) = found("At 0:35 it stops. At 0:40 it goes on.", seconds=None)
    assert one.severity == "not run"
    assert found("It stops.", seconds=None) == []


def test_a_transcript_is_enough_for_what_is_said():
    (one,) = found('At 0:40 she says "now add the flour".', SAID, seconds=None)
    assert one.severity == "minor"


def test_pictures_have_no_times():
    assert list(Check.build("grounded-times").find(dialog("x", "?", "At 0:35.", picture()))) == []


def test_a_span_runs_forwards():
    (one,) = found("From 0:30 to 0:20 it rains.")
    assert "backwards" in one.message


@pytest.mark.parametrize("text", ["moves at 60 m per second", "at 2 m/s", "the timer counts from 0:59 to 2:15"])
def test_metres_and_timers_are_no_times_of_the_clip(text):
    assert list(clip_times(text)) == []
