"""VQA: a bad question or file costs itself, and what is written comes back or is named."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Finding, Note, Sample, Turn
from goldsmith.formats.vqa import Vqa
from zoo import BOXED, PNG, dialog

ASKED = {"question_id": 1, "image": "a.png", "question": "What?", "answers": ["dog", "dog", "cat"]}


def read(path):
    found = list(Vqa().samples(path))
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


BAD = [
    7,
    {**ASKED, "question_id": 1},
    {**ASKED, "question_id": []},
    {**ASKED, "question_id": 2, "image": "../out.png"},
    {**ASKED, "question_id": 2, "image": "cut.png"},
    {**ASKED, "question_id": 2, "image": "empty.png"},
    {**ASKED, "question_id": 2, "answers": [{"no": "answer"}]},
    {"question_id": 2, "question": "Of what?"},
    {**ASKED, "question_id": 2, "question": "half \ud83d"},
]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_bad_question_costs_itself_alone(tmp_path, bad):
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "cut.png").write_bytes(PNG[:45])
    (tmp_path / "empty.png").touch()
    (tmp_path / "x.json").write_text(json.dumps([ASKED, bad]))
    (sample,), findings = read(tmp_path / "x.json")
    assert [turn.text for turn in sample.turns] == ["What?", "dog"]
    assert [one.severity for one in findings] == ["major"]


def test_a_broken_file_costs_itself_alone(tmp_path):
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "questions.json").write_text(json.dumps({"questions": [ASKED]}))
    (tmp_path / "annotations.json").write_text("{")
    (tmp_path / "folder.json").mkdir()
    samples, findings = read(tmp_path)
    assert len(samples) == 1 and [one.evidence["file"] for one in findings] == ["annotations.json", "folder.json"]
    (tmp_path / "questions.json").write_text("[" * 99_999)
    with pytest.raises(GoldsmithError, match="no questions"):
        read(tmp_path)


def test_what_is_left_out_is_said(tmp_path):
    samples = [dialog("asked", "q", "a", BOXED), dialog("text", "q", "a"), Sample(id="draft", assets=(BOXED,))]
    findings = list(Vqa().write(samples, tmp_path / "x"))
    assert [one.sample for one in findings if one.severity == "minor"] == ["text", "draft"]
    assert {"box notes", "licences", "tags"} <= {one.evidence.get("lost") for one in findings}


words = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=20)
asked = st.tuples(words, words, st.lists(words, max_size=3), st.booleans())


@given(st.dictionaries(words, asked, max_size=3), st.dictionaries(st.sampled_from(["type", "when"]), st.integers()))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_comes_back(tmp_path_factory, drawn, other):
    path = tmp_path_factory.mktemp("x") / "vqa"
    samples = []
    for key, (question, answer, others, seen) in drawn.items():
        notes = tuple(
            Note(id=f"answer-{place}", kind="answer", text=text) for place, text in enumerate([answer, *others], 1)
        )
        asset = (
            Asset.made(PNG, kind="image", mime="image/png", width=1, height=1)
            if seen
            else Asset.absent("x.png", kind="image")
        )
        asset = asset.but(notes=notes)
        said = Turn.said("assistant", answer, gold=(answer,), evidence=tuple(note.id for note in notes))
        tags = {"modality": "image", "task": "vqa"}
        turns = (Turn.said("user", question, (asset.id,)), said)
        samples.append(Sample(id=key, assets=(asset,), turns=turns, tags=tags, foreign=other))
    lost = {one.evidence["lost"] for one in Vqa().write(samples, path)}
    assert lost <= {"tags"}
    if samples:
        back, findings = read(path)
        assert not [one for one in findings if one.severity == "major"]
        for one, same in zip(samples, back, strict=True):
            assert (one.id, one.turns, one.foreign) == (same.id, same.turns, same.foreign)
            assert (one.assets[0].id, one.assets[0].notes) == (same.assets[0].id, same.assets[0].notes)
