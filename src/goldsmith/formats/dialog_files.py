"""Files of dialogs: read and written one item at a time, with a finding for everything that does not get through."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.formats.dialogs import RECORD, record_of, shown, spells_tags
from goldsmith.formats.files import FAULTS, MediaFolder, drafted, problem, said
from goldsmith.formats.json_items import json_items
from goldsmith.formats.linked_media import place_of

Make = Callable[[dict[str, Any], int, list[str]], Sample]
"""Makes a sample of an object and its number, and adds to the list what is to be said about it."""

Plain = Callable[[Sample, MediaFolder], dict[str, Any]]
"""Makes an object of a sample, foreign fields included, and puts the media that it shows into the folder."""


def read_dialogs(form: str, path: Path, make: Make) -> Iterator[Sample | Finding]:
    """A sample for each object of a JSON array or JSONL file, each id once; findings name file and line."""
    seen: set[str] = set()
    for item in json_items(path, form):
        if isinstance(item, Finding):
            yield item
            continue
        remarks: list[str] = []
        try:
            sample = make(item.plain, item.number, remarks)
        except FAULTS as error:
            yield problem(form, f"{item.where}: {said(error)}", line=item.line)
            continue
        if sample.id in seen:
            yield problem(form, f"{item.where}: the id {sample.id!r} was there before", line=item.line)
            continue
        seen.add(sample.id)
        for remark in remarks:
            yield problem(form, f"{item.where}: {remark}", "minor", sample=sample.id, line=item.line)
        yield sample


@dataclass(frozen=True)
class DialogFile:
    """A file to write dialogs to, and what its format can carry."""

    form: str
    record: bool
    """Whether everything else is kept under a key of its own, so that nothing is lost."""
    plain: Plain
    unfit: Callable[[Sample], str] = lambda sample: ""
    """Why a dialog cannot be written, if it cannot."""
    tagged: bool = True
    """Whether media are tags in the texts."""
    messages: str = ""
    """The key of the messages, where they are objects that may hold other fields."""
    carries: frozenset[str] = frozenset()
    """Kinds of losses that do not happen here."""
    lines: bool = False
    """JSON lines; an array otherwise."""

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """Write the dialogs; findings for those left out, for texts changed, and for each kind of loss."""
        media, losses, written = MediaFolder(path), Counter[str](), 0
        opening, between, ending = ("", "\n", "\n") if self.lines else ("[\n", ",\n", "\n]\n")
        with drafted(path) as draft, draft.open("w", encoding="utf-8") as file:
            file.write(opening)
            for sample in samples:
                if why := _unwritable(sample, path.parent) or self.unfit(sample):
                    yield self._about(sample, f"is left out: {why}")
                    continue
                plain = _of_json(sample)
                item = self.plain(plain, media) | self._kept(plain, media)
                file.write((between if written else "") + json.dumps(item, ensure_ascii=False))
                written += 1
                losses.update(self._lost(sample, plain, item))
                if self.tagged:
                    yield from self._changes(sample)
            file.write(ending)
        if losses:
            listed = ", ".join(f"{loss} ({count:,})" for loss, count in sorted(losses.items()))
            keep = "" if self.record else "; with `record` they are"
            yield problem(self.form, f"not written of {written:,} samples: {listed}{keep}", "note", lost=dict(losses))

    def _kept(self, sample: Sample, media: MediaFolder) -> dict[str, Any]:
        if not self.record:
            return {}
        names = {asset.id: media.put(asset) for asset in _unshown(sample) if asset.size is not None}
        record = record_of(sample, names)
        # a text in arrays: readers that make tables of them want one type under a key, and records differ
        return {RECORD: record if self.lines else json.dumps(record, ensure_ascii=False)}

    def _changes(self, sample: Sample) -> Iterator[Finding]:
        if any(map(spells_tags, sample.turns)):
            yield self._about(sample, "speaks of a tag such as <image>; it is written <\\image>, for it is no medium")
        if any("tool_calls" in turn.foreign for turn in sample.turns):
            yield self._about(sample, "calls tools; the calls are kept where readers of this format do not look")

    def _about(self, sample: Sample, message: str) -> Finding:
        return problem(self.form, f"sample {sample.id} {message}", "minor", sample=sample.id)

    def _lost(self, sample: Sample, plain: Sample, item: dict[str, Any]) -> set[str]:
        lost = set[str]()
        if not self.record:
            lost = {loss for loss, held in _LOSSES.items() if held(sample)} - self.carries
            messages = item.get(self.messages) or [{}] * len(sample.turns)
            pairs = zip(plain.turns, messages, strict=True)
            if not all(turn.foreign.items() <= message.items() for turn, message in pairs):
                lost.add("fields of messages")
        if plain != sample:
            lost.add("values of types that JSON has not")
        if any(asset.size is None for asset in shown(sample.turns, sample.assets)):
            lost.add("bytes of media not at hand")
        if not self.record and not plain.foreign.items() <= item.items():
            lost.add("fields named like the format's own")
        return lost


def _of_json(sample: Sample) -> Sample:
    """The sample with foreign values as JSON knows them: times as texts, what is no number as null."""
    plain: dict[str, Any] = json.loads(sample.model_dump_json(include={"turns": True, "foreign": True}))
    return sample.but(**plain)


def _unwritable(sample: Sample, folder: Path) -> str:
    """Why no format of dialogs can hold a sample, if none can."""
    if not sample.turns:
        assets = ", ".join(asset.mime or asset.kind for asset in sample.assets) or "nothing"
        notes = sum(1 for _ in sample.notes())
        return f"it has no turns; dropped: {assets}" + (f" with {notes} notes" if notes else "")
    try:
        for asset in shown(sample.turns, sample.assets):
            if asset.size is None:
                place_of(asset.source, folder)
        sample.model_dump_json()
    except GoldsmithError as error:
        return f"an asset has neither bytes nor a name to write: {error.problem}"
    except ValueError as error:
        return f"JSON cannot hold it: {error}"
    return ""


def _unshown(sample: Sample) -> list[Asset]:
    pointed = {part.asset for turn in sample.turns for part in turn.parts}
    return [asset for asset in sample.assets if asset.id not in pointed]


_LOSSES: dict[str, Callable[[Sample], object]] = {
    "rival answers": lambda sample: sample.rivals,
    "tags": lambda sample: sample.tags,
    "parents": lambda sample: sample.parent is not None,
    "origins": lambda sample: any(turn.origin for turn in sample.turns),
    "right answers": lambda sample: any(turn.gold for turn in sample.turns),
    "evidence": lambda sample: any(turn.evidence for turn in sample.turns),
    "media that no turn shows": lambda sample: bool(_unshown(sample)),
    "notes of media": lambda sample: any(asset.notes for asset in sample.assets),
    "licences of media": lambda sample: any(asset.licence for asset in sample.assets),
    "sources of media": lambda sample: any(asset.source for asset in sample.assets if asset.size is not None),
    "kinds of media": lambda sample: any(asset.kind in ("chart", "document") for asset in sample.assets),
    "measures of media": lambda sample: any(asset.seconds or asset.size is None for asset in sample.assets),
}
"""What texts and media files have no place for, and whether a sample holds it."""
