"""Files that settings name: those of a recipe's operations lie beside the recipe, wherever it is run from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, ValidationInfo

Named = TypeVar("Named", Path, str)


def beside_recipe(value: Named, info: ValidationInfo) -> Named:
    """The file's place from the folder of the recipe that is read (the validation context's `root`), if one is.

    A text may be something else than a file's name (a schema, a hub's model, `goldsmith`): it stays as it is where no
    file has that name; a folder is told from another name by a slash (`eval/`).
    """
    root: Path | None = (info.context or {}).get("root")
    if root is None:
        return value
    if isinstance(value, Path):
        return root / value.expanduser()
    return str(root / value) if _is_there(root / value, "/" in value) else value


def _is_there(path: Path, folder: bool) -> bool:
    try:
        return path.is_file() or (folder and path.is_dir())
    except (OSError, ValueError):  # too long for a name, or with a null in it
        return False


OwnPath = Annotated[Path, AfterValidator(beside_recipe)]
"""The setting of a file or folder."""
OwnName = Annotated[str, AfterValidator(beside_recipe)]
"""The setting of a file or folder, or of something else that is told by name."""
