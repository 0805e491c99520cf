"""Draw charts, tables and pages, and know exactly what they show and where.

Every drawing comes with notes: a `value` note with its box for each mark or cell, an `ocr` note with its box for each
text, and one `table` note with the CSV of what is shown. Boxes are in pixels from the top left corner.
"""

from __future__ import annotations

import csv
import io
import math
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Box, Note
from goldsmith.media import fonts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#7a5195", "#666666")
"""Told apart by colour-blind readers (Okabe and Ito 2008), then two more."""

INK, GRID = "#333333", "#e3e3e3"
DPI = 100


@dataclass(frozen=True)
class Shown:
    """What is to be drawn: names of the rows, and one or several series of numbers as they are to be read."""

    title: str
    label: str
    names: Sequence[str]
    series: Mapping[str, Sequence[str]]

    def numbers(self, name: str) -> list[float]:
        """A series as numbers."""
        return [float(text.replace(",", "").rstrip("%")) for text in self.series[name]]

    def csv(self) -> str:
        """The table of what is shown."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([self.label, *self.series])
        writer.writerows(zip(self.names, *self.series.values(), strict=True))
        return out.getvalue().rstrip("\n")


@dataclass(frozen=True)
class Drawing:
    """A picture as PNG, its size in pixels, and the notes of what it shows."""

    png: bytes
    width: int
    height: int
    notes: tuple[Note, ...]


class _Canvas:
    """One figure: gathers the artists whose boxes are asked for when it is drawn."""

    def __init__(self, size: tuple[int, int]) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.size = size
        self.figure: Figure = Figure(figsize=(size[0] / DPI, size[1] / DPI), dpi=DPI)
        self.canvas: Any = FigureCanvasAgg(self.figure)
        self.font = max(4.6, min(size) / 26)
        self.marks: list[tuple[str, Any]] = []
        self.texts: list[Any] = []

    def axes(self, margins: tuple[float, float, float, float]) -> Axes:
        left, bottom, right, top = margins
        axes = self.figure.add_axes((left, bottom, right - left, top - bottom))
        axes.tick_params(labelsize=self.font, colors=INK, length=0, pad=1.5)
        for side, spine in axes.spines.items():
            spine.set_visible(side in ("left", "bottom"))
            spine.set_color("#aaaaaa")
            spine.set_linewidth(0.6)
        return axes

    def text(self, axes: Any, x: float, y: float, text: str, **style: Any) -> None:
        self.texts.append(axes.text(x, y, text, **{"fontsize": self.font, "color": INK, **style}))

    def finished(self, shown: Shown) -> Drawing:
        import matplotlib as mpl

        with mpl.rc_context({"font.family": list(fonts.installed())}):
            self.canvas.draw()
        renderer = self.canvas.get_renderer()
        values = [
            Note(id=f"value-{number}", kind="value", text=text, box=self._box(artist, renderer))
            for number, (text, artist) in enumerate(self.marks, 1)
        ]
        read = [
            Note(id=f"ocr-{number}", kind="ocr", text=artist.get_text(), box=self._box(artist, renderer))
            for number, artist in enumerate(filter(_is_visible, self.texts), 1)
        ]
        out = io.BytesIO()
        self.canvas.print_png(out, metadata={"Software": None})
        table = Note(id="table", kind="table", text=shown.csv())
        return Drawing(out.getvalue(), *self.size, (table, *values, *read))

    def _box(self, artist: Any, renderer: Any) -> Box:
        if callable(artist):
            left, top, right, bottom = artist()
        else:
            found = artist.get_window_extent(renderer)
            left, top, right, bottom = found.x0, self.size[1] - found.y1, found.x1, self.size[1] - found.y0
        width, height = self.size
        cut = (max(0.0, left), max(0.0, top), min(float(width), right), min(float(height), bottom))
        return (round(cut[0], 1), round(cut[1], 1), round(cut[2], 1), round(cut[3], 1))


def draw(kind: str, shown: Shown, size: tuple[int, int] = (320, 240)) -> Drawing:
    """Draw one of `KINDS`; the same input gives the same bytes.

    Args:
        kind: bar, horizontal-bar, grouped-bar, line, scatter, pie, table or page.
        shown: what to draw.
        size: width and height in pixels, 96 at least.

    Raises:
        GoldsmithError: an unknown kind, nothing to draw, values a kind cannot show, or characters no font has.
    """
    if kind not in _DRAWERS:
        raise GoldsmithError(f"nothing draws a {kind!r}", f"choose from {', '.join(_DRAWERS)}")
    if not shown.names or not shown.series or min(size) < 96:
        raise GoldsmithError("there is nothing to draw, or the picture is smaller than 96 pixels")
    fonts.require(
        "".join((shown.title, shown.label, *shown.names, *shown.series, *(t for s in shown.series.values() for t in s)))
    )
    import matplotlib as mpl

    with mpl.rc_context(
        {"font.family": list(fonts.installed()), "axes.unicode_minus": False, "text.parse_math": False}
    ):
        canvas = _Canvas(size)
        _DRAWERS[kind](canvas, shown)
        return canvas.finished(shown)


def _titled(canvas: _Canvas, axes: Any, shown: Shown) -> None:
    wide = max(12, int(canvas.size[0] / canvas.font / 0.80))
    title = textwrap.shorten(shown.title, wide, placeholder="…")
    canvas.texts.append(
        canvas.figure.text(0.5, 0.985, title, ha="center", va="top", fontsize=canvas.font * 1.1, color=INK)
    )


def _bar(canvas: _Canvas, shown: Shown) -> None:
    axes = canvas.axes((0.13, 0.15, 0.985, 0.87))
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    count = len(shown.series)
    for place, name in enumerate(shown.series):
        offsets = [row + (place - (count - 1) / 2) * 0.8 / count for row in range(len(shown.names))]
        colours = PALETTE[place] if count > 1 else [PALETTE[row % len(PALETTE)] for row in range(len(shown.names))]
        bars = axes.bar(offsets, shown.numbers(name), width=0.74 / count, color=colours)
        _mark(canvas, shown, name, list(bars))
    _names_below(canvas, axes, shown.names)
    _finish(canvas, axes, shown)


def _horizontal_bar(canvas: _Canvas, shown: Shown) -> None:
    axes = canvas.axes((0.3, 0.1, 0.965, 0.87))
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    name = next(iter(shown.series))
    bars = axes.barh(
        range(len(shown.names)), shown.numbers(name), color=[PALETTE[row % 8] for row in range(len(shown.names))]
    )
    _mark(canvas, shown, name, list(bars))
    axes.set_yticks(range(len(shown.names)), [_short(one, 14) for one in shown.names])
    axes.invert_yaxis()
    axes.locator_params(axis="x", nbins=4)
    _finish(canvas, axes, shown)


def _line(canvas: _Canvas, shown: Shown) -> None:
    axes = canvas.axes((0.14, 0.13, 0.97, 0.87))
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    for place, name in enumerate(shown.series):
        numbers = shown.numbers(name)
        axes.plot(
            range(len(numbers)), numbers, "o-", color=PALETTE[place], linewidth=1.4, markersize=canvas.font * 0.45
        )
        _mark(canvas, shown, name, [_point(canvas, axes, x, y) for x, y in enumerate(numbers)])
    _names_below(canvas, axes, shown.names)
    _finish(canvas, axes, shown)


def _scatter(canvas: _Canvas, shown: Shown) -> None:
    axes = canvas.axes((0.15, 0.17, 0.97, 0.87))
    axes.grid(color=GRID, linewidth=0.6)
    across, up = list(shown.series)[:2] if len(shown.series) > 1 else (next(iter(shown.series)),) * 2
    xs, ys = shown.numbers(across), shown.numbers(up)
    for row, (x, y) in enumerate(zip(xs, ys, strict=True)):
        axes.plot([x], [y], "o", color=PALETTE[row % 8], markersize=canvas.font * 0.7)
        axes.margins(0.3)
    for name, x, y, one, other in zip(shown.names, xs, ys, shown.series[across], shown.series[up], strict=True):
        canvas.text(axes, x, y, f" {_short(name, 8)}", va="bottom", fontsize=canvas.font * 0.9)
        canvas.marks.append((f"{name}: {one}, {other}", _point(canvas, axes, x, y)))
    axes.set_xlabel(_short(across, 24), fontsize=canvas.font, color=INK, labelpad=1)
    axes.set_ylabel(_short(up, 24), fontsize=canvas.font, color=INK, labelpad=1)
    canvas.texts += [axes.xaxis.label, axes.yaxis.label]
    _finish(canvas, axes, shown, legend=False)


def _pie(canvas: _Canvas, shown: Shown) -> None:
    name = next(iter(shown.series))
    numbers = shown.numbers(name)
    if min(numbers) <= 0:
        raise GoldsmithError("a pie shows positive values only", "draw bars instead")
    axes = canvas.figure.add_axes((0.14, 0.02, 0.72, 0.86))
    wedges, texts = axes.pie(
        numbers, labels=[_short(one, 10) for one in shown.names], colors=PALETTE, startangle=90, counterclock=False,
        textprops={"fontsize": canvas.font, "color": INK}, wedgeprops={"linewidth": 0.8, "edgecolor": "white"},
    )[:2]  # fmt: skip
    canvas.texts += texts
    _mark(canvas, shown, name, [_wedge(canvas, axes, wedge) for wedge in wedges])
    _titled(canvas, axes, shown)


def _table(canvas: _Canvas, shown: Shown) -> None:
    axes = canvas.figure.add_axes((0.02, 0.02, 0.96, 0.84))
    _cells(canvas, axes, shown)
    _titled(canvas, axes, shown)


def _page(canvas: _Canvas, shown: Shown) -> None:
    """A document page: a heading, a paragraph, the table, a list of facts."""
    name = next(iter(shown.series))
    numbers = shown.numbers(name)
    high, low = numbers.index(max(numbers)), numbers.index(min(numbers))
    texts, wide = shown.series[name], int(canvas.size[0] / canvas.font / 0.78)
    canvas.texts.append(
        canvas.figure.text(
            0.05,
            0.965,
            _short(shown.title, int(wide / 1.7)),
            va="top",
            fontsize=canvas.font * 1.5,
            weight="bold",
            color=INK,
        )
    )
    lines = textwrap.wrap(f"This page lists {name} for {len(shown.names)} entries.", wide)[:2]
    canvas.texts += [
        canvas.figure.text(0.05, 0.86 - 0.055 * row, line, va="top", fontsize=canvas.font, color=INK)
        for row, line in enumerate(lines)
    ]
    _cells(canvas, canvas.figure.add_axes((0.05, 0.24, 0.9, 0.5)), shown)
    for row, line in enumerate(
        (f"Highest: {shown.names[high]} ({texts[high]})", f"Lowest: {shown.names[low]} ({texts[low]})")
    ):
        canvas.texts.append(
            canvas.figure.text(0.07, 0.19 - 0.075 * row, f"• {line}", va="top", fontsize=canvas.font, color=INK)
        )


def _cells(canvas: _Canvas, axes: Any, shown: Shown) -> None:
    from matplotlib.patches import Rectangle

    axes.axis("off")
    rows = [[shown.label, *shown.series], *map(list, zip(shown.names, *shown.series.values(), strict=True))]
    axes.set_xlim(0, len(rows[0]))
    axes.set_ylim(len(rows), 0)
    room = int(canvas.size[0] * axes.get_position().width / len(rows[0]) / canvas.font / 1.0)
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            fill = "#dfe7ef" if down == 0 else "#ffffff" if down % 2 else "#f5f7f9"
            patch = axes.add_patch(Rectangle((across, down), 1, 1, facecolor=fill, edgecolor="#c4ccd4", linewidth=0.6))
            canvas.text(
                axes,
                across + 0.5,
                down + 0.52,
                _short(cell, room),
                ha="center",
                va="center",
                weight="bold" if down == 0 else "normal",
            )
            if down and across:
                series = rows[0][across]
                several = f"{series} / " if len(shown.series) > 1 else ""
                canvas.marks.append((f"{several}{row[0]}: {cell}", patch))


def _names_below(canvas: _Canvas, axes: Axes, names: Sequence[str]) -> None:
    """Row names under the axis, small enough not to touch each other."""
    short = [_short(name, 12) for name in names]
    room = 0.8 * canvas.size[0] / len(names)
    fitting = room / (0.87 * max(3, *map(len, short)))
    axes.set_xticks(range(len(names)), short, fontsize=max(3.6, min(canvas.font, fitting)))


def _finish(canvas: _Canvas, axes: Axes, shown: Shown, legend: bool = True) -> None:
    axes.margins(y=0.12 if legend else 0.3)
    axes.locator_params(axis="y", nbins=5) if not axes.yaxis_inverted() else None
    if legend and len(shown.series) > 1:
        from matplotlib.lines import Line2D

        handles = [Line2D([], [], color=PALETTE[place], linewidth=3) for place in range(len(shown.series))]
        names = [_short(name, 18) for name in shown.series]
        box = axes.legend(handles, names, fontsize=canvas.font * 0.9, frameon=False, loc="best", handlelength=1)
        canvas.texts += box.get_texts()
    canvas.texts += [*_drawn(axes.xaxis), *_drawn(axes.yaxis)]
    _titled(canvas, axes, shown)


def _drawn(axis: Any) -> list[Any]:
    """The tick labels within the axis' limits; others exist but are never drawn."""
    low, high = sorted(axis.get_view_interval())
    places = zip(axis.get_majorticklocs(), axis.get_ticklabels(), strict=True)
    return [label for place, label in places if low <= place <= high]


def _mark(canvas: _Canvas, shown: Shown, name: str, artists: Sequence[Any]) -> None:
    several = f"{name} / " if len(shown.series) > 1 else ""
    for row, text, artist in zip(shown.names, shown.series[name], artists, strict=True):
        canvas.marks.append((f"{several}{row}: {text}", artist))


def _point(canvas: _Canvas, axes: Any, x: float, y: float) -> Callable[[], Box]:
    """The box of a point, known only once the axes have their limits."""

    def box() -> Box:
        across, up = axes.transData.transform((x, y))
        half = canvas.font * 0.55
        down = canvas.size[1] - up
        return (across - half, down - half, across + half, down + half)

    return box


def _wedge(canvas: _Canvas, axes: Any, wedge: Any) -> Callable[[], Box]:
    """The box around a wedge: its corners, its centre, and where its arc crosses the axes."""

    def box() -> Box:
        angles = [wedge.theta1, wedge.theta2, *(a for a in range(-720, 721, 90) if wedge.theta1 < a < wedge.theta2)]
        points = [(0.0, 0.0), *((math.cos(math.radians(a)), math.sin(math.radians(a))) for a in angles)]
        pixels = [axes.transData.transform(point) for point in points]
        xs, ys = [x for x, _ in pixels], [canvas.size[1] - y for _, y in pixels]
        return (min(xs), min(ys), max(xs), max(ys))

    return box


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: max(1, length - 1)] + "…"


def _is_visible(artist: Any) -> bool:
    return bool(artist.get_text().strip()) and artist.get_visible()


_DRAWERS: dict[str, Callable[[_Canvas, Shown], None]] = {
    "bar": _bar,
    "grouped-bar": _bar,
    "horizontal-bar": _horizontal_bar,
    "line": _line,
    "scatter": _scatter,
    "pie": _pie,
    "table": _table,
    "page": _page,
}
KINDS = tuple(_DRAWERS)
