"""The sentence says what the numbers say, whoever wins."""

from goldsmith.core.results import Ability, Comparison, Interval, WinRow
from goldsmith.evaluate.verdict import sentence


def comparison(rate, p):
    interval = Interval(value=rate, low=rate - 0.05, high=rate + 0.05)
    row = WinRow(
        criterion="overall", pairs=200, wins=1, ties=0, losses=1, rate=interval, bootstrap=interval, p=p, p_holm=p
    )
    return Comparison(name="held-out", a="built", b="academic", judge="rule-judge", samples=100, assets=90, rows=(row,))


def test_the_winner_is_named():
    assert sentence(comparison(0.7, 0.0001)).startswith("The data 'built' made the better model than 'academic'")
    assert sentence(comparison(0.3, 0.0001)).startswith("The data 'academic' made the better model than 'built'")
    text = sentence(comparison(0.52, 0.4))
    assert text.startswith("Neither") and "52.0% [95% 47.0% to 57.0%]" in text and "p = 0.400" in text
    assert text.endswith("to show such a rate takes about 4,904 pairs that are no ties.")
    assert "to show" not in sentence(comparison(0.5, 1.0)) + sentence(comparison(0.501, 0.9))


def test_other_results_are_told():
    change = Interval(value=-0.1, low=-0.2, high=0)
    bad = Ability(benchmark="x", metric="x", items=9, scores={}, margin=0.02, change=change, holds=False)
    text = sentence(comparison(0.7, 0.001), comparison(0.5, 0.9), [bad])
    assert "not decisive" in text and "not shown to have kept" in text
    assert "1 of 1" in sentence(comparison(0.7, 0.001), None, [bad.but(holds=True)])
