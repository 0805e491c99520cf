"""Write files whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goldsmith.core.errors import GoldsmithError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` that takes its name when the block ends well, and vanishes when it does not.

    Raises:
        GoldsmithError: the disk is full or the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise explained(error, path) from error
    finally:
        draft.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes | str) -> None:
    """Put `data` into a file, whole or not at all."""
    with whole(path) as draft:
        draft.write_bytes(data.encode() if isinstance(data, str) else data)


def explained(error: OSError, path: Path) -> GoldsmithError | OSError:
    """Say what a user can do about a full disk or missing rights; other errors stay as they are."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return GoldsmithError(
            f"the disk is full: {path} could not be written",
            "free some space and run the same command again; finished shards are kept",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return GoldsmithError(f"no permission to write {path}", "choose another folder or change its rights")
    return error


def file_hash(path: Path) -> str:
    """The sha256 of a file's bytes, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
