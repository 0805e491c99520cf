"""`goldsmith convert`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldsmith.cli import options

if TYPE_CHECKING:
    from goldsmith.core.types import Finding, Sample


@click.command(
    "convert",
    epilog="""\b
Examples:
  goldsmith convert llava.json data.jsonl              recognised, and named by the ending
  goldsmith convert voc/ out --to hf-datasets
  goldsmith convert data.parquet out.tar --to webdataset --limit 1000""",
)
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--from", "from_", help="The format of SOURCE; recognised if not given.", metavar="FORMAT")
@click.option("--to", help="The format of TARGET; by its ending if not given.", metavar="FORMAT")
@click.option("--licence", default="", help="The licence of media that name none.")
@options.limit
@options.as_json
def command(
    source: Path, target: Path, from_: str | None, to: str | None, licence: str, limit: int | None, as_json: bool
) -> None:
    """Turn SOURCE (a file or folder of any readable format) into TARGET, and say what could not be carried over."""
    from goldsmith.core.errors import GoldsmithError
    from goldsmith.formats.detect import detect, for_writing
    from goldsmith.formats.format import Format

    reader = Format.build(from_) if from_ else detect(source)
    writer = Format.build(to) if to else for_writing(target)
    if not writer.writes:
        raise GoldsmithError(f"{writer.name()} can be read but not written")
    if target.exists():
        raise GoldsmithError(f"{target} exists", "choose another name, or remove it")
    problems: list[Finding] = []
    counted = [0]
    samples = _samples(reader.samples(source, limit), problems, counted, licence)
    problems.extend(writer.write(samples, target))
    if as_json:
        plain = [one.model_dump(mode="json", exclude_defaults=True) for one in problems]
        options.say_json({"from": reader.name(), "to": writer.name(), "samples": counted[0], "findings": plain})
        return
    for message, times in _grouped(problems):
        click.secho(f"  {message}" + (f"  ({times} times)" if times > 1 else ""), fg="yellow", err=True)
    click.echo(f"{counted[0]:,} samples: {reader.name()} → {writer.name()}, {target}")


def _samples(
    read: Iterator[Sample | Finding], problems: list[Finding], counted: list[int], licence: str
) -> Iterator[Sample]:
    from goldsmith.core.types import Sample

    for item in read:
        if isinstance(item, Sample):
            counted[0] += 1
            bare = [asset for asset in item.assets if licence and not asset.licence]
            assets = (
                tuple(asset.but(licence=asset.licence or licence) for asset in item.assets) if bare else item.assets
            )
            yield item.but(assets=assets) if bare else item
        else:
            problems.append(item)


def _grouped(problems: list[Finding]) -> list[tuple[str, int]]:
    from collections import Counter

    return Counter(one.message for one in problems).most_common(20)
