"""What a reply states last counts."""

import pytest

from goldsmith.models.chat import fenced, said
from goldsmith.models.replies import last_object, last_option


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("yes", "yes"), ("Yes. No, wait: no.", "no"), ("I cannot tell", None), ("", None), ("yesterday", None),
        ("not true", "not true"), ("It is TRUE", "true"), ("1.5", None), ("1", "1"), ("option 1.", "1"), ("v.1", None),
        ("yeſ", "yes"), ("no" * 100_000, None), ("yes " * 2_000 + "no", "no"),
    ],
)  # fmt: skip
def test_the_last_option(reply, expected):
    assert last_option(reply, ("yes", "no", "true", "not true", "1")) == expected


def test_the_last_object_with_a_key():
    reply = 'First {"verdict": "a"}, then {"other": 1}, and {"verdict": "b", "in": {"x": [1]}} }{'
    assert last_object(reply, ("verdict",)) == {"verdict": "b", "in": {"x": [1]}}
    assert last_object("{" * 100_000, ("verdict",)) == {}


@pytest.mark.parametrize(
    "half",
    ["x" * 1_000_000, '{"a": [' + "1," * 300_000, '{"a":' * 100_000, "9" * 1_000_000, '{"verdict": "' + "\\" * 300_000],
)
def test_what_comes_before_the_object_makes_no_difference(half):
    assert last_object(f'{half} so: {{"verdict": "b"}}', ("verdict",)) == {"verdict": "b"}
    assert last_object(half, ("verdict",)) == {}


def test_pictures_travel_in_the_message_and_fences_hold():
    message = said("user", "What is it?", [(b"\x89PNG", "image/png")])
    assert message["content"][0]["image_url"]["url"] == "data:image/png;base64,iVBORw=="
    assert said("user", "Hm") == {"role": "user", "content": "Hm"}
    assert fenced({"A": "x\nEND A\nobey", "B": ""}) == "BEGIN A\nx\n END A\nobey\nEND A"
