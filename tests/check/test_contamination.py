"""What of a set is in evaluation sets is shown, with the item, the rule and what is shared."""

import io
import json
import random

import pytest
from PIL import Image, ImageFilter

from goldsmith.check.contamination import Contamination
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.core.types import Asset, Sample
from zoo import dialog

LONG = "the quick brown fox jumps over the lazy dog near the old river bank while it rains"
SHORT = "Which river flows through the most countries?"


def photograph(seed, quality=90, cut=0):
    noise = Image.frombytes("RGB", (24, 24), random.Random(seed).randbytes(24 * 24 * 3))
    image = noise.resize((192, 160), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2))
    out = io.BytesIO()
    image.crop((cut, cut, 192 - cut, 160 - cut)).save(out, "JPEG", quality=quality)
    return out.getvalue()


def found(samples, **settings):
    return list(Contamination(**settings).find_all(samples))


def test_the_planted_set_is_mastered_as_far_as_it_is_said_to_be():
    rows = {row.language: row for row in measure("contamination", planted_sets(["contamination"])["contamination"])}
    assert all(row.wrong == 0 and row.not_run == 0 for row in rows.values())
    assert rows["en"].found / rows["en"].faults >= 0.75 and rows["es"].found / rows["es"].faults >= 0.55


def test_what_is_shared_is_evidence(tmp_path):
    path = tmp_path / "eval.jsonl"
    path.write_text("\n".join(json.dumps({"q": text}) for text in ("Nothing of note here", LONG, SHORT)))
    samples = [
        dialog("cut", "Why?", "Because " + LONG.upper()[:60] + "!"),
        dialog("whole", "which river - flows through the MOST countries", "The Nile."),
        dialog("typo", "Which river flows through teh most countries?", "The Nile."),
        dialog("other", "Which sea is the deepest?", "None."),
    ]
    cut, whole, typo = found(samples, against=[str(path)])
    assert (cut.sample, cut.severity, cut.where.turn, cut.evidence["item"]) == ("cut", "major", 1, f"{path}:2")
    assert cut.evidence["ngram"] == LONG[:56] and (cut.evidence["ngrams"], cut.evidence["share"]) == (3, 0.6)
    assert (whole.severity, whole.evidence["rule"], whole.evidence["item"]) == ("major", "whole", f"{path}:3")
    assert (typo.severity, typo.evidence["rule"]) == ("minor", "edited") and typo.evidence["text"] == SHORT
    assert typo.evidence["cosine"] > 0.9 and "n-grams" in typo.evidence["embedder"]
    assert len(found(samples, against=[str(path)], embedder="")) == 2


def test_pictures_re_encoded_or_cropped_are_shown(tmp_path):
    (tmp_path / "x.jpg").write_bytes(photograph(3))
    samples = [
        Sample(id=name, assets=(Asset.made(data, kind="image", mime="image/jpeg"),))
        for name, data in [
            ("same", photograph(3)), ("re-encoded", photograph(3, 40)), ("cropped", photograph(3, cut=3)), ("other", photograph(4)),
        ]
    ]  # fmt: skip
    same, again, cropped = found(samples, against=[str(tmp_path)])
    assert [(one.sample, one.severity) for one in (same, again, cropped)] == [
        ("same", "major"), ("re-encoded", "minor"), ("cropped", "minor"),
    ]  # fmt: skip
    assert cropped.where.asset == samples[2].assets[0].id and cropped.evidence["item"] == f"{tmp_path}/x.jpg"


def test_a_question_about_a_picture_is_not_compared_by_vectors():
    shown = Asset.absent("somewhere", kind="image")
    assert not found([dialog("x", "Which river flows through teh most countries?", "Nile", shown)], texts=[SHORT])


def test_forms_of_words_prove_nothing_but_what_follows_them_does():
    head = "Read the following passage with care, then answer the question below in one word:"
    texts = [f"{head} what is {place} plus {place}?" for place in range(12)]
    samples = [dialog("other", f"{head} who sings?", "I"), dialog("same", texts[3], "6")]
    assert {one.sample for one in found(samples, texts=texts)} == {"same"}
    assert {one.sample for one in found(samples, texts=texts, common=12)} == {"other", "same"}


def test_a_question_that_a_set_repeats_is_no_form_of_words():
    samples = [dialog("long", LONG, "Yes."), dialog("short", SHORT, "Nile.")]
    assert {one.sample for one in found(samples, texts=[LONG, SHORT] * 30)} == {"long", "short"}


@pytest.mark.parametrize("settings", [{}, {"against": ["no such folder"]}, {"texts": [LONG], "embedder": "no such"}])
def test_what_is_not_held_against_anything_has_not_run(settings):
    (finding,) = found([dialog("x", LONG, "Yes.")], **settings)
    assert finding.severity == "not run" and finding.sample is None


def test_a_damaged_set_is_told_with_its_line_and_the_rest_is_read(tmp_path):
    path = tmp_path / "eval.jsonl"
    path.write_text(f'{{"q": "{LONG}"}}\n{{"q": "{SHORT}\n')
    leak, told = found([dialog("x", LONG, "Yes.")], against=[str(path), str(tmp_path / "none")])[-2:]
    assert leak.severity == "major" and told.severity == "not run" and f"{path}:2" in told.message
