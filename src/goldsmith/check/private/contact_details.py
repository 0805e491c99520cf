"""Where a person can be reached: e-mail, telephone, street, the address of a machine."""

from __future__ import annotations

import importlib.util
import ipaddress
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from goldsmith.check.check import Fault
from goldsmith.check.links import RESERVED
from goldsmith.check.private.hosts import can_exist
from goldsmith.core.types import Severity

REGIONS = {
    "en": ("US", "GB"), "es": ("ES", "MX"), "de": ("DE", "AT", "CH"), "fr": ("FR", "BE", "CH"), "it": ("IT",),
    "pt": ("BR", "PT"), "ru": ("RU",), "zh": ("CN", "TW"), "ja": ("JP",), "ko": ("KR",), "nl": ("NL",), "pl": ("PL",),
    "sv": ("SE",), "tr": ("TR",), "hi": ("IN",), "ar": ("EG", "SA"), "uk": ("UA",), "cs": ("CZ",),
}  # fmt: skip
"""Countries whose numbers are written without a prefix in texts of a language."""

_LETTER = r"[^\W\u3040-\u9fff\uac00-\ud7a3]"
"""A letter or digit of a script whose words stand apart; Chinese, Japanese and Korean ones stand next to addresses."""
_MAIL = re.compile(
    rf"(?<!{_LETTER})(?<![.+%@/-])(?:{_LETTER}|[.+%-]){{1,64}}@(?:(?:{_LETTER}|-){{1,63}}\.){{1,6}}"
    rf"(?:(?![\d_]){_LETTER}){{2,24}}(?!{_LETTER}|[@-]|:\w)"
)
_CREDENTIALS = re.compile(r"://[\w.%+-]{0,80}:$", re.ASCII)
"""A name and a password before a host are no mail address."""
_DISGUISED = re.compile(
    r"(?<![\w.])[\w.+-]{1,64} ?[\[({] ?(?:at|arroba|ät|arobase|chiocciola|собака|@) ?[\])}] ?[\w-]{1,63}"
    r"(?:(?: ?[\[({] ?(?:dot|punto|punkt|point|ponto|точка|\.) ?[\])}] ?|\.)[a-z]{2,24}){1,3}\b",
    re.IGNORECASE,
)
_MAIL_OF_NOBODY = re.compile(
    r"(?:info|contacto?|support|sales|help|helpdesk|hello|admin|office|webmaster|postmaster|no-?reply|press|jobs|team"
    r"|service|soporte|ventas|kontakt|root|git|hr|privacy|security|abuse|billing|orders|news|newsletter)@",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:.*\.)?(?:example|ejemplo|beispiel|exemple|esempio|exemplo|domain|dominio|domaine|email|yourdomain|mydomain"
    r"|your-?company|company|mail(?!\.ru))\.[a-z.]{2,7}",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|js|ts|css|py|md|json|ya?ml|so|zip)", re.IGNORECASE)

_PHONE = re.compile(
    r"(?<![^\W\u3040-\u9fff])(?<![.,/+-])(?:\+|\()?\d[\d ().\u00a0/-]{5,20}\d(?![^\W\u3040-\u9fff]|-|[.,:]\d)"
)
_PHONE_WORDS = re.compile(
    r"phone|\bt[eé]l|call|mobile|cell|fax|whatsapp|sms|\btext\b|reach|móvil|telf|ll[aá]m|handy|ruf|nummer|numéro|appel|portable"
    r"|joindre|телефон|тел\.|звон|моб|celular|telem|liga|telefon|chiam|cellul|电话|手机|致电|電話|携帯|番号|号码",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"(?:(?:bestell|auftrags?|artikel|rechnungs?|kunden|serien|teile|vorgangs?)-?(?:nummer|nr\.?)"
    r"|\b(?:order|part|serial|invoice|item|ticket|case|model|tracking)(?: (?:number|no\.?|code|id))?"
    r"|\b(?:réf(?:érence)?|referencia|referência|ref(?:erence)?|commande|dossier|facture|pedido|expediente|factura|processo"
    r"|fattura|ordine|заказа?|артикул|订单(?:编?号)?|注文番号|部品番号))[ .:#]{0,3}$",
    re.IGNORECASE,
)
"""What stands before a number of goods or papers."""
_THOUSANDS = re.compile(r"\d{1,3}(?:([ .\u00a0])\d{3})(?:\1\d{3})+|[\d. -]*(?:19|20)\d\d[ -]+(?:19|20)\d\d[\d. -]*")
_DATE = re.compile(r"\d{1,2}([-./ ])\d{1,2}\1\d{2,4}|\d{4}([-./ ])\d{1,2}\2\d{1,2}")
_EXAMPLES = re.compile(
    r"1\d{3}55501\d\d|441632960\d{3}|447700900\d{3}|44207946\d{4}|44(?:113|114|115|116|117|118|121|131|141|151|161)4960\d{3}"
    r"|33(?:19900|26191|35301|46571|53649|63998)\d{4}|49(?:3023125|6990009|4066969|2214710|8999998)\d{3}"
)

_IPV4 = re.compile(
    rf"(?:(?<!{_LETTER})(?<![./-])(?<!\d:)(?<!::)|(?<=//))(?:\d{{1,3}}\.){{3}}\d{{1,3}}(?!{_LETTER}|-|\.\d)"
)
_IPV6 = re.compile(
    rf"(?<!{_LETTER})(?<![:.])(?=[a-f:]{{0,20}}\d)(?:[0-9a-f]{{1,4}}:){{2,7}}(?::?[0-9a-f]{{1,4}}){{1,6}}(?!{_LETTER}|:)",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"(?:\bv|§|版本|バージョン"
    r"|(?:versi|versã|release|build|section|chapter|clause|firmware|driver|верси)[a-zõãóя]{0,3})[ .:]{0,2}$",
    re.IGNORECASE,
)
_DOCUMENTED = tuple(
    ipaddress.ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
)
_EVERYBODYS = frozenset("8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 4.4.4.4 1.2.3.4 208.67.222.222".split())

_STREET = re.compile(
    r"(?<![^\W\u3040-\u9fff])(?<![.,$€£-])(?:\d{1,5}[A-Z]? (?:[NSEW]\. )?(?:[A-Z][a-z]{1,20} ){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Boulevard|Blvd|Court|Crescent|Terrace)\b"
    r"|(?:[Cc]alle|C/|[Aa]venida|Avda\.|Av\.|[Pp]aseo|[Pp]laza|Rua|Travessa|Praça"
    r"|Via|via(?= de[gil])|Viale|Piazza|Corso) ?"
    r"(?:(?:de|del|la|las|los|da|do|dos|das|di|della|dei|delle|degli) ){0,3}(?:[A-ZÁÉÍÓÚÑÇ][\w.]{1,20} ?){1,3}"
    r",? (?:n\.? ?[º°o] ?)?\d{1,4}\b"
    r"|[A-ZÄÖÜ][a-zäöüß]{2,25}(?:straße|strasse|str\.|weg|allee|gasse|platz) \d{1,4}[a-z]?\b"
    r"|\d{1,4},? (?:bis |ter )?(?:rue|avenue|boulevard|impasse|chemin|allée|quai) (?:(?:de|du|des|la|le|les) ){0,3}"
    r"(?:(?:d|l)['’])?[A-ZÉÈÀ]\w{1,25}"
    r"|(?:ул\.|улица|улице|проспект|пр\.|пер\.) ?[А-ЯЁ][а-яё]{2,25},? (?:д\.|дом)? ?\d{1,4}"
    r"|[\u4e00-\u9fff]{2,8}(?:路|街|大道)\d{1,5}[号號]"
    r"|[\u4e00-\u9fff]{2,3}[都道府県][\u4e00-\u9fff]{1,6}[市区町村郡][\u3041-\u9fff]{1,12}\d{1,3}(?:-\d{1,3}){1,2}"
    r"|\d{1,2}丁目\d{1,3}(?:番|-)\d{0,3})"
)
_FAMOUS = re.compile(
    r"10 Downing|1600 Pennsylvania|221B Baker|\d+ (?:Main|Elm|Sesame|Privet)|742 Evergreen", re.IGNORECASE
)


def available() -> bool:
    """Whether the library that knows telephone numbers is installed."""
    return importlib.util.find_spec("phonenumbers") is not None


def mails(text: str) -> Iterator[Fault]:
    """E-mail addresses; those of an office and reserved ones are notes."""
    if "@" in text:
        for found in _MAIL.finditer(text):
            if _CREDENTIALS.search(text[max(0, found.start() - 90) : found.start()]):
                continue
            name, _, host = found.group().rpartition("@")
            if _FILE.fullmatch(f".{host.rpartition('.')[2]}") or not (can_exist(host) or host.endswith(RESERVED)):
                continue
            example = _PLACEHOLDER.fullmatch(host) or host.rpartition(".")[2].lower() in RESERVED
            if example or _MAIL_OF_NOBODY.match(f"{name}@"):
                yield Fault("note", "an e-mail address of no person", *found.span(), "[EMAIL]")
            else:
                yield Fault("major", "an e-mail address", *found.span(), "[EMAIL]")
    for found in _DISGUISED.finditer(text) if re.search(r"[\[({] ?\S{1,10} ?[\])}]", text) else ():
        yield Fault("minor", "a disguised e-mail address", *found.span(), "[EMAIL]")


def phones(text: str, regions: tuple[str, ...]) -> Iterator[Fault]:
    """Telephone numbers: with a prefix, as a region groups them, or announced by a word; nobody's are notes."""
    import phonenumbers

    for found in _PHONE.finditer(text):
        said = found.group()
        before = text[max(0, found.start() - 30) : found.start()]
        if _OTHER_NUMBER.search(before):
            continue
        told = bool(_PHONE_WORDS.search(before))
        if not said.startswith("+") and not told and not _looks_dialled(said):
            continue
        for region in ("ZZ",) if said.startswith("+") else regions:
            matches = list(
                phonenumbers.PhoneNumberMatcher(said, region, leniency=phonenumbers.Leniency.STRICT_GROUPING)
            )
            if matches:
                severity, message = _kind_of_phone(matches[0].number, told or said.startswith(("+", "0", "(")))
                start = found.start() + matches[0].start
                yield Fault(severity, message, start, start + len(matches[0].raw_string), "[PHONE]")
                break


def streets(text: str) -> Iterator[Fault]:
    """What looks like a street with a number."""
    for found in _STREET.finditer(text):
        severity: Severity = "note" if _FAMOUS.match(found.group()) else "minor"
        yield Fault(severity, "what looks like a street address", *found.span(), "[ADDRESS]")


def machines(text: str) -> Iterator[Fault]:
    """IP addresses of the open network; those kept for documents, and those that everybody knows, are notes."""
    for found in chain(_IPV4.finditer(text), _IPV6.finditer(text) if text.count(":") > 1 else ()):
        said = found.group()
        try:
            address = ipaddress.ip_address(said)
        except ValueError:
            continue
        if _VERSION.search(text[max(0, found.start() - 12) : found.start()]):
            continue
        if said in _EVERYBODYS or any(address in net for net in _DOCUMENTED):
            yield Fault("note", "an IP address of nobody", *found.span(), "[IP ADDRESS]")
        elif address.is_global:
            yield Fault("minor", "an IP address", *found.span(), "[IP ADDRESS]")


def _looks_dialled(said: str) -> bool:
    """Whether a number without prefix or word is grouped as no quantity, date or code is."""
    groups = re.findall(r"\d+", said)
    if len(groups) < 3 or _THOUSANDS.fullmatch(said) or _DATE.fullmatch(said):
        return False
    return said.startswith(("0", "(")) or (len(groups) >= 3 and "-" in said and len("".join(groups)) >= 10)


def _kind_of_phone(number: Any, sure: bool) -> tuple[Severity, str]:
    import phonenumbers

    kind = phonenumbers.PhoneNumberType
    if _EXAMPLES.fullmatch(f"{number.country_code}{number.national_number}"):
        return "note", "a telephone number kept for examples"
    if phonenumbers.number_type(number) in (kind.TOLL_FREE, kind.PREMIUM_RATE, kind.SHARED_COST, kind.UAN):
        return "note", "a telephone number of a service"
    return "major" if sure else "minor", "a telephone number"
