import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.core.types import Asset, Note, Sample, Turn
from goldsmith.evaluate.correctness import grade
from goldsmith.evaluate.rule_judge import RuleJudge

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


def test_without_gold_and_reference_correctness_is_unscored():
    sample = Sample(id="s", turns=(Turn.said("user", "Well?"),))
    assert RuleJudge().judge(sample, "one", "two")["correctness"][0] is None


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
