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
]


class Bundled(Format):
    """Data sets inside the demo's libraries: 1,797 handwritten digits, two photographs, tables; it reads no path."""

    sets: tuple[Name, ...] = Field(min_length=1)
    """Which sets."""

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
        asset = Asset.made(
            out.getvalue(), kind="image", mime="image/png", width=size, height=size, licence="CC-BY-4.0",
            source=f"UCI optical recognition of handwritten digits, scan {number}, by way of scikit-learn", notes=notes,
        )  # fmt: skip
        tags = FrozenDict(dataset="digits", domain="handwriting", modality="image")
        yield Sample(id=stable_id("digits", number), assets=(asset,), tags=tags)


def _photographs() -> Iterator[Sample]:
    import sklearn.datasets

    captions = {
        "china.jpg": "A temple with a curved roof among trees, under a clear sky.",
        "flower.jpg": "A close view of one flower in front of a dark background.",
    }
    folder = Path(sklearn.datasets.__file__).parent / "images"
    for name, caption in captions.items():
        from goldsmith.media.look import asset_of

        note = Note(id="caption-en", kind="caption", text=caption)
        asset = asset_of(folder / name, licence="CC-BY-2.0", source=f"scikit-learn's {name}").but(notes=(note,))
        tags = FrozenDict(dataset="photographs", domain="nature", modality="image")
        yield Sample(id=stable_id("photographs", name), assets=(asset,), tags=tags)


def _draft(name: str, domain: str, title: str, table: Any, licence: str, source: str) -> Sample:
    text = table.to_csv(index=False, lineterminator="\n").rstrip("\n")
    note = Note(id="table", kind="table", text=text)
    asset = Asset.made(text.encode(), kind="text", mime="text/csv", licence=licence, source=source, notes=(note,))
    tags = FrozenDict(dataset=name, domain=domain, title=title, modality="text")
    return Sample(id=stable_id(name, title), assets=(asset,), tags=tags)


def _sklearn(name: str, loader: str, domain: str, title: str, licence: str, group: str = "") -> Iterator[Sample]:
    import sklearn.datasets

    found = getattr(sklearn.datasets, loader)(as_frame=True, **({"scaled": False} if loader == "load_diabetes" else {}))
    table = found.data.round(2)
    table.columns = [str(column).replace("_", " ") for column in table.columns]
    if group:
        table.insert(0, group, [str(found.target_names[number]).replace("_", " ") for number in found.target])
    else:
        target = found.target.round(2)
        table = table.join(target if hasattr(target, "columns") else target.rename("progression"))
    yield _draft(name, domain, title, table, licence, f"scikit-learn's {loader}")


def _gapminder() -> Iterator[Sample]:
    import plotly.data

    table = plotly.data.gapminder()
    table["population (millions)"] = (table["pop"] / 1e6).round(1)
    table["life expectancy (years)"] = table["lifeExp"].round(1)
    table["income per head"] = table["gdpPercap"].round(0).astype(int)
    measures = ["life expectancy (years)", "population (millions)", "income per head"]
    source = "Gapminder (CC BY 4.0), by way of plotly"
    for country, rows in table.groupby("country", sort=True):
        yield _draft("gapminder", "demography", str(country), rows[["year", *measures]], "CC-BY-4.0", source)
    for (continent, year), rows in table.groupby(["continent", "year"], sort=True):
        title = f"{continent} in {year}"
        yield _draft("gapminder", "demography", title, rows[["country", *measures]], "CC-BY-4.0", source)


def _tips() -> Iterator[Sample]:
    import plotly.data

    table = plotly.data.tips()[["day", "time", "smoker", "total_bill", "tip", "size"]]
    table.columns = ["day", "meal", "smoker", "bill ($)", "tip ($)", "guests"]
    yield _draft("tips", "economy", "Restaurant bills", table, "MIT", "plotly's tips (Bryant and Smith 1995)")


def _stocks() -> Iterator[Sample]:
    import plotly.data

    table = plotly.data.stocks()
    table["month"] = table["date"].astype(str).str.slice(0, 7)
    monthly = table.groupby("month", sort=True).last().drop(columns=["date"]).round(2).reset_index()
    for start in range(0, len(monthly), 3):
        part = monthly.iloc[start : start + 6]
        if len(part) == 6:
            title = f"Share prices from {part['month'].iloc[0]}"
            yield _draft("stocks", "economy", title, part, "MIT", "plotly's stocks, relative to January 2018")
    for _, row in monthly.iterrows():
        across = row.drop("month").rename("price").reset_index()
        across.columns = ["company", "price"]
        yield _draft("stocks", "economy", f"Share prices in {row['month']}", across, "MIT", "plotly's stocks")


def _medals() -> Iterator[Sample]:
    import plotly.data

    table = plotly.data.medals_wide()
    yield _draft("medals", "sports", "Medals in short track", table, "MIT", "plotly's medals_wide")


_TABLES: dict[str, Callable[[], Iterator[Sample]]] = {
    "iris": lambda: _sklearn("iris", "load_iris", "nature", "Iris flowers", "CC-BY-4.0", "species"),
    "wine": lambda: _sklearn("wine", "load_wine", "nature", "Wines", "CC-BY-4.0", "cultivar"),
    "breast-cancer": lambda: _sklearn(
        "breast-cancer", "load_breast_cancer", "medicine", "Cell nuclei", "CC-BY-4.0", "diagnosis"
    ),
    "diabetes": lambda: _sklearn("diabetes", "load_diabetes", "medicine", "Diabetes", ""),
    "linnerud": lambda: _sklearn("linnerud", "load_linnerud", "medicine", "Exercise", "BSD-3-Clause"),
    "gapminder": _gapminder,
    "tips": _tips,
    "stocks": _stocks,
    "medals": _medals,
}
