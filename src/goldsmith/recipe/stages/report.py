"""Write the report: was it worth it, and with what certainty?"""

from __future__ import annotations

import base64
import hashlib
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

import yaml

from goldsmith.core.brief import Brief
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.manifest import Manifest
from goldsmith.core.results import Ability, Comparison
from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.evaluate.verdict import sentence
from goldsmith.media.look import picture
from goldsmith.media.measure import downscale
from goldsmith.models.tokens import counter
from goldsmith.recipe.findings import read_findings
from goldsmith.recipe.stage import Job, Outcome, Sources, Stage
from goldsmith.recipe.stages.answer import read_answers
from goldsmith.report.contents import Cell, Contents, Curve, Lengths, Shown
from goldsmith.report.page import render
from goldsmith.store.files import write_whole

EXAMPLES = 3
PICTURE = 320


class Report(Stage):
    """One self-contained HTML page about a recipe's results."""

    title: str = "Was it worth it?"
    """The page's title."""

    data: Sources = ()
    """Stages whose samples are shown and measured, the built set first."""

    comparisons: Sources = ()
    """Compare stages, the main one first."""

    abilities: Sources = ()
    """Score stages."""

    brief: Brief | None = None
    """What was wanted; its grid is shown with what the first set holds."""

    samples: int = 12
    """How many samples to show."""

    to: str = "report.html"
    """Where the page is put, relative to the recipe."""

    def parents(self) -> Sequence[str]:
        """All that is shown."""
        return (*self.data, *self.comparisons, *self.abilities)

    def work(self, job: Job) -> Outcome:
        """Gather, draw, write."""
        comparisons = tuple(
            Comparison.model_validate(self._figure(job, name, "comparison")) for name in self.comparisons
        )
        abilities = tuple(
            Ability.model_validate(one) for name in self.abilities for one in self._figure(job, name, "abilities")
        )
        verdict = (
            sentence(comparisons[0], comparisons[1] if comparisons[1:] else None, abilities) if comparisons else ""
        )
        sets = {name: _Measured(job, name, self.brief) for name in self.data}
        first = next(iter(sets.values()), None)
        contents = Contents(
            title=self.title,
            verdict=verdict,
            brief=self.brief,
            axes=tuple(self.brief.axes()) if self.brief else (),
            cells=first.cells if first else (),
            stages=tuple(job.manifests.values()),
            findings=tuple(_findings(job)),
            samples=tuple(self._shown(job)),
            lengths=tuple(Lengths(name=name, tokenizer=one.tokenizer, counts=one.tokens) for name, one in sets.items()),
            languages=tuple((name, tuple(one.languages.most_common())) for name, one in sets.items()),
            curves=tuple(_curves(job.manifests)),
            comparisons=comparisons,
            abilities=abilities,
            recipe=_recipe(job.manifests),
        )
        page = render(contents)
        write_whole(job.folder / "report.html", page)
        write_whole(job.path(self.to), page)
        return Outcome(
            {}, {}, {"verdict": verdict, "say": [*([verdict] if verdict else []), f"report: {job.path(self.to)}"]}
        )

    def _figure(self, job: Job, name: str, key: str) -> Any:
        figure = job.manifests[name].figure(key)
        if figure is None:
            raise GoldsmithError(f"stage {job.name!r}: {name!r} is a {job.manifests[name].kind!r} stage, without {key}")
        return figure

    def _shown(self, job: Job) -> Iterator[Shown]:
        """Held-out samples with both answers, then samples of the built set; each skill, form and modality once."""
        answers = _answers(job, self.comparisons[0]) if self.comparisons else {}
        names = [*self._asked(job), *self.data[:1]]
        for name in names:
            for sample in _varied(job.samples(name), self.samples // len(names)):
                yield _card(sample, name, answers.get(sample.id, ()))

    def _asked(self, job: Job) -> list[str]:
        return [next(iter(job.manifests[self.comparisons[0]].parents))] if self.comparisons else []


def _varied(samples: Iterable[Sample], count: int) -> list[Sample]:
    """So many samples, drawn by their ids, one of each skill, form, modality and domain before a second of any."""
    drawn: defaultdict[str, list[tuple[str, Sample]]] = defaultdict(list)
    for sample in samples:
        if sample.turns:
            key = " ".join(str(sample.tags.get(axis)) for axis in ("skill", "format", "modality", "domain"))
            insort(drawn[key], (hashlib.sha256(sample.id.encode()).hexdigest(), sample), key=itemgetter(0))
            del drawn[key][count:]
    ranked = [(rank, *pair) for pairs in drawn.values() for rank, pair in enumerate(pairs)]
    return [sample for *_, sample in sorted(ranked, key=itemgetter(0, 1))[:count]]


class _Measured:
    """A set of samples, measured in one pass: lengths, languages, quota cells."""

    def __init__(self, job: Job, name: str, brief: Brief | None) -> None:
        self.tokenizer = brief.length.tokenizer if brief else "goldsmith"
        count = counter(self.tokenizer)
        tokens: list[int] = []
        self.languages: Counter[str] = Counter()
        found: Counter[tuple[str, ...]] = Counter()
        for sample in job.samples(name):
            self.languages[sample.tags.get("language", "?")] += 1
            tokens += [count(turn.text) for _, turn in sample.answered()]
            if brief:
                found[tuple(sample.tags.get(axis, "") for axis in brief.axes())] += 1
        self.tokens = tuple(tokens)
        wanted = brief.quotas() if brief else {}
        self.cells = tuple(Cell(names=cell, wanted=number, got=found[cell]) for cell, number in wanted.items())


def _findings(job: Job) -> Iterator[tuple[str, str, int, tuple[Finding, ...]]]:
    """The findings of all stages by check and severity, the gravest first, with examples."""
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], list[Finding]] = {}
    for name in job.manifests:
        for finding in read_findings(job.folders[name]):
            key = (finding.check, finding.severity)
            counts[key] += 1
            if len(examples.setdefault(key, [])) < EXAMPLES:
                examples[key].append(finding)
    order = ("major", "minor", "not run", "note")
    for check, severity in sorted(counts, key=lambda key: (order.index(key[1]), -counts[key], key[0])):
        yield check, severity, counts[check, severity], tuple(examples[check, severity])


def _answers(job: Job, comparison: str) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """What both models of a comparison said at their first common seed, with who was judged better overall."""
    manifest = job.manifests[comparison]
    result = Comparison.model_validate(manifest.figure("comparison"))
    folder = job.folders[next(iter(manifest.parents))]
    seed = result.seeds[0] if result.seeds else 0
    a, b = read_answers(folder, result.a, seed), read_answers(folder, result.b, seed)
    return {sample: ((result.a, a[sample], ""), (result.b, b[sample], "")) for sample in a if sample in b}


def _card(sample: Sample, stage: str, answers: tuple[tuple[str, str, str], ...]) -> Shown:
    shown = next((asset for asset in sample.assets if asset.kind in ("image", "chart", "document")), None)
    return Shown(
        id=sample.id,
        stage=stage,
        tags=tuple(str(sample.tags[tag]) for tag in ("language", "skill", "format", "domain") if tag in sample.tags),
        picture=_thumbnail(shown) if shown and shown.size else "",
        turns=tuple((turn.role, turn.text[:600]) for turn in sample.turns),
        answers=answers,
    )


def _thumbnail(asset: Asset) -> str:
    import io

    small = downscale(picture(asset), PICTURE)
    out = io.BytesIO()
    small.save(out, format="PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def _curves(manifests: dict[str, Manifest] | Any) -> Iterator[Curve]:
    for name, manifest in manifests.items():
        for seed, run in manifest.figure("seeds", {}).items():
            if run.get("loss"):
                yield Curve(name=f"{name} seed {seed}", loss=tuple((step, loss) for step, loss in run["loss"]))


def _recipe(manifests: Any) -> str:
    stages = {name: manifest.model_dump(mode="json")["recipe"] for name, manifest in manifests.items()}
    return yaml.safe_dump({"stages": stages}, sort_keys=False, allow_unicode=True)


def report_path(manifest: Manifest, root: Path) -> Path:
    """Where a report stage has put its page."""
    return root / str(manifest.recipe["report"]["to"])
