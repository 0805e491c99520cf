"""CHAIR over a set: cells, bounds, and what is not measured."""

from goldsmith.check.check import Check
from goldsmith.core.types import Asset, Note
from zoo import dialog

NOTES = (Note(id="b", kind="box", text="dog", box=(0, 0, 1, 1)), Note(id="c", kind="caption", text="A dog, a bench."))


def told(answers, task, **more):
    """Answers, each about a picture of its own."""
    assets = [Asset.absent(f"{task} {place}", kind="image", notes=NOTES) for place in range(len(answers))]
    return [
        dialog(asset.source, "Describe.", text, asset, task=task, **more)
        for asset, text in zip(assets, answers, strict=True)
    ]


def found(samples, **settings):
    return list(Check.build({"chair": {"by": ["task"], "least": 5, **settings}}).find_all(samples))


def test_cells_are_measured_apart_and_the_worse_is_flagged():
    samples = told(["A dog."] * 9 + ["A dog and a car."], "detail") + told(["A dog, a cat, a car."] * 10, "reasoning")
    fine, worse = found(samples)
    assert (fine.severity, worse.severity) == ("note", "minor")
    assert fine.evidence["sentences"]["value"] == 0.1 and worse.evidence["absent"] == {"cat": 10, "car": 10}
    assert "CHAIRi 0.667" in worse.message and worse.evidence["cell"] == "reasoning"


def test_a_cell_can_have_a_bound_of_its_own():
    samples = told(["A dog, a cat, a car."] * 10, "reasoning")
    assert [one.severity for one in found(samples, max_by_cell={"reasoning": 0.9})] == ["note"]


def test_answers_about_one_picture_tell_less():
    alone = told(["A dog, a cat, a car."] * 10, "reasoning")
    same = [dialog(one.id, "Describe.", "A dog, a cat, a car.", alone[0].assets[0], task="reasoning") for one in alone]
    assert [one.severity for one in found(same)] == ["note"]


def test_silence_is_flagged_by_recall():
    (one,) = found(told(["It is nice.", "A dog."] * 15, "detail"), min_recall=0.5)
    assert one.severity == "minor" and "are named" in one.message


def test_the_careful_reading_leaves_out_denials():
    samples = told(["A dog. There is no cat."] * 6, "detail")
    (paper,), (careful,) = found(samples), found(samples, reading="careful")
    assert paper.evidence["sentences"]["value"] == 1 and careful.evidence["sentences"]["value"] == 0


def test_what_is_not_measured_is_said():
    samples = told(["A dog."] * 4, "a") + told(["A dog."] * 12, "b") + told(["Ein Hund."] * 3, "c", language="de")
    severities = [one.severity for one in found(samples)]
    assert severities == ["note", "not run", "not run"]
    assert found([dialog("x", "Why?", "Because.")]) == []
