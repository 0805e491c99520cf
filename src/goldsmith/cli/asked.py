"""The checks that a command line asks for: by name, with settings, or in a file as a recipe has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from goldsmith.core.errors import GoldsmithError

if TYPE_CHECKING:
    from goldsmith.check.check import Check


def asked(words: Sequence[str], file: Path | None, *, slow: bool) -> tuple[list[Check], list[str]]:
    """The checks asked for, or all that need no settings; and the names of those left out because they are slow.

    Args:
        words: checks by name, or spelled as in a recipe: `token-length: {high: 50}`.
        file: a YAML list of checks, as below `checks` in a recipe; what its settings name lies beside it.
        slow: whether slow checks are wanted where none is asked for by name.

    Raises:
        GoldsmithError: an unknown check or setting, or YAML that cannot be read.
    """
    from goldsmith.check.one_text import without_settings

    if words or file:
        return [*map(_spelled, words), *(_listed(file) if file else ())], []
    known = without_settings()
    wanted = [one for one in known if slow or not one.slow]
    return wanted, [one.name() for one in known if one not in wanted]


def _spelled(word: str) -> Check:
    import yaml

    from goldsmith.check.check import Check

    if ":" not in word:
        return Check.build(word)
    try:
        return Check.build(yaml.safe_load(word))
    except yaml.YAMLError as error:
        raise GoldsmithError(
            f"--only {word}: not YAML", "write it as in a recipe: 'token-length: {high: 50}'"
        ) from error


def _listed(path: Path) -> Iterator[Check]:
    from goldsmith.check.check import Check
    from goldsmith.recipe.recipe import load_brief
    from goldsmith.recipe.yaml_lines import read_yaml

    plain, lines = read_yaml(path)
    if not isinstance(plain, list) or not plain:
        raise GoldsmithError(
            f"{path}: not a list of checks", "write one a line: `- links`, `- token-length: {high: 50}`"
        )
    root = path.parent.resolve()
    context = {"root": root, "load_brief": lambda name: load_brief(root / name).model_dump()}
    for place, one in enumerate(plain):
        try:
            yield Check.build(one, context)
        except GoldsmithError as error:
            raise GoldsmithError(
                f"{path}:{lines.mentioned((place,), error.problem)}: {error.problem}", error.remedy
            ) from error
