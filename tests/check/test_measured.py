"""Precision and recall on planted sets, and the page that says them."""

import pytest

from goldsmith.check.measuring.measured import Measured, measure
from goldsmith.check.measuring.measured_page import cells, page
from goldsmith.check.measuring.planted_sets import FOLDER, Case, planted_sets

BAD, GOOD = "See https://foo.notatld/page.", "See https://python.org."


def case(answer, fault, **more):
    return Case(language="en", fault=fault, answer=answer, **more)


def test_right_and_wrong_findings_are_counted():
    cases = [
        case(BAD, True, marks="foo.notatld"),
        case(BAD, True, marks="See"),  # found, but beside the mark
        case(BAD, False),  # nothing was planted, something found
        case(GOOD, True),  # missed
        case(GOOD, False),
    ]
    (one,) = measure("links", cases)
    assert (one.cases, one.faults, one.found, one.wrong, one.not_run) == (5, 3, 1, 2, 0)
    assert (one.precision.value, one.recall.value) == (1 / 3, 1 / 3)
    low, high = one.recall.interval
    assert low < 1 / 3 < high


def test_settings_languages_and_severities():
    faulty = case("one two three four five six seven eight", True, settings={"high": 3})
    other = Case(language="es", fault=False, answer="uno dos")
    assert [one.language for one in measure("token-length", [faulty, other])] == ["en", "es"]
    assert measure("token-length", [faulty])[0].found == 1
    minor = case("http://printer.local", True)
    assert [measure("links", [minor], least)[0].found for least in ("note", "minor", "major")] == [1, 1, 0]


def test_findings_about_the_other_answers_do_not_count():
    twins = case("Yes.", True, beside=("yes.",))
    first = case("No.", False, beside=("yes.", "Yes."))
    (one,) = measure("exact-duplicates", [twins, first])
    assert (one.found, one.wrong) == (1, 0)


def test_what_is_not_run_is_not_found():
    unknown = [Case(language="de", fault=fault, answer=f"Ein Hund schläft {fault}.") for fault in (True, False)]
    (one,) = measure("source-leak", unknown)
    assert (one.not_run, one.found, one.wrong, one.precision.value) == (2, 0, 0, None)
    assert cells(one)[4:7] == ("–", "0% [0, 79]", "100%")


def test_blind_cases_are_counted_once_more_by_themselves():
    cases = [case(BAD, True), case(GOOD, False), case(GOOD, True, blind=True), case(BAD + " ", True, blind=True)]
    (one,) = measure("links", cases)
    assert (one.cases, one.faults, one.found) == (4, 3, 2)
    assert one.blind and (one.blind.cases, one.blind.faults, one.blind.found, one.blind.wrong) == (2, 2, 1, 0)
    assert cells(one)[7:] == ("2", "100% [21, 100]", "50% [9, 91]")
    (sighted,) = measure("links", cases[:2])
    assert sighted.blind is None and cells(sighted)[7:] == ("–", "–", "–")


def test_the_page_has_no_timings():
    fast, slow = (Measured("links", "en", 4, 2, 2, 0, 0, seconds) for seconds in (0.1, 0.2))
    assert page([fast], ["other"]) == page([slow], ["other"])
    assert "| links | en | 4 | 2 | 100% [34, 100] | 100% [34, 100] | – | – | – | – |" in page([fast], [])
    assert "Without a planted set: `other`." in page([fast], ["other"])


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_what_is_called_major_is_right_nine_times_in_ten(name):
    measured = measure(name, planted_sets([name])[name], least="major")
    found, wrong = sum(one.found for one in measured), sum(one.wrong for one in measured)
    assert wrong <= 0.1 * (found + wrong), measured
