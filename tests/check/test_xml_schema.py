"""XML held against a schema: the element that is meant, entities refused, schemas that are none."""

import pytest

from goldsmith.check.check import Check
from goldsmith.core.errors import GoldsmithError
from zoo import dialog

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:element name="all"><xs:complexType><xs:sequence><xs:element name="n" type="xs:int" maxOccurs="9"/></xs:sequence>
</xs:complexType></xs:element></xs:schema>"""


def found(text, against=SCHEMA, **tags):
    return list(Check.build({"xml-schema": {"against": against}}).find(dialog("x", "q", text, **tags)))


def test_the_place_is_that_of_the_element():
    text = "\n<all><n>1</n><!-- <n>x</n> --><n>two</n></all>"
    (one,) = found(text)
    assert (one.where.start, text[one.where.start : one.where.end]) == (text.index("<n>two"), "<n>")


def test_a_schema_in_a_file(tmp_path):
    file = tmp_path / "all.xsd"
    file.write_text(SCHEMA)
    assert [one.severity for one in found("<all/>", str(file))] == ["major"]
    assert found("<all><n>1</n></all>", str(file)) == []


@pytest.mark.parametrize("against", ["no/such/file.xsd", "<all/>", "<xs:schema"])
def test_a_schema_that_is_none_is_told(against):
    with pytest.raises(GoldsmithError):
        found("<all/>", against)


def test_entities_are_refused_also_without_a_schema():
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert "refused" in found(bomb, "", format="xml")[0].message
    assert found("No XML at all.", "") == []
