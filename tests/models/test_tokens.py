"""The shortcuts in counting tokens give what plain counting gives."""

import functools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from goldsmith.core.errors import GoldsmithError
from goldsmith.models.tokens import _FILE, EMBEDDED, counter, describe, fits

PIECES = ["'s", "'ll", "'x", " ", "  ", "\n", "\t", "\x0b", "\x1c", "\x1f", "\x85", "\xa0", "\u2003", "word", " Word"]
PIECES += ["12", "³", "...", "é", "ñandú", "漢字", "नमस्ते", "🙂", "\ud800", "\udfff", "\x00", "_", "a" * 45, "ab " * 20]
TEXTS = st.one_of(
    st.text(st.characters(codec="ascii"), max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(st.characters(), max_size=30),
)
BYTES = {letter: at for at, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}


def plainly(path: Path, text: str) -> int:
    """The tokens of a text without any shortcut."""
    sound = text.encode("utf-8", "replace").decode()
    return len(loaded(path).encode(sound, add_special_tokens=False).ids)


@functools.cache
def loaded(path: Path) -> Tokenizer:
    return Tokenizer.from_file(str(path))


def byte_level(**settings: object) -> Tokenizer:
    """Byte-level BPE with one merge, and settings of its own."""
    merged = {**BYTES, "Ġa": len(BYTES), "aa": len(BYTES) + 1}
    tokenizer = Tokenizer(models.BPE(merged, [("Ġ", "a"), ("a", "a")]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    for name, value in settings.items():
        setattr(tokenizer, name, value)
    return tokenizer


def with_added(tokenizer: Tokenizer, **settings: bool) -> Tokenizer:
    tokenizer.add_tokens([AddedToken("<|end of the turn|>", **settings)])
    return tokenizer


def cut_to_four() -> Tokenizer:
    tokenizer = byte_level()
    tokenizer.enable_truncation(4)
    return tokenizer


SPLIT_FIRST = pre_tokenizers.Sequence(
    [
        pre_tokenizers.Split(Regex(r"\p{N}{1,3}|\s+"), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ]
)
REMOVING = pre_tokenizers.Sequence(
    [pre_tokenizers.Split(" ", "removed"), pre_tokenizers.ByteLevel(add_prefix_space=False)]
)
PREFIXED = pre_tokenizers.ByteLevel(add_prefix_space=True)
TOKENIZERS = {
    "like the embedded": byte_level(),
    "splits first": byte_level(pre_tokenizer=SPLIT_FIRST),
    "with an added token": with_added(byte_level()),
    "with a special token of its own": byte_level(
        post_processor=processors.TemplateProcessing(single="a $A", special_tokens=[("a", 1)])
    ),
}
UNSURE = {
    "removes spaces": byte_level(pre_tokenizer=REMOVING),
    "adds a prefix": byte_level(pre_tokenizer=PREFIXED),
    "normalises": byte_level(normalizer=normalizers.NFKC()),
    "takes spaces along": with_added(byte_level(), lstrip=True),
    "leaves bytes out": Tokenizer(models.BPE({"a": 0}, [])),
    "no words": byte_level(pre_tokenizer=pre_tokenizers.Sequence([])),
    "whole words": Tokenizer(models.WordLevel({"a": 0, "?": 1}, "?")),
    "Unigram": Tokenizer(models.Unigram([("?", 0.0), ("a", -1.0)], 0)),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("tokenizers")
    for name, tokenizer in (TOKENIZERS | UNSURE).items():
        tokenizer.save(str(made / name))
    return made


@settings(max_examples=50)
@given(TEXTS)
def test_the_embedded_tokenizer_counts_by_words_what_it_counts_at_once(text):
    assert counter()(text) == plainly(_FILE, text)


@settings(max_examples=50)
@given(TEXTS, st.integers(0, 20), st.integers(1, 60))
@pytest.mark.parametrize("name", TOKENIZERS | UNSURE)
def test_what_fits_by_its_size_fits_when_it_is_counted(folder, name, text, low, high):
    tokens = plainly(folder / name, text)
    assert counter(str(folder / name))(text) == tokens
    if fits(text, low, high, str(folder / name)):
        assert low <= tokens <= high


@pytest.mark.parametrize("name", TOKENIZERS)
def test_a_middling_text_need_not_be_counted(folder, name):
    assert fits("a" * 400, 3, 500, str(folder / name))
    assert not fits("a" * 400, 3, 300, str(folder / name))
    assert fits("a" * 400, 3, 500, EMBEDDED)


@pytest.mark.parametrize("name", UNSURE)
def test_where_the_size_tells_nothing_sure_it_is_not_asked(folder, name):
    assert not fits("a" * 400, 3, 500, str(folder / name))


def test_what_a_file_says_about_cutting_and_filling_up_does_not_change_the_count(tmp_path):
    cut_to_four().save(str(tmp_path / "tokenizer.json"))
    assert counter(str(tmp_path))("xyz" * 10) == 30


def test_a_count_names_its_tokenizer(tmp_path):
    byte_level().save(str(tmp_path / "tokenizer.json"))
    assert describe().startswith("goldsmith@")
    assert describe(str(tmp_path)) != describe()


def test_what_is_no_tokenizer_is_refused(tmp_path):
    (tmp_path / "tokenizer.json").write_text(json.dumps({"model": 3}))
    with pytest.raises(GoldsmithError, match="is not a tokenizer"):
        counter(str(tmp_path))
    with pytest.raises(GoldsmithError, match="there is no tokenizer"):
        counter(str(tmp_path / "none"))
