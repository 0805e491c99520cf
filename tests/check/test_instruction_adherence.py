"""What a question asks of its answer is read from it and verified."""

import pytest

from goldsmith.check.check import Check
from goldsmith.check.constraints.constraint import Unverified
from goldsmith.check.constraints.counts import Count
from goldsmith.check.constraints.measuring import measure
from goldsmith.check.constraints.reader import constraints_of
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.types import Sample, Turn
from zoo import dialog

CASES = planted_sets(["instruction-adherence"])["instruction-adherence"]


def found(sample, least=("minor", "major")):
    return [one for one in Check.build("instruction-adherence").find(sample) if one.severity in least]


@pytest.mark.parametrize("language", ["en", "es", "de", "fr"])
def test_precision_and_recall_on_planted_cases(language):
    cases = [case for case in CASES if case.language == language]
    flagged = [case for case in cases if found(case.sample("x"))]
    right = sum(case.fault for case in flagged)
    assert right >= 0.95 * len(flagged)
    assert right >= 0.95 * sum(case.fault for case in cases)


@pytest.mark.parametrize("case", [case for case in CASES if case.marks], ids=lambda case: case.answer[:30])
def test_findings_lie_where_the_fault_is(case):
    where = found(case.sample("x"))[0].where
    assert case.covers(where.start, where.end)


@pytest.mark.parametrize(
    ("question", "unit", "least", "most"),
    [
        ("Use exactly two sentences.", "sentences", 2, 2),
        ("Limit the response to five sentences.", "sentences", 0, 5),
        ("Answer in fewer than 50 words.", "words", 0, 49),
        ("Write more than 20 words.", "words", 21, float("inf")),
        ("Answer in 30-40 words.", "words", 30, 40),
        ("Write a 1,200-word essay.", "words", 1200, 1200),
        ("Answer in 20 words or fewer.", "words", 0, 20),
        ("Escribe entre tres y cinco párrafos.", "paragraphs", 3, 5),
        ("Responde en 20 palabras o menos.", "words", 0, 20),
        ("Antworte in höchstens drei Sätzen.", "sentences", 0, 3),
    ],
)
def test_counts_that_are_read(question, unit, least, most):
    (one,) = constraints_of(question)
    assert isinstance(one, Count)
    assert (one.unit, one.least, one.most) == (unit, least, most)


@pytest.mark.parametrize(
    "question",
    [
        "Write two stanzas, each with four lines.",
        "Describe each animal in two sentences.",
        "Write two sentences for its past and two for its future, without mentioning kings.",
        "Use exactly two metaphors.",
    ],
)
def test_what_is_asked_of_a_part_is_not_verified(question):
    assert any(isinstance(one, Unverified) for one in constraints_of(question))


@pytest.mark.parametrize(
    "question",
    [
        "What is this?",
        "Summarize the 300-word article.",
        "Who is the first person in line?",
        "Read the two paragraphs.",
    ],
)
def test_nothing_is_asked(question):
    assert constraints_of(question) == ()


@pytest.mark.parametrize(
    ("unit", "text", "span"),
    [
        ("sentences", "Dr. Lee came. He left at 3.5 p.m. today.", (2, 4)),
        ("words", "well-known it's", (2, 3)),
        ("bullet points", "- a\n  - b\n- c", (2, 3)),
        ("stanzas", "a\nb\n\nc\nd", (2, 2)),
        ("words", "これは犬です", (3, 6)),
        ("words", "这是一只狗 on a sofa", (6, 8)),
        ("sentences", "犬です。眠いのですか？はい！", (3, 3)),
        ("sentences", "यह कुत्ता है। वह सोता है।", (2, 2)),
        ("sentences", "สุนัขนอน", None),
        ("items", "no list", None),
    ],
)
def test_measures_are_spans(unit, text, span):
    assert measure(unit, text) == span


def test_the_finding_quotes_the_question():
    (one,) = found(dialog("x", "Please answer in exactly two sentences.", "One."))
    assert one.message == "1 sentence where 2 were asked for"
    assert one.evidence["asked"] == "in exactly two sentences"


def test_one_note_tells_what_could_not_be_verified():
    sample = dialog("x", "Use exactly two metaphors, without mentioning colors.", "The sea is glass.")
    (one,) = found(sample, ("note", "not run", "minor", "major"))
    assert one.severity == "note"
    assert len(one.evidence["unverified"]) == 2


def test_other_forms_are_not_counted():
    sample = dialog("x", "In two sentences.", '{"a": 1}', format="json")
    assert [one.severity for one in found(sample, ("note", "major"))] == ["note"]


def test_each_answer_is_held_against_the_question_before_it():
    said = ("user", "Answer in one word."), ("assistant", "Dog."), ("user", "Use two words."), ("assistant", "Dog.")
    sample = Sample(id="x", turns=tuple(Turn.said(role, text) for role, text in said))
    assert [one.where.turn for one in found(sample)] == [3]


@pytest.mark.parametrize(
    "question",
    [
        "The document has 3 paragraphs. What is the second about?",
        "The image contains two lines of text.",
        "Use a name with three capitalized letters.",
        "Which lines rhyme in the poem?",
        "Is this written in the first-person perspective?",
        "Is the list sorted in alphabetical order?",
        "What is written in all caps on the sign?",
    ],
)
def test_what_is_told_or_enquired_is_not_asked_for(question):
    assert constraints_of(question) == ()


def test_a_line_of_headings_is_not_the_whole_answer():
    asked = "Responde en CSV con una línea de encabezado y las columnas «año» y «valor»."
    assert found(dialog("x", asked, "año,valor\n1987,48.2")) == []
    assert found(dialog("x", "Responde con una sola línea.", "año,valor\n1987,48.2"))
