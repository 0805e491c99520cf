"""The evaluation sets that samples are held against, and what counts as being in them."""

from __future__ import annotations

from pathlib import Path

from pydantic import ConfigDict, Field

from goldsmith.core.own_files import OwnName
from goldsmith.core.types import Record
from goldsmith.likeness.evaluation_sets import files
from goldsmith.models.chat import Endpoint


class HeldAgainst(Record):
    """Evaluation sets, and when a sample is in one: by n-grams, by vectors, by pictures."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    against: tuple[OwnName, ...] = ()
    """Evaluation sets, files or folders: all texts in JSON, JSONL, CSV, TSV, Parquet, Arrow or plain text, also in .gz
    and .tar; pictures and other media alone, inside these, or named there; folders of finished stages."""
    texts: tuple[str, ...] = ()
    """Questions of an evaluation set written here, beside those in files."""
    ngram: int = Field(default=10, ge=3)
    """Words in a row that are too many to share by chance."""
    common: int = Field(default=10, ge=1)
    """An n-gram in more different texts than this is a form of words: sharing it proves nothing."""
    embedder: OwnName | Endpoint = ""
    """What makes vectors of questions: char-ngrams (finds what differs in a few letters), wordllama (the extra
    `embeddings`), the folder of a sentence encoder, or an endpoint with `/embeddings` (these also find what is said in
    other words); empty for none."""
    threshold: float = Field(default=0.8, gt=0, le=1)
    """Cosine of the vectors from which on questions in other words mean the same."""

    def held(self) -> list[Path]:
        """The files of those evaluation sets that are there."""
        paths = [Path(name).expanduser() for name in self.against]
        return [file for path in paths if path.exists() for file in files(path)]
