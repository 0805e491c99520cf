"""The base of every operation: frozen settings with a name, built from plain data and spelled back to it."""

from __future__ import annotations

import difflib
import functools
import importlib
import importlib.metadata
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, ValidationError, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.file_digest import file_digest

Model = TypeVar("Model", bound=BaseModel)


def kebab(name: str) -> str:
    """The public name of a class: `NearDuplicates` is `near-duplicates`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()


class Step(BaseModel):
    """An operation: its fields are its settings, its docstring is its help, its class name is its public name.

    A family (`Check`, `Generator`, ...) is a direct subclass that names its `room`, the package whose modules hold its
    operations: `TokenLength` lives in `token_length.py`. Other packages add operations through entry points in the
    group named like the room (`goldsmith.check`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    room: ClassVar[str] = ""
    version: ClassVar[int] = 1
    """Raised when the same settings start to give other results; part of every fingerprint."""

    @classmethod
    def name(cls) -> str:
        """The name in recipes, findings and on the command line."""
        return kebab(cls.__name__)

    @classmethod
    def family(cls) -> type[Step]:
        """The base class that this operation belongs to."""
        return next(base for base in cls.__mro__ if "room" in base.__dict__)

    @classmethod
    def names(cls) -> list[str]:
        """The public names of all operations of this family, without importing them."""
        return sorted({*_modules(cls.room), *_entry_points(cls.room)} - {kebab(cls.__name__)})

    @classmethod
    def named(cls, name: str) -> type[Self]:
        """The operation of this family with a public name.

        Raises:
            GoldsmithError: there is none; the nearest right names are given.
        """
        for step in _load(cls.room, name):
            if issubclass(step, cls) and step.name() == name:
                return step
        known = [other for other in cls.names() if any(issubclass(step, cls) for step in _load(cls.room, other))]
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known)}"
        raise GoldsmithError(f"no {kebab(cls.__name__)} is named {name!r}", hint)

    @classmethod
    def all(cls) -> Iterator[type[Self]]:
        """Every operation of this family, by name."""
        for name in cls.names():
            yield from (step for step in _load(cls.room, name) if issubclass(step, cls) and step.name() == name)

    @classmethod
    def build(cls, plain: Any, context: Any = None) -> Self:
        """Make an operation of this family from plain data: `name`, or `{name: {setting: value}}`.

        Raises:
            GoldsmithError: an unknown name, an unknown setting or a wrong value, with what to do about it.
        """
        if isinstance(plain, cls):
            return plain
        if isinstance(plain, str):
            plain = {plain: {}}
        if not isinstance(plain, Mapping) or len(plain) != 1:
            shown = repr(plain)[:80]
            raise GoldsmithError(
                f"{shown} does not spell a {kebab(cls.__name__)}",
                "write a name, or one name with its settings below it",
            )
        (name, settings), *_ = plain.items()
        step = cls.named(str(name))
        return validated(step, {} if settings is None else settings, context)

    def spell(self) -> dict[str, Any]:
        """This operation as plain data that `build` reads back; nested operations are spelled by their own type."""
        return {self.name(): self.settings()}

    def settings(self) -> dict[str, Any]:
        """The settings as plain data."""
        return self.model_dump(mode="json")

    def identity(self) -> dict[str, Any]:
        """What the results depend on: the spelling, the version of every operation in it, and the files they read."""
        steps = list(_steps(self))
        versions = sorted((f"{type(step).__module__}:{step.name()}", step.version) for step in steps)
        held = {str(path): file_digest(path) for step in steps for path in step.files()}
        read = {"files": sorted(held.values())} if held else {}
        return {"spelled": _told_apart(self.spell(), held), "versions": dict(versions), **read}

    def files(self) -> Iterable[Path]:
        """The files that the settings name and the results depend on; what they hold is part of the identity."""
        return ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A field typed with a family accepts any of its operations, and dumps it by its own type."""
        if not cls.__dict__.get("room"):
            return handler(source)

        def nested(value: Any, info: ValidationInfo) -> Step:
            try:
                return cls.build(value, info.context)
            except GoldsmithError as error:
                raise ValueError(str(error).replace("\n", "; ")) from error

        return core_schema.with_info_plain_validator_function(
            nested,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda step: step.spell()),
        )


def validated(model: type[Model], settings: Any, context: Any = None) -> Model:
    """`settings` as `model`, where a mistake names the setting and the nearest right one.

    Raises:
        GoldsmithError: unknown or missing settings, wrong types or values.
    """
    name = kebab(model.__name__)
    if not isinstance(settings, Mapping):
        raise GoldsmithError(f"{name}: settings must be a mapping, not {settings!r}")
    try:
        return model.model_validate(dict(settings), context=context)
    except ValidationError as error:
        raise GoldsmithError(*_explained(name, model, error)) from error


def _explained(name: str, model: type[BaseModel], error: ValidationError) -> tuple[str, str]:
    problems, hints = [], []
    for fault in error.errors(include_url=False):
        where = ".".join(str(step) for step in fault["loc"])
        if fault["type"] == "extra_forbidden":
            near = difflib.get_close_matches(str(fault["loc"][-1]), list(model.model_fields), n=1)
            problems.append(f"{name}: unknown setting {where!r}")
            hints.append(
                f"did you mean {near[0]!r}?" if near else f"settings: {', '.join(model.model_fields) or 'none'}"
            )
        elif fault["type"] == "missing":
            problems.append(f"{name}: the setting {where!r} is missing")
        else:
            said = fault["msg"].removeprefix("Value error, ")
            problems.append(f"{name}: {where}: {said}" if where else f"{name}: {said}")
    return "; ".join(problems), "; ".join(hints) or f"see `goldsmith steps {name}`"


def _told_apart(plain: Any, held: Mapping[str, str]) -> Any:
    """Settings in which a file is called by what it holds, so that a project may be moved and nothing is done again."""
    if isinstance(plain, Mapping):
        return {key: _told_apart(value, held) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [_told_apart(value, held) for value in plain]
    return held.get(plain, plain) if isinstance(plain, str) else plain


def _steps(step: BaseModel) -> Iterator[Step]:
    """A step and all steps in its settings."""
    if isinstance(step, Step):
        yield step
    for field in type(step).model_fields:
        value = getattr(step, field)
        for inner in value if isinstance(value, tuple | list) else (value,):
            if isinstance(inner, BaseModel):
                yield from _steps(inner)


@functools.cache
def _modules(room: str) -> list[str]:
    package = importlib.import_module(room)
    return [info.name.replace("_", "-") for info in pkgutil.iter_modules(package.__path__) if info.name[0] != "_"]


@functools.cache
def _entry_points(room: str) -> dict[str, importlib.metadata.EntryPoint]:
    return {point.name: point for point in importlib.metadata.entry_points(group=room)}


def _load(room: str, name: str) -> list[type[Any]]:
    """The operations in the module that a name points at; none when there is no such module."""
    if name in _entry_points(room):
        return [_entry_points(room)[name].load()]
    if name not in _modules(room):
        return []
    module = importlib.import_module(f"{room}.{name.replace('-', '_')}")
    return [
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Step) and kind.__module__ == module.__name__
    ]
