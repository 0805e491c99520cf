"""Running recipes: resume, kill, failures, locks, full disks, workers, Ray."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Sample
from goldsmith.engine.pool import Pool
from goldsmith.generate.draw_charts import DrawCharts
from goldsmith.generate.generator import Generator
from goldsmith.generate.table_questions import TableQuestions
from goldsmith.recipe.findings import read_failures
from goldsmith.recipe.recipe import Recipe
from goldsmith.recipe.run import run
from goldsmith.recipe.stages.make import Make
from goldsmith.recipe.stages.pick import Pick
from goldsmith.recipe.stages.read import Read
from goldsmith.recipe.stages.screen import Screen
from goldsmith.recipe.workplace import Workplace
from goldsmith.select.take import Take
from goldsmith.store.shards import Samples


@pytest.fixture
def chats(tmp_path):
    lines = [
        {
            "id": f"s{place}",
            "messages": [
                {"role": "user", "content": f"Question {place}?"},
                {"role": "assistant", "content": f"Answer {place}."},
            ],
        }
        for place in range(100)
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    return tmp_path


class Picky(Generator):
    """Breaks on some samples."""

    every: int = 10

    def make(self, sample: Sample):
        if int(sample.id[1:]) % self.every == 0:
            raise ValueError(f"cannot do {sample.id}")
        yield sample.child(self.name(), "x")


class Knowing(Generator):
    """Has to know the whole data set first."""

    met: int = 0

    def fitted(self, samples):
        return Knowing(met=sum(1 for _ in samples))

    def make(self, sample: Sample):
        yield sample.child(self.name(), "x", tags={"met": self.met})


def recipe_of(folder, **stages):
    return Recipe({"read": Read(path="in.jsonl", shard_size=16), **stages}, folder)


def samples_of(folder, name):
    place = Workplace(folder / "work")
    return list(Samples(place.newest(name) / "shards", place.store))


def test_failing_samples_are_kept_aside(chats):
    recipe = recipe_of(chats, made=Make(source="read", generators=(Picky(),), rows=16, max_failed=0.2))
    manifest = run(recipe, pool=Pool(1))["made"]
    assert dict(manifest.counts) == {"in": 100, "out": 90, "failed": 10, "dropped": 0}
    failed = list(read_failures(Workplace(chats / "work").newest("made")))
    assert failed[0]["sample"] == "s0" and "cannot do s0" in failed[0]["error"]


@pytest.mark.parametrize("workers", [1, 2])
def test_generators_know_the_whole_data_set(chats, workers):
    recipe = recipe_of(chats, made=Make(source="read", generators=(Knowing(),)))
    run(recipe, pool=Pool(workers))
    made = samples_of(chats, "made")
    assert len(made) == 100 and {sample.tags["met"] for sample in made} == {100}


def test_too_many_failures_stop_the_stage(chats):
    recipe = recipe_of(chats, made=Make(source="read", generators=(Picky(every=2),), rows=16))
    with pytest.raises(
        GoldsmithError, match=r"samples failed, more than max_failed 5%; the first: ValueError: cannot do s0"
    ):
        run(recipe, pool=Pool(1))


def test_a_second_run_does_nothing(chats):
    recipe = recipe_of(chats, picked=Pick(source="read", selectors=(Take(count=7),)))
    first = run(recipe)
    before = {path: path.stat().st_mtime_ns for path in (chats / "work").rglob("*.parquet")}
    assert run(recipe) == first
    assert before == {path: path.stat().st_mtime_ns for path in (chats / "work").rglob("*.parquet")}


def test_a_stage_goes_on_from_its_finished_shards(chats):
    make = Make(source="read", generators=(Picky(every=1000),), rows=16, max_failed=0.2)
    run(recipe_of(chats, made=make), pool=Pool(1))
    folder = Workplace(chats / "work").newest("made")
    whole = {path.name: path.read_bytes() for path in folder.glob("shards/*")}
    (folder / "manifest.json").unlink()
    (folder / "shards" / "00003.parquet").unlink()
    kept = (folder / "shards" / "00002.parquet").stat().st_mtime_ns
    run(recipe_of(chats, made=make), pool=Pool(1))
    assert (folder / "shards" / "00002.parquet").stat().st_mtime_ns == kept
    assert {path.name: path.read_bytes() for path in folder.glob("shards/*")} == whole


def test_limits_are_kept_apart(chats):
    recipe = recipe_of(chats, picked=Pick(source="read", selectors=(Take(count=50),)))
    assert run(recipe, limit=5)["picked"].counts["out"] == 5
    assert run(recipe)["picked"].counts["out"] == 50


def test_status_says_why(chats):
    recipe = recipe_of(chats, picked=Pick(source="read", selectors=(Take(count=50),)))
    place = Workplace(chats / "work")
    assert [state.state for state in place.states(recipe)] == ["missing", "missing"]
    run(recipe)
    changed = recipe_of(chats, picked=Pick(source="read", selectors=(Take(count=9),)))
    state = place.states(changed)[1]
    assert (state.state, state.reason) == ("stale", "changed: selectors")
    (chats / "in.jsonl").write_text((chats / "in.jsonl").read_text() + "\n")
    assert [state.state for state in place.states(recipe)] == ["stale", "stale"]


def test_status_tells_a_run_at_work_from_one_that_was_killed(chats):
    recipe = recipe_of(chats, picked=Pick(source="read", selectors=(Take(count=50),)))
    run(recipe)
    place = Workplace(chats / "work")
    (place.newest("picked") / "manifest.json").unlink()
    reasons = [place.states(recipe)[-1].reason]
    (place.root / "lock.owner").write_text("999999999\n")
    reasons.append(place.states(recipe)[-1].reason)
    with place.locked():
        reasons.append(place.states(recipe)[-1].reason)
    assert [reason.split(";")[0] for reason in reasons] == [
        "interrupted",
        "interrupted",
        f"process {os.getpid()} is at work",
    ]


def test_two_runs_at_once(chats):
    place = Workplace(chats / "work")
    with place.locked(), pytest.raises(GoldsmithError, match=f"process {os.getpid()}"):
        run(recipe_of(chats))


def test_screening_drops_and_tells(chats):
    checks = ({"token-length": {"high": 3}}, "exact-duplicates")
    screen = Screen(source="read", checks=checks, severities={"language": "note"})
    manifest = run(recipe_of(chats, clean=screen), pool=Pool(1))["clean"]
    assert manifest.counts["out"] == 0 and manifest.findings["token-length"]["major"] == 100
    lenient = Screen(source="read", checks=checks, severities={"token-length": "note"})
    assert run(recipe_of(chats, clean=lenient), pool=Pool(1))["clean"].counts["out"] == 100


def charts(folder):
    return Recipe(
        {
            "tables": Read(format={"bundled": {"sets": ["stocks"]}}),
            "charts": Make(source="tables", generators=(DrawCharts(per_table=1),), rows=8),
            "asked": Make(source="charts", generators=(TableQuestions(per_sample=4),), rows=8),
        },
        folder,
    )


def bytes_of(folder):
    return {
        path.relative_to(folder / "work"): path.read_bytes()
        for path in sorted((folder / "work").rglob("*.p*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_one_worker_and_two_give_the_same_bytes(tmp_path):
    run(charts(tmp_path / "one"), pool=Pool(1))
    run(charts(tmp_path / "two"), pool=Pool(2))
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert len(bytes_of(tmp_path / "one")) > 20


@pytest.mark.slow
@pytest.mark.xdist_group("ray")
@pytest.mark.filterwarnings("ignore")
def test_ray_gives_the_same_bytes(tmp_path):
    ray = pytest.importorskip("ray")
    run(charts(tmp_path / "here"), pool=Pool(1))
    ray.init(address="local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error")
    try:
        run(charts(tmp_path / "there"), pool=Pool(ray="local"))
    finally:
        ray.shutdown()
    assert bytes_of(tmp_path / "here") == bytes_of(tmp_path / "there")


@pytest.mark.slow
@pytest.mark.parametrize("after", [1.0, 2.0, 3.5])
def test_kill_minus_nine_loses_nothing(tmp_path, after):
    from goldsmith.cli.new import PROJECTS

    text = (PROJECTS / "small" / "recipe.yaml").read_text()
    text = (
        text.replace("sets: [gapminder]", "sets: [stocks]")
        .replace("rows: 8", "")
        .replace("source: tables,", "source: tables, rows: 4,")
    )
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "brief.yaml").write_text((PROJECTS / "small" / "brief.yaml").read_text())
    (folder / "recipe.yaml").write_text(text)
    command = [sys.executable, "-m", "goldsmith.cli", "run", str(folder), "--stage", "charts", "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    recipe = Recipe.load(folder)
    manifest = run(recipe, only="charts", pool=Pool(2))["charts"]
    assert manifest.counts["failed"] == 0
    names = [sample.id for sample in samples_of(folder, "charts")]
    assert len(names) == len(set(names)) == manifest.counts["out"] > 30


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_loses_nothing(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if _mount(disk):
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(GoldsmithError, match="disk is full"):
            run(charts(disk), pool=Pool(1))
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        manifests = run(charts(disk), pool=Pool(1))
        assert manifests["asked"].counts["failed"] == 0 and manifests["asked"].counts["out"] > 50
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _mount(disk):
    words = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    return subprocess.run(words, capture_output=True, check=False).returncode


def test_findings_without_sample_are_fine(chats):
    manifest = run(recipe_of(chats, picked=Pick(source="read", selectors=(Take(count=500),))))["picked"]
    assert manifest.findings == {"take": {"minor": 1}}
    assert Finding.model_validate_json(
        next((Workplace(chats / "work").newest("picked") / "findings").glob("*")).read_text()
    )


def test_media_may_be_referred_to(tmp_path):
    from zoo import PNG

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(PNG)
    run(Recipe({"read": Read(path="in", media="refer", licence="MIT")}, tmp_path))
    (sample,) = samples_of(tmp_path, "read")
    assert sample.assets[0].read() == PNG and sample.assets[0].licence == "MIT"
    assert not list((tmp_path / "work" / "assets").rglob("*.png"))
    Path(tmp_path / "in" / "a.png").write_bytes(PNG + b"changed")
    with pytest.raises(GoldsmithError, match="has changed"):
        sample.assets[0].read()


def test_the_same_id_twice_is_a_finding_in_any_format(tmp_path):
    rows = [{"id": name, "instruction": f"Do {place}.", "output": "Done."} for place, name in enumerate("abca")]
    (tmp_path / "in.json").write_text(json.dumps(rows))
    manifest = run(Recipe({"read": Read(path="in.json", max_failed=0.5)}, tmp_path))["read"]
    assert manifest.counts["out"] == 3 and manifest.findings == {"alpaca": {"major": 1}}


def test_a_changed_file_of_a_check_screens_again(chats):
    schema = chats / "schema.json"
    check = {"json-schema": {"against": str(schema)}}
    recipe = recipe_of(chats, clean=Screen(source="read", checks=(check,), drop="never"))
    schema.write_text("{}")
    first = run(recipe, pool=Pool(1))["clean"]
    assert run(recipe, pool=Pool(1))["clean"] == first
    schema.write_text('{"type": "object"}')
    second = run(recipe, pool=Pool(1))["clean"]
    assert second.fingerprint != first.fingerprint
