"""Pictures as vectors of unit norm: by a grid of colours and edges, or by a model in a folder."""

from __future__ import annotations

import functools
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from goldsmith.core.errors import GoldsmithError
from goldsmith.models.quiet import quiet_libraries

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

BATCH = 32
"""Pictures embedded at once; no more lie in memory."""
CELLS = 4
"""Cells along either side of the grid."""
TURNS = 8
"""Directions of edges that are told apart."""

_SIDE = 64


class PictureEmbedder(NamedTuple):
    """What makes vectors of pictures."""

    name: str
    """Names in findings what made them."""
    embed: Callable[[list[Image.Image]], NDArray[np.float32]]
    """Vectors (pictures x width) of any norm."""


def picture_vectors(pictures: Iterable[Image.Image], source: str = "colour-edges") -> NDArray[np.float32]:
    """One vector an RGB picture, float32, shape (pictures, width), of norm 1.

    Args:
        pictures: gone through once, `BATCH` at a time.
        source: `colour-edges`, or the folder of a model that sees (CLIP, SigLIP, DINO, ViT).

    Raises:
        GoldsmithError: there is no such source, or the `train` extra is missing.
    """
    import numpy as np

    maker, kept, width, flow = picture_embedder(source), array("f"), 1, iter(pictures)
    for batch in _batches(flow):
        rows = maker.embed(batch)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        width = rows.shape[1]
        kept.frombytes((rows / np.where(norms > 0, norms, 1)).astype(np.float32).tobytes())
    return np.frombuffer(kept, np.float32).reshape(-1, width)


@functools.lru_cache(maxsize=2)
def picture_embedder(source: str) -> PictureEmbedder:
    """The embedder of that name, loaded once.

    Raises:
        GoldsmithError: there is none, or it cannot be loaded.
    """
    if source == "colour-edges":
        return PictureEmbedder(f"colours and edges in {CELLS} x {CELLS} cells", colour_edges)
    if not Path(source).expanduser().is_dir():
        raise GoldsmithError(f"there is no embedder {source!r} of pictures", "say colour-edges, or name a folder")
    return PictureEmbedder(f"picture encoder {Path(source).name}", _encoder(Path(source).expanduser()))


def colour_edges(pictures: list[Image.Image]) -> NDArray[np.float32]:
    """The mean colour and the directions of edges in each cell of a grid, shape (pictures, 16 x 11).

    Good for how pictures look: layout, colours and textures survive scaling, re-encoding and small crops. It does not
    know what is shown: two dogs on unlike lawns are as far apart as a dog and a car. Half the norm is of the colours,
    half of the edges (histograms of gradients, Dalal and Triggs 2005, one for a cell).
    """
    import numpy as np
    from PIL import Image

    small = [one.convert("RGB").resize((_SIDE, _SIDE), Image.Resampling.BOX) for one in pictures]
    colours = np.stack([np.asarray(one, np.float32) / 255 for one in small])
    grey = colours.mean(axis=3)
    down, right = np.gradient(grey, axis=(1, 2))
    turn = (np.arctan2(down, right) / np.pi % 1 * TURNS).astype(np.int64) % TURNS
    edges = np.eye(TURNS, dtype=np.float32)[turn] * np.hypot(down, right).astype(np.float32)[..., None]
    parts = [_in_cells(colours) - np.float32(0.5), np.sqrt(_in_cells(edges))]
    norms = [np.linalg.norm(part, axis=1, keepdims=True) for part in parts]
    return np.concatenate([part / np.where(norm > 0, norm, 1) for part, norm in zip(parts, norms, strict=True)], axis=1)


def _in_cells(values: NDArray[Any]) -> NDArray[np.float32]:
    """Means over the cells of a grid, shape (pictures, cells x kinds)."""
    count, side, _, kinds = values.shape
    step = side // CELLS
    means: NDArray[np.float32] = values.reshape(count, CELLS, step, CELLS, step, kinds).mean(axis=(2, 4))
    return means.reshape(count, -1)


def _batches(flow: Iterator[Image.Image]) -> Iterator[list[Image.Image]]:
    while batch := list(islice(flow, BATCH)):
        yield batch


def _encoder(folder: Path) -> Callable[[list[Image.Image]], NDArray[np.float32]]:
    """The picture side of a model with two, else the pooled last layer."""
    with quiet_libraries():
        import torch
        from transformers import AutoImageProcessor, AutoModel

        try:
            processor = AutoImageProcessor.from_pretrained(folder)
            model = AutoModel.from_pretrained(folder, dtype=torch.float32)
        except (OSError, ValueError, KeyError) as error:
            said = next(iter(str(error).strip().splitlines()), type(error).__name__)
            remedy = "give a folder with config.json, weights and preprocessor_config.json"
            raise GoldsmithError(f"no picture encoder can be loaded from {folder}: {said}", remedy) from error
    model = model.to("cuda" if torch.cuda.is_available() else "cpu").eval()

    def embed(pictures: list[Image.Image]) -> NDArray[np.float32]:
        with quiet_libraries(), torch.inference_mode():
            pixels = processor(images=pictures, return_tensors="pt")["pixel_values"].to(model.device)
            rows: NDArray[np.float32] = _features(model, pixels).float().cpu().numpy()
        return rows

    return embed


def _features(model: Any, pixels: Any) -> Any:
    if hasattr(model, "get_image_features"):
        found = model.get_image_features(pixel_values=pixels)
        return getattr(found, "pooler_output", found)
    found = model(pixel_values=pixels)
    pooled = getattr(found, "pooler_output", None)
    return found.last_hidden_state[:, 0] if pooled is None else pooled
