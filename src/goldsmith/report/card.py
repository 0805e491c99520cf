"""The dataset card: Markdown under the YAML header that the Hugging Face hub reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from goldsmith.core.brief import Brief
from goldsmith.core.manifest import Manifest

SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
MODALITIES = {"image": "image", "chart": "image", "document": "document", "video": "video", "audio": "audio"}


def card(
    title: str,
    shares: Mapping[str, Mapping[str, int]],
    manifests: Sequence[Manifest],
    form: str,
    brief: Brief | None = None,
) -> str:
    """The card of an exported set.

    Args:
        title: the set's name.
        shares: counts by axis (language, skill, ..., licence) and value.
        manifests: all stages that led here, in order.
        form: the format the set is written in.
        brief: what was wanted.
    """
    total = sum(shares.get("language", {}).values()) or max((sum(by.values()) for by in shares.values()), default=0)
    header = yaml.safe_dump(_header(title, shares, total), sort_keys=False, allow_unicode=True)
    parts = [
        f"---\n{header}---\n\n# {_plain(title)}\n",
        f"{total:,} samples in the format `{form}`, made with Goldsmith.\n",
    ]
    if brief:
        parts.append(_wanted(brief))
    parts += [_shares(axis, by) for axis, by in shares.items()]
    parts += [_history(manifests), _limits()]
    return "\n".join(parts)


def _header(title: str, shares: Mapping[str, Mapping[str, int]], total: int) -> dict[str, object]:
    licences = sorted(name for name in shares.get("licence", {}) if name != "unknown")
    modalities = sorted({MODALITIES[name] for name in shares.get("modality", {}) if name in MODALITIES} | {"text"})
    return {
        "pretty_name": title,
        "license": _licence_id(licences[0]) if len(licences) == 1 else "other",
        "language": sorted(shares.get("language", {})) or ["en"],
        "size_categories": [next((name for limit, name in SIZES if total < limit), "n>1M")],
        "task_categories": ["visual-question-answering"] if modalities != ["text"] else ["question-answering"],
        "tags": ["instruction-tuning", "synthetic", *(f"modality-{name}" for name in modalities)],
    }


def _licence_id(name: str) -> str:
    """The hub's identifier for a licence: lower case with dashes."""
    return name.strip().lower().replace(" ", "-")


def _plain(text: str) -> str:
    """Text from data in Markdown: no tags, no table bars, one line."""
    return " ".join(text.replace("<", "‹").replace(">", "›").replace("|", "/").split())


def _wanted(brief: Brief) -> str:
    axes = "; ".join(f"{axis}: {', '.join(weights)}" for axis, weights in brief.axes().items())
    length = brief.length
    return (
        f"## What was asked for\n\n{brief.size:,} samples. {_plain(axes)}. "
        f"Answers of {length.low} to {length.high} tokens of the tokenizer `{length.tokenizer}`. "
        f"{_plain(brief.style)}\n"
    )


def _shares(axis: str, by: Mapping[str, int]) -> str:
    total = sum(by.values())
    ordered = sorted(by.items(), key=lambda item: (-item[1], item[0]))
    lines = [f"| {_plain(name)} | {count:,} | {count / total:.1%} |" for name, count in ordered]
    return "\n".join([f"## By {axis}\n", f"| {axis} | samples | share |", "|---|---:|---:|", *lines, ""])


def _history(manifests: Sequence[Manifest]) -> str:
    lines = [
        f"| {one.stage} | {one.kind} | {one.counts.get('in', 0):,} | {one.counts.get('out', 0):,} "
        f"| {sum(sum(by.values()) for by in one.findings.values()):,} | `{one.fingerprint}` |"
        for one in manifests
    ]
    head = [
        "## How it was made\n",
        "| stage | kind | in | out | findings | fingerprint |",
        "|---|---|---:|---:|---:|---|",
    ]
    return "\n".join([*head, *lines, ""])


def _limits() -> str:
    return (
        "## Limits\n\nQuestions and answers were made by programs from notes about the media (labels, boxes, tables); "
        "what the notes do not say was not asked. Check the licences above before you use the media.\n"
    )
