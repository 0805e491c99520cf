import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.core.errors import GoldsmithError
from goldsmith.engine.minhash import (
    CHUNK,
    _signatures,
    _similarity,
    banding,
    groups,
    normalised,
    scoped_groups,
)
from goldsmith.engine.spool import Spool

WORDS = [f"word{number}" for number in range(500)]


def text(seed: int, length: int = 60) -> list[str]:
    rng = random.Random(seed)
    return [rng.choice(WORDS) for _ in range(length)]


def test_a_copy_with_one_word_changed_joins_its_first() -> None:
    original = text(1)
    copy = [*original[:30], "changed", *original[31:]]
    assert groups([" ".join(text(0)), " ".join(original), " ".join(text(2)), " ".join(copy)]) == [0, 1, 2, 1]


def test_case_and_whitespace_do_not_matter() -> None:
    words = text(3)
    assert groups([" ".join(words), "  " + "\n".join(words).upper() + "\t"]) == [0, 0]


def test_texts_without_words_are_alone() -> None:
    assert groups(["", "", " \n", ""]) == [0, 1, 2, 3]


def test_half_a_surrogate_pair_is_no_obstacle() -> None:
    assert groups(["a \ud800 b", "c"]) == [0, 1]


def test_texts_shorter_than_an_ngram_join_when_equal() -> None:
    assert groups(["two words", "Two  words", "two other"]) == [0, 0, 2]


def test_nothing_gives_nothing() -> None:
    assert groups([]) == []


def test_unspaced_scripts_are_compared_by_character() -> None:
    rng = random.Random(5)
    original = "".join(chr(rng.randrange(0x4E00, 0x6000)) for _ in range(120))
    copy = original[:60] + "新" + original[61:]
    other = "".join(chr(rng.randrange(0x4E00, 0x6000)) for _ in range(120))
    assert groups([original, copy, other]) == [0, 0, 2]
    assert normalised("漢字 Kana カ") == "漢 字 kana カ"


def test_pairs_are_found_across_chunks() -> None:
    texts = [f"unique {number} " * 3 for number in range(CHUNK + 3)]
    texts[0] = texts[-1] = " ".join(text(9))
    assert groups(texts)[-1] == 0


def test_the_same_groups_whenever_it_is_asked() -> None:
    texts = [" ".join(text(seed % 7)[: 40 + seed % 3]) for seed in range(40)]
    assert groups(texts) == groups(iter(texts))


def test_verification_parts_texts_below_the_threshold() -> None:
    originals = [text(seed, 120) for seed in range(100)]
    copies = [
        [word if random.Random(f"{seed}{at}").random() > 0.1 else "x" for at, word in enumerate(words)]
        for seed, words in enumerate(originals)
    ]
    texts = [" ".join(words) for words in originals + copies]
    loose, strict = groups(texts, verify=False), groups(texts)
    joined = [sum(first < 100 for first in found[100:]) for found in (loose, strict)]
    assert joined[1] < joined[0] < 100
    assert all(first in (at, loose[at]) for at, first in enumerate(strict))


@settings(max_examples=15)
@given(st.lists(st.text("ab ", max_size=12), max_size=15), st.sampled_from([(8, 4), (12, 2), (5, 5), (16, 16)]))
def test_joined_is_what_shares_a_band_directly_or_through_others(texts: list[str], cut: tuple[int, int]) -> None:
    permutations, bands = cut
    rows = permutations // bands
    filled = [place for place, text in enumerate(texts) if normalised(text)]
    signatures = _signatures([normalised(text) for text in texts], 1, permutations, 1) if texts else []
    first = list(range(len(texts)))
    for _ in texts:
        for one, other in itertools.combinations(filled, 2):
            parts = range(0, bands * rows, rows)
            if any((signatures[one][at : at + rows] == signatures[other][at : at + rows]).all() for at in parts):
                first[one] = first[other] = min(first[one], first[other])
    assert groups(texts, ngram=1, permutations=permutations, bands=bands, verify=False) == first


@pytest.mark.parametrize("shared", [20, 60, 90])
def test_the_estimated_similarity_is_close_to_the_true_one(shared: int) -> None:
    both = [f"both{at}" for at in range(shared)]
    texts = [" ".join(both + [f"{side}{at}" for at in range(100 - shared)]) for side in ("left", "right")]
    true = shared / (200 - shared)
    with Spool(np.uint8, 1024) as sketches:
        sketches.add(_signatures(texts, 1, 1024, 7).astype("uint8"))
        assert _similarity(sketches, np.array([[0], [1]]))[0] == pytest.approx(true, abs=0.05)


def test_the_banding_suits_the_threshold() -> None:
    for threshold in (0.5, 0.7, 0.9):
        bands, rows = banding(threshold, 128)
        assert bands * rows <= 128
        assert abs((1 / bands) ** (1 / rows) - threshold) < 0.1


@settings(max_examples=15)
@given(st.lists(st.text(max_size=20), max_size=12))
def test_a_group_is_named_by_its_first_member(texts: list[str]) -> None:
    found = groups(texts)
    assert len(found) == len(texts)
    assert all(found[first] == first <= at for at, first in enumerate(found))


@pytest.mark.parametrize("wrong", [{"threshold": 0}, {"ngram": 0}, {"bands": 200}, {"permutations": 0}])
def test_impossible_settings_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(GoldsmithError):
        groups(["a"], **wrong)


def test_only_texts_of_the_same_scope_are_compared() -> None:
    words = " ".join(text(4))
    assert scoped_groups([(1, words), (2**64 - 1, words), (1, words)]) == [0, 1, 0]


def test_marks_stacked_on_a_letter_are_cut():
    marks = "".join(chr(0x300 + place % 80) for place in range(60_000))
    assert len(normalised(f"a{marks}b")) < 40
    assert normalised("Crème brûlée, e\u0301") == "crème brûlée, é"
