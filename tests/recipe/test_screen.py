"""Screening: quick checks first, slow ones on what is left, and what slow ones said is kept."""

import json
from collections import Counter
from pathlib import Path
from typing import ClassVar

import pytest

from goldsmith.check.check import Check
from goldsmith.core.types import Place
from goldsmith.engine.pool import Pool
from goldsmith.recipe.findings import read_findings
from goldsmith.recipe.recipe import Recipe
from goldsmith.recipe.run import run
from goldsmith.recipe.stages.read import Read
from goldsmith.recipe.stages.screen import Screen
from goldsmith.recipe.workplace import Workplace
from goldsmith.store.shards import Samples


class Short(Check):
    """Quick: answers that begin with `no` are gravely wrong."""

    def find(self, sample):
        if sample.turns[1].text.startswith("no"):
            yield self.finding(sample, "major", "too short", Place(turn=1))


class Watched(Check):
    """Slow: writes down what it looked at, and looks at the answer alone."""

    slow: ClassVar[bool] = True
    log: str
    up: bool = True

    def content(self, sample):
        return sample.turns[1].text

    def find(self, sample):
        answer = sample.turns[1].text
        with Path(self.log).open("a") as log:
            log.write(answer + "\n")
        if not self.up and answer == "yes 1":
            yield self.not_run(sample, "nobody answers")
        elif answer == "yes 2":
            yield self.finding(sample, "major", "not this one", Place(turn=1, start=0, end=3))


class Summed(Short):
    """Tells how often it found something."""

    def sum_up(self, found):
        yield self.finding(None, "note", f"{len(found)} of a set")


@pytest.fixture
def chats(tmp_path):
    lines = [
        {
            "id": f"s{place}",
            "messages": [
                {"role": "user", "content": f"Question {place}?"},
                {"role": "assistant", "content": f"{'no' if place % 2 else 'yes'} {place % 10 // 2}"},
            ],
        }
        for place in range(100)
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return tmp_path


def screened(folder, log="log", **settings):
    checks = (Watched(log=str(folder / log), **settings), Short())
    recipe = Recipe(
        {"read": Read(path="in.jsonl", shard_size=40), "clean": Screen(source="read", checks=checks)}, folder
    )
    done = run(recipe, pool=Pool(1))["clean"]
    place = Workplace(folder / "work")
    stage = place.newest("clean")
    return done, [one.id for one in Samples(stage / "shards", place.store)], list(read_findings(stage)), stage


def test_slow_checks_see_what_quick_ones_keep_and_each_content_once(chats):
    done, left, findings, stage = screened(chats)
    looked = Counter((chats / "log").read_text().split("\n")[:-1])
    assert looked == Counter(f"yes {place}" for place in range(5))
    assert left == [f"s{place}" for place in range(0, 100, 2) if place % 10 != 4]
    assert done.counts == {"in": 100, "out": 40, "failed": 0, "dropped": 60}
    assert done.findings == {"short": {"major": 50}, "watched": {"major": 10}}
    assert Counter(one.check for one in findings) == {"short": 50, "watched": 10}
    assert {one.sample for one in findings if one.check == "watched"} == {f"s{place}" for place in range(4, 100, 10)}
    assert not (stage / "sieve").exists()


def test_another_run_asks_again_only_what_was_not_run(chats):
    screened(chats, up=False)
    assert len((chats / "log").read_text().split()) // 2 == 4 + 10  # the one that nobody answered, ten times
    (chats / "log").unlink()
    stage = Workplace(chats / "work").newest("clean")
    (stage / "manifest.json").unlink()
    for shard in (stage / "shards").iterdir():
        shard.unlink()
    screened(chats, up=False)
    assert set((chats / "log").read_text().splitlines()) == {"yes 1"}


def test_damaged_memory_is_asked_again(chats):
    _, left, _, stage = screened(chats)
    for path in (chats / "work" / "findings").rglob("*.json"):
        path.write_text("{")
    (stage / "manifest.json").unlink()
    for shard in (stage / "shards").iterdir():
        shard.unlink()
    assert screened(chats)[1] == left


def test_findings_are_summed_up_over_the_set(chats):
    stages = {"read": Read(path="in.jsonl", shard_size=40), "clean": Screen(source="read", checks=(Summed(),))}
    done = run(Recipe(stages, chats), pool=Pool(1))["clean"]
    assert done.findings == {"summed": {"major": 50, "note": 1}}
    (told,) = [one for one in read_findings(Workplace(chats / "work").newest("clean")) if one.sample is None]
    assert told.message == "50 of a set"
