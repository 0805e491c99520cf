"""datatrove's side, run by the Python of its own environment: MinHash deduplication in its four steps."""

import json
import sys
import tempfile
from pathlib import Path


def minhash(path, out, bands, rows):
    from datatrove.data import Document
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import (
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupFilter,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.utils.hashing import HashConfig

    def documents(_data=None, rank=0, world_size=1):
        with open(path, encoding="utf-8") as lines:
            for place, line in enumerate(lines):
                yield Document(text=json.loads(line)["text"], id=f"d{place}", metadata={"place": place})

    kept = []

    def keep(data, rank=0, world_size=1):
        for document in data:
            kept.append(document.metadata["place"])
            yield document

    folder = tempfile.mkdtemp()
    config = MinhashConfig(
        hash_config=HashConfig(precision=64), num_buckets=int(bands), hashes_per_bucket=int(rows), n_grams=5
    )
    for steps in (
        [documents, MinhashDedupSignature(output_folder=f"{folder}/s", config=config)],
        [MinhashDedupBuckets(input_folder=f"{folder}/s", output_folder=f"{folder}/b", config=config)],
        [MinhashDedupCluster(input_folder=f"{folder}/b", output_folder=f"{folder}/r", config=config)],
        [documents, MinhashDedupFilter(input_folder=f"{folder}/r"), keep],
    ):
        tasks = int(bands) if isinstance(steps[0], MinhashDedupBuckets) else 1
        LocalPipelineExecutor(pipeline=steps, tasks=tasks, workers=1, logging_dir=f"{folder}/log{id(steps)}").run()
    Path(out).write_text(json.dumps(kept))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
