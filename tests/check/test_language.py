import pytest

from goldsmith.check.language import Language
from goldsmith.check.text.reading import LARGEST
from goldsmith.core.types import Note
from zoo import dialog, picture

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
    assert [one.where.turn for one in found(f'{{"uno": "{SPANISH}"}}', "?", format="json", language="ru")] == [1]


def test_half_a_surrogate_pair_is_no_obstacle():
    assert severities(SPANISH + " \ud800") == ["major"]
    assert severities("\ud800 " + SPANISH) == ["major"]


def test_without_a_tag_or_with_a_text_too_large_it_is_not_run():
    assert severities("Anything", language="") == ["not run"]
    assert severities("a" * (LARGEST + 1)) == ["not run"]


ENGLISH = "The dog is sleeping on the sofa because it is tired. It had a long walk in the park today."


def found(answer, question="Where is the dog sleeping?", check=None, **tags):
    return list((check or Language()).find(dialog("a", question, answer, **tags)))


def test_a_passage_in_another_language_is_marked():
    answer = f"{ENGLISH} {SPANISH} It will wake up soon and want its dinner."
    (one,) = found(answer)
    assert one.severity == "minor" and answer[one.where.start : one.where.end] == SPANISH
    assert one.evidence["detected"] == "es"
    assert found(answer, check=Language(within=False)) == []


@pytest.mark.parametrize(
    "question",
    ["Translate the sentence.", "How do you say it in Spanish?", f"What does it mean: {SPANISH}", "¿Y en español?"],
)
def test_what_the_question_calls_for_or_says_is_left_alone(question):
    assert [one for one in found(f"{ENGLISH} {SPANISH}", question) if one.where.turn == 1] == []


def test_a_translation_may_be_in_another_language_as_a_whole():
    assert found(SPANISH, "Translate into Spanish: The dog sleeps.") == []
    assert [one.severity for one in found(SPANISH, "Describe the dog.")] == ["major"]


def test_what_the_evidence_says_may_be_repeated():
    shown = picture(Note(id="o", kind="ocr", text=SPANISH.upper()))
    assert list(Language().find(dialog("a", "What is written there?", f"{ENGLISH} {SPANISH}", shown))) == []


@pytest.mark.parametrize(
    ("tag", "answer", "said"),
    [
        ("zh-Hans", "這個問題很難，我們需要時間來討論。", "traditional"),
        ("zh-TW", "这个问题很难，我们需要时间来讨论。", "simplified"),
        ("sr-Latn", "Два старца крпе мреже на молу.", "script"),
        ("sr_Cyrl", "Dva starca krpe mreže na molu.", "script"),
    ],
)
def test_a_tag_may_name_a_script(tag, answer, said):
    (one,) = found(answer, "?", language=tag)
    assert one.severity == "major" and said in one.message
    assert found(answer, "?", language=tag.partition("-")[0].partition("_")[0]) == []


def test_short_answers_are_undetermined_where_that_is_asked_for():
    (one,) = found("Sí", check=Language(undetermined=True))
    assert one.severity == "not run" and "too short" in one.message
    assert found(ENGLISH, check=Language(undetermined=True)) == found("", check=Language(undetermined=True)) == []


def test_lists_of_names_are_undetermined():
    assert found("- Ragù alla Bolognese\n- Risotto alla Milanese\n- Spaghetti alla Carbonara\n- Vitello Tonnato") == []
