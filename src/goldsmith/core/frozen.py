"""A dictionary that stays as it was made, so that a frozen record is frozen all the way down."""

from __future__ import annotations

from typing import Any, NoReturn

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class FrozenDict(dict[str, Any]):
    """A hashable, picklable `dict` without the methods that change it; JSON and YAML see a plain mapping."""

    def _refuse(self, *_args: object, **_named: object) -> NoReturn:
        raise TypeError("this mapping is frozen; make a new one with `|`")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        """Equal mappings hash alike, whatever their order."""
        return hash(frozenset((key, repr(value)) for key, value in self.items()))

    def __or__(self, other: dict[str, Any]) -> FrozenDict:  # type: ignore[override]
        """A new frozen mapping with the entries of both, the right one winning."""
        return FrozenDict({**self, **other})

    def __reduce__(self) -> tuple[type[FrozenDict], tuple[dict[str, Any]]]:
        """Pickle as a plain dictionary, since unpickling must not set items."""
        return FrozenDict, (dict(self),)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as a plain `dict[str, value]`, then freeze."""
        arguments = getattr(source, "__args__", None)
        values = handler.generate_schema(arguments[0]) if arguments else core_schema.any_schema()
        plain = core_schema.dict_schema(core_schema.str_schema(), values)
        return core_schema.no_info_after_validator_function(cls, plain)
