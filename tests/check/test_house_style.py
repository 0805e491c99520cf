"""House style: what was planted, what is suggested, and settings from a file."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.house_style import HouseStyle
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.errors import GoldsmithError
from zoo import dialog


def wrong(case):
    found = list(Check.build({"house-style": case.settings}).find(case.sample("x")))
    right = any(case.covers(one.where.start, one.where.end) for one in found)
    return right if not case.fault else not right


def test_planted():
    cases = [case for case in planted_sets(["house-style"])["house-style"] if not case.blind]
    assert sum(case.fault for case in cases) >= 30 <= sum(not case.fault for case in cases)
    assert [case.answer for case in cases if wrong(case)] == []


@pytest.mark.parametrize(
    ("settings", "answer", "mended"),
    [
        ({}, "Two  spaces here.", "Two spaces here."),
        ({}, "Is it red ?", "Is it red?"),
        ({"italics": False}, "a *b* c", "a b c"),
        ({"quotes": "typographic"}, 'a "b" c', "a “b” c"),
        ({"dashes": "em"}, "a dog -- old", "a dog—old"),
        ({"heading_case": "sentence"}, "## Feed Your Cats", "## Feed your cats"),
        ({}, "# A\n\n### B", "# A\n\n## B"),
        ({}, "A\n===", "# A"),
    ],
)
def test_suggestions_mend(settings, answer, mended):
    for one in reversed(list(HouseStyle(**settings).find(dialog("x", "q", answer)))):
        answer = answer[: one.where.start] + one.suggestion + answer[one.where.end :]
    assert answer == mended


def test_a_file_holds_the_settings_and_is_overruled(tmp_path):
    file = tmp_path / "style.yaml"
    file.write_text("most_emojis: 0\nbold: false\n")
    sample = dialog("x", "q", "**So** 🎉 it is.")
    assert len(list(HouseStyle(style=file).find(sample))) == 2
    assert len(list(HouseStyle(style=file, most_emojis=3).find(sample))) == 1


@pytest.mark.parametrize("text", ["- a", "most_emoji: 0", "[", "style: other.yaml"])
def test_a_file_that_is_wrong_is_an_error(tmp_path, text):
    file = tmp_path / "style.yaml"
    file.write_text(text)
    with pytest.raises(GoldsmithError):
        list(HouseStyle(style=file).find(dialog("x", "q", "Yes.")))
