"""Fine-tuning: only assistant turns count, batches mix, a killed run goes on, the same seed gives the same weights."""

import os
import signal
import subprocess
import sys
import time

import pytest
from PIL import Image

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Asset, Part, Sample, Turn
from goldsmith.models.tiny import TinySettings
from zoo import dialog

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore"), pytest.mark.xdist_group("torch")]
TINY = TinySettings(image_size=32, patch_size=16, width=32, heads=2, vision_layers=1, language_layers=1, vocabulary=300)


def picture(shade):
    import io

    out = io.BytesIO()
    Image.new("RGB", (32, 32), (shade, 255 - shade, 90)).save(out, "PNG")
    return Asset.made(out.getvalue(), kind="image", mime="image/png", width=32, height=32)


def samples():
    """Text alone, one picture, two pictures."""
    found = []
    for place in range(24):
        assets = tuple(picture(place * 10 + more) for more in range(place % 3))
        parts = (*(Part(asset=asset.id) for asset in assets), Part(text=f"What is number {place}?"))
        turns = (Turn(role="user", parts=parts), Turn.said("assistant", f"It is {place}."))
        found.append(Sample(id=f"s{place}", assets=assets, turns=turns))
    return found


def sft(**settings):
    from goldsmith.train.sft import Sft

    return Sft(**{"tiny": TINY, "steps": 4, "batch_size": 6, "checkpoint_every": 2, **settings})


def weights(folder):
    from safetensors.torch import load_file

    return {
        name: tensor for file in folder.glob("model/*.safetensors") for name, tensor in load_file(str(file)).items()
    }


def test_trains_answers_and_tells_the_recipe(tmp_path):
    from goldsmith.media.look import picture as decoded
    from goldsmith.models.local import LocalModel

    seen = []
    record = sft().train(samples(), tmp_path, lambda step, steps: seen.append((step, steps)))
    assert record["steps"] == 4 and seen[-1] == (4, 4)
    assert record["loss"] and record["tokens"] > 0 and record["versions"]["torch"]
    answers = list(LocalModel(tmp_path / "model", decoded).answer(samples(), max_new_tokens=4, batch_size=5))
    assert [name for name, _ in answers] == [sample.id for sample in samples()]
    ranked = LocalModel(tmp_path / "model", decoded).log_likelihood(samples()[0], ["It is 0.", "zebra"])
    assert len(ranked) == 2 and all(value < 0 for value in ranked)


def test_the_same_seed_gives_the_same_weights_and_another_start_goes_on(tmp_path):
    import torch

    for name in ("a", "b"):
        sft().train(samples(), tmp_path / name)
    one, two = weights(tmp_path / "a"), weights(tmp_path / "b")
    assert all(torch.equal(one[name], two[name]) for name in one)
    sft(freeze=("vision",), steps=2).train(samples(), tmp_path / "c", None, tmp_path / "a" / "model")
    frozen = weights(tmp_path / "c")
    moved = {name for name in one if not torch.equal(one[name], frozen[name])}
    assert moved and not any("vision" in name for name in moved)


def test_dialogs_of_like_length_share_a_batch_when_asked_to(tmp_path, monkeypatch):
    from goldsmith.train.batches import Batches

    padded = []

    def counted(self, rows, batch=Batches._joined):
        made = batch(self, rows)
        padded[-1] += int((made["attention_mask"] == 0).sum())
        return made

    monkeypatch.setattr(Batches, "_joined", counted)
    for grouped in (False, True):
        padded.append(0)
        given = [dialog(f"s{place}", "Why?", "So it is. " * (1 + place % 2 * 9)) for place in range(24)]
        sft(group_by_length=grouped, batch_size=2, steps=12).train(given, tmp_path / str(grouped))
    assert padded[1] < padded[0]


def test_only_what_the_assistant_says_is_learned(tmp_path):
    from goldsmith.models import tiny
    from goldsmith.models.dialog import Dialogs
    from goldsmith.models.loading import load, tokenizer_of
    from goldsmith.train.batches import IGNORED, Batches, Pictures
    from goldsmith.train.rows import rows

    given = samples()[:6]
    tiny.build([turn.text for sample in given for turn in sample.turns], tmp_path, TINY, 0)
    _, processor = load(tmp_path, "fp32")
    pictures = Pictures((32, 32))
    made, refused = rows(given, Dialogs(tokenizer_of(processor).all_special_tokens), pictures)
    assert len(made) == 6 and not refused
    batch = Batches(processor, pictures, None, lambda _: None)(made)
    tokenizer = tokenizer_of(processor)
    for place, labels in enumerate(batch["labels"]):
        learned = tokenizer.decode([int(label) for label in labels if label != IGNORED], skip_special_tokens=True)
        assert learned.strip() == f"It is {place}."
    assert len(batch["pixel_values"]) == sum(len(sample.assets) for sample in given)


def test_held_back_rows_have_numbers_of_their_own(tmp_path):
    record = sft(eval_share=0.4, steps=2).train(samples(), tmp_path)
    assert record["eval_loss"]


def test_a_killed_run_goes_on_from_its_checkpoint(tmp_path):
    code = (
        "import sys; sys.path.insert(0, 'tests/train'); sys.path.insert(0, 'tests')\n"
        "from pathlib import Path; import test_sft as t\n"
        f"t.sft(steps=400, checkpoint_every=5).train(t.samples(), Path({str(tmp_path)!r}))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while not list(tmp_path.glob("checkpoints/checkpoint-*/trainer_state.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "model").exists()
    record = sft(steps=400, checkpoint_every=5).train(samples(), tmp_path)
    assert record["steps"] == 400 and record["resumed_from"] >= 5


def test_adapters_are_merged(tmp_path):
    record = sft(lora={"rank": 2, "alpha": 4}).train(samples(), tmp_path)
    assert record["trained_parameters"] < record["parameters"] or record["trained_parameters"] > 0
    assert weights(tmp_path)


def test_mistakes_are_explained(tmp_path):
    with pytest.raises(GoldsmithError, match="no sample has turns"):
        sft().train([Sample(id="x")], tmp_path)
    with pytest.raises(GoldsmithError):
        sft(model=str(tmp_path / "gone")).train(samples(), tmp_path)


def test_text_questions_about_different_tables_stay_apart():
    from goldsmith.train.rows import merge_turns

    table = Asset.made(b"a,b\n1,2", kind="text", mime="text/csv")
    quoted = [
        Sample(id=f"q{n}", assets=(table,), turns=(Turn.said("user", "q"), Turn.said("assistant", "a")))
        for n in range(4)
    ]
    assert len(list(merge_turns(quoted, 8, 0))) == 4
