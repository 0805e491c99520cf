"""A list of names: what each stands for, how else it is spelled, how well known it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from goldsmith.check.entities.folding import folded


class Entry(NamedTuple):
    """One person, place or thing; `popularity` is any number from 0 up, larger where it is meant more often."""

    id: str
    name: str
    type: str = ""
    aliases: tuple[str, ...] = ()
    popularity: float = 0.0

    @property
    def spellings(self) -> tuple[str, ...]:
        """The canonical name and the other ones."""
        return (self.name, *self.aliases)


class Gazetteer:
    """Entries, found by any of their spellings; several entries may share one."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        named: dict[str, list[int]] = {}
        for place, entry in enumerate(self.entries):
            for form in dict.fromkeys(map(folded, entry.spellings)):
                named.setdefault(form, []).append(place)
        self.forms = {form: tuple(places) for form, places in named.items() if form}
        """The entries (their places) of each folded spelling."""

    def prior(self, entry: int, form: str) -> float:
        """How often a folded spelling means an entry (its place), 0 to 1: by its popularity among those it may mean."""
        sharing = self.forms[form]
        total = sum(self.entries[one].popularity for one in sharing)
        return self.entries[entry].popularity / total if total else 1 / len(sharing)
