import base64
import json
import random
import string

import pytest

from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import FOLDER, read_cases
from goldsmith.check.secrets import Secrets
from zoo import dialog

LETTERS = string.ascii_letters + string.digits


def found(text):
    return list(Secrets().find(dialog("x", "How?", text)))


def drawn(count, letters=LETTERS):
    return "".join(random.Random(5).choices(letters, k=count))


def test_the_planted_set():
    cases = [case for case in read_cases(FOLDER / "secrets.yaml") if not case.blind]
    for one in measure("secrets", cases):
        assert one.wrong == 0 and one.found == one.faults, one


def test_the_planted_set_holds_no_shape_that_scanners_look_for():
    text = (FOLDER / "secrets.yaml").read_text()
    assert not [one for one in found(text) if one.message.startswith(("an AWS", "a GitHub", "a Slack", "a Stripe"))]


def test_the_place_and_a_placeholder_and_the_secret_is_not_repeated():
    key = "gh" + "p_" + drawn(36)
    (one,) = found(f"Use {key} here.")
    assert (one.severity, one.where.start, one.where.end) == ("major", 4, 4 + len(key))
    assert one.suggestion == "[SECRET]" and key not in one.message


def test_a_secret_with_two_shapes_is_one_finding():
    assert len(found("api_key = '" + "sk" + "_live_" + drawn(24) + "'")) == 1


@pytest.mark.parametrize("header", [{"typ": "JWT"}, [1], "not JSON"])
def test_a_web_token_names_its_algorithm(header):
    def coded(plain):
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")

    body = coded(json.dumps({"sub": "1234567890"}))
    first = coded(header if isinstance(header, str) else json.dumps(header))
    assert found(f"{first}.{body}.{drawn(43)}") == []
    assert len(found(f"{coded(json.dumps({'alg': 'RS256'}))}.{body}.{drawn(43)}")) == 1


def test_examples_of_documents_are_notes():
    assert [one.severity for one in found("AKIA" + "IOSFODNN7EXAMPLE")] == ["note"]


@pytest.mark.parametrize(
    "value", ["os.environ['API_KEY_1']", "${KEY_1}", "config.keys.first2", "your-key-1", "sha256:0a1b"]
)
def test_references_and_placeholders_open_nothing(value):
    assert found(f"api_key = {value}") == []
