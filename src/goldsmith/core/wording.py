"""The words of a sample that duplicates and leaks are looked for in."""

from __future__ import annotations

import hashlib
from typing import Literal

from goldsmith.core.types import Sample

Field = Literal["question", "answer", "both"]
_ROLES = {"question": ("user",), "answer": ("assistant",), "both": ("user", "assistant")}


def wording(sample: Sample, of: Field = "both") -> str:
    """The texts of the user's turns, of the assistant's, or of both, a line each."""
    return "\n".join(turn.text for turn in sample.turns if turn.role in _ROLES[of])


def assets_number(sample: Sample) -> int:
    """A 64-bit number for the set of assets of a sample, whatever their order."""
    return number("\n".join(sorted({asset.id for asset in sample.assets})))


def number(text: str) -> int:
    """A 64-bit number for a text, the same in every process."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
