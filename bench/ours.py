"""Goldsmith's side of each bench: `python bench/ours.py NAME ...`, measured from outside."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

CHECKS = (
    "token-length",
    "language",
    "markdown-artefacts",
    "links",
    "source-leak",
    "repetition",
    "empty-turns",
    "coordinate-leak",
)


def texts(path: str):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def checks(path: str) -> None:
    """Eight checks over documents, as answers to one question."""
    from goldsmith.check.check import Check
    from goldsmith.core.types import Sample, Turn

    built = [Check.build(name) for name in CHECKS]
    asked, found, total = Turn.said("user", "Write."), 0, 0
    for total, text in enumerate(texts(path), 1):
        sample = Sample(id=str(total), turns=(asked, Turn.said("assistant", text)), tags={"language": "en"})
        found += sum(1 for check in built for _ in check.find(sample))
    print(json.dumps({"documents": total, "findings": found}))


def minhash(path: str, out: str) -> None:
    """Near-duplicates; the kept positions are written."""
    from goldsmith.engine.minhash import groups

    firsts = groups(texts(path), threshold=0.7, ngram=5, permutations=128, verify=False)  # as the peers do
    Path(out).write_text(json.dumps([place for place, first in enumerate(firsts) if place == first]))


def _samples(count: int):
    from goldsmith.core.types import Sample, Turn

    for place in range(count):
        turns = (Turn.said("user", f"What is number {place}?"), Turn.said("assistant", f"It is {place}. " * 20))
        yield Sample(id=f"s{place}", turns=turns, tags={"language": "en", "skill": "open-qa"})


def engine(count: str) -> None:
    """A stage against a bare loop that reads, checks and writes the same shards; CPU seconds of both, and of no work."""
    from dataclasses import replace

    from goldsmith.check.check import Check
    from goldsmith.engine.pool import Pool
    from goldsmith.recipe.shard_work import ShardWork
    from goldsmith.recipe.stages.screen import ScreenWith
    from goldsmith.store.assets import AssetStore
    from goldsmith.store.shards import Samples, read_shard, write_shard

    folder = Path(tempfile.mkdtemp())
    store = AssetStore(folder / "assets")
    samples = list(_samples(int(count)))
    for number in range(0, len(samples), 1000):
        write_shard(folder / "in" / f"{number:08}.parquet", iter(samples[number : number + 1000]), store, {})
    pieces = Samples(folder / "in", store).slices(1000)
    check = Check.build("token-length")
    (folder / "doomed.json").write_text("[]")

    started = time.process_time()
    for piece in pieces:
        kept = [one for one in read_shard(piece.path, store) if not list(check.find(one))]
        write_shard(folder / "bare" / piece.path.name, iter(kept), store, {})
    bare = time.process_time() - started
    started = time.process_time()
    work = ShardWork(ScreenWith((check,), "major", (), folder / "doomed.json"), folder / "stage", store)
    for _ in Pool(1).run(work, [replace(piece, number=n) for n, piece in enumerate(pieces)]):
        pass
    print(json.dumps({"bare": bare, "stage": time.process_time() - started}))


def pipeline(count: str) -> None:
    """Read chat JSONL, check, leave out near-duplicates, fill quotas; the folder is thrown away."""
    from goldsmith.engine.pool import Pool
    from goldsmith.recipe.recipe import Recipe
    from goldsmith.recipe.run import run
    from goldsmith.recipe.stages import Pick, Read, Screen

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "in.jsonl").open("w") as file:
            for place in range(int(count)):
                said = f"Answer {place}: " + " ".join(str(place * k % 9973) for k in range(40))
                messages = [{"role": "user", "content": f"Question {place}?"}, {"role": "assistant", "content": said}]
                file.write(
                    json.dumps(
                        {"id": f"s{place}", "messages": messages, "tags": {"language": "en", "skill": "open-qa"}}
                    )
                    + "\n"
                )
        brief = {"size": int(count) // 2, "skills": ["open-qa"]}
        stages = {
            "read": Read(path="in.jsonl"),
            "clean": Screen(source="read", checks=CHECKS),
            "picked": Pick(source="clean", selectors=({"near-duplicates": {}}, {"quotas": {"brief": brief}})),
        }
        manifests = run(Recipe(stages, folder), pool=Pool(1))
        print(json.dumps({name: manifest.seconds for name, manifest in manifests.items()}))


def draw(count: str) -> None:
    """Charts of 160 x 128 pixels from bundled tables."""
    from goldsmith.formats.bundled import Bundled
    from goldsmith.generate.draw_charts import DrawCharts

    drafts = list(Bundled(sets=("gapminder",)).read(Path()))
    started, made = time.process_time(), 0
    for seed in range(100):
        for draft in drafts:
            made += sum(1 for _ in DrawCharts(per_table=1, seed=seed).make(draft))
            if made >= int(count):
                print(json.dumps({"pictures": made, "cpu": time.process_time() - started}))
                return


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
