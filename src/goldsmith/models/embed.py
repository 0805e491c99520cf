"""Texts as vectors of unit norm, by a named source: n-grams, a small embedded model, a folder, an endpoint."""

from __future__ import annotations

import functools
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from goldsmith.core.errors import GoldsmithError, NotInstalledError
from goldsmith.models.chat import Endpoint, NoReplyError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Source = str | Endpoint
"""`char-ngrams`, `wordllama`, the folder of a sentence encoder, or an endpoint (`url`, `model`) with `/embeddings`."""
BATCH = 256
"""Texts embedded at once by what runs here, a quarter as many by an endpoint or a folder; no more lie in memory."""
READ = 8_000
"""Characters of a text that are embedded."""


class Embedder(NamedTuple):
    """What makes vectors."""

    name: str
    """Names in findings what made them: vectors of two embedders cannot be compared."""
    batch: int
    embed: Callable[[list[str]], NDArray[np.float32]]
    """Vectors (texts x width) of any norm, of texts that hold something."""


class EmbeddingError(GoldsmithError):
    """There is no such source of vectors, or what it gave are none."""


@functools.lru_cache(maxsize=4)
def embedder(source: Source) -> Embedder:
    """The embedder of that name, loaded once.

    Raises:
        GoldsmithError: its library or its folder is missing, or the folder holds no sentence encoder.
    """
    if isinstance(source, Endpoint):
        return Embedder(f"{source.model} at {source.url}", BATCH // 4, functools.partial(_asked, source))
    if source == "char-ngrams":
        from goldsmith.models.char_ngrams import SIZES, WIDTH, char_ngrams

        return Embedder(f"character n-grams of {SIZES[0]} to {SIZES[-1]}, {WIDTH} wide", BATCH, char_ngrams)
    if source == "wordllama":
        return _wordllama()
    if not Path(source).expanduser().is_dir():
        raise EmbeddingError(
            f"there is no embedder {source!r}", "say char-ngrams, wordllama, a folder, or an endpoint's url and model"
        )
    from goldsmith.models.embed_folder import sentence_encoder

    return Embedder(f"sentence encoder {Path(source).name}", BATCH // 4, sentence_encoder(Path(source).expanduser()))


def vectors(texts: Iterable[str], source: Source) -> NDArray[np.float32]:
    """One vector a text, float32, shape (texts, width), of norm 1; zeros for a text that holds nothing.

    The texts are gone through once, a batch at a time; of each only 4 bytes a number are kept (100 MB for 100,000 texts
    of width 256, and an eighth more as the room for them grows).

    Raises:
        GoldsmithError: the source cannot be used, or gave something else than vectors.
    """
    import numpy as np

    maker = embedder(source)
    flow = (text[:READ].encode("utf-8", "replace").decode() for text in texts)
    kept, width, leading = array("f"), 0, 0
    for batch in _batches(flow, maker.batch):
        rows = _unit(maker, batch)
        if rows is None:  # nothing but empty texts
            rows = np.zeros((len(batch), width), np.float32)
            leading += 0 if width else len(batch)
        if width and rows.shape[1] != width:
            raise EmbeddingError(f"{maker.name} gave vectors of {width} and of {rows.shape[1]} numbers")
        if rows.shape[1] and not width:
            width = rows.shape[1]
            kept.frombytes(bytes(4 * leading * width))
        kept.frombytes(rows.tobytes())
    return np.frombuffer(kept, np.float32).reshape(-1, width) if width else np.zeros((leading, 1), np.float32)


def _batches(texts: Iterator[str], size: int) -> Iterator[list[str]]:
    while batch := list(islice(texts, size)):
        yield batch


def _unit(maker: Embedder, texts: list[str]) -> NDArray[np.float32] | None:
    """The vectors of a batch, shape (texts, width); None where no text holds anything."""
    import numpy as np

    filled = [place for place, text in enumerate(texts) if text.strip()]
    if not filled:
        return None
    made = np.asarray(maker.embed([texts[place] for place in filled]), np.float32)
    if made.ndim != 2 or len(made) != len(filled) or not np.isfinite(made).all():
        raise EmbeddingError(f"{maker.name} gave no vectors of numbers for {len(filled)} texts", "use another embedder")
    norms = np.linalg.norm(made, axis=1, keepdims=True)
    rows = np.zeros((len(texts), made.shape[1]), np.float32)
    rows[filled] = made / np.where(norms > 0, norms, 1)
    return rows


def _wordllama() -> Embedder:
    """Token vectors distilled from language models, averaged: knows words of many languages, not their order."""
    try:
        import wordllama
    except ModuleNotFoundError as error:
        raise NotInstalledError("vectors by wordllama", "embeddings") from error
    # Without `cache_dir` the loader looks for its tokenizer in a folder that the wheel does not have.
    model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
    return Embedder(f"wordllama {wordllama.__version__}", BATCH, model.embed)


def _asked(endpoint: Endpoint, texts: list[str]) -> NDArray[np.float32]:
    try:
        return endpoint.post("embeddings", {"input": texts, "encoding_format": "float"}, _ordered)
    except NoReplyError as error:
        raise EmbeddingError(f"{endpoint.model} at {endpoint.url} gave no vectors: {error}") from error


def _ordered(plain: Any) -> NDArray[np.float32]:
    """The vectors of an answer in the order of the texts; uneven ones are a ValueError, which is asked again."""
    import numpy as np

    items = sorted(plain["data"], key=lambda item: int(item["index"]))
    return np.array([item["embedding"] for item in items], np.float32)
