"""Train the embedded tokenizer again: `python -m goldsmith.models.train_tokenizer`.

The text is what ships with Python and its libraries (docstrings, licences) and Goldsmith's own wording: no download.
"""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

PIECES = 8000
FILES = 3000


def texts() -> Iterator[str]:
    """Prose and code in English, and the wording files of all languages, many times."""
    own = sorted((Path(__file__).parents[1] / "generate" / "wording").rglob("*.yaml"))
    for _ in range(20):
        yield from (path.read_text(encoding="utf-8") for path in own)
    library = Path(sysconfig.get_paths()["stdlib"])
    for path in islice(sorted(library.rglob("*.py")), FILES):
        yield path.read_text(encoding="utf-8", errors="ignore")


def main() -> None:
    """Write `tokenizer.json` beside this file."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=PIECES, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(texts(), trainer)
    tokenizer.save(str(Path(__file__).parent / "tokenizer.json"), pretty=False)
    sys.stdout.write(f"{tokenizer.get_vocab_size()} pieces\n")


if __name__ == "__main__":
    main()
