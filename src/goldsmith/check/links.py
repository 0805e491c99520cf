"""Links that cannot be right."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlsplit

from goldsmith.check.check import Check, Fault
from goldsmith.check.private.hosts import can_exist, registered
from goldsmith.check.text.markdown import Link, cut, shape
from goldsmith.check.text.reading import NOT_IN_ADDRESSES
from goldsmith.core.types import Finding, Sample, Severity

_HAS_LINK = re.compile(r"://|\]\(|\]:|\bjavascript:|\bvbscript:|\bdata:", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?<![a-z0-9_])(?:https?|ftp)://(?:[a-z0-9.-]{1,255}\.[a-z]{2,24}(?=[\u3040-\u9fff])"  # text goes on in Chinese
    rf"|[^\s<>\"'`|\]{NOT_IN_ADDRESSES}]{{1,2000}})",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"\b(?:href|src)\s{0,9}=\s{0,9}[\"']?([^\s\"'>]{1,2000})", re.IGNORECASE)
_SCRIPT = re.compile(
    r"\b(?:javascript|vbscript):[^\s(=]{0,200}[(=]|\bdata:[\w.+-]{1,80}/[\w.+-]{1,80}[;,]\S", re.IGNORECASE
)
_DANGEROUS = ("javascript:", "vbscript:", "data:", "file:")
_BROKEN = re.compile(r"\.\.|^\.|(?:^|\.)-|-(?:\.|$)")
"""What no host's name has: an empty label, or one that begins or ends in a hyphen."""
_HOST = re.compile(r"(https?://|www\.)?((?:[\w-]{1,63}\.)+[a-z]{2,24})(?:[/?#:]\S*)?", re.IGNORECASE)
_FILES = frozenset("md py rs sh pl zip mov ai ps cc ml so pm app ts cs tf vi st js io".split())
"""Ends of file names that are ends of hosts as well: README.md is no host."""
RESERVED = ("example", "invalid", "localhost", "test", "local", "internal")


class Links(Check):
    """Flag addresses with impossible or disguised hosts, private networks, a text that names another host, scripts.

    `javascript:` and `data:` addresses are found, targets that end in punctuation, and links without a target. Full
    stops, commas and brackets after an address in a sentence are not part of it. Whether an address answers is not
    looked at: that needs the network.
    """

    version: ClassVar[int] = 4

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each faulty link, with its place."""
        yield from self.in_texts(sample, enumerate(sample.turns), _faults)


def _faults(text: str) -> Iterator[Fault]:
    if (":" not in text and "](" not in text) or not _HAS_LINK.search(text):
        return
    shaped = shape(text)
    for link in shaped.links:
        yield from _of_link(link)
    rest = cut(shaped.said, [(link.start, link.end) for link in shaped.links], keep=False)
    for found in _ADDRESS.finditer(rest):
        address = _without_sentence_end(found.group())
        yield from _of_address(address, found.start(), found.start() + len(address))
    for found in _SCRIPT.finditer(rest):
        yield Fault("major", f"an address that is a script or data: {found.group()[:40]}", *found.span())
    for start, end in shaped.html:
        for found in _ATTRIBUTE.finditer(text[start:end]):
            yield from _of_address(found[1], start + found.start(1), start + found.end(1))


def _of_link(link: Link) -> Iterator[Fault]:
    """What is wrong with a link or picture of Markdown."""
    target = link.target.strip()
    if not target:
        yield Fault("minor", "a link leads nowhere", link.start, link.end)
        return
    yield from _of_address(target, link.start, link.end)
    if "://" in target and target[-1] in ".,;:!":
        yield Fault("minor", f"the address ends in {target[-1]!r}", link.start, link.end)
    named = _HOST.fullmatch(link.text)
    host = _host(target)
    if named is None or not host or (not named[1] and _is_file(named[2], target)):
        return
    if registered(named[2]) != registered(host):
        yield Fault("major", f"the link reads {named[2][:80]} and leads to {host[:80]}", link.start, link.end)


def _of_address(address: str, start: int, end: int) -> Iterator[Fault]:
    """What is wrong with where an address leads."""
    scheme = re.sub(r"[\x00-\x20\u200b-\u200f]", "", address[:200]).lower()
    if scheme.startswith(_DANGEROUS):
        yield Fault("major", f"an address that is a script, data or a file: {address[:40]}", start, end)
    elif scheme.startswith(("http://", "https://", "ftp://", "//")) and (fault := _fault(address)):
        yield Fault(*fault, start, end)


def _fault(address: str) -> tuple[Severity, str] | None:
    host = _host(address)
    if not host or _BROKEN.search(host):
        return "major", f"{address[:80]} is not an address"
    if re.fullmatch(r"[\d.]+|.*:.*", host):
        return _numeric_fault(host)
    if "@" in urlsplit(address).netloc:
        return "major", f"the address hides its host {host[:80]} behind a user name"
    if _mixes_scripts(host):
        return "major", f"{host[:80]} mixes letters of several scripts"
    if host.rpartition(".")[2] in RESERVED:
        return "minor", f"{host[:80]} is reserved and leads nowhere"
    return None if can_exist(host) else ("major", f"{host[:80]} ends in a domain that does not exist")


def _numeric_fault(host: str) -> tuple[Severity, str] | None:
    try:
        private = not ipaddress.ip_address(host).is_global
    except ValueError:
        return "major", f"{host[:80]} is not an address of a machine"
    return ("minor", f"{host} lies in a private network") if private else None


def _host(address: str) -> str:
    """The host of an address; empty for none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _mixes_scripts(host: str) -> bool:
    """Whether one label of a host has look-alikes: Latin with Cyrillic or Greek letters."""
    if host.isascii():
        return False
    for label in host.split("."):
        scripts = {unicodedata.name(one, "").partition(" ")[0] for one in label if one.isalpha()}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            return True
    return False


def _is_file(name: str, target: str) -> bool:
    return name.rpartition(".")[2].lower() in _FILES or name.lower() in target.lower()


def _without_sentence_end(address: str) -> str:
    """An address without the punctuation and unmatched brackets that a sentence puts after it."""
    while address:
        last = address[-1]
        unmatched = last == ")" and address.count(")") > address.count("(")
        if not unmatched and last not in ".,;:!?*_~'\"”’»":
            break
        address = address[:-1]
    return address
