"""Units by their names, and one in another."""

import pytest

from goldsmith.core.units import converted, unit_of


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("km", ("m", 1000)),
        ("metros", ("m", 1)),
        ("stunden", ("s", 3600)),
        ("hectares", ("m2", 10000)),
        ("dogs", ("", 1)),
    ],
)
def test_names(written, unit):
    assert unit_of(written) == unit


@pytest.mark.parametrize(
    ("one", "other", "factor"),
    [("km", "m", 1000), ("m", "km", 0.001), ("hours", "min", 60), ("ha", "km2", 0.01), ("feet", "m", 0.3048), ("m", "feet", 1 / 0.3048), ("kg", "lb", 35.27396 / 16)],
)  # fmt: skip
def test_conversions(one, other, factor):
    assert converted(unit_of(one), unit_of(other)) == pytest.approx(factor, rel=1e-6)


@pytest.mark.parametrize(("one", "other"), [("km", "kg"), ("dogs", "km"), ("km", "dogs"), ("%", "m")])
def test_what_measures_other_things_is_not_converted(one, other):
    assert converted(unit_of(one), unit_of(other)) is None
