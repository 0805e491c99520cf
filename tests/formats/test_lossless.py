"""Parquet, Hugging Face folders and WebDataset lose nothing of any sample."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldsmith.core.types import Asset, Finding, Note, Origin, Part, Rival, Sample, Turn
from goldsmith.formats.format import Format
from zoo import PNG

FORMATS = {"parquet": "x.parquet", "hf-datasets": "x", "webdataset": "x.tar"}

texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20) | st.sampled_from(
    ["<image>", "a\n<image>\nb", "<video> <|im_end|>", "\n", " ", "\\<image>"]
)
words = st.text("abcé漢", min_size=1, max_size=8)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)
foreign = st.dictionaries(words.map("own-{}".format), json_values, max_size=2)
origins = st.none() | st.builds(
    Origin, by=st.sampled_from(["person", "model", "program"]), name=words, settings=foreign
)
boxes = st.none() | st.tuples(*[st.floats(0, 9)] * 4)
notes = st.lists(
    st.builds(Note, id=words, kind=st.sampled_from(["caption", "box", "table"]), text=texts, box=boxes, origin=origins),
    max_size=2,
).map(tuple)
DATA = {
    "image/png": PNG,
    "video/mp4": b"\0\0\0\x18ftypmp42" + bytes(12),
    "audio/wav": b"RIFF\0\0\0\0WAVEfmt ",
    "text/csv": b"a,b\n1,2",
    "application/json": b'{"a": 1}',
}
KINDS = {"image/png": "image", "video/mp4": "video", "audio/wav": "audio"}


@st.composite
def assets(draw):
    told = {"notes": draw(notes), "licence": draw(words | st.just("")), "source": draw(words | st.just(""))}
    if draw(st.integers(0, 4)) == 0:
        return Asset.absent(draw(words), kind="image", **{name: told[name] for name in ("notes", "licence")})
    mime = draw(st.sampled_from(sorted(DATA)))
    size = {"width": 1, "height": 1} if mime == "image/png" else {}
    return Asset.made(
        DATA[mime] + bytes([32] * draw(st.integers(0, 3))), kind=KINDS.get(mime, "text"), mime=mime, **size, **told
    )


@st.composite
def turns(draw, role, held):
    pointed = st.sampled_from(held).map(lambda asset: Part(asset=asset.id)) if held else st.nothing()
    parts = draw(st.lists(texts.map(lambda text: Part(text=text)) | pointed, min_size=1, max_size=4))
    told = {"gold": draw(st.lists(words, max_size=2)), "evidence": draw(st.lists(words, max_size=2))}
    return Turn(role=role, parts=tuple(parts), origin=draw(origins), foreign=draw(foreign), **told)


@st.composite
def samples(draw):
    held = tuple({asset.id: asset for asset in draw(st.lists(assets(), max_size=3))}.values())
    roles = draw(st.lists(st.sampled_from(["system", "user", "assistant", "tool"]), max_size=3))
    spoken = tuple(draw(turns(role, held)) for role in roles)
    rivals = tuple(
        Rival(turn=draw(turns("assistant", ())), margin=draw(st.integers(-3, 3)), origin=draw(origins))
        for _ in range(draw(st.integers(0, 1)))
    )
    tags = draw(st.dictionaries(st.sampled_from(["language", "split", "own"]), words, max_size=2))
    told = {"tags": tags, "parent": draw(st.none() | words), "foreign": draw(foreign)}
    return Sample(id=draw(words), assets=held, turns=spoken, rivals=rivals, **told)


@pytest.mark.parametrize("name", FORMATS)
@given(drawn=st.lists(samples(), max_size=3, unique_by=lambda sample: sample.id))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_is_lost(tmp_path_factory, name, drawn):
    path = tmp_path_factory.mktemp("x") / FORMATS[name]
    form = Format.build(name)
    assert not list(form.write(iter(drawn), path))
    if not drawn:
        return
    found = list(form.samples(path))
    assert [one for one in found if isinstance(one, Sample)] == drawn
    assert not [one for one in found if isinstance(one, Finding) and one.severity == "major"]
    for one, same in zip(drawn, (one for one in found if isinstance(one, Sample)), strict=True):
        for asset, other in zip(one.assets, same.assets, strict=True):
            assert asset.size is None or asset.read() == other.read()
