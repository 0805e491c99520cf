"""Headers read as the subject of a sentence, with their units."""

import pytest

from goldsmith.generate.headers import called, name_and_unit, with_unit
from goldsmith.generate.phrases import phrases

EN = phrases("tables", "en")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("income per head", "income per head"),
        ("guests", "number of guests"),
        ("mean guests", "mean number of guests"),
        ("FB", "value of FB"),
        ("Weight", "weight"),
        ("Average Temperature", "average temperature"),
        ("Life Expectancy", "life expectancy"),
        ("Paris", "value of Paris"),
        ("gold", "number of gold medals"),
        ("total phenols", "value of total phenols"),
        ("costs", "value of costs"),
    ],
)
def test_a_header_is_called_by_a_singular_name(header, name):
    assert called(header, EN["columns"]) == name


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("sepal length (cm)", "sepal length", "cm"),
        ("bill ($)", "bill", "$"),
        ("speed [km/h]", "speed", "km/h"),
        ("cost (total)", "cost (total)", ""),
        ("population (millions)", "population", "millions"),
        ("(cm)", "(cm)", ""),
    ],
)
def test_a_known_unit_is_told_apart(header, name, unit):
    assert name_and_unit(header) == (name, unit)


@pytest.mark.parametrize(
    ("shown", "unit", "english", "spanish"),
    [
        ("4.4", "millions", "4.4 million", "4.4 millones"),
        ("1", "years", "1 year", "1 año"),
        ("-3.50", "$", "-$3.50", "-$3.50"),
        ("12%", "%", "12%", "12%"),
        ("12", "%", "12%", "12%"),
        ("5.1", "cm", "5.1 cm", "5.1 cm"),
        ("7", "", "7", "7"),
    ],
)
def test_numbers_carry_their_unit_as_a_language_writes_it(shown, unit, english, spanish):
    assert with_unit(shown, unit, EN["units"]) == english
    assert with_unit(shown, unit, phrases("tables", "es")["units"]) == spanish
