"""Numbers that stand for one person or account: bank accounts, payment cards, identities that a state gave."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from goldsmith.check.check import Fault
from goldsmith.core.types import Severity

NEAR = 40
"""Characters before a number in which a word may say what it is."""

_LETTER = r"[^\W\u3040-\u9fff]"
"""A letter or digit of a script that puts blanks between words; Chinese and Japanese stand next to numbers."""
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{1,4}){3,8}(?![A-Za-z0-9])")
_CARD = re.compile(
    rf"(?<!{_LETTER})(?<![.,+-])(?:(?:4\d\d|5[1-5]\d|2[2-7]\d|6(?:01|[45]\d)|35\d)\d([ -]?)\d{{4}}\1\d{{4}}\1\d{{4}}"
    rf"|3[47]\d\d([ -]?)\d{{6}}\2\d{{5}})(?!{_LETTER}|-|[.,]\d)"
)
_CARD_WORDS = re.compile(
    r"card|visa|credit|debit|amex|tarjeta|karte|carte|карт|cartão|cartao|carta|卡|カード", re.IGNORECASE
)
_KNOWN = frozenset(
    "4111111111111111 4242424242424242 4000056655665556 4012888888881881 4222222222222220 5555555555554444"
    " 5105105105105100 2223003122003222 5200828282828210 6011111111111117 6011000990139424 3530111333300000"
    " 3566002020360505 378282246310005 371449635398431 378734493671000"
    " DE89370400440532013000 GB82WEST12345698765432 GB29NWBK60161331926819 FR1420041010050500013M02606"
    " FR7630006000011234567890189 ES9121000418450200051332 IT60X0542811101000000123456 NL91ABNA0417164300"
    " BE68539007547034 CH9300762011623852957 PT50000201231234567890154"
    " 12345678Z 00000000T X1234567L Y1234567X Z1234567R X0000000T 123456789 078051120 219099999 457555462 987654321"
    " 12345678909 11144477735 RSSMRA80A01H501U RSSMRA85T10A562S MRTMTT25D09F205Z 11010519491231002X 7569217076985"
    " 36574261809 86095742719 12345678911 255081416802538 123456785 501964843 8212289874".split()
)
"""Numbers that documents and test suites give as examples."""


class _Identity(NamedTuple):
    """A kind of number: the module of python-stdnum that checks it, its shape, the words that announce it.

    `alone` is how grave it is where no such word stands near: shapes that other numbers have as well are then nothing.
    """

    what: str
    module: str
    shape: str
    words: str = "$^"
    alone: Severity | None = None


_IDENTITIES = (
    _Identity("a Spanish DNI", "es.dni", r"\d{8}[ -]?[A-HJ-NP-TV-Z]", alone="major"),
    _Identity("a Spanish NIE", "es.nie", r"[XYZ][ -]?\d{7}[ -]?[A-HJ-NP-TV-Z]", alone="major"),
    _Identity("a German tax identity", "de.idnr", r"[1-9]\d ?\d{3} ?\d{3} ?\d{3}", r"id-?nr|steuer|tax"),
    _Identity(
        "a French social security number", "fr.nir", r"[12] ?\d\d ?\d\d ?\d[\dAB] ?\d{3} ?\d{3} ?\d\d", alone="major"
    ),
    _Identity("a US social security number", "us.ssn", r"\d{3}-\d\d-\d{4}", r"ssn|social|seguro", "minor"),
    _Identity("a US taxpayer number", "us.itin", r"9\d\d-\d\d-\d{4}", r"itin|tax|ssn"),
    _Identity(
        "an Italian codice fiscale", "it.codicefiscale", r"[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]", alone="major"
    ),
    _Identity("a Brazilian CPF", "br.cpf", r"\d{3}\.\d{3}\.\d{3}-\d\d", alone="major"),
    _Identity("a Brazilian CPF", "br.cpf", r"\d{11}", r"cpf"),
    _Identity("a Portuguese NIF", "pt.nif", r"[1-3]\d{2} ?\d{3} ?\d{3}", r"\bnif|contribuinte|fiscal"),
    _Identity("a Portuguese citizen card", "pt.cc", r"\d{8} ?\d ?[A-Z0-9]{2}\d", r"cart[aã]o|cidad[aã]o|\bcc\b"),
    _Identity("a Russian INN", "ru.inn", r"\d{12}", r"инн|inn"),
    _Identity("a British NHS number", "gb.nhs", r"\d{3} ?\d{3} ?\d{4}", r"nhs"),
    _Identity("a Chinese identity number", "cn.ric", r"[1-9]\d{16}[\dX]", alone="major"),
    _Identity("a Dutch BSN", "nl.bsn", r"\d{9}", r"bsn|burgerservice"),
    _Identity("a Polish PESEL", "pl.pesel", r"\d{11}", r"pesel"),
    _Identity("a Swedish personal number", "se.personnummer", r"(?:19|20)?\d{6}[-+]\d{4}", r"person|pnr", "minor"),
    _Identity("an Indian Aadhaar number", "in_.aadhaar", r"[2-9]\d{3} ?\d{4} ?\d{4}", r"aadhaar|uidai|आधार"),
    _Identity("an Indian PAN", "in_.pan", r"[A-Z]{3}P[A-Z]\d{4}[A-Z]", r"\bpan\b|permanent account"),
    _Identity("a Mexican CURP", "mx.curp", r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d", alone="major"),
    _Identity("an Argentine CUIT", "ar.cuit", r"2[0347]-\d{8}-\d", r"cui[tl]", "minor"),
    _Identity("a Chilean RUT", "cl.rut", r"\d{1,2}\.\d{3}\.\d{3}-[\dK]", alone="major"),
    _Identity("a Korean resident number", "kr.rrn", r"\d{6}-[1-8]\d{6}", alone="major"),
    _Identity("a Swiss social security number", "ch.ssn", r"756\.\d{4}\.\d{4}\.\d\d", alone="major"),
    _Identity("a Canadian SIN", "ca.sin", r"\d{3}[ -]\d{3}[ -]\d{3}", r"\bsin\b|social insurance|\bnas\b"),
)


def available() -> bool:
    """Whether the library that checks the digits is installed."""
    return importlib.util.find_spec("stdnum") is not None


def identity_numbers(text: str) -> Iterator[Fault]:
    """The accounts, cards and identities in a text whose check digits hold; well-known examples are notes."""
    yield from _accounts(text)
    for found in _CARD.finditer(text):
        number = _bare(found.group())
        if _luhn(number):
            told = _CARD_WORDS.search(text[max(0, found.start() - NEAR) : found.start()])
            grave: Severity = "major" if told or len(number) != len(found.group()) else "minor"
            yield _fault("a payment card", number, grave, found.span(), "[CARD]")
    for kind, shape, words in _shapes():
        for found in shape.finditer(text):
            told = words.search(text[max(0, found.start() - NEAR) : found.start()])
            severity = "major" if told else kind.alone
            if severity and _checks(kind.module).is_valid(found.group()):
                yield _fault(kind.what, _bare(found.group()), severity, found.span(), "[NATIONAL ID]")


def _accounts(text: str) -> Iterator[Fault]:
    from stdnum import iban

    for found in _IBAN.finditer(text):
        said = found.group()
        while len(said) >= 15 and not iban.is_valid(said):
            said = re.sub(r"[ -]?[A-Z0-9]+$", "", said)  # words in capitals may follow
        if len(said) >= 15:
            span = (found.start(), found.start() + len(said))
            yield _fault("a bank account (IBAN)", _bare(said), "major", span, "[IBAN]")


def _fault(what: str, number: str, severity: Severity, span: tuple[int, int], placeholder: str) -> Fault:
    if number in _KNOWN:
        return Fault("note", f"{what}, a well-known example", *span, placeholder)
    return Fault(severity, f"{what}, its check digits hold" if severity == "major" else what, *span, placeholder)


def _bare(number: str) -> str:
    return re.sub(r"[ .-]", "", number)


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[::-2])) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1


@functools.cache
def _shapes() -> list[tuple[_Identity, re.Pattern[str], re.Pattern[str]]]:
    return [
        (
            kind,
            re.compile(rf"(?<!{_LETTER})(?<![.,+-]){kind.shape}(?!{_LETTER}|-|[.,]\d)"),
            re.compile(kind.words, re.IGNORECASE),
        )
        for kind in _IDENTITIES
    ]


@functools.cache
def _checks(module: str) -> Any:
    return importlib.import_module(f"stdnum.{module}")
