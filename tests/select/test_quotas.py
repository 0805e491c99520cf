from collections import Counter

from goldsmith.core.brief import Brief
from goldsmith.core.types import Asset, Finding, Sample
from goldsmith.select.quotas import Quotas

BRIEF = Brief(size=20, languages=["en", "es"], skills=["open-qa", "extraction"])


def made(count: int, language: str, skill: str, assets: int = 4) -> list[Sample]:
    return [
        Sample(
            id=f"{language} {skill} {number}",
            assets=(Asset.absent(f"{number % assets}", kind="image"),),
            tags={"language": language, "skill": skill},
        )
        for number in range(count)
    ]


FULL = [one for language in ("en", "es") for skill in ("open-qa", "extraction") for one in made(40, language, skill)]


def picked(step: Quotas, samples: list[Sample]) -> tuple[list[Sample], list[Finding]]:
    out = list(step.pick(samples))
    return [one for one in out if isinstance(one, Sample)], [one for one in out if isinstance(one, Finding)]


def cells(samples: list[Sample]) -> Counter[tuple[str, str]]:
    return Counter((one.tags["language"], one.tags["skill"]) for one in samples)


def test_every_cell_gets_its_number() -> None:
    kept, findings = picked(Quotas(brief=BRIEF), FULL)
    assert set(cells(kept).values()) == {5}
    assert [one.severity for one in findings] == ["note"]
    assert [one for one in FULL if one in kept] == kept


def test_another_size_keeps_the_proportions() -> None:
    kept, findings = picked(Quotas(brief=BRIEF, size=12), FULL)
    assert set(cells(kept).values()) == {3} and "12 of 12 samples" in findings[-1].message


def test_assets_take_turns() -> None:
    kept, _ = picked(Quotas(brief=BRIEF), FULL)
    assert Counter(one.assets[0].source for one in kept) == dict.fromkeys("0123", 5)


def test_the_seed_decides_and_nothing_else() -> None:
    assert picked(Quotas(brief=BRIEF), FULL) == picked(Quotas(brief=BRIEF), FULL)
    first = {one.id for one in picked(Quotas(brief=BRIEF), FULL)[0]}
    assert first == {one.id for one in picked(Quotas(brief=BRIEF), FULL[::-1])[0]}
    assert first != {one.id for one in picked(Quotas(brief=BRIEF, seed=1), FULL)[0]}


def test_a_short_cell_is_reported_and_stays_short() -> None:
    samples = [one for one in FULL if one.tags["language"] == "en"] + made(2, "es", "open-qa")
    kept, findings = picked(Quotas(brief=BRIEF), samples)
    assert cells(kept) == {("en", "open-qa"): 5, ("en", "extraction"): 5, ("es", "open-qa"): 2}
    short = {tuple(one.evidence["cell"].values()): one.evidence["got"] for one in findings if one.severity == "minor"}
    assert short == {("es", "open-qa"): 2, ("es", "extraction"): 0}


def test_refilling_reaches_the_size_and_says_so() -> None:
    samples = [one for one in FULL if one.tags["language"] == "en"] + made(2, "es", "open-qa")
    kept, findings = picked(Quotas(brief=BRIEF, refill=True), samples)
    assert len(kept) == 20
    assert [one.evidence["refilled"] for one in findings if "refilled" in one.evidence] == [8]


def test_samples_outside_the_grid_are_counted() -> None:
    kept, findings = picked(Quotas(brief=BRIEF), [*FULL, Sample(id="untagged"), *made(3, "fr", "open-qa")])
    assert len(kept) == 20
    assert findings[-1].evidence["outside"] == 4
