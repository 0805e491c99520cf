"""Stock assistant prose is noted with its phrases; short texts and other languages are left undetermined."""

import pytest

from goldsmith.check.detectors.detector import Abstained, Detector, Passage, Scored
from goldsmith.check.detectors.stock_phrases import StockPhrases
from goldsmith.check.machine_written import MachineWritten, calibrated
from goldsmith.check.measuring.accepted_scores import Calibration
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.errors import GoldsmithError
from zoo import dialog

STOCK = (
    "Certainly! Here are some tips for your garden. It's important to note that soil plays a crucial role. "
    + "Water early and mulch well. " * 18
    + "Feel free to ask if you need more help."
)
PLAIN = "We dug the bed in March and planted beans along the wall, which did badly in the wind. " * 7


class Vowels(Detector):
    """The share of vowels, as a detector of another package might be."""

    def score(self, text, language):
        return Scored(100 * sum(one in "aeiou" for one in text) / len(text), "vowels", evidence=(Passage(0, 3, "x"),))


class Knowing(Detector):
    """A detector that knows its own p-value."""

    def score(self, text, language):
        return Scored(1.0, "sure", p_value=0.01 if "Certainly" in text else 0.5)


def found(check, answer, **tags):
    return list(check.find(dialog("x", "How?", answer, **tags)))


def test_a_note_covers_the_phrases():
    (one,) = found(MachineWritten(), STOCK)
    assert one.severity == "note" and "stock phrases" in one.message
    texts = [passage["text"] for passage in one.evidence["passages"]]
    assert texts[0] == "Certainly!" and "plays a crucial role" in texts
    assert STOCK[one.where.start : one.where.end].endswith("Feel free to ask")
    assert all(STOCK[piece["start"] : piece["end"]] == piece["text"] for piece in one.evidence["passages"])


def test_the_score_does_not_grow_with_the_length():
    score = StockPhrases().score
    assert score(STOCK, "en").score > 1.5 > score(STOCK + PLAIN * 5, "en").score
    assert score(STOCK * 5, "en").score < score(STOCK, "en").score


def test_plain_prose_and_what_is_quoted_or_code_are_left_alone():
    assert found(MachineWritten(), PLAIN) == []
    assert found(MachineWritten(), PLAIN + '"Certainly! I hope this helps. As an AI language model"') == []
    assert found(MachineWritten(), f"{PLAIN}\n```\n{STOCK}\n```\n") == []


@pytest.mark.parametrize(
    ("answer", "tags", "reason"),
    [
        ("Certainly! I hope this helps.", {}, "too short"),
        (PLAIN, {"language": "xx"}, "not known"),
        ("すもも" * 30, {"language": "ja"}, "too short"),
    ],
)
def test_it_abstains(answer, tags, reason):
    tongue = {"language": "sw"} if tags.get("language") == "xx" else tags
    text = "Mbwa analala kwenye kiti kwa sababu amechoka baada ya matembezi marefu ufukweni. " * 12
    (one,) = found(MachineWritten(), text if tags.get("language") == "xx" else answer, **tongue)
    assert one.severity == "not run" and reason in one.message


def test_answers_in_a_form_are_not_read():
    assert found(MachineWritten(), STOCK, format="json") == []


def test_a_detector_without_a_threshold_needs_a_calibration():
    (one,) = found(MachineWritten(detector=Vowels()), PLAIN)
    assert one.severity == "not run" and "calibration" in one.message


def test_a_detector_may_know_its_own_p_value():
    (one,) = found(MachineWritten(detector=Knowing()), STOCK)
    assert one.evidence["p_value"] == 0.01
    assert found(MachineWritten(detector=Knowing()), PLAIN) == []


def people(tmp_path, check, rows, group=""):
    path = tmp_path / "people.json"
    path.write_text(Calibration.of(check.detector, check.least_words, rows, group).model_dump_json())
    return check.model_copy(update={"calibration": path})


def test_with_a_calibration_the_rate_is_that_of_the_projects_own_texts(tmp_path):
    check = people(tmp_path, MachineWritten(), [("en", "", 0.5 * (place % 3)) for place in range(60)])
    (one,) = found(check, STOCK)
    assert one.evidence["p_value"] == round(1 / 61, 4) and "0 of 60 accepted texts of en" in one.message
    assert found(check, PLAIN) == []
    fancy = people(tmp_path / "..", MachineWritten(), [("en", "", 9.0)] * 60)
    assert found(fancy, STOCK) == []


@pytest.mark.parametrize(("group", "texts"), [("no", 3), ("yes", 30), ("other", 0)])
def test_groups_with_too_few_texts_are_not_judged(tmp_path, group, texts):
    rows = [("en", "yes", 0.0)] * 30 + [("en", "no", 0.0)] * 3
    check = people(tmp_path / f"../{tmp_path.name}", MachineWritten(), rows, "native")
    (one,) = found(check, STOCK, native=group)
    assert one.severity == ("note" if texts >= 19 else "not run")
    assert f"{texts} " in one.message


def test_another_detectors_calibration_is_refused(tmp_path):
    check = people(tmp_path, MachineWritten(detector=Vowels()), [("en", "", 1.0)] * 30)
    (one,) = found(check.model_copy(update={"detector": StockPhrases()}), STOCK)
    assert one.severity == "not run" and "another detector" in one.message


def test_accepted_texts_are_scored():
    samples = [dialog("a", "?", PLAIN, native="yes"), dialog("b", "?", STOCK), dialog("c", "?", "Short.")]
    made = calibrated(MachineWritten(), samples, "native")
    assert made.scores["en"]["yes"] == (0.0,) and made.scores["en"][""][0] > 1.5
    assert sum(made.left_out.values()) == 1
    with pytest.raises(GoldsmithError, match="too short"):
        calibrated(MachineWritten(), samples[2:])


def test_every_language_has_its_phrases():
    assert isinstance(StockPhrases().score(PLAIN, "tlh"), Abstained)
    for language in ("en", "es", "de", "fr", "it", "pt", "ru", "zh", "ja"):
        assert isinstance(StockPhrases().score(PLAIN, language), Scored)


@pytest.mark.parametrize("language", ["en", "es", "de", "fr", "it", "pt", "ru", "zh", "ja"])
def test_planted(language):
    cases = [case for case in planted_sets(["machine-written"])["machine-written"] if case.language == language]
    (one,) = measure("machine-written", cases)
    assert one.precision.value >= 0.9 and one.recall.value >= 0.8
