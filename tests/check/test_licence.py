import pytest

from goldsmith.check.licence import Licence, spdx
from goldsmith.core.types import Asset, Sample
from zoo import PNG


def found(licence, *allowed):
    asset = Asset.made(PNG, kind="image", mime="image/png", licence=licence, source="pictures/a.png")
    return list(Licence(allowed=allowed).find(Sample(id="x", assets=(asset,))))


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("CC BY 4.0", "cc-by-4.0"),
        ("CC-BY-4.0", "cc-by-4.0"),
        ("cc_by_4.0", "cc-by-4.0"),
        ("Creative Commons Attribution 4.0 International", "cc-by-4.0"),
        ("Creative Commons Attribution-ShareAlike 3.0 Unported", "cc-by-sa-3.0"),
        ("Attribution-NonCommercial-NoDerivs License", "cc-by-nc-nd"),
        ("https://creativecommons.org/licenses/by-nc-sa/4.0/", "cc-by-nc-sa-4.0"),
        ("http://creativecommons.org/licenses/by/2.0/", "cc-by-2.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "cc0-1.0"),
        ("CC0", "cc0-1.0"),
        ("CC0 1.0 Universal", "cc0-1.0"),
        ("MIT License", "mit"),
        ("The MIT License", "mit"),
        ("https://opensource.org/licenses/MIT", "mit"),
        ("Apache License, Version 2.0", "apache-2.0"),
        ("Apache 2", "apache-2.0"),
        ("GPLv3", "gpl-3.0"),
        ("GPL-3.0-only", "gpl-3.0"),
        ("BSD 3-Clause", "bsd-3-clause"),
        ("Public Domain", "public-domain"),
    ],
)
def test_names_are_spelled_as_spdx_does(name, spelled):
    assert spdx(name) == spelled
    assert spdx(spelled) == spelled


@pytest.mark.parametrize("name", ["CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", "cc-by-4.0"])
def test_an_allowed_licence_may_be_spelled_otherwise(name):
    assert found(name, "CC-BY-4.0", "MIT") == []


@pytest.mark.parametrize("name", ["CC BY-NC 4.0", "CC BY-SA 4.0", "CC BY 3.0", "GPL-3.0", "all rights reserved"])
def test_other_licences_are_not_allowed(name):
    (one,) = found(name, "CC-BY-4.0", "MIT")
    assert one.severity == "major" and name in one.message and one.where.asset
    assert one.evidence["source"] == "pictures/a.png"


@pytest.mark.parametrize("name", ["", "unknown", " N/A "])
@pytest.mark.parametrize("allowed", [(), ("MIT",)])
def test_a_missing_licence_is_minor_where_a_list_must_hold(name, allowed):
    assert [one.severity for one in found(name, *allowed)] == ["minor" if allowed else "note"]


def test_versions():
    assert found("CC BY 2.0", "CC-BY") == []
    assert [one.severity for one in found("CC BY", "CC-BY-4.0")] == ["minor"]
    assert [one.severity for one in found("CC BY-NC", "CC-BY-4.0")] == ["major"]


def test_expressions():
    assert found("MIT OR GPL-3.0", "MIT") == []
    assert found("MIT AND Apache-2.0", "MIT", "Apache 2.0") == []
    assert [one.severity for one in found("MIT AND GPL-3.0", "MIT")] == ["major"]


def test_without_a_list_any_named_licence_will_do():
    assert found("CC BY-NC 4.0") == []
    assert list(Licence(allowed=("MIT",)).find(Sample(id="x"))) == []
