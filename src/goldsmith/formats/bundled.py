"""Real pictures and tables that ship inside scikit-learn and plotly: data to begin with, without a download."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import Field

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats.files import stable_id
from goldsmith.formats.format import Format

Name = Literal[
    "digits",
    "photographs",
    "iris",
    "wine",
    "breast-cancer",
    "diabetes",
    "linnerud",
    "gapminder",
    "tips",
    "stocks",
    "medals",
    "election",
    "carshare",
    "experiment",
]

UCI = "UCI Machine Learning Repository"
CREDITS: dict[str, tuple[str, str]] = {
    "digits": ("CC-BY-4.0", f"E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits (1998), {UCI}"),
    # scikit-learn's notes name danielbuechele for both photographs, but give vultilion's address for the second.
    "china.jpg": ("CC-BY-2.0", "danielbuechele, flickr.com/photos/danielbuechele/6061409035"),
    "flower.jpg": ("CC-BY-2.0", "vultilion, flickr.com/photos/vultilion/6056698931"),
    "iris": ("CC-BY-4.0", f"R. A. Fisher, Iris (1936), {UCI}"),
    "wine": ("CC-BY-4.0", f"S. Aeberhard and M. Forina, Wine (1992), {UCI}"),
    "breast-cancer": (
        "CC-BY-4.0",
        f"W. Wolberg, O. Mangasarian, N. Street and W. Street, Breast Cancer Wisconsin (Diagnostic) (1993), {UCI}",
    ),
    "diabetes": ("", "B. Efron, T. Hastie, I. Johnstone and R. Tibshirani, Least Angle Regression (2004)"),
    "linnerud": ("", "A. C. Linnerud, in M. Tenenhaus, La régression PLS (1998)"),
    "gapminder": ("CC-BY-4.0", "Gapminder Foundation, gapminder.org/data"),
    "tips": ("MIT", "P. Bryant and M. Smith, Practical Data Analysis (1995)"),
}
"""Licence and authors, as scikit-learn's and plotly's own notes and the data's homes give them; where no licence is
given, the licence stays empty. What plotly names nobody for comes under plotly's own."""


class Bundled(Format):
    """Data sets inside the demo's libraries: 1,797 handwritten digits, two photographs, tables; it reads no path."""

    version: ClassVar[int] = 2

    sets: tuple[Name, ...] = Field(min_length=1)
    """Which sets. Pictures: digits (1,797 scans), photographs (2). Tables about nature: iris, wine; medicine:
    breast-cancer, diabetes, linnerud; demography: gapminder (142 countries, 60 continents in a year); economy: tips,
    stocks; sports: medals; politics: election (Montreal 2013); transport: carshare; science: experiment (simulated).
    Diabetes and linnerud come without a licence."""

    digit_size: int = Field(default=64, ge=8, le=512)
    """Pixels along the edge of a digit's picture; the scans themselves have 8."""

    needs_path: ClassVar[bool] = False

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """The samples of the sets, in their order: pictures with label notes, tables with a table note."""
        try:
            import pandas  # noqa: F401
            import plotly  # noqa: F401
            import sklearn  # noqa: F401
        except ModuleNotFoundError as error:
            raise GoldsmithError(f"bundled data need {error.name}", "pip install 'goldsmith[demo]'") from error
        for name in self.sets:
            if name == "digits":
                yield from _digits(self.digit_size)
            elif name == "photographs":
                yield from _photographs()
            else:
                yield from _TABLES[name]()


def _digits(size: int) -> Iterator[Sample]:
    from PIL import Image
    from sklearn.datasets import load_digits

    found = load_digits()
    for number, (pixels, label) in enumerate(zip(found.images, found.target, strict=True)):
        grey = (255 - pixels * (255 / 16)).round().astype("uint8")
        picture = Image.fromarray(grey).resize((size, size), Image.Resampling.BICUBIC)
        out = io.BytesIO()
        picture.save(out, format="PNG")
        notes = (
            Note(id="label", kind="label", text=str(label)),
            Note(id="caption-en", kind="caption", text=f"A handwritten {label}."),
            Note(id="caption-es", kind="caption", text=f"Un {label} escrito a mano."),
        )
        licence, credit = CREDITS["digits"]
        asset = Asset.made(
            out.getvalue(), kind="image", mime="image/png", width=size, height=size, licence=licence,
            source=f"{credit}, scan {number}, by way of scikit-learn", notes=notes,
        )  # fmt: skip
        tags = FrozenDict(dataset="digits", domain="handwriting", modality="image")
        yield Sample(id=stable_id("digits", number), assets=(asset,), tags=tags)


def _photographs() -> Iterator[Sample]:
    import sklearn.datasets

    from goldsmith.media.look import asset_of

    captions = {
        "china.jpg": "A temple with a curved roof among trees, under a clear sky.",
        "flower.jpg": "A close view of one flower in front of a dark background.",
    }
    folder = Path(sklearn.datasets.__file__).parent / "images"
    for name, caption in captions.items():
        licence, credit = CREDITS[name]
        note = Note(id="caption-en", kind="caption", text=caption)
        source = f"{credit}, by way of scikit-learn"
        asset = asset_of(folder / name, licence=licence, source=source).but(uri=None, notes=(note,))
        tags = FrozenDict(dataset="photographs", domain="nature", modality="image")
        yield Sample(id=stable_id("photographs", name), assets=(asset,), tags=tags)


def _draft(name: str, domain: str, title: str, table: Any, library: str = "plotly") -> Sample:
    text = table.to_csv(index=False, lineterminator="\n").rstrip("\n")
    note = Note(id="table", kind="table", text=text)
    licence, credit = CREDITS.get(name, ("MIT", f"the authors of plotly, {name}"))
    source = f"{credit}, by way of {library}"
    asset = Asset.made(text.encode(), kind="text", mime="text/csv", licence=licence, source=source, notes=(note,))
    tags = FrozenDict(dataset=name, domain=domain, title=title, modality="text")
    return Sample(id=stable_id(name, title), assets=(asset,), tags=tags)


def _sklearn(name: str, domain: str, title: str, group: str = "") -> Iterator[Sample]:
    import sklearn.datasets

    loader = f"load_{name.replace('-', '_')}"
    found = getattr(sklearn.datasets, loader)(as_frame=True, **({"scaled": False} if name == "diabetes" else {}))
    table = found.data.round(2)
    table.columns = [str(column).replace("_", " ") for column in table.columns]
    if group:
        table.insert(0, group, [str(found.target_names[number]).replace("_", " ") for number in found.target])
    else:
        target = found.target.round(2)
        table = table.join(target if hasattr(target, "columns") else target.rename("progression"))
    yield _draft(name, domain, title, table, "scikit-learn")


def _gapminder() -> Iterator[Sample]:
    import plotly.data

    table = plotly.data.gapminder()
    table["population (millions)"] = (table["pop"] / 1e6).round(1)
    table["life expectancy (years)"] = table["lifeExp"].round(1)
    table["income per head"] = table["gdpPercap"].round(0).astype(int)
    measures = ["life expectancy (years)", "population (millions)", "income per head"]
    for country, rows in table.groupby("country", sort=True):
        yield _draft("gapminder", "demography", str(country), rows[["year", *measures]])
    for (continent, year), rows in table.groupby(["continent", "year"], sort=True):
        title = f"{continent} in {year}"
        yield _draft("gapminder", "demography", title, rows[["country", *measures]])


def _tips() -> Iterator[Sample]:
    import plotly.data

    table = plotly.data.tips()[["day", "time", "smoker", "total_bill", "tip", "size"]]
    table.columns = ["day", "meal", "smoker", "bill ($)", "tip ($)", "guests"]
    yield _draft("tips", "economy", "Restaurant bills", table)


def _stocks() -> Iterator[Sample]:
    import plotly.data

    table = plotly.data.stocks()
    table["month"] = table["date"].astype(str).str.slice(0, 7)
    monthly = table.groupby("month", sort=True).last().drop(columns=["date"]).round(2).reset_index()
    for start in range(0, len(monthly), 3):
        part = monthly.iloc[start : start + 6]
        if len(part) == 6:
            title = f"Share prices from {part['month'].iloc[0]}"
            yield _draft("stocks", "economy", title, part)
    for _, row in monthly.iterrows():
        across = row.drop("month").rename("price").reset_index()
        across.columns = ["company", "price"]
        yield _draft("stocks", "economy", f"Share prices in {row['month']}", across)


def _medals() -> Iterator[Sample]:
    import plotly.data

    table = plotly.data.medals_wide()
    yield _draft("medals", "sports", "Medals in short track", table)


def _election() -> Iterator[Sample]:
    import plotly.data

    table = plotly.data.election().drop(columns=["district_id"])
    table["district"] = table["district"].str.partition("-")[2]
    yield _draft("election", "politics", "Mayoral election in Montreal, 2013", table)
    for winner, rows in table.groupby("winner", sort=True):
        title = f"Montreal 2013: districts won by {winner}"
        yield _draft("election", "politics", title, rows.drop(columns=["winner", "result"]))


def _carshare() -> Iterator[Sample]:
    import plotly.data

    hours = plotly.data.carshare().groupby("peak_hour", sort=True)["car_hours"]
    table = hours.agg(["size", "mean"]).round(0).astype(int).reset_index()
    table.columns = ["peak hour", "zones", "car hours per zone"]
    yield _draft("carshare", "transport", "Car sharing in Montreal", table)


def _experiment() -> Iterator[Sample]:
    import plotly.data

    table = plotly.data.experiment().round(1)
    table.columns = [str(column).replace("_", " ") for column in table.columns]
    table.insert(0, "participant", range(1, len(table) + 1))
    yield _draft("experiment", "science", "Simulated experiments", table)
    for (group, gender), rows in table.groupby(["group", "gender"], sort=True):
        title = f"Simulated experiments: {group}, {gender}"
        yield _draft("experiment", "science", title, rows.drop(columns=["group", "gender"]))


_TABLES: dict[str, Callable[[], Iterator[Sample]]] = {
    "iris": lambda: _sklearn("iris", "nature", "Iris flowers", "species"),
    "wine": lambda: _sklearn("wine", "nature", "Wines", "cultivar"),
    "breast-cancer": lambda: _sklearn("breast-cancer", "medicine", "Cell nuclei", "diagnosis"),
    "diabetes": lambda: _sklearn("diabetes", "medicine", "Diabetes"),
    "linnerud": lambda: _sklearn("linnerud", "medicine", "Exercise"),
    "gapminder": _gapminder,
    "tips": _tips,
    "stocks": _stocks,
    "medals": _medals,
    "election": _election,
    "carshare": _carshare,
    "experiment": _experiment,
}
