"""Two models' surprise, on two tiny models made on the spot."""

import pytest

from goldsmith.check.detectors.detector import Abstained
from goldsmith.check.detectors.perplexity_ratio import PerplexityRatio
from goldsmith.check.machine_written import MachineWritten
from goldsmith.core.errors import GoldsmithError
from zoo import dialog

pytestmark = pytest.mark.slow
WORDS = [f"w{place}" for place in range(40)]


def model(folder, seed, words=WORDS):
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.WordLevel({word: place for place, word in enumerate(["?", *words])}, unk_token="?"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="?", eos_token="?").save_pretrained(folder)
    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=len(words) + 1, hidden_size=32, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        initializer_range=0.4, max_position_embeddings=256,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    return model(folder / "a", 0), model(folder / "b", 1)


def said_by(folder, seed):
    """What a model says by itself."""
    import torch

    from goldsmith.models.loading import load

    torch.manual_seed(seed)
    speaker, tokenizer = load(folder, "fp32")
    said = speaker.generate(
        torch.tensor([[5]]), min_new_tokens=120, max_new_tokens=120, do_sample=True, top_k=0, pad_token_id=0
    )
    return tokenizer.decode(said[0])


def test_a_models_own_words_surprise_it_as_much_as_it_expects(pair):
    one, _ = pair
    detector = PerplexityRatio(observer=one, performer=one)
    own = [detector.score(said_by(one, seed), "en").score for seed in range(3)]
    other = [detector.score(" ".join(WORDS[(place * 7 + seed) % 40] for place in range(120)), "en") for seed in (1, 2)]
    assert all(-1.4 < score < -0.7 for score in own)
    assert max(one.score for one in other) < min(own)


def test_the_sibling_tells_its_words_from_others(pair):
    detector = PerplexityRatio(observer=pair[0], performer=pair[1], max_tokens=128)
    own, other = (detector.score(said_by(folder, 4), "en") for folder in (pair[1], pair[0]))
    assert own.score > other.score and "times as much" in own.says
    assert detector.score("w1", "en") == Abstained("there is nothing to predict")


def test_without_a_calibration_it_says_nothing(pair):
    check = MachineWritten(detector={"perplexity-ratio": {"observer": pair[0], "performer": pair[1]}})
    (found,) = check.find(dialog("x", "?", " ".join(WORDS * 3)))
    assert found.severity == "not run" and "without a calibration" in found.message


def test_the_models_must_share_a_tokenizer(pair, tmp_path):
    other = model(tmp_path / "c", 0, WORDS[:30])
    with pytest.raises(GoldsmithError, match="do not share a tokenizer"):
        PerplexityRatio(observer=pair[0], performer=other).score("w1 w2 w3", "en")
    with pytest.raises(GoldsmithError, match="no model folder"):
        PerplexityRatio(observer="/no/such/model", performer=pair[0]).score("w1 w2 w3", "en")
