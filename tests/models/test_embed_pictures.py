"""Vectors of pictures: near for the same picture changed, far for others; folders of models that see."""

import random

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter

from goldsmith.core.errors import GoldsmithError
from goldsmith.models.embed_pictures import BATCH, picture_embedder, picture_vectors


def noise(seed):
    image = Image.frombytes("RGB", (24, 24), random.Random(seed).randbytes(24 * 24 * 3))
    return image.resize((96, 80), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(2))


def test_the_same_picture_changed_is_nearer_than_any_other():
    first = noise(1)
    changed = [first.resize((50, 60)), first.crop((3, 3, 93, 77)), ImageEnhance.Brightness(first).enhance(1.1)]
    rows = picture_vectors([first, *changed, *(noise(seed) for seed in range(2, 12))])
    cosines = rows[1:] @ rows[0]
    assert cosines[:3].min() > 0.85 > 0.7 > cosines[3:].max()


def test_rows_are_of_norm_one_whatever_is_shown():
    odd = [Image.new("RGB", (1, 1)), Image.new("RGB", (300, 2), "white"), Image.new("L", (9, 9), 128), noise(0)]
    rows = picture_vectors(odd * BATCH)
    assert rows.dtype == np.float32 and rows.shape == (4 * BATCH, 176)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert len(picture_vectors([])) == 0


def test_there_is_no_such_embedder():
    with pytest.raises(GoldsmithError, match="no embedder"):
        picture_vectors([noise(0)], "clip")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["clip", "vit"])
def test_a_folder_of_a_model_that_sees(tmp_path, kind):
    from transformers import CLIPConfig, CLIPModel, ViTConfig, ViTModel
    from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

    side = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    sight = {**side, "image_size": 32, "patch_size": 16}
    if kind == "clip":
        model = CLIPModel(CLIPConfig(text_config={**side, "vocab_size": 8}, vision_config=sight, projection_dim=12))
    else:
        model = ViTModel(ViTConfig(**sight))
    model.save_pretrained(tmp_path)
    ViTImageProcessorPil(size={"height": 32, "width": 32}).save_pretrained(tmp_path)
    rows = picture_vectors([noise(1), noise(2), noise(1)], str(tmp_path))
    assert rows.shape == (3, 12 if kind == "clip" else 16) and np.allclose(rows[0], rows[2], atol=1e-5)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert tmp_path.name in picture_embedder(str(tmp_path)).name


def test_a_folder_that_holds_nothing_is_told(tmp_path):
    with pytest.raises(GoldsmithError, match="no picture encoder"):
        picture_vectors([noise(1)], str(tmp_path))
