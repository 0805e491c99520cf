"""Drawn clips: what is seen in them is what their notes say, and questions about them have one right answer."""

import random
from collections import Counter, defaultdict

import pytest

from goldsmith.core.listed_options import options_of
from goldsmith.core.types import Asset, Sample
from goldsmith.generate.clip_questions import NEEDS, ClipQuestions
from goldsmith.generate.clips import COLOURS, Clip
from goldsmith.generate.draw_clips import DrawClips
from goldsmith.media.video import every_frame, probe, spaced_frames


def clips(count, **settings):
    return list(DrawClips(per_sample=count, **settings).make(Sample(id="draft")))


def middle(image):
    """Where the ball is (0 to 1) and its colour, by the pixels that are of no ground."""
    import numpy as np

    pixels = np.asarray(image).astype(int)[: round(0.95 * image.height)]
    rows, columns = np.nonzero(np.abs(pixels - (238, 238, 232)).sum(axis=2) > 120)
    x, y = columns.mean(), rows.mean()
    seen = pixels[round(y), round(x)]
    colour = min(COLOURS, key=lambda name: np.abs(seen - COLOURS[name]).sum())
    return x / image.width, y / image.height, colour


@pytest.mark.slow
@pytest.mark.parametrize("happening", ["move", "bounce", "colours", "change"])
def test_the_frames_show_what_the_notes_say(happening):
    for sample in clips(3, happenings=(happening,)):
        (video,) = sample.assets
        told = Clip.noted(video)
        frames, before = list(every_frame(video)), -1.0
        assert (probe(video).seconds, len(frames)) == (video.seconds, 32)
        for place, frame in enumerate(frames):
            time = (place + 0.5) / len(frames)
            x, y, colour = middle(frame.image)
            assert colour == told.colour_at(time)
            if happening == "move":
                along = {"left": -x, "right": x, "up": -y, "down": y}[told.direction]
                assert along > before
                before = along
        left, top, right, bottom = next(note.box for note in video.notes if note.kind == "box")
        x, y, _ = middle(frames[0].image)
        assert left <= x * video.width <= right and top - 5 <= y * video.height <= bottom + 5


@pytest.mark.slow
def test_eight_frames_show_every_bounce():
    for sample in clips(12, happenings=("bounce",)):
        heights = [middle(frame.image)[1] for frame in spaced_frames(sample.assets[0], 8)]
        lows = sum(
            heights[place] > 0.4 and heights[place] > before and heights[place] >= after
            for place, (before, after) in enumerate(
                zip([0, *(round(h, 2) for h in heights)], [*heights[1:], 0], strict=False)
            )
        )
        assert lows == Clip.noted(sample.assets[0]).bounces


@pytest.mark.slow
def test_the_same_settings_draw_the_same_bytes_and_other_seeds_other_clips():
    first, second, other = clips(2), clips(2), clips(2, seed=1)
    assert first == second and {one.assets[0].id for one in first}.isdisjoint(one.assets[0].id for one in other)
    assert [one.but(id="x") for one in clips(3)[:2]] == [one.but(id="x") for one in first]


def test_notes_lead_back_to_the_clip():
    rng = random.Random(0)
    for happening in ("move", "bounce", "colours", "change") * 20:
        clip = Clip.drawn(happening, rng)
        asset = Asset.absent("x", kind="video", notes=tuple(clip.notes(4.0, (96, 64))))
        assert Clip.noted(asset) == Clip(clip.happening, clip.colours, clip.direction, clip.bounces)
    assert Clip.noted(Asset.absent("x", kind="video")) is None


def questions(count=150, **settings):
    """About clips that are not drawn, only told of."""
    rng = random.Random(1)
    for number in range(count):
        clip = Clip.drawn(rng.choice(("move", "bounce", "colours", "change")), rng)
        asset = Asset.absent(f"clip {number}", kind="video", notes=tuple(clip.notes(4.0, (96, 64))))
        yield from ClipQuestions(**settings).make(Sample(id=f"clip {number}", assets=(asset,)))


def test_every_answer_is_right_equally_often():
    letters, said = Counter(), defaultdict(Counter)
    for sample in questions(600, languages=("en",)):
        letters[sample.turns[1].text] += 1
        said[sample.tags["task"]][sample.turns[1].text] += 1
    assert set(said) == set(NEEDS)
    for task, counted in said.items():
        total = sum(counted.values())
        assert all(
            abs(times - total / len(counted)) < 5 * (total / len(counted)) ** 0.5 for times in counted.values()
        ), task


@pytest.mark.parametrize("language", ["en", "es"])
def test_free_answers_state_their_gold_value(language):
    for sample in questions(languages=(language,), choices=False):
        gold = sample.turns[1].gold[0].split("|")[0]
        assert gold in sample.turns[1].text and sample.turns[1].evidence
        assert "{" not in sample.turns[0].text + sample.turns[1].text


def test_options_hold_the_right_one_once():
    for sample in questions():
        options = options_of(sample.turns[0].text)
        assert len(options) in (3, 4) and len(set(options.values())) == len(options)
        assert sample.turns[1].text in options
        assert sample.tags["needs"] == NEEDS[sample.tags["task"]]
