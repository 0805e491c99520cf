"""An answerer with exact knowledge of what it is shown earns every question the label it was made for."""

import random
from collections import Counter

import pytest

from check.watcher import Watcher, scripted, seen
from goldsmith.check.answering.posed import Posed, posed
from goldsmith.check.answering.views import Viewing
from goldsmith.core.frame_need import label, labels
from goldsmith.core.types import Asset, Sample
from goldsmith.generate.clip_questions import ClipQuestions
from goldsmith.generate.clips import Clip
from goldsmith.generate.draw_clips import DrawClips
from goldsmith.models.chat import NoReplyError

LABELS = {"one frame": "single-frame-answerable", "frames": "any-order", "order": "temporal"}
SURE = 32
"""Repeats after which guesses among three are hardly ever taken for anything else."""


def told(count, seed=0):
    """Questions about clips that are not drawn, only told of; each with its clip."""
    rng = random.Random(seed)
    for number in range(count):
        clip = Clip.drawn(("move", "bounce", "colours", "change")[number % 4], rng)
        asset = Asset.absent(f"{seed}/{number}", kind="video", notes=tuple(clip.notes(4.0, (128, 96))))
        sample = Sample(id=f"{seed}/{number}", assets=(asset,), tags={"split": "train"})
        for asked in ClipQuestions(seed=seed).make(sample):
            yield asked, clip


def labelled(asked, answerer, repeats=SURE, seed=0):
    """The labels of questions, each given with its frames."""
    viewing = Viewing(repeats, 0.2, seed)
    views = [viewing.of(answerer, question, frames) for question, frames in asked]
    return labels([view.shown for view in views])


def wanted(samples):
    return [LABELS[sample.tags["needs"]] for sample in samples]


@pytest.mark.slow
def test_five_hundred_questions_are_labelled_right_from_scripts():
    made = list(told(250))[:500]
    assert len(made) == 500 and {sample.tags["language"] for sample, _ in made} == {"en", "es"}
    asked = [(next(posed(sample)), scripted(clip)) for sample, clip in made]
    assert labelled(asked, Watcher()) == wanted(sample for sample, _ in made)


@pytest.mark.slow
def test_with_ten_repeats_hardly_any_label_is_wrong_and_some_are_undetermined():
    viewing, counted = Viewing(10, 0.2, 0), Counter()
    for sample, clip in told(100):
        shown = viewing.of(Watcher(), next(posed(sample)), scripted(clip)).shown
        named = label(shown, 0.01)
        counted["right" if named == LABELS[sample.tags["needs"]] else named] += 1
    right, undetermined = counted.pop("right"), counted.pop("undetermined")
    total = right + undetermined + counted.total()
    assert right / total > 0.7 and counted.total() / total < 0.03


@pytest.mark.slow
def test_five_hundred_questions_are_labelled_right_from_the_pixels_of_encoded_videos():
    from goldsmith.check.answering.answered import as_pictures
    from goldsmith.media.video import spaced_frames

    drafts = DrawClips(per_sample=250).make(Sample(id="draft"))
    made, asked = [], []
    for draft in drafts:
        pictures = as_pictures((frame.image for frame in spaced_frames(draft.assets[0], 8)), 448)
        for sample in ClipQuestions().make(draft):
            made.append(sample)
            asked.append((next(posed(sample)), pictures))
    assert len(made) >= 500
    assert labelled(asked[:500], Watcher(seen)) == wanted(made[:500])


def test_a_leak_in_the_words_is_blind_answerable():
    class Leaky(Watcher):
        def answer(self, question, frames, options, seed):
            return options[0] if "sorted" in question else super().answer(question, frames, options, seed)

    class Sorting(Leaky):
        def answer(self, question, frames, options, seed):
            return super().answer(question, frames, sorted(options), seed)

    frames = scripted(Clip("move", ("red",), direction="left"))
    options = ("to the left", "to the right", "upwards", "downwards")
    leaky = Posed("a:0", 0, "Which way (sorted)?", options, ("downwards",))
    fair = Posed("b:0", 0, "Which way?", options, ("to the left",))
    assert labelled([(leaky, frames), (fair, frames)], Sorting(), 16) == ["blind-answerable", "temporal"]


class Counting:
    """Says always the same, and keeps what it was asked."""

    def __init__(self, reply="x"):
        self.reply, self.asked = reply, []

    def answer(self, question, frames, options, seed):
        self.asked.append((tuple(frames), tuple(options), seed))
        if self.reply is None:
            raise NoReplyError("it is tired")
        return self.reply


POSED = Posed("s:0", 0, "What?", ("a", "b", "c", "d"), ("a",))


def test_every_view_is_asked_equally_often_with_options_in_another_order():
    answerer = Counting("a")
    view = Viewing(6, 0.2, 0).of(answerer, POSED, "12345678")
    assert len(answerer.asked) == 6 * (8 + 3)
    shown = [frames for frames, _, _ in answerer.asked]
    assert shown.count(()) == 6 and shown.count(tuple("12345678")) == 6 and shown.count(("3",)) == 6
    shuffled = [frames for frames in shown if len(frames) == 8 and frames != tuple("12345678")]
    assert len(shuffled) == 6 and all(sorted(frames) == list("12345678") for frames in shuffled)
    assert len({options for _, options, _ in answerer.asked}) > 3 and len({seed for *_, seed in answerer.asked}) == 66
    assert view.shown.blind.rate == view.shown.shuffled.rate == 1 and view.unread == 0
    again = Counting("a")
    assert Viewing(6, 0.2, 0).of(again, POSED, "12345678") == view and again.asked == answerer.asked


def test_two_frames_are_shuffled_into_the_other_order():
    answerer = Counting("a")
    Viewing(4, 0.2, 0).of(answerer, POSED, "12")
    assert [frames for frames, _, _ in answerer.asked].count(("2", "1")) == 4


def test_replies_that_are_no_answer_are_counted():
    assert Viewing(3, 0.2, 0).of(Counting("who knows"), POSED, "12").unread == 1


def test_an_answerer_that_does_not_answer_is_heard_of():
    with pytest.raises(NoReplyError, match="tired"):
        Viewing(3, 0.2, 0).of(Counting(None), POSED, "12")


def test_blind_and_seen():
    viewing = Viewing(5, 0.2, 0)
    blind, seen_ = viewing.blind_and_seen(Counting("a"), POSED, "1")
    assert (blind.right, seen_.right) == (5, 5) and viewing.blind_and_seen(Counting("b"), POSED, "")[1].runs == 0
