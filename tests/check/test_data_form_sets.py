"""The checks of data forms, measured on the faults planted for them."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.measuring.planted_sets import planted_sets

BOUNDS = {
    "json-schema": (0.99, 0.99),
    "xml-schema": (0.97, 0.99),
    "code-blocks": (0.99, 0.99),
    "tables": (0.99, 0.99),
    "requested-form": (0.97, 0.95),
}
"""Precision and recall that hold, by check."""
LANGUAGES = {"requested-form": ("en", "es", "de", "fr")}


def measured(name, language):
    """True findings, false alarms, misses; a fault counts as found where a finding covers its marks."""
    hits, alarms, misses = [], [], []
    for case in planted_sets([name])[name]:
        if case.blind or case.language != language:
            continue
        found = list(Check.build({name: case.settings}).find(case.sample("x")))
        assert all(one.severity != "not run" for one in found), case.answer
        right = any(case.covers(one.where.start, one.where.end) for one in found)
        (hits if case.fault and right else misses if case.fault else alarms if found else []).append(case.answer)
    return hits, alarms, misses


@pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in BOUNDS for language in LANGUAGES.get(name, ("en",))]
)
def test_precision_and_recall(name, language):
    hits, alarms, misses = measured(name, language)
    precision, recall = BOUNDS[name]
    assert len(hits) >= 25
    assert len(hits) / (len(hits) + len(alarms)) >= precision, alarms
    assert len(hits) / (len(hits) + len(misses)) >= recall, misses
