"""How varied a set is: cells, templates, answers that the wording gives away."""

import random

import pytest

from goldsmith.check.answer_prior import closed
from goldsmith.check.cells import Reservoir
from goldsmith.check.check import Check
from goldsmith.check.template_overuse import masked
from goldsmith.core.types import Asset
from zoo import dialog

WORDS = [f"{one}{two}" for one in "ba be bi bo bu da de di do du".split() for two in "lo mi ra su ti".split()]


def made(number, question, answer, assets=1, **tags):
    """So many dialogs, each about its own asset; the texts are made from a random source."""
    source = random.Random(0)
    shown = [Asset.absent(f"picture {place}", kind="image") for place in range(number)]
    return [
        dialog(f"s{place}", question(source), answer(source), *shown[place : place + assets], **tags)
        for place in range(number)
    ]


def chatter(source):
    return " ".join(source.choices(WORDS, k=12))


def severities(check, samples):
    return [one.severity for one in Check.build(check).find_all(samples)]


def test_varied_texts_get_a_note_with_their_figures():
    (finding,) = Check.build("diversity").find_all(made(40, chatter, chatter, skill="open-qa"))
    assert (finding.severity, finding.evidence["cell"]) == ("note", "en, open-qa")
    asked = finding.evidence["questions"]
    assert asked["distinct"]["mean"] > 0.5 and (asked["texts"], asked["groups"]) == (40, 2)
    assert asked["vendi"]["low"] < asked["vendi"]["mean"] < asked["vendi"]["high"] and " ± " in finding.message


def test_repeated_answers_are_a_finding_with_the_phrases():
    same = made(40, chatter, lambda source: "It is a picture of a dog.", skill="open-qa")
    (finding,) = Check.build("diversity").find_all(same)
    assert finding.severity == "minor" and "answers are worded alike" in finding.message
    assert finding.evidence["answers"]["repeated"]["it is a picture"] == 40
    assert severities({"diversity": {"of": ["questions"]}}, same) == ["note"]


def test_cells_of_any_size_are_measured_at_one():
    figures = []
    for number in (40, 200, 1_000):
        (finding,) = Check.build({"diversity": {"of": ["questions"]}}).find_all(made(number, chatter, chatter))
        figures.append(
            {key: finding.evidence["questions"][key]["mean"] for key in ("distinct", "vendi", "compression")}
        )
    for one in figures[1:]:
        assert one == pytest.approx(figures[0], rel=0.05)


def test_bounds_tell_one_template_from_five():
    def asked(templates):
        return lambda source: source.choice(templates).format(source.choice(WORDS[:30]))

    five = ["How many {} are there?", "Is there a {} in the picture?", "What colour is the {}?", "Where is the {}?"]
    five.append("Count the {} that you can see.")
    step = {"diversity": {"of": ["questions"]}}
    assert severities(step, made(100, asked(five[1:2]), chatter)) == ["minor"]
    assert severities(step, made(100, asked(five), chatter)) == ["note"]


def test_small_cells_are_not_passed():
    samples = made(30, chatter, chatter, skill="a") + made(5, chatter, chatter, skill="b")
    assert severities("diversity", samples) == ["note", "not run"]
    assert severities("diversity", samples[:3]) == []


def test_a_reservoir_is_fair_and_of_bounded_size():
    drawn = Reservoir[int](100, "0")
    for number in range(10_000):
        drawn.offer(number)
    assert len(drawn.kept) == 100 and drawn.seen == 10_000
    assert sum(drawn.kept) / 100 == pytest.approx(5_000, abs=900)


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("In 1990, who lived at 3.5 km?", "In [number], who lived at [number] km?"),
        ('What does "SPQR" mean?', "What does [quote] mean?"),
        ("Where is New York City now?", "Where is [name] now?"),
        ("Dogs run.", "Dogs run."),
        ("¿Cuántos habitantes tiene Ávila en 2001?", "¿Cuántos habitantes tiene [name] en [number]?"),
    ],
)
def test_slots(text, template):
    assert masked(text) == template


def test_a_template_is_told_with_its_share():
    def asked(source):
        return f"How many people lived in {source.choice(['Rome', 'Paris'])} in {source.randrange(1900, 2000)}?"

    (finding,) = Check.build("template-overuse").find_all(made(40, asked, chatter))
    assert finding.evidence["template"] == "How many people lived in [name] in [number]?"
    assert finding.evidence["times"] == 40 and finding.evidence["of"] == "questions"


def test_an_opening_is_told_where_no_template_is():
    (finding,) = Check.build("template-overuse").find_all(
        made(60, chatter, lambda source: f"The picture shows a {chatter(source)}.")
    )
    assert finding.evidence["template"] == "The picture shows a" and finding.evidence["of"] == "answers"


def test_varied_texts_and_short_answers_are_no_templates():
    assert severities("template-overuse", made(60, chatter, lambda source: "Yes.")) == []


@pytest.mark.parametrize(
    ("answer", "form"),
    [
        ("Yes, there is a dog.", ("yes or no", "yes")),
        ("Sí.", ("yes or no", "yes")),
        ("(B) Rome", ("letter", "B")),
        ("C", ("letter", "C")),
        ("A dog runs over the grass.", None),
        ("Golden retriever", ("label", "golden retriever")),
        ("", None),
    ],
)
def test_closed_answers(answer, form):
    assert closed(answer) == form


def leaking(source):
    return source.choice(["Is there any dog here?", "Is there a purple unicorn here?"])


def test_answers_that_the_wording_gives_away():
    samples = [
        sample.but(turns=(sample.turns[0], sample.turns[1].but(parts=({"text": "Yes" if "any" in said else "No"},))))
        for sample in made(120, leaking, chatter)
        for said in [sample.turns[0].text]
    ]
    (finding,) = Check.build("answer-prior").find_all(samples)
    assert (finding.severity, finding.evidence["accuracy"]) == ("minor", 1)
    assert "any" in " ".join(finding.evidence["words"]["yes"])
    without = [
        sample.but(assets=(), turns=[turn.but(parts=turn.parts[-1:]) for turn in sample.turns]) for sample in samples
    ]
    assert severities("answer-prior", without) == []  # there the question is all there is


def test_words_that_tell_nothing_are_left_alone():
    assert severities("answer-prior", made(200, leaking, lambda source: source.choice(["Yes", "No"]))) == []


def test_a_letter_that_is_right_too_often():
    def asked(source):
        return f"Which? {chatter(source)}\nA) one\nB) two\nC) three\nD) four"

    found = list(Check.build("answer-prior").find_all(made(100, asked, lambda source: source.choice("AABBBBBCD"))))
    assert ["B is right" in one.message for one in found] == [True]
    assert severities("answer-prior", made(100, asked, lambda source: source.choice("ABCD"))) == []


def test_near_duplicates_of_one_side():
    words = "one two three four five six seven eight nine ten"
    samples = [dialog("a", words, "this answer is of a kind and no other"), dialog("b", words, "quite something else")]
    assert severities({"near-duplicates": {"of": "questions"}}, samples) == ["minor"]
    assert severities({"near-duplicates": {"of": "answers"}}, samples) == []
