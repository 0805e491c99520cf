import re

import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Note, Sample, Turn
from goldsmith.generate.template_file import template_file
from goldsmith.generate.templates import Templates

PICTURE = Asset.absent(
    "cat.jpg",
    kind="image",
    notes=(
        Note(id="c0", kind="caption", text="A cat asleep on a red sofa."),
        Note(id="c1", kind="caption", text="The cat sleeps."),
        Note(id="l", kind="label", text="cat"),
        Note(id="o", kind="ocr", text="SALE"),
    ),
)
DRAFT = Sample(id="s", assets=(PICTURE,))


def asked(answer, question="What colour is the sofa?", **tags):
    turns = (Turn.said("user", question, (PICTURE.id,)), Turn.said("assistant", answer, evidence=("c0",)))
    return Sample(id="q", assets=(PICTURE,), turns=turns, tags=tags)


def made(sample, **settings):
    return list(Templates(**settings).make(sample))


def template_of(sample):
    return sample.turns[0].origin.settings["template"]


def test_captions_are_asked_for_and_cited():
    children = made(DRAFT, category="captioning", per_sample=6)
    assert {child.turns[1].text for child in children} == {note.text for note in PICTURE.noted("caption")}
    assert {child.turns[1].evidence for child in children} == {("c0",), ("c1",)}
    assert len({template_of(child) for child in children}) == len({child.id for child in children}) == 6


@pytest.mark.parametrize("answer, may_be_short", [("red", True), ("It is red, with a white stripe.", False)])
def test_short_hints_go_with_short_answers_only(answer, may_be_short):
    short = {template.id for template in template_file("vqa", "en").templates if template.short}
    used = {template_of(child) for child in made(asked(answer), category="vqa", per_sample=14)}
    assert bool(used & short) == may_be_short
    assert all("What colour is the sofa?" in child.turns[0].text for child in made(asked(answer), category="vqa"))


def test_gold_and_evidence_survive():
    (child,) = made(asked("red"), category="vqa")
    assert child.turns[1].gold == ("red",)
    assert child.turns[1].evidence == ("c0",)
    assert (child.parent, child.tags["skill"], child.tags["language"]) == ("q", "open-qa", "en")


def test_questions_are_generated_from_answers_that_say_enough():
    (child,) = made(asked("red."), category="question-generation")
    assert "red" in child.turns[0].text and child.turns[1].text == "What colour is the sofa?"
    assert made(asked("yes"), category="question-generation") == []


def test_choices_are_listed_alphabetically_and_hold_the_label():
    children = made(DRAFT, category="classification", choices=("dog", "cat", "axolotl"), per_sample=14)
    listed = [child for child in children if "axolotl, cat, dog" in child.turns[0].text]
    assert len(listed) == 7
    plain = made(DRAFT, category="classification", per_sample=14)
    assert len(plain) == 7 and {child.turns[1].gold for child in plain} == {("cat",)}
    (spanish,) = made(DRAFT, category="classification", language="es")
    assert spanish.turns[1].text == "gato"


def test_recognised_text_is_appended():
    (child,) = made(asked("red"), category="vqa", ocr=True)
    assert child.turns[0].text.endswith("\nText shown: SALE")


def test_questions_in_another_language_are_left_alone():
    assert made(asked("rojo", "¿De qué color es?", language="es"), category="vqa", language="en") == []
    (child,) = made(asked("rojo", "¿De qué color es?", language="es"), category="vqa")
    assert child.tags["language"] == "es" and child.turns[0].origin.settings["version"] == 2


def test_own_templates_come_first_and_count_in_the_identity(tmp_path):
    own = tmp_path / "en" / "vqa.yaml"
    own.parent.mkdir()
    text = (
        "category: vqa\nlanguage: en\ncount: 1\nslots: [question]\ntemplates:\n  - {id: mine, ask: 'Say: {question}'}\n"
    )
    own.write_text(text)
    step = Templates(category="vqa", folder=tmp_path)
    (child,) = step.make(asked("red"))
    assert child.turns[0].text == "Say: What colour is the sofa?"
    assert made(DRAFT, category="captioning", folder=tmp_path)
    before = step.identity()
    own.write_text(text + "# changed\n")
    assert step.identity() != before


def test_bad_template_files_are_named(tmp_path):
    own = tmp_path / "en" / "vqa.yaml"
    own.parent.mkdir()
    own.write_text("category: vqa\nlanguage: en\ncount: 1\nslot: [question]\ntemplates: []\n")
    with pytest.raises(GoldsmithError, match=r"vqa\.yaml.*slot"):
        made(asked("red"), category="vqa", folder=tmp_path)
    with pytest.raises(GoldsmithError, match="no vqa templates in the language 'xx'"):
        made(asked("red", language="xx"), category="vqa")
    with pytest.raises(GoldsmithError, match="does not exist"):
        made(asked("red"), category="vqa", folder=tmp_path / "none")


def test_the_same_seed_gives_the_same_samples():
    assert made(DRAFT, category="captioning", seed=4) == made(DRAFT, category="captioning", seed=4)


@pytest.mark.parametrize(
    ("kind", "notes", "names"),
    [
        ("image", (), {"this picture", "this image"}),
        ("chart", (), {"this chart", "this figure", "this picture"}),
        ("image", (Note(id="t", kind="table", text="a,b\nc,1"),), {"this table"}),
        ("document", (), {"this page", "this document"}),
        ("video", (), {"this video", "this clip"}),
        ("audio", (), set()),
    ],
)
def test_what_is_shown_is_called_what_it_is(kind, notes, names):
    caption = Note(id="c", kind="caption", text="Two lines cross.")
    sample = Sample(id="s", assets=(Asset.absent("x", kind=kind, notes=(caption, *notes)),))
    texts = [
        one.turns[0].text for seed in range(12) for one in made(sample, category="captioning", per_sample=15, seed=seed)
    ]
    assert len(texts) >= 12 * 5
    assert {name for text in texts for name in re.findall(r"this (?:\w+)", text)} == names
