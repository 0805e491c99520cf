"""Secrets: keys, tokens and passwords that open something."""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from goldsmith.check.check import Check, Fault
from goldsmith.check.text.anchored import Anchored
from goldsmith.core.types import Finding, Sample

_SHAPES = {
    "an AWS access key": r"A(?:KIA|SIA)[0-9A-Z]{16}",
    "a GitHub token": r"gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}",
    "a GitLab token": r"glpat-[\w-]{20,64}",
    "a Slack token": r"xox[abeprs]-[A-Za-z0-9-]{16,255}",
    "a Slack webhook": r"hooks\.slack\.com/services/T[A-Z0-9]{6,12}/B[A-Z0-9]{6,12}/[A-Za-z0-9]{20,32}",
    "a Stripe key": r"[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}",
    "a Google API key": r"AIza[\w-]{35}",
    "a Google OAuth secret": r"GOCSPX-[\w-]{20,40}|ya29\.[\w-]{30,255}",
    "a model provider's key": r"sk-(?:[a-z]{2,10}-|[a-z]{3}\d{2}-){0,2}[A-Za-z0-9_-]{20,255}",
    "an npm token": r"npm_[A-Za-z0-9]{36}",
    "a PyPI token": r"pypi-AgE[\w-]{40,255}",
    "a Hugging Face token": r"hf_[A-Za-z0-9]{34}",
    "a SendGrid key": r"SG\.[\w-]{22}\.[\w-]{43}",
    "a Twilio key": r"SK[0-9a-f]{32}",
    "a Telegram bot token": r"\d{8,10}:AA[\w-]{33}",
    "a DigitalOcean token": r"do[opr]_v1_[0-9a-f]{64}",
    "a Shopify token": r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}",
    "a Mailgun key": r"key-[0-9a-f]{32}",
    "a Databricks token": r"dapi[0-9a-f]{32}",
    "an Azure account key": r"AccountKey=[A-Za-z0-9+/]{86}==",
    "an age key": r"AGE-SECRET-KEY-1[0-9A-Z]{58}",
}
_KNOWN = Anchored((what, rf"(?<![A-Za-z0-9_])(?:{shape})(?![A-Za-z0-9_])") for what, shape in _SHAPES.items())
_BLOCK = re.compile(
    r"-----BEGIN (?:[A-Z0-9]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----"
    r"(?:[A-Za-z0-9+/=\s\\:,-]{0,200}?[A-Za-z0-9+/]{40,76})?"
)
_JWT = re.compile(r"(?<![\w.-])(eyJ[\w-]{10,2000})\.(eyJ[\w-]{8,8000})\.([\w-]{16,2000})(?![\w-])")
_IN_URL = re.compile(r"\b[a-z][a-z0-9+]{1,20}://[^\s:/@\"'<>]{0,80}:([^\s/@\"'<>]{1,100})@[\w.-]", re.IGNORECASE)
_BEARER = Anchored([("", r"\b(?:Bearer|Basic|Token) ([A-Za-z0-9+/_.~-]{16,2000}={0,2})(?![\w-])")])
_NAMES = r"pass(?:word|wd|phrase)?|pwd|contraseña|clave|passwort|kennwort|mot de passe|senha|пароль|密码|パスワード"
_ASSIGNMENT = (
    rf"(?<![^\W_])(?:(?P<pass>(?:pg|db)?(?:{_NAMES}))|(?:client|api|app|secret|access|private|auth|account|encryption|signing|"
    r"session|refresh|bearer|jwt|bot)?[_ -]?(?:secret|token|api[_-]?key|apikey|access[_-]?key|private[_-]?key"
    r"|secret[_-]?key|auth[_-]?key|credential)s?(?:[_-]key(?:[_-]base)?)?)"
    r"[\"'\]`*]{0,3}\s{0,4}(?::=|=>|=|:|：|(?(pass)(?:\bis\b|\bes\b|是)|(?!)))\s{0,4}[\"'`*]{0,3}"
    r"(?P<value>[^\s\"'`,;<>*]{6,300})"
)
_ASSIGNED = Anchored([("", _ASSIGNMENT)], re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"(?:your|my|some|the|an?|tu|su|mi|dein|votre)[_-]?(?:api|key|token|secret|pass|clave)?[_-][\w.-]{0,60}"
    r"|(?:your|insert|enter|put|replace|change|example|dummy|fake|sample|placeholder|redacted|secret|token|password|test"
    r"|foo|demo|todo|none|null|true|false)(?![a-z0-9]{12})[\w.-]{0,60}"
    r"|.{0,40}(?:example|placeholder|redacted|xxxx|\*\*\*|\.\.\.|…|1234567890|abcdefgh|0000000).{0,300}",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"[${(\[%]|.{0,80}[(\[{]|(?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*$|(?:https?|file)://|[.~]*/")
_HASH = re.compile(r"(?:sha\d{0,3}|md5|crc|blake2b?|bcrypt|argon2id?)[:$=-].{0,300}|\$2[aby]\$.{0,300}", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_JWT_IO = "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
"""The signature of the token that every introduction to JWT shows."""


class Secrets(Check):
    """Flag API keys of well-known shapes, private keys, JSON web tokens, passwords in addresses and in assignments.

    What is assigned to a name as `api_key` must look random, what is assigned to a password must not be a plain word.
    Placeholders, references to variables, hashes, UUIDs and pictures in base64 are left alone; keys that documents give
    as examples are notes. The message does not repeat the secret.
    """

    version: ClassVar[int] = 2

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each secret in a turn, with its place."""
        yield from self.in_texts(sample, enumerate(sample.turns), _secrets)


def _secrets(text: str) -> Iterator[Fault]:
    """The secrets in a text in order; one that has two shapes is told once, by the more telling one."""
    taken = bytearray(len(text))
    kept = []
    for look in (_of_known_shape, _private_keys, _web_tokens, _in_addresses, _assigned):
        for fault in look(text):
            if not any(taken[fault.start : fault.end]):
                taken[fault.start : fault.end] = b"\1" * (fault.end - fault.start)
                kept.append(fault)
    yield from sorted(kept, key=lambda fault: fault.start)


def _of_known_shape(text: str) -> Iterator[Fault]:
    for what, found in _KNOWN.finditer(text):
        said = found.group()
        body = max(re.split(r"[-_.=/:]", said), key=len)
        if _PLACEHOLDER.fullmatch(body) or _bits(body) < 2.5 or not re.search(r"\d", body):
            if re.search(r"example", said, re.IGNORECASE):
                yield Fault("note", f"{what}, an example", *found.span(), "[SECRET]")
            continue
        yield Fault("minor" if "_test_" in said else "major", what, *found.span(), "[SECRET]")


def _private_keys(text: str) -> Iterator[Fault]:
    for found in _BLOCK.finditer(text) if "PRIVATE KEY" in text else ():
        if re.search(r"[A-Za-z0-9+/]{40}$", found.group()):
            yield Fault("major", "a private key", *found.span(), "[SECRET]")


def _web_tokens(text: str) -> Iterator[Fault]:
    for found in _JWT.finditer(text) if "eyJ" in text else ():
        try:
            head = json.loads(base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)))
        except (ValueError, binascii.Error, RecursionError):
            continue
        if isinstance(head, dict) and "alg" in head:
            if found[3] == _JWT_IO:
                yield Fault("note", "the JSON web token of the introductions", *found.span(), "[SECRET]")
            else:
                yield Fault("major", "a JSON web token", *found.span(), "[SECRET]")


def _in_addresses(text: str) -> Iterator[Fault]:
    for found in _IN_URL.finditer(text) if "://" in text else ():
        if not _idle(found[1]) and not re.fullmatch(
            r"(?:pass|pw|password|passwd|pwd|secret|\d{1,5})", found[1], re.IGNORECASE
        ):
            yield Fault("major", "a password in an address", *found.span(1), "[SECRET]")


def _assigned(text: str) -> Iterator[Fault]:
    for _, found in _BEARER.finditer(text):
        if _random(found[1]):
            yield Fault("major", "a token in a header", *found.span(1), "[SECRET]")
    for _, found in _ASSIGNED.finditer(text):
        value = found["value"].rstrip(".?)")
        start = found.start("value")
        span = (start, start + len(value))
        if _idle(value) or len(value) < 6:
            continue
        if _random(value):
            yield Fault("minor" if _UUID.fullmatch(value) else "major", "a secret in an assignment", *span, "[SECRET]")
        elif found["pass"] and _chosen(value):
            yield Fault("minor", "a password", *span, "[SECRET]")


def _idle(value: str) -> bool:
    """Whether a value opens nothing: a placeholder, a reference to a variable, a hash."""
    return bool(_PLACEHOLDER.fullmatch(value) or _REFERENCE.match(value) or _HASH.fullmatch(value))


def _random(value: str) -> bool:
    """Whether a value is long and as mixed as a generated key: letters with digits, many different ones."""
    mixed = re.search(r"\d", value) and re.search(r"[A-Za-z]", value)
    return len(value) >= 16 and bool(mixed) and _bits(value) >= 3.0


def _chosen(value: str) -> bool:
    """Whether a value is mixed as a password: letters with digits, perhaps signs, but no path, date or sentence."""
    return bool(re.search(r"\d", value) and re.search(r"[^\W\d_]", value)) and not re.fullmatch(
        r"\d+[-.]?[^\W\d]*", value
    )


def _bits(value: str) -> float:
    """The Shannon entropy of the characters, in bits for each."""
    return -sum(count / len(value) * math.log2(count / len(value)) for count in Counter(value).values())
