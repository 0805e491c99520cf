"""The names of a gazetteer as a check needs them: which entries a text speaks of, and which of them a name is near."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

from goldsmith.check.entities.folding import folded
from goldsmith.check.entities.gazetteer import Entry, Gazetteer
from goldsmith.check.entities.gazetteer_files import entry_of, read_gazetteer
from goldsmith.check.entities.retrieval import Index
from goldsmith.check.entities.scanning import Scanner, Spotted
from goldsmith.core.file_digest import file_digest
from goldsmith.core.frozen import FrozenDict

_NEAR = 0.75
"""Likeness from which a name may be a misspelling of another."""
Listed = str | tuple[FrozenDict, ...]


class KnownNames:
    """A gazetteer and its scanner."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer, self._scanner = gazetteer, Scanner(gazetteer)

    def spoken_of(self, texts: Iterable[str]) -> frozenset[int]:
        """All entries (their places) that the names in some texts may stand for, whatever their case."""
        return frozenset(entry for text in texts for one in self._scanner.spot(text) for entry in one.entries)

    def spot(self, text: str) -> list[Spotted]:
        """The names in a text, with capitals where the gazetteer has them."""
        return self._scanner.spot(text, cased=True)

    def spellings(self, entries: Iterable[int]) -> tuple[str, ...]:
        """All that some entries (their places) are called."""
        return tuple(one for place in entries for one in self._gazetteer.entries[place].spellings)

    def nearest(self, name: str, among: frozenset[int]) -> str | None:
        """The spelling of one of some entries (their places) that a name may be a misspelling of."""
        entries = tuple(self._gazetteer.entries[place] for place in sorted(among))
        for one in _index(entries).candidates(name, 1) if entries else ():
            if one.likeness >= _NEAR:
                return next(each for each in entries[one.entry].spellings if folded(each) == one.form)
        return None


def known_names(listed: Listed) -> KnownNames | None:
    """The names of a file, or of entries as plain data; None for none.

    Raises:
        GoldsmithError: the file cannot be read, or an entry is wrong.
    """
    if not listed:
        return None
    return _known(listed, file_digest(Path(listed)) if isinstance(listed, str) else "")


@functools.lru_cache(maxsize=4)
def _known(listed: Listed, _held: str) -> KnownNames:
    if isinstance(listed, str):
        return KnownNames(read_gazetteer(Path(listed)))
    return KnownNames(Gazetteer(entry_of(f"entry {place}", plain) for place, plain in enumerate(listed, 1)))


@functools.lru_cache(maxsize=32)
def _index(entries: tuple[Entry, ...]) -> Index:
    """Samples about the same asset follow each other."""
    return Index(Gazetteer(entries))
