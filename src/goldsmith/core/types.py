"""The shared types: all that flows through Goldsmith is a `Sample`, and all that is said about one is a `Finding`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.frozen import FrozenDict

Kind = Literal["text", "image", "chart", "document", "video", "audio"]
Role = Literal["system", "user", "assistant", "tool"]
Severity = Literal["not run", "note", "minor", "major"]
Box = tuple[float, float, float, float]


class Record(BaseModel):
    """The base of all shared types: frozen, and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def but(self, **changes: Any) -> Self:
        """A validated copy with some fields changed (pydantic's own `model_copy` does not validate)."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**{**fields, **changes})


class Origin(Record):
    """Who made something: needed to track experts and to drop what an outdated model wrote."""

    by: Literal["person", "model", "program"]
    name: str
    settings: FrozenDict = FrozenDict()


class Note(Record):
    """One piece of evidence about an asset; questions may ask it, answers are held against it.

    `kind` is one of caption, alt, box, point, label, ocr, transcript, table, value, scene, answer, ...
    A `table` note holds CSV with a header line; a `value` note holds what one drawn mark shows.
    """

    id: str
    kind: str
    text: str
    box: Box | None = Field(default=None, description="left, top, right, bottom in pixels of the stored asset")
    seconds: tuple[float, float] | None = Field(default=None, description="start and end within the asset")
    origin: Origin | None = None


class Asset(Record):
    """One media file, named by the sha256 of its bytes, with all that is known about it.

    An asset whose bytes are not at hand (`size` is None) is named by the sha256 of its source; its notes still count
    as evidence. An asset just drawn carries its bytes until the store has taken them.
    """

    id: str = Field(pattern=r"^[0-9a-f]{64}$")
    kind: Kind
    mime: str = ""
    size: int | None = Field(default=None, description="bytes; None when the bytes are not at hand")
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    licence: str = ""
    source: str = Field(default="", description="where it came from: a path, an address, a data set's name")
    uri: str | None = Field(default=None, description="where the bytes lie when the store only refers to them")
    notes: tuple[Note, ...] = ()

    _fresh: bytes | None = PrivateAttr(default=None)
    _opener: Callable[[Asset], bytes] | None = PrivateAttr(default=None)

    @classmethod
    def made(cls, data: bytes, **fields: Any) -> Asset:
        """An asset of bytes just made, to be stored with the sample that holds it."""
        asset = cls(id=hashlib.sha256(data).hexdigest(), size=len(data), **fields)
        asset._fresh = data
        return asset

    @classmethod
    def absent(cls, source: str, **fields: Any) -> Asset:
        """An asset known only by its source and its notes."""
        return cls(id=hashlib.sha256(source.encode()).hexdigest(), size=None, source=source, **fields)

    def __eq__(self, other: object) -> bool:
        """Equal by what is recorded, wherever the bytes are found."""
        return isinstance(other, Asset) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        """Equal assets hash alike."""
        return hash((self.id, self.notes))

    def but(self, **changes: Any) -> Asset:
        """A validated copy that still knows where its bytes are."""
        return super().but(**changes).bound(self._opener, self._fresh)

    def bound(self, opener: Callable[[Asset], bytes] | None, fresh: bytes | None = None) -> Asset:
        """Tell the asset where to find its bytes (the store does this on reading); returns the asset."""
        self._opener, self._fresh = opener, fresh
        return self

    def is_bound_to(self, opener: object) -> bool:
        """Whether the bytes are already found through this opener."""
        return self._fresh is None and self._opener == opener

    def read(self) -> bytes:
        """The bytes.

        Raises:
            GoldsmithError: the asset has no bytes, or is not bound to a store.
        """
        if self._fresh is not None:
            return self._fresh
        if self.size is None or self._opener is None:
            raise GoldsmithError(f"the bytes of asset {self.id[:12]} ({self.source}) are not at hand")
        return self._opener(self)

    def noted(self, kind: str) -> list[Note]:
        """The notes of one kind, in order."""
        return [note for note in self.notes if note.kind == kind]


class Part(Record):
    """A piece of a turn: some text, or a pointer to one of the sample's assets by its id."""

    text: str | None = None
    asset: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.asset is None):
            raise ValueError("a part holds either text or an asset")
        return self


class Turn(Record):
    """One message of a dialog."""

    role: Role
    parts: tuple[Part, ...]
    origin: Origin | None = None
    gold: tuple[str, ...] = Field(
        default=(), description="the values a right answer states, all of them; `a|b` where either will do"
    )
    evidence: tuple[str, ...] = Field(default=(), description="ids of the notes that support this turn")
    foreign: FrozenDict = Field(
        default=FrozenDict(), description="fields of an outside message without a place here, as tool calls or a name"
    )

    @classmethod
    def said(cls, role: Role, text: str, assets: tuple[str, ...] = (), **fields: Any) -> Turn:
        """A turn of some assets followed by one text."""
        parts = (*(Part(asset=asset) for asset in assets), Part(text=text))
        return cls(role=role, parts=parts, **fields)

    @property
    def text(self) -> str:
        """The text parts, joined by newlines."""
        texts = [part.text for part in self.parts if part.text is not None]
        return texts[0] if len(texts) == 1 else "\n".join(texts)


class Rival(Record):
    """Another final answer to the same dialog; the margin says how much better the sample's own answer is."""

    turn: Turn
    margin: int = Field(ge=-3, le=3)
    origin: Origin | None = None


class Sample(Record):
    """What flows: assets without turns are a draft, turns make it a dialog, rivals make it preference data."""

    id: str
    assets: tuple[Asset, ...] = ()
    turns: tuple[Turn, ...] = ()
    rivals: tuple[Rival, ...] = ()
    tags: FrozenDict = Field(
        default=FrozenDict(), description="language, skill, domain, format, modality, split, licence, ... as text"
    )
    parent: str | None = Field(default=None, description="id of the sample this one was made from")
    foreign: FrozenDict = Field(
        default=FrozenDict(), description="fields of an outside format without a place here, kept for writing back"
    )

    @model_validator(mode="after")
    def _pointers_hold(self) -> Self:
        known = {asset.id for asset in self.assets}
        for turn in self.turns:
            for part in turn.parts:
                if part.asset is not None and part.asset not in known:
                    raise ValueError(f"a turn points at asset {part.asset[:12]}, which the sample does not hold")
        return self

    def asked(self) -> Iterator[tuple[int, Turn]]:
        """The user's turns with their positions."""
        return ((place, turn) for place, turn in enumerate(self.turns) if turn.role == "user")

    def answered(self) -> Iterator[tuple[int, Turn]]:
        """The assistant's turns with their positions."""
        return ((place, turn) for place, turn in enumerate(self.turns) if turn.role == "assistant")

    def notes(self) -> Iterator[Note]:
        """The evidence of all assets."""
        return (note for asset in self.assets for note in asset.notes)

    def child(self, maker: str, label: str, **changes: Any) -> Sample:
        """A sample made from this one; its id follows from the parent, the maker and a label unique among them."""
        name = hashlib.sha256("\x1f".join((self.id, maker, label)).encode()).hexdigest()[:16]
        return self.but(id=name, parent=self.id, **changes)


class Place(Record):
    """Where in a sample a finding lies: characters in code points, a box in pixels, seconds of an asset."""

    turn: int | None = None
    start: int | None = None
    end: int | None = None
    asset: str | None = None
    box: Box | None = None
    seconds: tuple[float, float] | None = None

    def told(self) -> str:
        """The place in words; empty when it is the whole."""
        words = [] if self.turn is None else [f"turn {self.turn}"]
        words += [] if self.start is None or self.end is None else [f"{self.start}–{self.end}"]
        words += [] if self.box is None else ["box " + ", ".join(f"{edge:g}" for edge in self.box)]
        words += [] if self.seconds is None else [f"{self.seconds[0]:g}–{self.seconds[1]:g} s"]
        return ", ".join(words)


class Finding(Record):
    """What a check or a person says about a sample, or (without `sample`) about a whole set."""

    check: str
    severity: Severity
    message: str = Field(description="one sentence; for `not run`, the reason")
    sample: str | None = None
    where: Place = Place()
    suggestion: str | None = None
    evidence: FrozenDict = FrozenDict()
