import pytest

from goldsmith.check.language import Language
from goldsmith.check.reading import LARGEST
from zoo import dialog

SPANISH = "El perro duerme en el sofá porque está cansado después de un largo paseo por la playa con los niños."


def severities(answer, **tags):
    return [found.severity for found in Language().find(dialog("a", "Where is the dog sleeping?", answer, **tags))]


def test_an_answer_in_another_language_is_flagged():
    assert severities(SPANISH) == ["major"]
    assert severities("The dog is sleeping on the sofa because it is tired.") == []


def test_the_script_alone_tells_some_languages_apart():
    assert severities("Собака спит на диване") == ["major"]


@pytest.mark.parametrize("answer", ["Sí", "42", f'The sign reads "{SPANISH}", as far as one can see.'])
def test_short_answers_and_quotations_are_left_undetermined(answer):
    assert severities(answer) == []


def test_data_in_a_form_say_too_little():
    assert severities(f'{{"uno": "{SPANISH}"}}', format="json") == []


def test_half_a_surrogate_pair_is_no_obstacle():
    assert severities(SPANISH + " \ud800") == ["major"]
    assert severities("\ud800 " + SPANISH) == ["major"]


def test_without_a_tag_or_with_a_text_too_large_it_is_not_run():
    assert severities("Anything", language="") == ["not run"]
    assert severities("a" * (LARGEST + 1)) == ["not run"]
