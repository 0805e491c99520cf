"""Data-Juicer's side, run by the Python of its own environment: text filters, or MinHash deduplication."""

import json
import os
import sys

FILTERS = {
    "words": ("words_num_filter", {"min_num": 10, "max_num": 10_000}),
    "language": ("language_id_score_filter", {"min_score": 0.0}),
    "repeated word 4-grams": ("word_repetition_filter", {"rep_len": 4, "max_ratio": 0.3}),
    "special characters": ("special_characters_filter", {"max_ratio": 0.5}),
    "links": ("clean_links_mapper", {}),
    "tokens, 1 to 1024": ("token_num_filter", {"min_num": 1, "max_num": 1024}),
    "tokens, 60 to 600": ("token_num_filter", {"min_num": 60, "max_num": 600}),
}
EIGHT = {
    **{name: FILTERS[name] for name in ("words", "language", "repeated word 4-grams", "special characters")},
    "letters and digits": ("alphanumeric_filter", {"min_ratio": 0.25}),
    "characters": ("text_length_filter", {"min_len": 10, "max_len": 100_000}),
    "repeated characters": ("character_repetition_filter", {"rep_len": 10, "max_ratio": 0.5}),
    "average line": ("average_line_length_filter", {"min_len": 10, "max_len": 100_000}),
}
"""Of its usual recipe for texts, those that need no download, without the count of tokens (its slowest)."""


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [{"text": json.loads(line)["text"], "place": place} for place, line in enumerate(lines)]


def dataset(path):
    from data_juicer.core.data import NestedDataset

    return NestedDataset.from_list(rows(path))


def built(pair, models):
    from data_juicer.ops import load_ops

    name, settings = (FILTERS | EIGHT)[pair]
    if name == "token_num_filter":
        settings = {**settings, "hf_tokenizer": models}
    return load_ops([{name: {"num_proc": 1, **settings}}])[0]


def filters(path, models):
    """CPU seconds per document of each filter as it runs over a dataset, and of its code alone without the dataset.

    A run starts a process and loads models; what 100 documents cost is taken off, so that only the documents count.
    """
    data, cost = dataset(path), {}
    texts = data["text"][:]
    for pair in FILTERS:
        op = built(pair, models)
        op.run(data.select(range(100)))
        started = cpu()
        op.run(data.select(range(100)))
        start_up, started = cpu() - started, cpu()
        kept = len(op.run(data))
        cost[pair] = {"run": (cpu() - started - start_up) / (len(texts) - 100), "out": len(texts) - kept}
    for pair in FILTERS:
        op = built(pair, models)
        alone(op, texts[:100])
        started = cpu()
        assert len(texts) - alone(op, texts) == cost[pair]["out"]
        cost[pair]["alone"] = (cpu() - started) / len(texts)
    print(json.dumps(cost))


def cpu():
    """CPU seconds so far, of this process and of those it waited for."""
    return sum(os.times()[:4])


def alone(op, texts):
    from data_juicer.utils.constant import Fields

    kept = 0
    for start in range(0, len(texts), 1000):
        batch = {"text": texts[start : start + 1000]}
        if hasattr(op, "compute_stats_batched"):
            batch[Fields.stats] = [{} for _ in batch["text"]]
            kept += sum(op.process_batched(op.compute_stats_batched(batch)))
        else:
            kept += len(op.process_batched(batch)["text"])
    return kept


def together(path, models, *pairs):
    """The filters one after the other over a dataset."""
    data = dataset(path)
    for pair in pairs:
        data = built(pair, models).run(data)
    print(json.dumps({"kept": len(data)}))


def suite(path, models):
    """The eight filters over a dataset."""
    together(path, models, *EIGHT)


def minhash(path, out, bands, rows_per_band, seed):
    from data_juicer.ops.deduplicator.document_minhash_deduplicator import DocumentMinhashDeduplicator

    op = DocumentMinhashDeduplicator(
        tokenization="space", window_size=5, num_permutations=128, jaccard_threshold=0.7, lowercase=True,
        num_bands=int(bands), num_rows_per_band=int(rows_per_band), num_proc=1,
    )  # fmt: skip
    if seed != "1":  # it has a seed of its own and no setting for it
        op.perm_a, op.perm_b = permutations(int(seed))
    kept = op.run(dataset(path))
    with open(out, "w") as file:
        json.dump(list(kept["place"]), file)


def permutations(seed):
    """Drawn as the operator draws its own."""
    import numpy as np

    draw, prime = np.random.RandomState(seed).randint, (1 << 61) - 1
    drawn = [(draw(1, prime, dtype=np.uint64), draw(0, prime, dtype=np.uint64)) for _ in range(128)]
    return np.array(drawn, dtype=np.uint64).T


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
