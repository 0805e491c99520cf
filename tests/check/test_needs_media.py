"""Questions about pictures and sounds: answered without them, with them, or not at all."""

import io
import random

import pytest

from check.answering import served
from goldsmith.check.answering.posed import Posed
from goldsmith.check.answering.views import Viewing
from goldsmith.check.needs_media import NeedsMedia
from goldsmith.core.frame_need import Tries
from goldsmith.core.types import Asset, Sample, Turn
from zoo import dialog, picture

COLOURS = {"red": (220, 20, 20), "green": (20, 160, 20), "blue": (20, 20, 220), "white": (250, 250, 250)}
OPTIONS = "\nA) red\nB) green\nC) blue\nD) white"


def painted(colour, kind="image", size=(600, 20)):
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, COLOURS[colour]).save(out, format="PNG")
    return Asset.made(out.getvalue(), kind=kind, mime="image/png")


class Looks:
    """Names the colour of the last picture; without one it guesses, unless it knows."""

    def __init__(self, knows="", blind=False):
        self.knows, self.blind = knows, blind

    def answer(self, question, frames, options, seed):
        from PIL import Image

        if self.knows in options:
            return self.knows
        if not frames or self.blind:
            return random.Random(seed).choice(options)
        with Image.open(io.BytesIO(frames[-1][0])) as image:
            seen = image.convert("RGB").resize((1, 1)).getpixel((0, 0))
        return min(options, key=lambda one: sum(abs(a - b) for a, b in zip(seen, COLOURS[one], strict=True)))


def found(answerer, *samples, **settings):
    with served(answerer) as (chat, requests):
        return list(NeedsMedia(chat=chat, repeats=16, **settings).find_all(samples)), requests


@pytest.mark.slow
def test_questions_are_told_apart():
    grounded = dialog("g", "Which colour is it?" + OPTIONS, "C", painted("blue"))
    wrong = dialog("w", "Which colour is it?" + OPTIONS, "C", painted("red"))
    (one, other, overall), requests = found(Looks(), grounded, wrong)
    assert (one.evidence["label"], one.severity) == ("grounded", "note")
    assert (other.evidence["label"], other.severity) == ("unanswered", "note")
    assert overall.evidence["questions"] == 2 and overall.evidence["chance"] == 0.25
    assert overall.evidence["interval"][0] <= overall.evidence["blind"] <= overall.evidence["interval"][1]
    assert len(requests) == 64


@pytest.mark.slow
def test_what_the_model_knows_anyway_is_minor():
    (one, _), _ = found(Looks(knows="white"), dialog("s", "What colour is snow?" + OPTIONS, "white", painted("white")))
    assert (one.evidence["label"], one.severity, one.where.turn) == ("blind-answerable", "minor", 0)
    assert "16 of 16" in one.message and "guesses 25%" in one.message


@pytest.mark.slow
def test_of_sounds_only_guessing_is_tried_and_several_pictures_are_shown_together():
    sound = Asset.made(b"RIFF", kind="audio", mime="audio/wav")
    two = dialog("t", "Which colour has the last one?" + OPTIONS, "B", painted("red"), painted("green", kind="chart"))
    (heard, last, _), requests = found(Looks(), dialog("a", "Which colour?" + OPTIONS, "A", sound), two, longest=64)
    assert heard.evidence["label"] == "not-guessed" and last.evidence["label"] == "grounded"
    shown = [
        len(one["messages"][1]["content"]) for one in requests if not isinstance(one["messages"][1]["content"], str)
    ]
    assert shown == [3] * 16


def test_the_label_follows_from_the_counts():
    check = NeedsMedia()
    counts = {
        (10, 10): "blind-answerable", (6, 10): "undetermined", (5, 10): "grounded", (4, 10): "grounded", (0, 4): "unanswered",
        (3, 7): "undetermined",
    }  # fmt: skip
    for (blind, seen), label in counts.items():
        assert check._label(Tries(blind, 10), Tries(seen, 10), 0.25) == label
    assert check._label(Tries(2, 10), Tries(0, 0), 0.25) == "not-guessed"


class Knows:
    """Right with nothing shown, with something shown, or never, as the question says; else it guesses."""

    def answer(self, question, frames, options, seed):
        knows = question.startswith("blind") or (question.startswith("seen") and frames)
        return "right" if knows else random.Random(seed).choice(options)


@pytest.mark.slow
def test_three_hundred_questions_are_labelled_right():
    check, viewing = NeedsMedia(luck=0.0001), Viewing(32, 0.2, 0)
    wanted = {"blind": "blind-answerable", "seen": "grounded", "never": "unanswered"}
    for number in range(300):
        kind = list(wanted)[number % 3]
        question = Posed(f"{number}", 0, f"{kind} {number}", ("right", "wrong", "false", "no"), ("right",))
        counts = viewing.blind_and_seen(Knows(), question, "x")
        assert check._label(*counts, viewing.chance_of(question)) == wanted[kind]


def test_without_an_answerer_nothing_was_run():
    (told,) = NeedsMedia().find_all([dialog("x", "What is it?", "a dog", picture())])
    assert told.severity == "not run" and "`chat`" in told.message


def test_what_cannot_be_looked_at_is_not_run():
    absent = Asset.absent("x.jpg", kind="image")
    sample = Sample(id="x", assets=(absent,), turns=(Turn.said("user", "What?"), Turn.said("assistant", "a dog")))
    (told,), requests = found(Looks(), sample)
    assert told.severity == "not run" and "not at hand" in told.message and requests == []


def test_texts_and_videos_are_not_looked_at():
    text = Asset.made(b"a,b", kind="text", mime="text/csv")
    clip = Asset.absent("x", kind="video")
    assert list(NeedsMedia().find_all([dialog("t", "What?", "a", text), dialog("v", "What?", "a", clip)])) == []
