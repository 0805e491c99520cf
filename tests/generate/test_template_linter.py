import re

import pytest

from goldsmith.generate.phrases import languages
from goldsmith.generate.template_file import CATEGORIES, Template, TemplateFile, template_file
from goldsmith.generate.template_linter import faults, rouge_l, template_faults

LEAST = 10


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("category", CATEGORIES)
def test_our_own_templates_have_no_faults(category, language):
    file = template_file(category, language)
    assert list(faults(file, records=1000)) == []
    assert len(file.templates) >= LEAST
    assert (file.category, file.language) == (category, language)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_keeps_ten_wordings_for_what_has_no_name_of_its_own(category, language):
    texts = [template.ask for template in template_file(category, language).templates]
    named = re.compile(r"(?i)picture|photo|image|chart|figure|scene|camera|foto|imagen|gráfico|escena|cámara")
    assert not [text for text in texts if named.search(text)]


def linted(*asks, **fields):
    templates = tuple(Template(id=f"t{place}", ask=ask) for place, ask in enumerate(asks))
    settings = {"category": "vqa", "language": "en", "count": len(asks), "slots": ("question",), **fields}
    return list(faults(TemplateFile(templates=templates, **settings), records=50))


@pytest.mark.parametrize(
    "asks, complaint",
    [
        (["{question} Say it brieflyWrite a caption."], "glued together"),
        (["{question} A short caption:A short description:"], "glued together"),
        (["{question} A photo of An image that shows"], "middle of a sentence"),
        (["Answer this: {question} Give a reason."], "two sentences give orders"),
        (["{question} The answer is The answer is"], "ends twice in 'answer is'"),
        (["Answer: {question} Answer:"], "'answer' stands twice"),
        (["What is it?"], "{question} is missing"),
        (["{question} or {question}"], "stands 2 times"),
        (["{question} {colour}"], "{colour} is unknown"),
        (["{question} {"], "brace"),
        (["{question} " + "word " * 61], "longer than 60"),
        (["{question} as seen in the photo", "as seen in that photo {question}"], "too much alike"),
    ],
)
def test_every_planted_fault_is_found(asks, complaint):
    assert any(complaint in fault for fault in linted(*asks))


def test_the_declared_number_must_be_there():
    assert any("2 templates are declared but 1" in fault for fault in linted("{question}", count=2))


def test_short_answers_need_short_hints():
    assert any("only 0 of 1" in fault for fault in linted("{question}", short_answers=True))


def test_ids_are_unique():
    twin = Template(id="same", ask="{question}")
    file = TemplateFile(category="vqa", language="en", count=2, slots=("question",), templates=(twin, twin))
    assert any("used 2 times" in fault for fault in faults(file))


def test_ambiguous_slots_fail_the_round_trip():
    file = TemplateFile(
        category="vqa",
        language="en",
        count=1,
        slots=("question", "answer"),
        templates=(Template(id="t", ask="{question}{answer}"),),
    )
    assert any("cannot be read back" in fault for fault in faults(file))


def test_rouge_l_is_the_f1_of_the_longest_common_subsequence():
    assert rouge_l("the cat sat".split(), "the dog sat down".split()) == pytest.approx(2 * 2 / 7)
    assert rouge_l([], []) == 1.0
    assert rouge_l(["a"], []) == 0.0


def test_commas_and_names_are_no_faults():
    template = Template(id="t", ask='Someone asks: "{question}" What do you say, Q or A?')
    file = TemplateFile(category="vqa", language="en", count=1, slots=("question",), templates=(template,))
    assert "two sentences" not in " ".join(template_faults(template, file))
