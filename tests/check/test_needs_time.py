"""Questions about videos are labelled by what a model needs to see, over a real socket and from real frames."""

import random

import pytest

from check.answering import served
from check.watcher import Watcher, seen
from goldsmith.check.answer_prior import AnswerPrior
from goldsmith.check.needs_time import NeedsTime
from goldsmith.core.types import Asset, Part, Sample, Turn
from goldsmith.generate.clip_questions import ClipQuestions
from goldsmith.generate.clips import Clip
from goldsmith.generate.draw_clips import DrawClips

LABELS = {"one frame": "single-frame-answerable", "frames": "any-order", "order": "temporal"}


def asked(count, happening, seed=0):
    drafts = DrawClips(per_sample=count, happenings=(happening,), seed=seed).make(Sample(id="draft"))
    return [sample for draft in drafts for sample in ClipQuestions(languages=("en",)).make(draft)]


def video(question, answer, language="en", **fields):
    asset = Asset.absent("clip", kind="video", seconds=4.0)
    turns = (Turn.said("user", question, (asset.id,)), Turn.said("assistant", answer, **fields))
    return Sample(id="v", assets=(asset,), turns=turns, tags={"language": language})


@pytest.mark.slow
def test_an_endpoint_that_looks_gets_the_labels_right():
    samples = [*asked(1, "move"), asked(1, "colours")[0], *asked(1, "change")]
    with served(Watcher(seen)) as (chat, requests):
        found = list(NeedsTime(chat=chat, repeats=24).find_all(samples))
    *single, overall = found
    assert [one.evidence["label"] for one in single] == [LABELS[sample.tags["needs"]] for sample in samples]
    assert {one.severity for one in single} == {"minor", "note"} and len(requests) == len(samples) * 24 * 11
    assert overall.sample is None and overall.evidence["questions"] == len(samples)
    accuracy = overall.evidence["accuracy"]
    assert accuracy["whole"] == 1 and accuracy["blind"] < 0.5 > accuracy["shuffled"] - 0.3
    low, high = overall.evidence["intervals"]["blind"]
    assert low <= accuracy["blind"] <= high
    assert sum(overall.evidence["labels"].values()) == len(samples)
    assert f"of {len(samples)} questions need time" in overall.message and len(overall.message) < 300


@pytest.mark.slow
def test_what_is_sent_are_frames_in_order_as_pictures():
    sample = next(one for one in asked(1, "move") if one.tags["task"] == "direction")
    with served(Watcher(seen)) as (chat, requests):
        (found,) = NeedsTime(chat=chat, repeats=2, frames=3, longest=64, concurrency=1).find(sample)
    pictures = [sum(part["type"] == "image_url" for part in one["messages"][1]["content"]) for one in requests[2:]]
    assert isinstance(requests[0]["messages"][1]["content"], str) and pictures == [3, 3, 3, 3, *[1] * 6]
    assert found.evidence["label"] == "undetermined" and found.severity == "note"
    with served(Watcher(seen)) as (chat, _):
        (found,) = NeedsTime(chat=chat, repeats=2, frames=3, hard=True).find(sample)
    assert found.severity == "minor"


class Says:
    def __init__(self, text):
        self.text = text

    def answer(self, question, frames, options, seed):
        return self.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("says", "status", "reason"),
    [("I am not able to tell.", 200, "100% of the answerer's replies are no answer"), ("A", 500, "did not answer"), ("A", 401, "refuses: 401")],
)  # fmt: skip
def test_what_cannot_be_read_is_not_run(says, status, reason):
    sample = asked(1, "bounce")[0]
    with served(Says(says), status) as (chat, _):
        (found,) = NeedsTime(chat=chat, repeats=2, frames=2).find_all([sample])
    assert found.severity == "not run" and reason in found.message


@pytest.mark.slow
def test_a_model_that_knows_without_looking_makes_it_minor():
    sample = next(one for one in asked(3, "move") if one.tags["task"] == "direction")
    letters = dict(
        line.strip("()").replace(") ", ". ").split(". ")
        for line in sample.turns[0].text.splitlines()[1:]
        if line[:1] in "(ABCD" and line[2:3] in " )"
    )
    with served(Says(letters[sample.turns[1].text])) as (chat, _):
        (found,) = NeedsTime(chat=chat).find(sample)
    assert (found.evidence["label"], found.severity) == ("blind-answerable", "minor")
    assert found.where.turn == 0 and "10 of 10" in found.message


@pytest.mark.slow
def test_a_model_that_runs_here_is_shown_the_frames(tmp_path):
    from goldsmith.models.tiny import TinySettings, build

    build(["Which way does the ball move? left right A B C"], tmp_path, TinySettings(width=16, heads=2, image_size=32))
    sample = next(one for one in asked(1, "move") if one.tags["task"] == "direction")
    (found,) = NeedsTime(model=str(tmp_path), repeats=2, frames=2).find(sample)
    # its weights are random: what it writes is no answer, or a guess that tells nothing
    assert (found.severity == "not run" and "no answer" in found.message) or found.evidence["label"] == "undetermined"
    (found,) = NeedsTime(model=str(tmp_path / "nowhere"), repeats=2, frames=2).find(sample)
    assert found.severity == "not run" and "there is no model folder" in found.message


def test_without_an_answerer_nothing_was_run_and_the_words_are_a_hint():
    told, hint = NeedsTime().find(video("What colour is the ball?", "red"))
    assert (told.severity, hint.severity) == ("not run", "note") and "chat" in told.message
    (told,) = NeedsTime().find(video("Which way does the ball roll?", "left"))
    assert told.severity == "not run" and told.evidence["cues"] == ["which way", "roll"]
    for language in ("fi", ""):
        (told,) = NeedsTime().find(video("Pallon väri?", "punainen", language))
        assert told.evidence["cues"] is None


def test_what_cannot_be_looked_at_is_not_run():
    long = "It begins on the left and goes on to the right."
    (told,) = NeedsTime().find(video("Which way?", long))
    assert told.severity == "not run" and "no gold value" in told.message
    with served(Says("A")) as (chat, _):
        (told,) = NeedsTime(chat=chat).find(video("Which way?", "left"))
    assert told.severity == "not run" and "not at hand" in told.message
    broken = Asset.made(b"\x00\x00\x00\x18ftypmp42 and no more", kind="video", mime="video/mp4")
    sample = Sample(id="x", assets=(broken,), turns=(Turn.said("user", "Which way?"), Turn.said("assistant", "left")))
    with served(Says("A")) as (chat, _):
        assert [one.severity for one in NeedsTime(chat=chat).find(sample)] == ["not run"]


def test_samples_without_a_video_or_a_question_have_nothing_to_find():
    clip = video("Which way?", "left")
    for sample in (
        clip.but(turns=()),
        clip.but(turns=clip.turns[:1]),
        clip.but(assets=(), turns=(Turn(role="user", parts=(Part(text="x"),)),)),
    ):
        assert list(NeedsTime().find_all([sample])) == []


def leaky(count, leaking):
    """Questions about directions; where they leak, one wording goes with one answer."""
    rng = random.Random(0)
    for number in range(count):
        clip = Clip.drawn("move", rng)
        asset = Asset.absent(f"clip {number}", kind="video", notes=tuple(clip.notes(4.0, (96, 64))))
        sample = Sample(id=f"{number}", assets=(asset,))
        (one,) = ClipQuestions(tasks=("direction",), languages=("en",), choices=False).make(sample)
        word = "ball" if leaking and clip.direction in ("left", "up") else rng.choice(("ball", "round thing"))
        turns = (Turn.said("user", f"Which way does the {word} go?"), Turn.said("assistant", one.turns[1].gold[0]))
        yield one.but(turns=turns)


@pytest.mark.slow
def test_a_generator_whose_words_tell_the_answer_is_caught_by_the_question_alone():
    assert [one.severity for one in AnswerPrior().find_all(list(leaky(600, leaking=False)))] == []
    (found,) = AnswerPrior().find_all(list(leaky(600, leaking=True)))
    assert (
        found.severity == "minor" and "gives" in found.message and found.evidence["accuracy"] > found.evidence["chance"]
    )
