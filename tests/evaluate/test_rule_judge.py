import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.core.types import Asset, Note, Sample, Turn
from goldsmith.evaluate.asked import most_words
from goldsmith.evaluate.correctness import grade
from goldsmith.evaluate.rule_judge import RuleJudge
from goldsmith.generate.phrases import phrases
from zoo import dialog

TABLE = "species,petal length\nsetosa,1.5\nversicolor,4.3\nvirginica,5.6\n"


def asked(question, gold=(), reference="The answer.", **tags):
    asset = Asset.absent("iris", kind="chart", notes=(Note(id="n1", kind="table", text=TABLE),))
    turns = (Turn.said("user", question), Turn.said("assistant", reference, gold=gold))
    return Sample(id="s", assets=(asset,), turns=turns, tags=tags)


@pytest.mark.parametrize(
    ("gold", "answer", "right"),
    [
        (("5.6",), "5.6", True),
        (("5.6",), "The petal length is 5.60 cm.", True),
        (("5.6",), "5,6", True),
        (("5.6",), "56", False),
        (("5.6",), "5.6, 4.3, 1.5", False),
        (("5.6",), "5.6 or 4.3", False),
        (("5.6",), "5.6, well above versicolor (4.3)", True),
        (("5.6",), "5.6 or 9.9", False),
        (("5.6 cm",), "5.6 mm", False),
        (("1234",), "1,234", True),
        (("12%",), "0.12", True),
        (("7",), "There are seven.", True),
        (("7",), "Hay siete flores.", True),
        (("42",), "cuarenta y dos", True),
        (("setosa",), "Setosa.", True),
        (("setosa",), "setosa, versicolor, virginica", False),
        (("setosa",), "It is setosa or virginica.", False),
        (("setosa",), "Setosa is shorter than virginica and versicolor.", True),
        (("setosa",), "virginica", False),
        (("setosa|Iris setosa",), "iris setosa", True),
        (("yes|sí",), "Sí, la hay.", True),
        (("yes|sí",), "No.", False),
        (("yes",), "yes or no", False),
        (("no",), "No, it is not.", True),
        (("setosa", "1.5"), "setosa", False),
        (("setosa", "1.5"), '{"species": "setosa", "length": 1.5}', True),
    ],
)
def test_gold_values_are_found_however_written_and_guesses_are_not(gold, answer, right):
    assert (grade(asked("Which?", gold), answer).value == 1.0) is right


def test_one_letter_is_chosen_not_all():
    question = "Which?\n(A) setosa\n(B) virginica"
    assert grade(asked(question, ("B",)), "B").value == 1
    assert grade(asked(question, ("B",)), "The answer is B.").value == 1
    assert grade(asked(question, ("B",)), "(A) or (B)").value == 0


def test_the_right_answer_wins_over_the_concise_and_well_formed():
    told = RuleJudge().judge(asked("How long?", ("5.6",)), "I would say that it is 5.6 in all.", "4.3")
    assert told["correctness"][0] == told["overall"][0] == "first"
    assert told["conciseness"] == ("tie", "not equally correct")


def test_form_language_and_length_as_asked():
    judge = RuleJudge()
    form = judge.judge(asked("Which?", ("setosa",), format="json"), "setosa", '{"species": "setosa"}')
    assert form["observance"][0] == form["overall"][0] == "second"
    spanish = asked("¿Cuál?", ("setosa",), language="es")
    assert (
        judge.judge(spanish, "La especie es setosa en la tabla", "It is the setosa of the table")["observance"][0]
        == "first"
    )
    short = asked("Which? Answer in at most 3 words.", ("setosa",))
    assert judge.judge(short, "I believe that it is setosa", "setosa")["observance"][0] == "second"
    sentence = asked("Explain in one sentence.", ("setosa",))
    assert judge.judge(sentence, "It is setosa. It is small. Very.", "It is setosa.")["observance"][0] == "second"


def test_padding_and_leaks_lose_between_right_answers():
    judge = RuleJudge()
    sample = asked("Which?", ("setosa",), reference="It is setosa.")
    assert judge.judge(sample, "setosa", "It is setosa. " * 5)["overall"][0] == "first"
    assert judge.judge(sample, "setosa", "It is setosa.")["overall"][0] == "tie"
    assert judge.judge(sample, "setosa", "setosa ann@example.org")["safety"][0] == "first"


def test_two_wrong_answers_tie():
    told = RuleJudge().judge(asked("Which?", ("setosa",)), "virginica", "versicolor " * 30)
    assert told["correctness"][0] == told["overall"][0] == "tie"


@pytest.mark.parametrize(
    ("language", "request_", "kept", "broken"),
    [
        ("en", "In at most three words.", "It is blue.", "It is very blue."),
        ("en", "In other words, answer in one word.", "blue", "It is blue."),
        ("es", "Responde en tres palabras como máximo.", "Es muy azul.", "Es muy pero muy azul."),
        ("es", "Explícalo en dos frases.", "Es azul. Y alto.", "Es azul. Y alto. Y más."),
        ("fr", "En trois mots au plus.", "Il est bleu.", "Il est très très bleu."),
        ("de", "In höchstens drei Wörtern.", "Es ist blau.", "Es ist sehr, sehr blau."),
        ("de", "In einem Satz.", "Es ist blau.", "Es ist blau. Und hoch."),
        ("pt", "Em no máximo três palavras.", "É muito azul.", "É muito, mas muito azul."),
        ("it", "In una sola parola.", "blu", "È molto blu."),
        ("en", "Answer in one sentence.", "Korea, Dem. Rep. is blue.", "Korea, Dem. Rep. is blue. It is high."),
    ],
)
def test_length_is_asked_for_in_six_languages(language, request_, kept, broken):
    sample = asked(f"? {request_}", ("blue|azul|bleu|blau|blu",), language=language)
    told = RuleJudge().judge(sample, kept, broken)
    assert told["observance"][0] == "first", told["observance"]


def test_a_word_asked_about_is_no_limit_and_a_form_has_no_length():
    judge = RuleJudge()
    about = asked("Convierte la cifra en una palabra.", ("tres",), language="es")
    assert judge.judge(about, "La palabra es tres.", "tres")["observance"][0] == "tie"
    form = asked("Answer in one word, as JSON.", ("blue",), language="en", format="json")
    assert judge.judge(form, '{"what": "colour", "answer": "blue"}', '{"a": "blue"}')["observance"][0] == "tie"


def test_without_gold_and_reference_correctness_is_unscored():
    sample = Sample(id="s", turns=(Turn.said("user", "Well?"),))
    told = RuleJudge().judge(sample, "one", "two")
    assert told["correctness"][0] is None
    assert told["overall"][0] is None and "no gold values" in told["overall"][1]


def test_an_unknown_language_is_unscored_never_wrong():
    sample = asked("Ile?", ("7",), language="pl")
    told = RuleJudge().judge(sample, "To jest siedem.", "To jest osiem.")
    assert {name: told[name][0] for name in ("correctness", "observance", "overall")} == {
        "correctness": None, "observance": None, "overall": None,
    }  # fmt: skip
    assert told["correctness"][1] == "the rules do not know the language 'pl'"
    bare = RuleJudge().judge(sample, "7", "8")
    assert bare["correctness"][0] == bare["overall"][0] == "first"
    formed = RuleJudge().judge(sample.but(tags={"language": "pl", "format": "json"}), '{"ile": 7}', "7")
    assert formed["observance"][0] == "first", "a form is the same in every language"


@pytest.mark.slow
@pytest.mark.parametrize(
    "hostile",
    [
        "not " * 5000,
        "7 or " * 5000,
        "a" * 50_000,
        "1 000 " * 5000,
        "(A) " * 5000,
        "-" * 20_000,
        "twenty " * 5000,
        "no, yes, " * 3000,
        "B setosa " * 3000,
        "5.6 4.3 " * 3000,
    ],
)
def test_hostile_answers_are_graded_in_linear_time(hostile):
    question = "Which?\n(A) setosa\n(B) virginica"
    for gold in (("B",), ("7",), ("no",), ("setosa",)):
        assert grade(asked(question, gold), hostile) is not None


SWAPPED = {"first": "second", "second": "first", "tie": "tie", None: None}
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(["5.6", "setosa", "or", ",", "virginica", "no", "B)", "{", "1e9"])).map(" ".join),
)


@given(TEXTS, TEXTS, st.sampled_from([(), ("5.6",), ("setosa", "1.5"), ("no",), ("B",)]))
@settings(max_examples=40, deadline=None)
def test_the_order_never_matters(one, two, gold):
    sample = asked("Which?\n(A) setosa\n(B) virginica", gold, format="json", language="en")
    there, back = RuleJudge().judge(sample, one, two), RuleJudge().judge(sample, two, one)
    assert {k: v[0] for k, v in there.items()} == {k: SWAPPED[v[0]] for k, v in back.items()}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_wording_of_ours_that_asks_for_a_bare_answer_is_understood(language):
    for hint in phrases("response_formats", language)["short"]:
        asked = dialog("x", f"? {hint}", "7").but(tags={"language": language})
        assert most_words(asked) == 5, hint
