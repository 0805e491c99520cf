"""Let a room offer its operations by class name, each module loaded when it is first asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from goldsmith.core.step import kebab


def lazy_exports(room: str) -> Callable[[str], Any]:
    """A module's `__getattr__` (PEP 562): `goldsmith.check.TokenLength` loads `goldsmith.check.token_length`."""

    def load(name: str) -> Any:
        module = f"{room}.{kebab(name).replace('-', '_')}"
        if name[:1].isupper():
            try:
                return getattr(importlib.import_module(module), name)
            except ModuleNotFoundError as error:
                if error.name != module:
                    raise
        raise AttributeError(f"module {room!r} has no attribute {name!r}")

    return load
