"""What an operation's files hold is part of its identity, wherever in the settings it stands."""

import json
import os
from pathlib import Path

import pytest

from goldsmith.check.check import Check
from goldsmith.recipe.stage import Stage

XSD = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="{}" type="xs:string"/></xs:schema>'
FILES = {
    "json-schema": ("against", "schema.json", '{"type": "object"}', '{"type": "array"}'),
    "xml-schema": ("against", "schema.xsd", XSD.format("a"), XSD.format("b")),
    "house-style": ("style", "style.yaml", "most_emojis: 0", "most_emojis: 9"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_the_files_of_nested_steps_hold_is_part_of_the_identity(name, tmp_path):
    setting, file, first, second = FILES[name]
    path = tmp_path / file
    stage = Stage.build({"screen": {"source": "x", "checks": [{name: {setting: str(path)}}]}})
    identities = []
    for text in (None, first, second, first):
        if text is not None:
            path.write_text(text)
            os.utime(path, ns=(len(identities), len(identities)))
        identities.append(json.dumps(stage.identity()))
    assert len(set(identities)) == 3 and identities[1] == identities[3]


def test_the_same_bytes_at_another_time_are_the_same(tmp_path):
    path = tmp_path / "schema.json"
    path.write_text("{}")
    check = Check.build({"json-schema": {"against": str(path)}})
    before = check.identity()
    os.utime(path, ns=(1, 1))
    assert check.identity() == before


def test_a_schema_written_into_the_settings_is_no_file():
    for name, against in (("json-schema", {"type": "object"}), ("xml-schema", XSD.format("a")), ("xml-schema", "")):
        check = Check.build({name: {"against": against}})
        assert list(check.files()) == [] and "files" not in check.identity()


def test_own_tokenizers_are_files(tmp_path):
    own = Path("src/goldsmith/models/tokenizer.json").resolve()
    brief = {"size": 1, "lengths": [{"unit": "tokens", "high": 9, "tokenizer": str(own)}]}
    for spelled in (
        {"token-length": {"tokenizer": str(own)}},
        {"text-length": {"tokenizer": str(own)}},
        {"text-length": {"brief": brief}},
    ):
        assert list(Check.build(spelled).files()) == [own]
    assert not [*Check.build("token-length").files(), *Check.build("text-length").files()]
