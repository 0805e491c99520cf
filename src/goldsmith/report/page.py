"""The report: one self-contained HTML page, without scripts, everything escaped."""

from __future__ import annotations

from pathlib import Path

from goldsmith.core.results import Interval
from goldsmith.report import plots
from goldsmith.report.contents import Contents


def render(contents: Contents) -> str:
    """The page as text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["percent"] = _percent
    environment.filters["interval"] = _interval
    environment.filters["p"] = _p
    # only our own plots are marked safe; matplotlib escapes the texts in them
    drawn = {
        "forests": [(one, plots.forest(one), plots.criteria(one)) for one in contents.comparisons],
        "curves": plots.curves(contents.curves) if contents.curves else "",
        "lengths": plots.lengths(contents.lengths) if contents.lengths else "",
        "languages": plots.languages(contents.languages) if contents.languages else "",
    }
    grid = _grid(contents)
    style = (Path(__file__).parent / "page.css").read_text()
    return environment.get_template("page.html").render(one=contents, drawn=drawn, grid=grid, style=style)


def _percent(value: float) -> str:
    return f"{100 * value:.1f}%"


def _interval(value: Interval | None) -> str:
    return "–" if value is None else f"{100 * value.value:.1f}% [{100 * value.low:.1f}, {100 * value.high:.1f}]"


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def _grid(contents: Contents) -> dict[str, object]:
    """The quota cells as a matrix: the first axes down, the last one across, a share of fill in each."""
    columns = list(dict.fromkeys(cell.names[-1] for cell in contents.cells))
    rows: dict[tuple[str, ...], dict[str, object]] = {}
    for cell in contents.cells:
        rows.setdefault(cell.names[:-1], {})[cell.names[-1]] = cell
    return {
        "columns": columns,
        "rows": list(rows.items()),
        "wanted": sum(cell.wanted for cell in contents.cells),
        "got": sum(cell.got for cell in contents.cells),
        "full": sum(cell.got >= cell.wanted for cell in contents.cells),
    }
