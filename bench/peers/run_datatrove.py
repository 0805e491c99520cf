"""datatrove's side, run by the Python of its own environment: text filters, or MinHash in its four steps."""

import json
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

PAIRS = ("words", "language", "repeated word 4-grams", "tokens, 1 to 1024")


def built(pair, models):
    """The nearest that there is; what a filter does beyond its pair is switched off where it can be."""
    from datatrove.pipeline.filters import GopherQualityFilter, GopherRepetitionFilter, LanguageFilter
    from datatrove.pipeline.tokens import TokensCounter

    if pair == "words":
        return GopherQualityFilter(10, 10_000, None, None, None, None, None, None, None)
    if pair == "repeated word 4-grams":
        return GopherRepetitionFilter(None, None, None, None, top_n_grams=(), dup_n_grams=((4, 0.3),))
    if pair == "language":
        from datatrove.utils import lid

        lid.cached_asset_path_or_download = lambda *_, **__: f"{models}/lid.176.bin"  # instead of a download
        return LanguageFilter(label_only=True)
    return TokensCounter(f"{models}/tokenizer.json", batch_size=1000)


def documents(path):
    from datatrove.data import Document

    with open(path, encoding="utf-8") as lines:
        for place, line in enumerate(lines):
            yield Document(text=json.loads(line)["text"], id=f"d{place}", metadata={"place": place})


def filters(path, models):
    """CPU seconds per document of each filter alone, on 2,000 documents in memory: some take milliseconds."""
    ready, cost = list(islice(documents(path), 2000)), {}
    for pair in PAIRS:
        op = built(pair, models)
        work = op.run if pair.startswith("tokens") else lambda found, op=op: [one for one in found if kept(op, one)]
        list(work(ready[:100]))
        started = time.process_time()
        left = len(list(work(ready)))
        cost[pair] = {"alone": (time.process_time() - started) / len(ready), "out": len(ready) - left}
    print(json.dumps(cost))


def kept(op, document):
    result = op.filter(document)
    return result if isinstance(result, bool) else result[0]


def together(path, models, *pairs):
    """The filters one after the other in its executor."""
    from datatrove.executor import LocalPipelineExecutor

    left = []

    def count(data, rank=0, world_size=1):
        for document in data:
            left.append(document.id)
            yield document

    steps = [lambda data, rank=0, world_size=1: documents(path), *(built(pair, models) for pair in pairs), count]
    LocalPipelineExecutor(pipeline=steps, tasks=1, workers=1, logging_dir=tempfile.mkdtemp()).run()
    print(json.dumps({"kept": len(left)}))


def minhash(path, out, bands, rows, seed):
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import (
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupFilter,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.utils.hashing import HashConfig

    def read(data=None, rank=0, world_size=1):
        return documents(path)

    left = []

    def keep(data, rank=0, world_size=1):
        for document in data:
            left.append(document.metadata["place"])
            yield document

    folder = tempfile.mkdtemp()
    config = MinhashConfig(
        hash_config=HashConfig(precision=64),
        num_buckets=int(bands),
        hashes_per_bucket=int(rows),
        n_grams=5,
        seed=int(seed),
    )
    for steps in (
        [read, MinhashDedupSignature(output_folder=f"{folder}/s", config=config)],
        [MinhashDedupBuckets(input_folder=f"{folder}/s", output_folder=f"{folder}/b", config=config)],
        [MinhashDedupCluster(input_folder=f"{folder}/b", output_folder=f"{folder}/r", config=config)],
        [read, MinhashDedupFilter(input_folder=f"{folder}/r"), keep],
    ):
        tasks = int(bands) if isinstance(steps[0], MinhashDedupBuckets) else 1
        LocalPipelineExecutor(pipeline=steps, tasks=tasks, workers=1, logging_dir=f"{folder}/log{id(steps)}").run()
    Path(out).write_text(json.dumps(left))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
