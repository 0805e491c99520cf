"""The report's plots as SVG text, in one style, for light and dark pages."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from goldsmith.core.results import Comparison, WinRow
from goldsmith.report.contents import Curve, Lengths

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = ("#2563a8", "#d97a1f", "#3f8f5f", "#8a5aa8", "#777777")
INK, GRID = "#444444", "#dddddd"


def forest(comparison: Comparison, criterion: str = "overall") -> str:
    """Win rate by subset with its 95% interval; the line at one half means no difference."""
    rows = [row for row in comparison.rows if row.criterion == criterion and row.pairs]
    figure, axes = _figure(7.6, 0.9 + 0.3 * len(rows))
    for place, row in enumerate(reversed(rows)):
        _interval(axes, row, place)
    axes.axvline(0.5, color=INK, linewidth=1, linestyle=(0, (4, 3)))
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    axes.set_yticks(range(len(rows)), [_label(row) for row in reversed(rows)])
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlabel(f"{comparison.b} better   ←   win rate of {comparison.a}   →   {comparison.a} better")
    return _svg(figure)


def criteria(comparison: Comparison) -> str:
    """Win rate over all samples on each criterion."""
    rows = [row for row in comparison.rows if row.axis == "all" and row.pairs]
    figure, axes = _figure(7.6, 0.8 + 0.32 * len(rows))
    for place, row in enumerate(reversed(rows)):
        left = 0.0
        for count, colour in ((row.wins, COLOURS[0]), (row.ties, "#c9ced6"), (row.losses, COLOURS[1])):
            axes.barh(place, count / row.pairs, left=left, color=colour, height=0.62)
            left += count / row.pairs
    axes.axvline(0.5, color=INK, linewidth=1, linestyle=(0, (4, 3)))
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    axes.set_yticks(range(len(rows)), [row.criterion for row in reversed(rows)])
    axes.set_xlabel(f"share of pairs: {comparison.a} wins (blue), tie (grey), {comparison.b} wins (orange)")
    return _svg(figure)


def curves(runs: Sequence[Curve]) -> str:
    """Training loss by step."""
    figure, axes = _figure(7.6, 3.0)
    families = sorted({run.name.split(" ")[0] for run in runs})
    styles = ("-", (0, (5, 2)), (0, (1, 1.5)))
    for number, run in enumerate(runs):
        steps, losses = zip(*run.loss, strict=True)
        colour = COLOURS[families.index(run.name.split(" ")[0]) % len(COLOURS)]
        axes.plot(steps, losses, color=colour, linewidth=1.4, linestyle=styles[number % 3], label=run.name)
    axes.set_xlabel("step")
    axes.set_ylabel("loss")
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False, fontsize=8, labelcolor=INK)
    return _svg(figure)


def lengths(sets: Sequence[Lengths]) -> str:
    """How many answers have how many tokens, per set."""
    figure, axes = _figure(7.6, 2.6)
    high = max((max(one.counts) for one in sets if one.counts), default=1)
    edges = [high * place / 40 for place in range(41)]
    for number, one in enumerate(sets):
        share = [1 / len(one.counts)] * len(one.counts)
        axes.hist(one.counts, bins=edges, weights=share, color=COLOURS[number], alpha=0.55, label=one.name)
    axes.set_xlabel(f"tokens of an answer (tokenizer: {sets[0].tokenizer})" if sets else "tokens")
    axes.set_ylabel("share of answers")
    axes.legend(frameon=False, fontsize=8, labelcolor=INK)
    return _svg(figure)


def languages(sets: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> str:
    """Samples by language, per set."""
    names = sorted({language for _, counts in sets for language, _ in counts})
    figure, axes = _figure(7.6, 0.8 + 0.32 * max(1, len(sets)))
    for place, (_, counts) in enumerate(reversed(sets)):
        total, left = sum(count for _, count in counts) or 1, 0.0
        for language, count in counts:
            axes.barh(place, count / total, left=left, color=COLOURS[names.index(language) % len(COLOURS)], height=0.62)
            axes.text(
                left + count / total / 2,
                place,
                f"{language} {count:,}",
                ha="center",
                va="center",
                color="white",
                fontsize=8,
            )
            left += count / total
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.set_yticks(range(len(sets)), [name for name, _ in reversed(sets)])
    return _svg(figure)


def _interval(axes: Axes, row: WinRow, place: int) -> None:
    sure = row.p_holm < 0.05
    colour = COLOURS[0] if sure and row.rate.value > 0.5 else COLOURS[1] if sure else COLOURS[4]
    weight = 2.6 if row.axis == "all" else 1.6
    interval = row.bootstrap or row.rate
    axes.plot([interval.low, interval.high], [place, place], color=colour, linewidth=weight, solid_capstyle="round")
    axes.plot([row.rate.value], [place], "D" if row.axis == "all" else "o", color=colour, markersize=5.5)


def _label(row: WinRow) -> str:
    name = "all" if row.axis == "all" else f"{row.axis}: {row.subset}"
    return f"{name}  ({row.pairs})"


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    for spine in axes.spines.values():
        spine.set_color(GRID)
    axes.tick_params(colors=INK, labelsize=8.5, length=0)
    axes.xaxis.label.set(color=INK, size=8.5)
    axes.yaxis.label.set(color=INK, size=8.5)
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    return figure, axes


def _svg(figure: Figure) -> str:
    import matplotlib as mpl

    out = io.StringIO()
    options: dict[str, Any] = {"svg.fonttype": "none", "svg.hashsalt": "goldsmith", "font.family": "sans-serif"}
    with mpl.rc_context(options):  # type: ignore[arg-type]
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = out.getvalue()
    # the metadata block only repeats who made the file
    return re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.DOTALL)
