"""Conformal p-values: people's texts are noted as seldom as was promised."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.check.detectors.perplexity_ratio import PerplexityRatio
from goldsmith.check.detectors.stock_phrases import StockPhrases
from goldsmith.check.measuring.accepted_scores import Calibration, Peers, calibration_from
from goldsmith.core.errors import GoldsmithError

SCORES = st.lists(st.floats(-5, 5).map(lambda score: round(score, 1)), min_size=1, max_size=60)


@pytest.mark.parametrize("level", [0.05, 0.2])
@pytest.mark.parametrize("digits", [6, 0], ids=["continuous", "with ties"])
def test_the_rate_of_false_alarms_holds(level, digits):
    drawn = random.Random("calibration")
    alarms = trials = 0
    for _ in range(300):
        scores = [round(drawn.gauss(0, 1), digits) for _ in range(99 + 10)]
        peers = Peers("en", tuple(sorted(scores[:99])))
        alarms += sum(peers.p_value(score) <= level for score in scores[99:])
        trials += 10
    assert alarms / trials <= level + 0.02
    assert digits == 0 or alarms / trials >= level - 0.02


@given(SCORES, st.floats(-6, 6))
def test_a_p_value_is_the_share_of_texts_that_score_as_high(scores, score):
    peers = Peers("en", tuple(sorted(scores)))
    assert peers.p_value(score) == (1 + sum(one >= score for one in scores)) / (len(scores) + 1)
    assert peers.noted(0.1) <= 0.1 * len(scores)


@pytest.mark.parametrize(("level", "needed"), [(0.05, 19), (0.1, 9), (0.01, 99), (0.5, 1)])
def test_a_low_level_needs_many_texts(level, needed):
    assert Peers.needed(level) == needed
    assert Peers("en", (0.0,) * needed).p_value(1.0) <= level < Peers("en", (0.0,) * (needed - 1)).p_value(1.0)


ROWS = [("en", "yes", 1.0), ("en", "no", 3.0), ("en", "", 2.0), ("es", "", 0.5)]


def test_groups_are_compared_with_their_own():
    made = Calibration.of(StockPhrases(), 100, ROWS, "native")
    assert made.peers("en").scores == (1.0, 2.0, 3.0)
    assert made.peers("en", "no").scores == (3.0,)
    assert made.peers("en", "unheard of").scores == made.peers("fr").scores == ()
    assert [one.name for one in made.groups()] == ["en", "en, native no", "en, native yes", "es"]


def test_a_calibration_is_written_and_read(tmp_path):
    made = Calibration.of(StockPhrases(), 100, ROWS, "native", {"too short": 2})
    (tmp_path / "people.json").write_text(made.model_dump_json())
    assert calibration_from(tmp_path / "people.json") == made


def test_scores_of_another_detector_are_not_compared():
    made = Calibration.of(StockPhrases(), 100, ROWS)
    assert made.misfit(StockPhrases(), 100) is None
    assert "another detector" in made.misfit(PerplexityRatio(observer="a", performer="b"), 100)
    assert "under 100 words" in made.misfit(StockPhrases(), 50)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"detector": 1}', "[" * 5000, "no"])
def test_what_is_no_calibration_is_said_so(tmp_path, text):
    path = tmp_path / f"{len(text)}.json"
    path.write_text(text)
    with pytest.raises(GoldsmithError, match="is no calibration"):
        calibration_from(path)
    with pytest.raises(GoldsmithError, match="cannot be read"):
        calibration_from(tmp_path / "missing.json")
