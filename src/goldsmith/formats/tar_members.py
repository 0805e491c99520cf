"""The files in a tar, read with care: what is passed over is said, and so is where a damaged tar breaks off."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding
from goldsmith.formats.files import problem, readable_file

LARGEST_MEMBER = 1 << 30
"""Bytes."""

DAMAGE = (tarfile.TarError, EOFError, OSError, OverflowError, RecursionError, ValueError)
"""What Python's tarfile raises over headers that lie."""


def members(file: Path, form: str) -> Iterator[tuple[str, bytes] | Finding]:
    """Name and bytes of every plain file in an uncompressed tar, in order; nothing is unpacked to disk.

    Raises:
        GoldsmithError: the tar is damaged or cut; the last good member is named.
    """
    last = ""
    try:
        with readable_file(file).open("rb") as raw, tarfile.open(fileobj=raw, mode="r:") as tar:
            while (member := tar.next()) is not None:
                tar.members.clear()  # type: ignore[attr-defined]  # it would grow with every member
                why = _unfit(member)
                if why:
                    yield problem(form, f"{file}: {member.name}: {why}", "minor", file=file.name)
                    continue
                stream = tar.extractfile(member)
                data = stream.read() if stream else b""
                yield member.name, data
                last = member.name
            ended = _ended(raw, tar.offset)
    except DAMAGE as error:
        raise GoldsmithError(_broken(file, last, str(error)), "fetch the file again") from error
    if not ended:
        message = f"{file}: no end mark after {last}: the file may have been cut between two members"
        yield problem(form, message, "minor", file=file.name)


def _unfit(member: tarfile.TarInfo) -> str:
    if member.size < 0:
        raise tarfile.ReadError(f"{member.name} has a negative size")
    if member.issym() or member.islnk():
        return "a link, which is not followed"
    if member.size > LARGEST_MEMBER or member.issparse():
        return f"passed over: larger than {LARGEST_MEMBER:,} bytes, or sparse"
    return "" if member.isreg() or member.isdir() else "neither a file nor a folder"


def _ended(raw: BinaryIO, offset: int) -> bool:
    """Whether the tar's end mark stands where reading stopped; tarfile takes a broken header for the end as well."""
    raw.seek(offset)
    block = raw.read(tarfile.BLOCKSIZE)
    if block.strip(b"\0"):
        raise tarfile.ReadError("what follows is no header")
    return bool(block)


def _broken(file: Path, last: str, why: str) -> str:
    return f"{file}: damaged or cut {f'after {last}' if last else 'at its beginning'}: {why}"
