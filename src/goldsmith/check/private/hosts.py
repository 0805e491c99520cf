"""Names of hosts: which can exist, by the public suffixes that tldextract brings along (nothing is fetched)."""

from __future__ import annotations

import functools
from typing import Any


def can_exist(host: str) -> bool:
    """Whether a host's name ends in a public suffix."""
    return bool(_extract()(host).suffix)


def registered(host: str) -> str:
    """The domain that somebody registered: `example.co.uk` of `www.example.co.uk`."""
    parts = _extract()(host)
    return f"{parts.domain}.{parts.suffix}".lower()


@functools.cache
def _extract() -> Any:
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
