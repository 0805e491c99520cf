"""Scripts of tags and texts, simplified and traditional characters, look-alike letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import planted_sets
from goldsmith.check.mixed_scripts import MixedScripts
from goldsmith.check.text.scripts import chinese_form, mixed_words, script_of, share_in_script
from zoo import dialog


@pytest.mark.parametrize(
    ("tag", "script"),
    [
        ("zh-Hant", "hant"), ("zh_TW", "hant"), ("zh-CN", "hans"), ("zh", ""), ("sr-Latn-RS", "latn"), ("en-GB", ""),
        ("zh-Hant-CN", "hant"), ("az-cyrl", "cyrl"), ("", ""),
    ],
)  # fmt: skip
def test_a_tag_names_a_script(tag, script):
    assert script_of(tag) == script


@pytest.mark.parametrize(
    ("text", "form"),
    [("两个老人补网，谢谢", "hans"), ("兩個老人補網，謝謝", "hant"), ("老人和大山", ""), ("", ""), ("Latin 两", "")],
)
def test_chinese_is_simplified_or_traditional(text, form):
    assert chinese_form(text) == form


@pytest.mark.parametrize(
    ("text", "language", "share"),
    [
        ("Собака спит на диване", "en", 0.0),
        ("Собака спит на диване", "ru", 1.0),
        ("他买了 iPhone 15 Pro Max 和 Bose QuietComfort 耳机，很贵。", "zh", 1.0),
        ("Он читает Nature и Science каждую неделю.", "ru", 1.0),
        ("He reads Лев Толстой in the original.", "en", 1.0),
        ("短い", "en", None),
        ("no such language", "tlh", None),
        ("12, 34", "ru", None),
        ("यह एक कुत्ता है और वह सोता है", "hi", 1.0),
    ],
)
def test_the_share_in_a_script(text, language, share):
    assert share_in_script(text, language) == share


@given(st.text(max_size=80), st.sampled_from(["en", "ru", "zh", "ja", "hi", "xx"]))
def test_a_share_is_a_share(text, language):
    share = share_in_script(text, language)
    assert share is None or 0 <= share <= 1


@pytest.mark.parametrize(
    ("text", "cyrillic", "plain"),
    [
        ("Log in to РayРal now", False, "PayPal"),
        ("the аррle", False, "apple"),
        ("купите сoбаку", True, "собаку"),
        ("в ХIX веке", True, "XIX"),
        ("mοney", False, "money"),
        ("500 μm, Δt, αIIb", False, None),
        ("PDFка, SMSки по WhatsAppу", True, None),
        ("Gооgle-код", True, "Google"),
        ("na\u0456\u0308ve", False, "nai\u0308ve"),
    ],
)
def test_look_alike_letters(text, cyrillic, plain):
    assert [word.plain for word in mixed_words(text, cyrillic)] == ([plain] if plain else [])


@given(st.text(st.sampled_from("aeocpxаеосрхὀοαщlтñ\u0301 -"), max_size=30), st.booleans())
def test_a_mended_word_is_as_long_and_of_one_script(text, cyrillic):
    for word in mixed_words(text, cyrillic):
        assert len(word.plain) == word.end - word.start and word.letters
        assert not list(mixed_words(word.plain, cyrillic))


def test_a_finding_names_the_letters_and_suggests_the_word():
    (found,) = MixedScripts().find(dialog("x", "Where?", "Go to РayРal."))
    assert found.suggestion == "PayPal" and "U+0420 CYRILLIC CAPITAL LETTER ER" in found.message
    assert (found.where.start, found.where.end) == (6, 12)
    assert not list(MixedScripts().find(dialog("x", "Is РayРal real?", "РayРal is a disguise.")))


def test_planted():
    for one in measure("mixed-scripts", planted_sets(["mixed-scripts"])["mixed-scripts"]):
        assert one.precision.value >= 0.95 and one.recall.value >= 0.95, one.language
