"""Goldsmith's side of each bench: `python bench/ours.py NAME ...`, measured from outside."""

from __future__ import annotations

import json
import shutil
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


PAIRS = {
    "language": "language",
    "repeated word 4-grams": {"repetition": {"ngram": 4, "share": 0.3}},
    "special characters": "markdown-artefacts",
    "links": "links",
    "tokens, 1 to 1024": {"token-length": {"low": 1, "high": 1024}},
    "tokens, 60 to 600": {"token-length": {"low": 60, "high": 600}},
}
"""What is compared with a filter of a peer: the same names as in `peers`."""


SUITE = (
    "token-length", "language", "markdown-artefacts", "links", "repetition", "coordinate-leak", "empty-turns",
    "repeated-turns", "requested-form", "tables", "code-blocks", "mojibake", "leftovers", "answer-format",
    "instruction-adherence",
)  # fmt: skip
"""The light suite: the fifteen checks that take least time to look at every text; `costs` shows them all."""


def suite(path: str) -> None:
    """The light suite over documents, one sample at a time."""
    from goldsmith.check.check import Check

    checks = [Check.build(name) for name in SUITE]
    print(json.dumps({"findings": sum(1 for sample in samples(path) for check in checks for _ in check.find(sample))}))


def samples(path: str):
    from goldsmith.core.types import Sample, Turn

    for place, text in enumerate(texts(path)):
        yield Sample(id=str(place), turns=(Turn.said("assistant", text),), tags={"language": "en"})


def filters(path: str) -> None:
    """CPU seconds per sample of each check alone, on samples in memory; and of the words, which no check of its own counts."""
    from goldsmith.check.check import Check
    from goldsmith.check.text import reading

    ready = list(samples(path))
    started = time.process_time()
    out = sum(not 10 <= len(reading.words(sample.turns[0].text)) <= 10_000 for sample in ready)
    cost = {"words": {"alone": (time.process_time() - started) / len(ready), "out": out}}
    for pair, plain in PAIRS.items():
        check = Check.build(plain)
        reading.words.cache_clear()
        out = sum(1 for sample in ready[:100] for _ in check.find(sample))
        started = time.process_time()
        out = sum(1 for sample in ready for _ in check.find(sample))
        cost[pair] = {"alone": (time.process_time() - started) / len(ready), "out": out}
    print(json.dumps(cost))


def together(path: str, *pairs: str) -> None:
    """The checks over documents, one sample at a time."""
    from goldsmith.check.check import Check

    checks = [Check.build(PAIRS[pair]) for pair in pairs]
    print(json.dumps({"findings": sum(1 for sample in samples(path) for check in checks for _ in check.find(sample))}))


def recipe(path: str, *pairs: str) -> None:
    """The checks as a recipe: read chat JSONL into a folder, screen it into another; the folders are thrown away."""
    from goldsmith.engine.pool import Pool
    from goldsmith.recipe.recipe import Recipe
    from goldsmith.recipe.run import run
    from goldsmith.recipe.stages import Read, Screen

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "in.jsonl").open("w") as file:
            for place, text in enumerate(texts(path)):
                said = {"id": f"s{place}", "messages": [{"role": "assistant", "content": text}]}
                file.write(json.dumps({**said, "tags": {"language": "en"}}) + "\n")
        stages = {"read": Read(path="in.jsonl"), "clean": Screen(source="read", checks=[PAIRS[pair] for pair in pairs])}
        made = run(Recipe(stages, folder), pool=Pool(1))
        print(json.dumps({name: one.seconds for name, one in made.items()}))


def minhash(path: str, out: str, seed: str, verify: str = "") -> None:
    """Near-duplicates; the kept positions are written."""
    from goldsmith.engine.minhash import groups

    firsts = groups(texts(path), threshold=0.7, ngram=5, permutations=128, seed=int(seed), verify=bool(verify))
    Path(out).write_text(json.dumps([place for place, first in enumerate(firsts) if place == first]))


def workers(path: str) -> None:
    """Wall seconds of a stage of checks in this process, on two processes, on one and on two workers of Ray."""
    from goldsmith.engine.pool import Pool
    from goldsmith.recipe.recipe import Recipe
    from goldsmith.recipe.run import run
    from goldsmith.recipe.stages import Read, Screen

    checks = (*SUITE, "source-leak", "secrets", "personal-data", "prompt-injection")
    found, shards = {}, {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "in.jsonl").open("w") as file:
            for place, text in enumerate(texts(path)):
                said = {"id": f"s{place}", "messages": [{"role": "assistant", "content": text}]}
                file.write(json.dumps({**said, "tags": {"language": "en"}}) + "\n")
        for label, pool in (("one", Pool(1)), ("two", Pool(2)), ("Ray, two", Pool(ray="local"))):
            for warm in (True, False):  # the first run starts workers and loads models
                screen = Screen(source="read", checks=checks, rows=256 if warm else 512, drop="never")
                recipe = Recipe({"read": Read(path="in.jsonl"), "clean": screen}, folder)
                run(recipe, only="read", pool=Pool(1))
                started = time.perf_counter()
                run(recipe, pool=pool)
                found[label] = time.perf_counter() - started
            stage = max((folder / "work/stages/clean").iterdir(), key=lambda one: one.stat().st_mtime)
            shards[label] = [one.read_bytes() for one in sorted((stage / "shards").glob("*"))]
            for one in (folder / "work/stages/clean").iterdir():
                shutil.rmtree(one)
    assert all(one == shards["one"] for one in shards.values())
    print(json.dumps(found))


def meaning(count: str, embedder: str) -> None:
    """Texts to vectors, and the twins among vectors of 256 numbers, a tenth of them copies; CPU seconds of each."""
    import numpy as np
    from documents import documents

    from goldsmith.engine.cosine import twins
    from goldsmith.models.embed import vectors

    number = int(count)
    questions = [" ".join(document.text.split()[:20]) for document in documents(number)] if embedder else []
    started = time.process_time()
    made = vectors(questions, embedder) if embedder else None
    embedding = time.process_time() - started
    rows = made if made is not None else np.random.default_rng(1).standard_normal((number, 256), np.float32)
    if made is None:
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        rows[1::10] = rows[::10]
    started = time.process_time()
    found = 0 if embedder else len(twins(rows, 0.8))
    print(json.dumps({"embedding": embedding, "twins": time.process_time() - started, "found": found}))


def _samples(count: int):
    from goldsmith.core.types import Sample, Turn

    for place in range(count):
        turns = (Turn.said("user", f"What is number {place}?"), Turn.said("assistant", f"It is {place}. " * 20))
        yield Sample(id=f"s{place}", turns=turns, tags={"language": "en", "skill": "open-qa"})


def engine(count: str) -> None:
    """A stage against a bare loop that reads, checks and writes the same shards; CPU seconds of both, and of no work."""
    from dataclasses import replace

    from goldsmith.check.check import Check
    from goldsmith.check.remembered import Remembered
    from goldsmith.engine.pool import Pool
    from goldsmith.recipe.shard_work import ShardWork
    from goldsmith.recipe.stages.screen import ScreenWith
    from goldsmith.store.assets import AssetStore
    from goldsmith.store.kept_findings import KeptFindings
    from goldsmith.store.shards import Samples, read_shard, write_shard

    folder = Path(tempfile.mkdtemp())
    store = AssetStore(folder / "assets")
    samples = list(_samples(int(count)))
    for number in range(0, len(samples), 1000):
        write_shard(folder / "in" / f"{number:08}.parquet", iter(samples[number : number + 1000]), store, {})
    pieces = Samples(folder / "in", store).slices(1000)
    check = Check.build("token-length")
    list(check.find(samples[0]))  # loads the tokenizer
    (folder / "doomed.json").write_text("[]")
    checks = Remembered((check,), KeptFindings(folder / "findings"))

    started = time.process_time()
    for piece in pieces:
        kept = [one for one in read_shard(piece.path, store) if not list(check.find(one))]
        write_shard(folder / "bare" / piece.path.name, iter(kept), store, {})
    bare = time.process_time() - started
    started = time.process_time()
    work = ShardWork(ScreenWith(checks, "major", (), folder / "doomed.json"), folder / "stage", store)
    for _ in Pool(1).run(work, [replace(piece, number=n) for n, piece in enumerate(pieces)]):
        pass
    print(json.dumps({"bare": bare, "stage": time.process_time() - started}))


def dialogs(path: str, count: str) -> None:
    """The documents as answers to numbered questions, as chat JSONL."""
    from documents import documents

    with open(path, "w") as file:
        for place, document in enumerate(documents(int(count))):
            turns = [("user", f"Question {place}?"), ("assistant", document.text)]
            messages = [{"role": role, "content": text} for role, text in turns]
            tags = {"language": "en", "skill": "open-qa"}
            file.write(json.dumps({"id": f"s{place}", "messages": messages, "tags": tags}) + "\n")


def stage(path: str, count: str, name: str) -> None:
    """One stage of a recipe beside the dialogs: read, make, screen, choose; the stages before it have to be done."""
    from goldsmith.engine.pool import Pool
    from goldsmith.recipe.recipe import Recipe
    from goldsmith.recipe.run import run
    from goldsmith.recipe.stages import Make, Pick, Read, Screen

    brief = {"size": int(count) // 2, "skills": ["open-qa"]}
    stages = {
        "read": Read(path=Path(path).name, format="chat-jsonl"),
        "make": Make(source="read", generators=({"templates": {"category": "vqa"}},)),
        "screen": Screen(source="make", checks=CHECKS),
        "near-duplicates": Pick(source="screen", selectors=({"near-duplicates": {"of": "answer"}},)),
        "quotas": Pick(source="near-duplicates", selectors=({"quotas": {"brief": brief}},)),
    }
    made = run(Recipe(stages, Path(path).parent), only=name, pool=Pool(1))[name]
    print(json.dumps(dict(made.counts)))


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
