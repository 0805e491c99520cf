"""Personal data: what tells who somebody is or where to reach them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import ClassVar

from goldsmith.check.check import Check, Fault
from goldsmith.check.private import contact_details, identity_numbers
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.types import Finding, Sample

_LIKELY = re.compile(r"\d|@|[\[({] ?(?:at|arroba|ät|arobase|chiocciola|собака) ?[\])}]", re.IGNORECASE)


class PersonalData(Check):
    """Flag e-mail addresses, telephone numbers, IBANs, payment cards, national identities, IP and street addresses.

    Check digits must hold, telephone numbers must be valid and grouped as their country groups them. A detail that
    also stands in the notes is there on purpose and only minor; reserved and well-known examples (example.com,
    555-0123, test cards), offices and services are notes. The suggestion is a placeholder; the message does not repeat
    the detail. Names of persons are not looked for.
    """

    version: ClassVar[int] = 3

    regions: tuple[str, ...] = ()
    """Countries (as US) whose telephone numbers are known without a prefix; none: those of the sample's language."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each detail in a turn, with its place."""
        likely = [(place, turn) for place, turn in enumerate(sample.turns) if _LIKELY.search(turn.text)]
        if likely and not (contact_details.available() and identity_numbers.available()):
            reason = "telephone numbers, accounts and identities were not looked for"
            yield self.not_run(sample, f"{reason}: pip install 'goldsmith[checks]'")
        large = [(place, turn) for place, turn in enumerate(sample.turns) if len(turn.text) > LARGEST]
        noted = _squeezed(" ".join(note.text[:LARGEST] for note in sample.notes())) if likely else ""
        look = functools.partial(_details, self._regions_of(sample), noted)
        yield from self.in_texts(sample, sorted({*likely, *large}, key=lambda one: one[0]), look)

    def _regions_of(self, sample: Sample) -> tuple[str, ...]:
        if self.regions:
            return tuple(region.upper() for region in self.regions)
        language, _, region = str(sample.tags.get("language", "en")).replace("_", "-").partition("-")
        own = (region.upper(),) if len(region) == 2 else ()
        return own + contact_details.REGIONS.get(language.lower(), ())


def _details(regions: tuple[str, ...], noted: str, text: str) -> Iterator[Fault]:
    """The details in a text in order; of two about the same characters, the one that is surer."""
    looks = [contact_details.mails(text), contact_details.machines(text)]
    if identity_numbers.available():
        looks.insert(0, identity_numbers.identity_numbers(text))
    if contact_details.available():
        looks.append(contact_details.phones(text, regions))
    looks.append(contact_details.streets(text))
    taken = bytearray(len(text))
    kept = []
    for fault in (fault for look in looks for fault in look):
        if not any(taken[fault.start : fault.end]):
            taken[fault.start : fault.end] = b"\1" * (fault.end - fault.start)
            kept.append(_softened(fault, text, noted))
    yield from sorted(kept, key=lambda fault: fault.start)


def _softened(fault: Fault, text: str, noted: str) -> Fault:
    if fault.severity == "major" and _squeezed(text[fault.start : fault.end]) in noted:
        return fault._replace(severity="minor", message=f"{fault.message} that stands in the notes")
    return fault


def _squeezed(text: str) -> str:
    return re.sub(r"[\s().\u00a0-]", "", text).lower()
