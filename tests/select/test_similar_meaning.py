"""Of samples that mean the same one is kept: the best, else the first."""

from goldsmith.core.types import Finding, Sample
from goldsmith.select.similar_meaning import SimilarMeaning
from zoo import dialog

QUESTIONS = [
    "How many people live in Norway?",
    "Cook me a soup.",
    "What is the population of Norway?",
    "How many people live in Sweden?",
]


def samples(**scores):
    return [
        dialog(f"s{place}", question, "Well.", **({"score": scores[f"s{place}"]} if f"s{place}" in scores else {}))
        for place, question in enumerate(QUESTIONS)
    ]


def picked(given, **settings):
    out = list(SimilarMeaning(**settings).pick(given))
    return [one.id for one in out if isinstance(one, Sample)], [one for one in out if isinstance(one, Finding)]


def test_the_later_goes_and_its_twin_is_named():
    kept, (finding,) = picked(samples())
    assert kept == ["s0", "s1", "s3"]
    assert (finding.sample, finding.evidence["twin"]) == ("s2", "s0") and "which is kept" in finding.message


def test_the_best_is_kept():
    kept, (finding,) = picked(samples(s0="0.1", s2="0.9"), best="score")
    assert kept == ["s1", "s2", "s3"] and finding.evidence["twin"] == "s2"


def test_nothing_is_left_that_would_go_the_second_time():
    first, _ = picked(samples(), wording=1, threshold=0.6)
    again, findings = picked([one for one in samples() if one.id in first], wording=1, threshold=0.6)
    assert again == first and not findings
