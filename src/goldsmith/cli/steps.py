"""`goldsmith steps`."""

from __future__ import annotations

import json
from typing import Any

import click

from goldsmith.cli import options

FAMILIES = {
    "stage": ("goldsmith.recipe.stage", "Stage"),
    "format": ("goldsmith.formats.format", "Format"),
    "generator": ("goldsmith.generate.generator", "Generator"),
    "check": ("goldsmith.check.check", "Check"),
    "detector": ("goldsmith.check.detectors.detector", "Detector"),
    "selector": ("goldsmith.select.selector", "Selector"),
    "objective": ("goldsmith.train.objective", "Objective"),
    "judge": ("goldsmith.evaluate.judge", "Judge"),
    "benchmark": ("goldsmith.evaluate.benchmark", "Benchmark"),
}


@click.command(
    "steps",
    epilog="""\b
Examples:
  goldsmith steps                     all operations, a line each
  goldsmith steps token-length        one operation with its settings
  goldsmith steps check               the checks, as with --family check""",
)
@click.argument("name", required=False)
@click.option("--family", type=click.Choice(list(FAMILIES)), help="Only operations of one kind.")
@options.as_json
def command(name: str | None, family: str | None, as_json: bool) -> None:
    """List every operation that a recipe can use, or show the settings of the one called NAME.

    NAME may be a family as well: `goldsmith steps check` lists the checks.
    """
    if name in FAMILIES:
        name, family = None, name
    described = [one for one in all_steps() if family in (None, one["family"]) and name in (None, one["name"])]
    if name and not described:
        _unknown(name)
    if as_json:
        options.say_json(described)
    elif name:
        for one in described:
            show_step(one)
    else:
        _list(described)


def all_steps() -> list[dict[str, Any]]:
    """Every operation as plain data: family, name, what it does, its settings."""
    import importlib

    found = []
    for family, (module, base) in FAMILIES.items():
        for step in getattr(importlib.import_module(module), base).all():
            found.append(describe(family, step))
    return found


def describe(family: str, step: Any) -> dict[str, Any]:
    """One operation as plain data."""
    import inspect

    settings = [
        {"name": name, "type": _type(field.annotation), "default": _default(field), "help": field.description or ""}
        for name, field in step.model_fields.items()
    ]
    return {
        "family": family,
        "name": step.name(),
        "module": step.__module__,
        "help": inspect.cleandoc(step.__doc__ or ""),
        "slow": getattr(step, "slow", False) is True,
        "settings": settings,
    }


def show_step(one: dict[str, Any]) -> None:
    """One operation in the terminal."""
    click.echo(f"{click.style(one['name'], bold=True)}  ({one['family']}, {one['module']})\n\n{one['help']}\n")
    for setting in one["settings"]:
        default = "required" if setting["default"] is None else f"default {setting['default']}"
        click.echo(f"  {click.style(setting['name'], bold=True)}  {setting['type']}, {default}")
        if setting["help"]:
            click.echo(f"      {' '.join(setting['help'].split())}")


def _list(described: list[dict[str, Any]]) -> None:
    width = max((len(one["name"]) for one in described), default=0)
    last = ""
    for one in described:
        if one["family"] != last:
            click.secho(f"{chr(10) if last else ''}{one['family']}s", bold=True)
            last = one["family"]
        slow = click.style("slow: ", fg="magenta") if one["slow"] else ""
        click.echo(f"  {one['name']:<{width}}  {slow}{one['help'].splitlines()[0] if one['help'] else ''}")


def _type(annotation: Any) -> str:
    """A setting's type as it would be written, without what pydantic checks beyond it."""
    import re
    from types import NoneType, UnionType
    from typing import Annotated, Literal, Union, get_args, get_origin

    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(inner[0])
    if origin in (Union, UnionType):
        return " | ".join("None" if one is NoneType else _type(one) for one in inner)
    if origin not in (None, Literal):
        return f"{_type(origin)}[{', '.join('...' if one is ... else _type(one) for one in inner)}]"
    text = getattr(annotation, "__name__", None) if isinstance(annotation, type) else None
    return re.sub(r"(typing|goldsmith(\.\w+)+|collections\.abc|builtins)\.", "", text or str(annotation))


def _default(field: Any) -> str | None:
    """The default as it would be written in a recipe; None when the setting is required."""
    from pydantic import BaseModel
    from pydantic_core import PydanticUndefined, to_jsonable_python

    from goldsmith.core.step import Step

    value = field.get_default(call_default_factory=True)
    if value is PydanticUndefined:
        return None
    value = value.spell() if isinstance(value, Step) else value
    plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else to_jsonable_python(value, fallback=str)
    return json.dumps(plain, ensure_ascii=False)


def _unknown(name: str) -> None:
    import difflib

    from goldsmith.core.errors import GoldsmithError

    near = difflib.get_close_matches(name, [one["name"] for one in all_steps()], n=1)
    raise GoldsmithError(
        f"no operation is named {name!r}", f"did you mean {near[0]!r}?" if near else "`goldsmith steps` lists them"
    )
