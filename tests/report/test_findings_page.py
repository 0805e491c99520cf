"""The page of findings: marks at the right places, everything escaped, filters that work without a network."""

import html
import re
import shutil
import subprocess

import pytest

from goldsmith.core.types import Finding, Place
from goldsmith.report import findings_page
from goldsmith.report.findings_page import render
from zoo import ZOO, dialog

HOSTILE = '</script><script>document.title="owned"</script><img src=x onerror=alert(1)>'


def finding(check, severity, start=None, end=None, sample="x", turn=1, message="wrong"):
    return Finding(
        check=check, severity=severity, message=message, sample=sample, where=Place(turn=turn, start=start, end=end)
    )


def marks(page):
    found = re.findall(r'<mark class="(\w+)" data-numbers="([\d ]+)"[^>]*>(.*?)</mark>', page, re.DOTALL)
    return [(severity, numbers, html.unescape(text)) for severity, numbers, text in found]


def test_overlapping_marks_are_cut_where_they_meet():
    findings = [finding("a", "minor", 0, 5), finding("b", "major", 3, 8), finding("c", "note", 10, 10)]
    page = render("T", [dialog("x", "q", "0123456789")], findings)
    assert marks(page) == [("minor", "0", "012"), ("major", "0 1", "34"), ("major", "1", "567")]


def test_nothing_of_the_data_becomes_markup():
    sample = dialog(HOSTILE, HOSTILE, HOSTILE, domain=HOSTILE)
    page = render(HOSTILE, [sample], [finding(HOSTILE, "major", 0, 9, sample=HOSTILE, message=HOSTILE)])
    assert "<img" not in page and page.count("<script>") == 1
    assert not re.search(r"(?:src|href)=|url\(|@import|http-equiv=\"refresh", page.replace("&lt;img src=x", ""))
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_the_zoo_and_findings_without_a_place():
    findings = [finding("a", "not run", sample=one.id, turn=None) for one in ZOO] + [
        finding("set", "note", sample=None, turn=None, message="twins")
    ]
    page = render("Zoo", ZOO, findings)
    assert "The file and the set" in page and page.count('data-severity="not run"') == len(ZOO)
    assert "Nothing was found" in render("Zoo", ZOO, [])


def test_the_gravest_samples_are_shown_first_and_the_others_counted(monkeypatch):
    monkeypatch.setattr(findings_page, "MOST_SAMPLES", 2)
    samples = [dialog(name, "q", "a") for name in ("one", "two", "three")]
    grave = {"one": "note", "two": "not run", "three": "major"}
    page = render("T", samples, [finding("c", level, sample=name) for name, level in grave.items()])
    assert re.findall(r"<h2><code>(\w+)", page) == ["three", "one"] and "1 more samples" in page


def test_what_was_not_looked_at_is_not_marked():
    findings = [finding("a", "not run", 0, 10), finding("b", "note", 0, 10), finding("c", "major", 0, 10)]
    assert marks(render("T", [dialog("x", "q", "0123456789")], findings)) == [("major", "2", "0123456789")]
    assert marks(render("T", [dialog("x", "q", "0123456789")], findings[:2])) == []
    assert 'value="not run">' in render("T", [], findings) and 'value="not run" checked>' in render(
        "T", [], findings[:1]
    )


def test_the_gravest_findings_of_a_sample_come_first():
    findings = [finding("a", "note"), finding("b", "not run"), finding("c", "major")]
    page = render("T", [dialog("x", "q", "a")], findings)
    assert re.findall(r'<li data-number="(\d)"', page) == ["2", "0", "1"]


def test_places_in_media_are_told():
    where = Place(asset="f" * 64, box=(1, 2, 30.5, 40), seconds=(2, 3.5))
    one = Finding(check="c", severity="minor", message="dark", sample="x", where=where, suggestion="cut, ")
    page = render("T", [dialog("x", "q", "a")], [one])
    assert "(box 1, 2, 30.5, 40, 2–3.5 s)" in page and '<bdi class="suggested">cut, </bdi>' in page


@pytest.mark.slow
def test_filters_work_in_a_browser(tmp_path):
    browser = shutil.which("chromium") or pytest.skip("no chromium here")
    samples = [dialog("x", "q", "0123456789"), dialog("y", "q", "0123456789")]
    findings = [finding("a", "minor", 0, 5), finding("b", "major", 3, 8), finding("a", "note", 0, 2, sample="y")]
    click = '<script>document.querySelector("input[value=a]").click()</script></main>'
    page = render("T", samples, findings).replace("</main>", click)
    (tmp_path / "page.html").write_text(page)
    words = (
        "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync".split()
    )
    words += [f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", (tmp_path / "page.html").as_uri()]
    done = subprocess.run([browser, *words], capture_output=True, check=True, timeout=90, text=True)
    assert "1 of 3 findings on this page are shown" in done.stdout
    assert [name for name, _, _ in marks(done.stdout.replace(" off", "off"))] == [
        "minoroff",
        "major",
        "major",
        "noteoff",
    ]
    assert len(re.findall(r'<section class="card-of" hidden', done.stdout)) == 1
