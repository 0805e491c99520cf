"""The report escapes all that comes from data, draws what it is given, and opens in a browser."""

import shutil
import subprocess

import pytest

from goldsmith.core.brief import Brief
from goldsmith.core.manifest import Manifest
from goldsmith.core.results import Comparison, Interval, WinRow
from goldsmith.core.types import Finding
from goldsmith.report.card import card
from goldsmith.report.contents import Cell, Contents, Curve, Lengths, Shown
from goldsmith.report.page import render

EVIL = "<script>alert(1)</script>"


def contents():
    interval = Interval(value=0.7, low=0.6, high=0.8)
    row = WinRow(
        criterion="overall", pairs=20, wins=14, ties=0, losses=6, rate=interval, bootstrap=interval, p=0.01, p_holm=0.02
    )
    part = row.but(axis="language", subset="<i>es</i>")
    result = Comparison(
        name=EVIL, a="a", b="b", judge="rules", samples=20, assets=20, rows=(row, part), mean_length={"a": 5.0}
    )
    stage = Manifest(
        stage=EVIL,
        kind="make",
        fingerprint="f",
        recipe={},
        counts={"in": 3, "out": 2, "failed": 1, "dropped": 0},
        versions={"goldsmith": "0"},
    )
    return Contents(
        title=EVIL,
        verdict=EVIL,
        cells=(Cell(names=("en", "x"), wanted=3, got=1), Cell(names=("en", "y"), wanted=1, got=1)),
        stages=(stage,),
        findings=(("check", "major", 3, (Finding(check="check", severity="major", message=EVIL),)),),
        samples=(Shown(id="s", stage="x", turns=(("user", EVIL),), answers=(("a", EVIL, "win"),)),),
        lengths=(Lengths(name="a", tokenizer="goldsmith", counts=(1, 2, 3)),),
        languages=(("a", (("en", 3),)),),
        curves=(Curve(name="a seed 1", loss=((1, 2.0), (2, 1.0))),),
        comparisons=(result,),
    )


def test_nothing_from_data_is_markup():
    page = render(contents())
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "<i>es</i>" not in page
    assert page.count("<svg") == 5
    assert "http" not in page.replace("http://www.w3.org", "").replace("http-equiv", "").replace(
        "https://matplotlib", ""
    )


def test_an_empty_report_is_a_page_too():
    assert "<h1>x</h1>" in render(Contents(title="x", verdict=""))


def test_the_card_has_the_header_the_hub_reads():
    import yaml

    text = card(
        "My | set", {"language": {"en": 2, "es": 1}, "licence": {"CC-BY-4.0": 3}}, [], "chat-jsonl", Brief(size=3)
    )
    header = yaml.safe_load(text.split("---")[1])
    assert header["license"] == "cc-by-4.0" and header["language"] == ["en", "es"]
    assert header["size_categories"] == ["n<1K"]


@pytest.mark.slow
def test_it_opens_in_a_browser(tmp_path):
    browser = shutil.which("chromium") or pytest.skip("no chromium here")
    (tmp_path / "report.html").write_text(render(contents()))
    words = (
        "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync".split()
    )
    words += [
        f"--user-data-dir={tmp_path / 'profile'}",
        "--window-size=1100,3000",
        f"--screenshot={tmp_path / 'page.png'}",
    ]
    subprocess.run([browser, *words, (tmp_path / "report.html").as_uri()], capture_output=True, check=True, timeout=90)
    from PIL import Image

    with Image.open(tmp_path / "page.png") as shot:
        assert len(shot.convert("L").resize((40, 100)).getcolors()) > 10
