"""Hugging Face datasets folders (`save_to_disk`), with the pictures inside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Finding, Sample
from goldsmith.formats.dialogs import RECORD, marked, record_of, shown
from goldsmith.formats.files import FAULTS, drafted, problem, said
from goldsmith.formats.format import Format
from goldsmith.formats.table_rows import sample_of


class HfDatasets(Format):
    """A folder of `datasets`: columns `messages`, `images` (pictures inside) and `goldsmith` (the whole sample)."""

    writes: ClassVar[bool] = True

    licence: str = ""
    """The licence of the pictures."""

    @classmethod
    def knows(cls, path: Path) -> bool:
        """A folder with `dataset_info.json` and `state.json`, or with `dataset_dict.json`."""
        return (path / "state.json").is_file() or (path / "dataset_dict.json").is_file()

    def read(self, path: Path) -> Iterator[Sample | Finding]:
        """A sample for each row of every split."""
        datasets = _library()
        try:
            found = datasets.load_from_disk(str(path))
        except (OSError, ValueError) as error:
            raise GoldsmithError(f"{path} is not a datasets folder: {error}") from error
        splits = found if isinstance(found, dict) else {"": found}
        for split, decoding in splits.items():
            table = _with_plain_pictures(datasets, decoding)
            for number, row in enumerate(table, 1):
                try:
                    sample = sample_of(row, number, self.licence)
                except FAULTS as error:
                    yield problem(self.name(), f"{path} {split}: row {number}: {said(error)}", row=number)
                    continue
                yield sample.but(tags={"split": split, **sample.tags}) if split else sample

    def write(self, samples: Iterable[Sample], path: Path) -> Iterator[Finding]:
        """One split; assets that no turn points at are written too."""
        datasets = _library()
        said = {"role": datasets.Value("string"), "content": datasets.Value("string")}
        features = datasets.Features(
            {
                "id": datasets.Value("string"),
                "messages": [said],
                "images": datasets.List(datasets.Image()),
                RECORD: datasets.Value("string"),
            }
        )

        rows = [_plain(sample) for sample in samples]
        with drafted(path) as draft:
            datasets.Dataset.from_list(rows, features=features).save_to_disk(str(draft))
        yield from ()


def _plain(sample: Sample) -> dict[str, Any]:
    pointed = shown(sample.turns, sample.assets)
    others = [asset for asset in sample.assets if asset not in pointed]
    pictures = [asset for asset in (*others, *pointed) if asset.size is not None and asset.mime.startswith("image/")]
    return {
        "id": sample.id,
        "messages": [{"role": turn.role, "content": marked(turn)} for turn in sample.turns],
        "images": [{"bytes": asset.read(), "path": asset.source or None} for asset in pictures],
        RECORD: json.dumps(record_of(sample), ensure_ascii=False),
    }


def _with_plain_pictures(datasets: Any, table: Any) -> Any:
    """The table with the bytes of its pictures instead of decoded pictures."""
    for column, feature in table.features.items():
        plain = _undecoded(datasets, feature)
        if plain is not None:
            return _with_plain_pictures(datasets, table.cast_column(column, plain))
    return table


def _undecoded(datasets: Any, feature: Any) -> Any:
    """The feature without decoding, where it holds pictures; None where it holds none."""
    if isinstance(feature, datasets.Image) and feature.decode:
        return datasets.Image(decode=False)
    inner = getattr(feature, "feature", None) or (feature[0] if isinstance(feature, list) else None)
    return datasets.List(datasets.Image(decode=False)) if isinstance(inner, datasets.Image) and inner.decode else None


def _library() -> Any:
    try:
        import datasets
    except ModuleNotFoundError as error:
        raise GoldsmithError(
            "Hugging Face folders need the library datasets", "pip install 'goldsmith[train]'"
        ) from error
    datasets.disable_progress_bars()
    return datasets
