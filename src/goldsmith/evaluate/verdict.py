"""The result in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from goldsmith.core.results import Ability, Comparison, WinRow
from goldsmith.core.stats import pairs_needed

SURE = 0.05
UNREACHABLE = 100_000
"""From so many pairs on it is not said how many would be needed."""


def sentence(main: Comparison, other: Comparison | None = None, abilities: Sequence[Ability] = ()) -> str:
    """What the comparison shows, with its certainty, whoever wins; then what the other set and the abilities say."""
    row = main.row()
    if row is None or not row.pairs:
        return f"Nothing could be decided between {main.a} and {main.b}: no pair was scored."
    shown = _rate(row)
    facts = f"of {row.pairs:,} {main.name} pairs about {main.assets:,} assets, p {_p(row.p_holm)} after Holm"
    if row.p_holm < SURE:
        winner, loser = (main.a, main.b) if row.rate.value > 0.5 else (main.b, main.a)
        said = f"The data '{winner}' made the better model than '{loser}': '{main.a}' wins {shown} {facts}"
    else:
        said = (
            f"Neither data set is shown to be better: '{main.a}' wins {shown} against '{main.b}' {facts}{_needed(row)}"
        )
    return said + _elsewhere(other) + _kept(abilities) + "."


def _needed(row: WinRow) -> str:
    """How many pairs it would take to be sure of such a rate, where that is within reach."""
    needed = pairs_needed(row.rate.value) if row.rate.value != 0.5 else UNREACHABLE
    return f"; to show such a rate takes about {needed:,} pairs that are no ties" if needed < UNREACHABLE else ""


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"= {value:.3f}"


def _elsewhere(other: Comparison | None) -> str:
    row = other.row() if other else None
    if other is None or row is None:
        return ""
    sure = "" if row.p_holm < SURE else ", which is not decisive"
    return f"; on {other.name} samples it wins {_rate(row)}{sure}"


def _rate(row: WinRow) -> str:
    """The win rate with its bootstrap interval by asset: Wilson's, which counts ties as coin flips, is wider."""
    interval = row.bootstrap or row.rate
    return f"{row.rate.value:.1%} [95% {interval.low:.1%} to {interval.high:.1%}]"


def _kept(abilities: Sequence[Ability]) -> str:
    if not abilities:
        return ""
    held = sum(one.holds for one in abilities)
    if held == len(abilities):
        return f"; no general ability dropped by over the margin ({held} of {held} benchmarks)"
    open_ = ", ".join(f"{one.benchmark} {one.change.value:+.1%}" for one in abilities if not one.holds)
    return f"; not shown to have kept every general ability ({open_})"
