from importlib.util import find_spec

import pytest

from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import FOLDER, read_cases
from goldsmith.check.personal_data import PersonalData
from goldsmith.core.types import Note, Sample
from zoo import dialog, picture


def found(answer, *notes, language="en", **settings):
    sample = dialog("x", "Who?", answer, *([picture(*notes)] if notes else []), language=language)
    return list(PersonalData(**settings).find(sample))


def test_the_planted_set():
    cases = [case for case in read_cases(FOLDER / "personal-data.yaml") if not case.blind]
    for one in measure("personal-data", cases):
        assert one.wrong <= 0.05 * one.cases, one
        assert one.found >= 0.9 * one.faults, one


def test_the_place_and_a_placeholder_and_the_detail_is_not_repeated():
    (one,) = found("Write to ana.lopez@gmail.com today.")
    assert (one.severity, one.where.turn, one.where.start, one.where.end) == ("major", 1, 9, 28)
    assert one.suggestion == "[EMAIL]" and "lopez" not in one.message


def test_what_stands_in_the_notes_is_there_on_purpose():
    table = Note(id="t", kind="table", text="name,phone\nAna,415-863-2947")
    assert [one.severity for one in found("Call Ana at (415) 863-2947.", table)] == ["minor"]
    assert [one.severity for one in found("Call Ana at (415) 863-2948.", table)] == ["major"]


@pytest.mark.parametrize(
    "example",
    [
        "a@example.com",
        "call +1 212 555 0123",
        "card 4242 4242 4242 4242",
        "DNI 12345678Z",
        "info@northwind.com",
        "203.0.113.9",
    ],
)
def test_reserved_and_known_examples_are_notes(example):
    assert [one.severity for one in found(example)] == ["note"]


def test_a_number_is_one_finding_even_if_it_has_two_shapes():
    assert len(found("Tarjeta 4532 0151 1283 0366", language="es")) == 1


def test_regions_come_from_the_language_its_region_and_the_setting():
    number = "phone: 0131 496 0375 and 07911 234567"
    assert found("Teléfono 07911 234567", language="es") == []
    assert [one.severity for one in found("Teléfono 07911 234567", language="es-GB")] == ["major"]
    assert [one.severity for one in found("Teléfono 07911 234567", language="es", regions=("gb",))] == ["major"]
    assert [one.severity for one in found(number)] == ["note", "major"]


def test_without_the_libraries_it_says_so_and_looks_for_the_rest(monkeypatch):
    missing = ("phonenumbers", "stdnum")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name in missing else find_spec(name))
    first, second = found("Write to ana.lopez@gmail.com or call +34 612 34 56 78.")
    assert first.severity == "not run" and "goldsmith[checks]" in first.message
    assert second.suggestion == "[EMAIL]"


def test_nothing_to_look_at():
    assert list(PersonalData().find(Sample(id="x"))) == []
    assert found("No numbers here.") == []
