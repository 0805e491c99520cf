"""Each check finds what was planted, and leaves the clean counterpart alone."""

import pytest

from goldsmith.check.check import Check
from goldsmith.core.types import Note
from zoo import dialog, picture

DOG = picture(
    Note(id="1", kind="box", text="dog", box=(0, 0, 1, 1)), Note(id="2", kind="box", text="dog", box=(0, 0, 1, 1))
)
TABLE = picture(Note(id="t", kind="table", text="city,people\nRome,2.8\nParis,2.1"))
PLANTED = [
    ("token-length", {"high": 5}, dialog("x", "q", "one two three four five six seven eight"), True),
    ("token-length", {"high": 50}, dialog("x", "q", "one two three"), False),
    ("language", {}, dialog("x", "¿Qué?", "Esto es una frase larga en español sobre los perros y los gatos de la casa."), True),
    ("language", {}, dialog("x", "What?", "This is a long sentence in English about the dogs and cats of the house."), False),
    ("language", {}, dialog("x", "¿Qué?", "Esta frase sí está escrita en español, como se pidió.", language="es"), False),
    ("language", {}, dialog("x", "q", "Это предложение написано по-русски, а не по-английски."), True),
    ("markdown-artefacts", {}, dialog("x", "q", "Hello<|im_end|>"), True),
    ("markdown-artefacts", {}, dialog("x", "q", "As shown【4†source】."), True),
    ("markdown-artefacts", {}, dialog("x", "q", "```python\nprint(1)"), True),
    ("markdown-artefacts", {}, dialog("x", "q", "cafÃ© con leche"), True),
    ("markdown-artefacts", {}, dialog("x", "q", "# Title\n\n**bold** and `<b>` in code, café."), False),
    ("links", {}, dialog("x", "q", "See https://foo.notatld/page."), True),
    ("links", {}, dialog("x", "q", "[example.com](https://evil.org/x)"), True),
    ("links", {}, dialog("x", "q", "See [docs](https://python.org/docs) at https://python.org."), False),
    ("answer-format", {}, dialog("x", "q", '{"a": 1', format="json"), True),
    ("answer-format", {}, dialog("x", "q", '{"a": 1, "a": 2}', format="json"), True),
    ("answer-format", {}, dialog("x", "q", '```json\n{"a": 1}\n```', format="json"), False),
    ("answer-format", {}, dialog("x", "q", "<a><b></a>", format="xml"), True),
    ("answer-format", {}, dialog("x", "q", "<a><b>1</b></a>", format="xml"), False),
    ("answer-format", {}, dialog("x", "q", "a,b\n1,2,3", format="csv"), True),
    ("answer-format", {}, dialog("x", "q", "| a | b |\n|---|---|\n| 1 | 2 |", format="table"), False),
    ("source-leak", {}, dialog("x", "q", "The bounding boxes show two dogs."), True),
    ("source-leak", {}, dialog("x", "q", "Según la descripción hay dos perros.", language="es"), True),
    ("source-leak", {}, dialog("x", "q", "Two dogs play in the garden."), False),
    ("coordinate-leak", {}, dialog("x", "q", "It is at [0.37, 0.58, 0.50, 0.71]."), True),
    ("coordinate-leak", {}, dialog("x", "q", "The values are 1, 2 and 3."), False),
    ("grounded-objects", {}, dialog("x", "q", "A dog beside a bicycle.", DOG), True),
    ("grounded-objects", {}, dialog("x", "q", "A dog, and no bicycle.", DOG), False),
    ("grounded-objects", {}, dialog("x", "q", "Un perro junto a una bicicleta.", DOG, language="es"), True),
    ("grounded-counts", {}, dialog("x", "q", "There are three dogs.", DOG), True),
    ("grounded-counts", {}, dialog("x", "q", "There are two dogs.", DOG), False),
    ("grounded-numbers", {}, dialog("x", "q", "Rome has 3.9 million.", TABLE), True),
    ("grounded-numbers", {}, dialog("x", "q", "Together 4.9, a gap of 0.7, mean 2.45.", TABLE), False),
    ("empty-turns", {}, dialog("x", "q", " \u200b "), True),
    ("empty-turns", {}, dialog("x", "q", "a"), False),
    ("repeated-turns", {}, dialog("x", "say this again please", "Say this again  please"), True),
    ("repeated-turns", {}, dialog("x", "say this again please", "No."), False),
    ("repetition", {}, dialog("x", "q", "and so on and so on " * 10), True),
    ("repetition", {}, dialog("x", "q", "one two three four five six seven eight nine ten eleven twelve thirteen"), False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "settings", "sample", "expected"), PLANTED)
def test_planted(name, settings, sample, expected):
    found = [one for one in Check.build({name: settings}).find(sample) if one.severity != "not run"]
    assert bool(found) is expected, found


def test_places_are_in_code_points():
    text = "👩‍👧 café: see <b>this</b>"
    (finding, *_) = [
        one for one in Check.build("markdown-artefacts").find(dialog("x", "q", text)) if "HTML" in one.message
    ]
    assert text[finding.where.start : finding.where.end] == "<b>"


def test_duplicates_name_their_twin():
    samples = [dialog("a", "Same?", "Yes."), dialog("b", "same? ", "yes."), dialog("c", "Other?", "Yes.")]
    (finding,) = Check.build("exact-duplicates").find_all(samples)
    assert (finding.sample, finding.evidence["twin"]) == ("b", "a")


def test_the_tokenizer_is_named():
    (finding,) = Check.build({"token-length": {"high": 1}}).find(dialog("x", "q", "several tokens here"))
    assert finding.evidence["tokenizer"].startswith("goldsmith@")
