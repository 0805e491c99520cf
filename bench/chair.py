"""CHAIR of recorded answers, and of the same answers with an absent object planted in each.

    python bench/chair.py answers.jsonl evidence.jsonl

`answers.jsonl`: `id`, `type`, `instruction`, `output` a line (as LLaVA's `coco2014_val_gpt4_qa_30x3.jsonl`);
`evidence.jsonl`: `id`, `captions`, `instances` with `category` (as its `caps_boxes_coco2014_val_80.jsonl`).
"""

import json
import random
import sys
from collections import defaultdict
from pathlib import Path

from goldsmith.core.chair import figures, labels, shown, told
from goldsmith.core.types import Asset, Note, Sample
from goldsmith.core.vocabulary import _table


def rows(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def seen(row):
    notes = [Note(id=f"c{place}", kind="caption", text=text) for place, text in enumerate(row["captions"])]
    notes += [Note(id=f"b{place}", kind="box", text=one["category"], box=(0, 0, 1, 1))
              for place, one in enumerate(row["instances"])]  # fmt: skip
    return Sample(id=row["id"], assets=(Asset.absent(row["id"], kind="image", notes=tuple(notes)),))


def planted(answer, there, rng):
    absent = sorted(name for name in _table()["en"] if name not in there and name != "nothing")
    return f"{answer} There is also a {rng.choice(absent)}."


def main(answers, evidence):
    samples = {row["id"]: seen(row) for row in rows(evidence)}
    own = labels(samples.values())
    by_type = defaultdict(list)
    for row in rows(answers):
        by_type[row["type"]].append(row)
    for reading in ("paper", "careful"):
        for kind, group in by_type.items():
            rng = random.Random(0)
            there = [shown(samples[row["id"]], own, reading) for row in group]
            plain = [told(row["output"], truth, ("en",), own, reading) for row, truth in zip(group, there, strict=True)]
            spoilt = [told(planted(row["output"], truth, rng), truth, ("en",), own, reading)
                      for row, truth in zip(group, there, strict=True)]  # fmt: skip
            ids = [row["id"] for row in group]
            length = {
                side: sum(len(row[side].split()) for row in group) / len(group) for side in ("instruction", "output")
            }
            print(
                f"{reading:8} {kind:8} words {length['instruction']:.1f} / {length['output']:.1f}; {figures(plain, ids)}"
            )
            print(f"{'':17} with an absent object in each: {figures(spoilt, ids)}")
            print(
                f"{'':17} absent: {[(row['id'][-6:], one.word.noun) for row, found in zip(group, plain, strict=True) for one in found.absent]}"
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
