"""Links that cannot be right."""

from __future__ import annotations

import functools
import ipaddress
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from goldsmith.check.check import Check
from goldsmith.check.reading import LARGEST
from goldsmith.core.types import Finding, Place, Sample, Severity

_ADDRESS = re.compile(r"\b(?:https?|ftp)://[^\s<>\"'`|\]]{1,2000}", re.IGNORECASE)
_LABELLED = re.compile(r"\[([^\[\]\n]{1,200})\]\(((?:https?|ftp)://[^()\s]{1,2000})\)")
_HOST = re.compile(r"^(?:https?://)?((?:[\w-]{1,63}\.)+[a-z]{2,24})(?:/\S*)?$", re.IGNORECASE)
RESERVED = ("example", "invalid", "localhost", "test", "local", "internal")


class Links(Check):
    """Flag addresses with impossible hosts, private networks, a text that names another host, trailing punctuation.

    Whether an address answers is not looked at: that needs the network.
    """

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each faulty link, with its place."""
        for place, turn in enumerate(sample.turns):
            text = turn.text
            if len(text) > LARGEST:
                yield self.not_run(sample, f"turn {place} is too large ({len(text):,} characters)")
            elif "://" in text:
                for severity, message, start, end in (*_hosts(text), *_mismatches(text)):
                    yield self.finding(sample, severity, message, Place(turn=place, start=start, end=end))


def _hosts(text: str) -> Iterator[tuple[Severity, str, int, int]]:
    for found in _ADDRESS.finditer(text):
        address = found.group().rstrip(")")
        fault = _fault(address.rstrip(".,;:!?"))
        if fault:
            yield *fault, *found.span()


def _fault(address: str) -> tuple[Severity, str] | None:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return "major", f"{address} is not an address"
    if re.fullmatch(r"[\d.]+|.*:.*", host):
        try:
            private = not ipaddress.ip_address(host).is_global
        except ValueError:
            return "major", f"{host} is not an address of a machine"
        return ("minor", f"{host} lies in a private network") if private else None
    if host.rpartition(".")[2] in RESERVED:
        return "minor", f"{host} is reserved and leads nowhere"
    return None if _extract()(host).suffix else ("major", f"{host} ends in a domain that does not exist")


def _mismatches(text: str) -> Iterator[tuple[Severity, str, int, int]]:
    for found in _LABELLED.finditer(text):
        named = _HOST.match(found[1].strip())
        if named and _site(named[1]) != _site(urlsplit(found[2]).hostname or ""):
            yield "major", f"the link reads {named[1]} and leads to {urlsplit(found[2]).hostname}", *found.span()


def _site(host: str) -> str:
    parts = _extract()(host)
    return f"{parts.domain}.{parts.suffix}".lower()


@functools.cache
def _extract() -> Any:
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
