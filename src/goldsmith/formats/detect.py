"""Find out what format a file or folder has."""

from __future__ import annotations

from pathlib import Path

from goldsmith.core.errors import GoldsmithError
from goldsmith.formats.format import Format

ORDER = (
    "hf-datasets llama-factory voc coco vqa llava sharegpt chat-jsonl alpaca captions parquet webdataset pictures"
).split()
"""From the most particular to the most general."""

ENDINGS = {
    ".jsonl": "chat-jsonl",
    ".json": "sharegpt",
    ".parquet": "parquet",
    ".tar": "webdataset",
    ".csv": "captions",
    ".tsv": "captions",
}
"""What a file's ending stands for when it is written."""


def detect(path: Path) -> Format:
    """The first format that knows the file or folder, with its default settings.

    Raises:
        GoldsmithError: the path is not there, may not be read, or no format knows it.
    """
    if not path.exists():
        raise GoldsmithError(f"there is no {path}")
    known = {form.name(): form for form in Format.all() if form.reads}
    try:
        for name in sorted(known, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER)):
            if known[name].knows(path):
                return known[name]()
    except PermissionError as error:
        raise GoldsmithError(f"{path} may not be read", "change its rights") from error
    if path.is_file() and not path.stat().st_size:
        raise GoldsmithError(f"{path} is empty")
    raise GoldsmithError(f"the format of {path} is not recognised", f"name one: {', '.join(known)}")


def for_writing(path: Path) -> Format:
    """The format that a file's ending stands for.

    Raises:
        GoldsmithError: the ending stands for none.
    """
    if path.suffix not in ENDINGS:
        raise GoldsmithError(f"{path.name!r} does not say which format to write", "name it with --to")
    return Format.build(ENDINGS[path.suffix])
