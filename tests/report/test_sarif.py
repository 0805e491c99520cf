"""SARIF: the shape that its schema asks for (the parts of it that are used, written down from the standard)."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from goldsmith.core.frozen import FrozenDict
from goldsmith.core.types import Finding, Place
from goldsmith.report.sarif import Located, sarif, uri

TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string"}},
    "additionalProperties": False,
}
COUNT = {"type": "integer", "minimum": 1}
REGION = {
    "type": "object",
    "properties": {"startLine": COUNT, "startColumn": COUNT, "endColumn": COUNT, "snippet": TEXT},
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "properties": {"uri": {"type": "string", "format": "uri-reference"}},
                    "additionalProperties": False,
                },
                "region": REGION,
            },
            "additionalProperties": False,
        },
        "logicalLocations": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "type": "object",
                "properties": {key: {"type": "string"} for key in ("name", "fullyQualifiedName", "kind")},
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": -1},
        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
    "if": {"properties": {"kind": {"not": {"const": "fail"}}}},
    "then": {"properties": {"level": {"const": "none"}}},
}
RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}}
    | dict.fromkeys(("shortDescription", "fullDescription", "help"), TEXT),
    "additionalProperties": False,
}
DRIVER = {
    "type": "object",
    "required": ["name"],
    "properties": {key: {"type": "string"} for key in ("name", "version", "informationUri")}
    | {"rules": {"type": "array", "uniqueItems": True, "items": RULE}},
    "additionalProperties": False,
}
RUN = {
    "type": "object",
    "required": ["tool"],
    "properties": {
        "tool": {"type": "object", "required": ["driver"], "properties": {"driver": DRIVER}},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
    },
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN},
    },
    "additionalProperties": False,
}
FOUND = Finding(
    check="links", severity="major", message="bad", sample="s/1", where=Place(turn=1, start=4, end=9),
    suggestion="good", evidence=FrozenDict({"host": "é"}),
)  # fmt: skip
FINDINGS = [
    Located(FOUND, Path("a b/é.jsonl"), 3, (10, 15), "piece"),
    Located(FOUND.but(severity="not run", where=Place()), Path("/data/a.parquet")),
    Located(Finding(check="chat-jsonl", severity="minor", message="broken"), Path("a.jsonl"), 2),
    Located(FOUND.but(severity="note"), Path("a.jsonl"), 2, None, "piece"),
]
RULES = {"links": "Flag links.\n\nAll of them.", "other": ""}


@pytest.mark.parametrize("findings", [FINDINGS, []])
def test_the_shape_is_that_of_the_standard(findings):
    log = json.loads(json.dumps(sarif(findings, RULES)))
    jsonschema_rs.Draft7Validator(SCHEMA, validate_formats=True).validate(log)


def test_rules_levels_and_places():
    (run,) = sarif(FINDINGS, RULES)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["chat-jsonl", "links", "other"]
    assert rules[1]["shortDescription"]["text"] == "Flag links." and "All of them" in rules[1]["help"]["text"]
    assert [(one["kind"], one["level"]) for one in run["results"]] == [
        ("fail", "error"), ("open", "none"), ("fail", "warning"), ("fail", "note"),
    ]  # fmt: skip
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    first = run["results"][0]
    place = first["locations"][0]
    assert place["physicalLocation"]["region"] == {
        "startLine": 3, "startColumn": 10, "endColumn": 15, "snippet": {"text": "piece"},
    }  # fmt: skip
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "s/1/turns/1"
    assert first["properties"]["where"] == {"turn": 1, "start": 4, "end": 9}
    assert first["properties"]["evidence"] == {"host": "é"}


def test_fingerprints_stay_when_lines_move():
    one, moved = (sarif([Located(FOUND, Path("a"), line)], {})["runs"][0]["results"][0] for line in (1, 9))
    assert one["partialFingerprints"] == moved["partialFingerprints"]


def test_addresses_of_files():
    assert uri(Path("a b/é#.jsonl")) == "a%20b/%C3%A9%23.jsonl"
    assert uri(Path("/a b")) == "file:///a%20b"
