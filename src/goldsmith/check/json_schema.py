"""Does the JSON of an answer fit its schema?"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from goldsmith.check.check import Check, Fault
from goldsmith.check.forms.json_places import Value, path_of, places, repaired
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.file_digest import file_digest
from goldsmith.core.forms import fault, unfenced
from goldsmith.core.frozen import FrozenDict
from goldsmith.core.own_files import OwnName
from goldsmith.core.types import Finding, Sample

_DEEP = "nested too deep to be held against the schema"


class JsonSchema(Check):
    """Flag final answers that are no JSON or do not fit a JSON Schema: every fault with its path and its place.

    Looked at are the samples whose `format` tag is `json`, and those without that tag. Formats as `date` and `email`
    are looked at too. Commas before a closing bracket, single quotes and Python's words come with the repaired text.
    Nothing is fetched for a `$ref` that leads out of the schema.
    """

    against: OwnName | FrozenDict = ""
    """The JSON Schema: the path of its file, or the schema itself; its drafts are told apart by `$schema`."""

    def find(self, sample: Sample) -> Iterator[Finding]:
        """A finding for each fault, with the JSON path in the evidence."""
        answers = list(sample.answered())[-1:]
        form = sample.tags.get("format", "json" if self.against else "")
        if form != "json":
            yield from self.in_texts(sample, answers, lambda _: iter(()))
        elif not self.against:
            yield from [self.not_run(sample, "no schema is given: set `against`")] * len(answers)
        else:
            look = self._look()
            if isinstance(look, str):
                yield from [self.not_run(sample, look)] * len(answers)
            else:
                yield from self.in_texts(sample, answers, look)

    def files(self) -> Iterable[Path]:
        """The file of the schema."""
        return (Path(self.against),) if self.against and isinstance(self.against, str) else ()

    def _look(self) -> Any:
        try:
            held = [file_digest(path) for path in self.files()]
            return functools.partial(_faults, _validator(self.against, *held))
        except ImportError:
            return "jsonschema-rs is missing: pip install 'goldsmith[checks]'"


@functools.lru_cache(maxsize=16)
def _validator(against: str | FrozenDict, _held: str = "") -> Any:
    """The validator of a schema, made anew when its file holds something else.

    Raises:
        GoldsmithError: the file cannot be read, or holds no JSON Schema.
    """
    import jsonschema_rs

    try:
        schema = json.loads(Path(against).read_text(encoding="utf-8")) if isinstance(against, str) else dict(against)
        return jsonschema_rs.validator_for(schema, validate_formats=True, offline=True)
    except OSError as error:
        raise GoldsmithError(f"the schema {against} cannot be read: {error.strerror}", "set `against`") from error
    except (jsonschema_rs.ValidationError, ValueError) as error:
        said = str(getattr(error, "message", error))[:200]
        shown = against if isinstance(against, str) else "the schema in `against`"
        raise GoldsmithError(f"{shown} is no JSON Schema: {said}", "correct it, see https://json-schema.org") from error


def _faults(validator: Any, answer: str) -> Iterator[Fault]:
    text, start = unfenced(answer)
    if broken := fault("json", text):
        place = max(0, min(len(answer) - 1, start + broken[1]))
        yield Fault("major", broken[0], place, min(len(answer), place + 1), repaired(text))
        return
    try:
        whole, twice = places(text)
        errors = list(validator.iter_errors(json.loads(text)))
    except (ValueError, RecursionError):  # the validator's own limits
        yield Fault("not run", _DEEP, start, start + len(text))
        return
    for key, begin, end in twice:
        yield Fault("minor", f"the key {key[:80]!r} is given twice", start + begin, start + end)
    for error in errors:
        yield _misfit(error, whole, start)


def _misfit(error: Any, whole: Value, offset: int) -> Fault:
    """What the schema does not allow, at the value or, for one too many, at its key."""
    value = whole.at(error.instance_path)
    unexpected = (getattr(error.kind, "unexpected", None) or [""])[0]
    begin, end = value.keys.get(unexpected, (value.start, value.end))
    path = path_of(error.instance_path)
    rule = "/".join(str(step) for step in error.schema_path)
    message = f"{path[:80]}: {error.message[:240]}"
    return Fault("major", message, offset + begin, offset + end, evidence={"path": path, "rule": rule})
