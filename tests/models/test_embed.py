"""Vectors of texts: unit norm, the same every time, and what cannot be had is said."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.models.char_ngrams import WIDTH, char_ngrams
from goldsmith.models.chat import Endpoint
from goldsmith.models.embed import BATCH, READ, EmbeddingError, embedder, vectors

TEXTS = ["How tall is it?", "", "HOW  tall is it? ", "Completely other words", " \n", "字", "\ud800", "x" * (READ + 1)]
SOURCES = ["char-ngrams", "wordllama"]


@pytest.mark.parametrize("source", SOURCES)
def test_rows_are_of_norm_one_or_nought(source):
    rows = vectors(TEXTS, source)
    assert rows.dtype == np.float32 and len(rows) == len(TEXTS)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 0, 1, 1, 0, 1, 1, 1], abs=1e-5)
    assert vectors([], source).shape[0] == 0 and not vectors(["", ""], source).any()


@pytest.mark.parametrize("source", SOURCES)
def test_a_text_is_embedded_alike_in_any_company(source):
    alone = np.concatenate([vectors([text], source) for text in ("one two", "three")])
    many = vectors(["one two", "three"] * BATCH, source)
    assert np.allclose(many, np.tile(alone, (BATCH, 1)), atol=1e-6)


def test_ngrams_know_wording_whatever_the_case():
    same, other = vectors(["How tall is it?", "how TALL  is it?", "Nothing alike here"], "char-ngrams")[1:]
    first = vectors(["How tall is it?"], "char-ngrams")[0]
    assert first @ same == pytest.approx(1) and abs(first @ other) < 0.3


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5))
def test_any_text_has_ngrams_of_its_own(texts):
    sound = [text.encode("utf-8", "replace").decode() for text in texts]
    rows = char_ngrams(sound)
    assert rows.shape == (len(sound), WIDTH)
    assert np.array_equal(rows, np.concatenate([char_ngrams([text]) for text in sound]))


def test_small_embedded_vectors_know_words_beyond_their_letters():
    tall, high, cook = vectors(["How tall is the tower?", "What height is the tower?", "Cook me soup"], "wordllama")
    assert tall @ high > 0.6 > tall @ cook


def test_the_maker_is_named():
    assert "n-grams" in embedder("char-ngrams").name and embedder("wordllama").name.startswith("wordllama 0")
    with pytest.raises(EmbeddingError) as error:
        embedder("wordlama")
    assert "wordllama" in error.value.remedy


@pytest.fixture
def endpoint():
    answers = []

    class Scripted(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert self.path == "/v1/embeddings" and asked["model"] == "m"
            data = [{"index": place, "embedding": [len(text), 1.0]} for place, text in enumerate(asked["input"])]
            body = json.dumps(answers.pop(0) if answers else {"data": data[::-1]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield Endpoint(url=f"http://127.0.0.1:{server.server_port}/v1", model="m", retries=0), answers
    server.shutdown()
    server.server_close()


def test_an_endpoint_gives_vectors_in_the_order_of_the_texts(endpoint):
    rows = vectors(["a", "", "abc"], endpoint[0])
    assert rows[:, 0] / np.where(rows[:, 1] > 0, rows[:, 1], 1) == pytest.approx([1, 0, 3])
    assert embedder(endpoint[0]).name.startswith("m at http://127")


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"data": []},
        {"data": [{"index": 0, "embedding": [1, 2]}, {"index": 1, "embedding": [1]}]},
        {"data": [{"index": 0, "embedding": [1, float("nan")]}, {"index": 1, "embedding": [1, 2]}]},
        {"data": [{"index": 0, "embedding": "x"}, {"index": 1, "embedding": None}]},
    ],
)
def test_answers_that_are_no_vectors_are_told(endpoint, answer):
    endpoint[1].append(answer)
    with pytest.raises(EmbeddingError):
        vectors(["a", "b"], endpoint[0])


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    """A sentence encoder with random weights, as sentence-transformers lays it out."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("encoder")
    words = {word: place for place, word in enumerate(["[PAD]", "[UNK]", "query", ":", "a", "b", "c"])}
    raw = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    raw.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(tokenizer_object=raw, pad_token="[PAD]", unk_token="[UNK]").save_pretrained(folder)
    torch.manual_seed(0)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=len(words), max_position_embeddings=64, **shape)).eval().save_pretrained(folder)
    kinds = ["models.Transformer", "models.Pooling", "models.Normalize"]
    paths = ["", "1_Pooling", "2_Normalize"]
    (folder / "modules.json").write_text(
        json.dumps(
            [{"type": f"sentence_transformers.{kind}", "path": at} for kind, at in zip(kinds, paths, strict=True)]
        )
    )
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 32}')
    (folder / "1_Pooling").mkdir()
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("pooling", ["mean_tokens", "cls_token", "lasttoken"])
def test_a_folder_pools_as_it_says_and_padding_changes_nothing(encoder, pooling):
    (encoder / "1_Pooling" / "config.json").write_text(json.dumps({f"pooling_mode_{pooling}": True}))
    embedder.cache_clear()
    together = vectors(["a b c a b", "c", ""], str(encoder))
    alone = vectors(["c"], str(encoder))
    assert together.shape == (3, 16) and np.allclose(together[1], alone[0], atol=1e-5)
    assert not np.allclose(together[0], together[1], atol=1e-2) and not together[2].any()
    assert vectors(["a " * 500], str(encoder)).shape == (1, 16)


@pytest.mark.slow
def test_a_folder_s_prompt_is_put_before_each_text(encoder):
    (encoder / "1_Pooling" / "config.json").write_text('{"pooling_mode_mean_tokens": true}')
    embedder.cache_clear()
    plain = vectors(["query : a"], str(encoder))
    path = encoder / "config_sentence_transformers.json"
    path.write_text('{"prompts": {"query": "query: "}, "default_prompt_name": "query"}')
    embedder.cache_clear()
    assert np.allclose(vectors(["a"], str(encoder)), plain, atol=1e-6)
    path.unlink()


def test_layers_that_are_unknown_are_refused(tmp_path):
    from goldsmith.core.errors import GoldsmithError

    (tmp_path / "modules.json").write_text('[{"type": "sentence_transformers.models.Dense", "path": "2_Dense"}]')
    with pytest.raises(GoldsmithError, match="Dense"):
        vectors(["a"], str(tmp_path))
    (tmp_path / "modules.json").write_text("[")
    with pytest.raises(GoldsmithError, match="cannot be read"):
        vectors(["a"], str(tmp_path))
