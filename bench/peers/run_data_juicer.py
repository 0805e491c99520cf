"""Data-Juicer's side, run by the Python of its own environment: eight text filters, or MinHash deduplication."""

import json
import sys


def load(path):
    from data_juicer.core.data import NestedDataset

    with open(path, encoding="utf-8") as lines:
        return NestedDataset.from_list(
            [{"text": json.loads(line)["text"], "place": place} for place, line in enumerate(lines)]
        )


def checks(path):
    from data_juicer.ops import load_ops

    names = (
        "alphanumeric_filter average_line_length_filter character_repetition_filter maximum_line_length_filter "
        "special_characters_filter text_length_filter word_repetition_filter words_num_filter"
    ).split()
    data = load(path)
    for op in load_ops([{name: {"num_proc": 1}} for name in names]):
        data = data.process([op]) if hasattr(data, "process") else op.run(data)
    print(json.dumps({"documents": len(data)}))


def minhash(path, out, bands, rows):
    from data_juicer.ops.deduplicator.document_minhash_deduplicator import DocumentMinhashDeduplicator

    op = DocumentMinhashDeduplicator(
        tokenization="space", window_size=5, num_permutations=128, jaccard_threshold=0.7, lowercase=True,
        num_bands=int(bands), num_rows_per_band=int(rows), num_proc=1,
    )  # fmt: skip
    kept = op.run(load(path))
    with open(out, "w") as file:
        json.dump(list(kept["place"]), file)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
