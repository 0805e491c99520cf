"""Data inside the demo's libraries: real tables and pictures, each with its licence and its authors."""

import csv
import io
from itertools import islice
from pathlib import Path
from typing import get_args

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Sample
from goldsmith.formats.bundled import CREDITS, Bundled, Name
from goldsmith.formats.format import Format

sklearn = pytest.importorskip("sklearn.datasets")
pytest.importorskip("plotly.data")


def some(name, most=300):
    return list(islice(Bundled(sets=(name,)).samples(Path()), most))


@pytest.mark.parametrize("name", get_args(Name))
def test_every_sample_has_an_author_and_says_what_it_is(name):
    samples = some(name, 5 if name == "digits" else 300)
    assert samples and all(isinstance(one, Sample) and one.tags["dataset"] == name for one in samples)
    assert len({(one.tags.get("title"), one.id) for one in samples}) == len(samples)
    for one in samples:
        (asset,) = one.assets
        assert asset.source.endswith(("by way of scikit-learn", "by way of plotly")) and asset.read()
        assert asset.licence in ("CC-BY-4.0", "CC-BY-2.0", "MIT") or name in ("diabetes", "linnerud")
        assert asset.notes and asset.uri is None


@pytest.mark.parametrize("name", sorted(set(get_args(Name)) - {"digits", "photographs"}))
def test_tables_are_whole(name):
    for one in some(name):
        header, *rows = csv.reader(io.StringIO(one.assets[0].noted("table")[0].text))
        assert len(rows) >= 2 and len(set(header)) == len(header) and all(column.strip() for column in header)
        assert all(len(row) == len(header) and all(row) for row in rows)


def test_authors_are_those_that_scikit_learn_names():
    for name, family_names in (
        ("digits", ["Alpaydin", "Kaynak"]),
        ("diabetes", ["Efron", "Hastie", "Johnstone", "Tibshirani"]),
        ("linnerud", ["Tenenhaus"]),
        ("wine", ["Aeberhard"]),
        ("breast_cancer", ["Wolberg", "Mangasarian", "Street"]),
        ("iris", ["Fisher"]),
    ):
        noted = getattr(sklearn, f"load_{name}")().DESCR
        assert all(one in noted and one in CREDITS[name.replace("_", "-")][1] for one in family_names)
    noted = sklearn.load_sample_images().DESCR
    for name in ("china.jpg", "flower.jpg"):
        licence, credit = CREDITS[name]
        author, address = credit.split(", ")
        assert address in noted and author in address and licence == "CC-BY-2.0"
        assert "creativecommons.org/licenses/by/2.0" in noted


def test_a_set_that_is_not_there_is_named():
    with pytest.raises(GoldsmithError, match="'carshare' or 'experiment'"):
        Format.build({"bundled": {"sets": ["wind"]}})


def test_the_sets_are_told_by_the_command_line():
    from goldsmith.cli.steps import describe

    (sets,) = (one for one in describe("format", Bundled)["settings"] if one["name"] == "sets")
    assert all(name in sets["help"] for name in get_args(Name))
