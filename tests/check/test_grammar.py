"""Grammar: Harper on the planted set, and a LanguageTool server that really answers over HTTP."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from goldsmith.check.grammar import Grammar
from goldsmith.check.measuring.measured import measure
from goldsmith.check.measuring.planted_sets import FOLDER, read_cases
from goldsmith.check.proofreading import harper_lint
from goldsmith.core.errors import GoldsmithError
from goldsmith.core.types import Sample
from zoo import dialog

SPANISH = "🙂 Los niño juegan en el parque con sus amigos."


class Server(BaseHTTPRequestHandler):
    """Finds `niño`, in UTF-16 units as LanguageTool does; what it was asked is kept in `asked`."""

    asked: list[dict[str, list[str]]] = []
    reply: bytes | None = None

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.asked.append({**form, "path": [self.path]})
        text = form.get("text", [""])[0]
        units = len(text[: text.find("niño")].encode("utf-16-le")) // 2
        match = {
            "message": "Falta la concordancia.",
            "offset": units,
            "length": 4,
            "replacements": [{"value": "niños"}],
            "rule": {"id": "AGREEMENT", "issueType": "grammar"},
        }
        reply = self.reply or json.dumps({"matches": [match]}).encode()
        self.send_response(500 if reply == b"broken" else 200)
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *args):
        """Quiet."""


@contextmanager
def serving(reply=None):
    kind = type("Kind", (Server,), {"asked": [], "reply": reply})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", kind.asked
        finally:
            server.shutdown()
            thread.join()


def found(answer, language="en", **settings):
    return list(Grammar(**settings).find(dialog("x", "?", answer, language=language)))


def test_the_planted_set():
    cases = [case for case in read_cases(FOLDER / "grammar.yaml") if not case.blind]
    for one in measure("grammar", cases):
        assert one.wrong <= 0.03 * one.cases, one
        assert one.found >= 0.8 * one.faults, one


def test_place_correction_and_rule():
    (one,) = found("🙂 The report shows that she recieved a parcel.")
    assert (one.where.turn, one.where.start, one.where.end, one.suggestion) == (1, 28, 36, "received")
    assert one.severity == "minor" and one.evidence["rule"] == "SpellCheck"


def test_ignored_words_and_rules():
    text = "The blorft is a apple."
    assert len(found(text)) == 2
    assert [one.evidence["rule"] for one in found(text, ignored_words=("Blorft",))] == ["AnA"]
    assert [one.evidence["rule"] for one in found(text, ignored_rules=("AnA",))] == ["SpellCheck"]


def test_roles_are_a_setting():
    sample = dialog("x", "What is the recieved answer today?", "Nothing at all.")
    assert list(Grammar().find(sample)) == []
    assert [one.where.turn for one in Grammar(roles=("user",)).find(sample)] == [0]


def test_other_languages_are_not_run_without_a_server():
    (one,) = found("Los niños juegan en el parque con sus amigos.", "es")
    assert one.severity == "not run" and "'es'" in one.message and "server" in one.message
    (one,) = found("Los niños juegan en el parque con sus amigos y sus abuelos.", "en")
    assert one.severity == "not run"


def test_an_unknown_language_is_not_run():
    sample = dialog("x", "?", "42").but(tags={})
    assert [one.severity for one in Grammar().find(sample)] == ["not run"]
    assert list(Grammar().find(Sample(id="empty"))) == []


def test_without_harper_it_is_not_run(monkeypatch):
    monkeypatch.setattr(harper_lint, "available", lambda: False)
    (one,) = found("The cat sat on the mat.")
    assert one.severity == "not run" and "goldsmith[checks]" in one.message


def test_a_server_is_asked_and_its_places_become_code_points():
    with serving() as (address, asked):
        (one,) = found(SPANISH, "es", server=address)
    assert SPANISH[one.where.start : one.where.end] == "niño"
    assert (one.suggestion, one.evidence["rule"]) == ("niños", "AGREEMENT")
    assert asked == [{"text": [SPANISH], "language": ["es"], "path": ["/v2/check"]}]


@pytest.mark.parametrize("reply", [b"broken", b"<html>", b"[]", b'{"matches": [{"offset": 1}]}', b'{"matches": 3}'])
def test_a_wrong_answer_is_not_run(reply):
    with serving(reply) as (address, _):
        (one,) = found(SPANISH, "es", server=address)
    assert one.severity == "not run" and address in one.message


def test_no_server_is_not_run():
    with serving() as (address, _):
        pass
    (one,) = found(SPANISH, "es", server=address)
    assert one.severity == "not run" and address in one.message


def test_only_web_addresses_are_servers():
    with pytest.raises(GoldsmithError, match="server"):
        Grammar.build({"grammar": {"server": "file:///etc"}})


def test_long_texts_are_read_in_pieces_with_their_places():
    text = "The dog sleeps on the sofa. " * 300 + "She recieved it."
    (one,) = found(text)
    assert text[one.where.start : one.where.end] == "recieved"


def test_no_corrections_are_sought_for_words_that_nobody_wrote():
    text = "She recieved it. " + "Smith" * 1_000 + " sleeps on the sofa. " + "a" * 5_000
    (one,) = found(text)
    assert text[one.where.start : one.where.end] == "recieved"


def judged(reply, text=None, language="es"):
    """What a model's reply makes of a text."""
    body = json.dumps({"choices": [{"message": {"content": reply}}]}).encode()
    with serving(body) as (address, _):
        judge = {"url": f"{address}/v1", "model": "m", "retries": 0}
        return found(text or SPANISH, language, judge=judge)


def named(*errors):
    return json.dumps({"errors": [dict(zip(("wrong", "right", "kind", "why"), one, strict=False)) for one in errors]})


def test_a_model_is_asked_and_only_what_stands_in_the_text_counts():
    reply = "Here: " + named(("niño", "niños", "grammar", "Number."), ("perro", "gato"), ("niño", "niño"), ("", "x"))
    (one,) = judged(reply)
    assert SPANISH[one.where.start : one.where.end] == "niño"
    assert (one.suggestion, one.message, one.evidence["rule"]) == ("niños", "Number.", "grammar")
    assert Grammar(judge={"url": "http://x.example", "model": "m"}).slow and not Grammar().slow


def test_the_same_words_are_found_at_each_place():
    text = "Ellos va al parque y ellas va a la playa con toda su familia."
    places = [(one.where.start, one.where.end) for one in judged(named(("va", "van"), ("va", "van")), text)]
    assert places == [(6, 8), (27, 29)]


@pytest.mark.parametrize(
    "reply", ["", "No errors at all.", '{"errors": "none"}', '{"mistakes": []}', '{"errors": [', "[" * 9999]
)
def test_a_model_that_cannot_be_read_is_not_run(reply):
    assert [one.severity for one in judged(reply)] == ["not run"]


def test_a_model_without_errors_finds_none():
    assert judged('{"errors": []}') == []
    assert judged('{"errors": [1, null, {"wrong": 2, "right": []}]}') == []
