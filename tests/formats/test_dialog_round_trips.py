"""Any sample comes back from every format that holds dialogs, or the findings name what does not."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldsmith.core.types import Asset, Finding, Origin, Part, Rival, Sample, Turn
from goldsmith.formats.format import Format
from zoo import BOXED, PNG

OTHER = Asset.made(PNG + b"\0", kind="chart", mime="image/png", width=1, height=1, source="drawn")
SOUND = Asset.made(b"RIFF\x24\0\0\0WAVE" + bytes(32), kind="audio", mime="audio/wav", seconds=0.5)
FILM = Asset.made(b"\0\0\0\x18ftypmp42" + bytes(64), kind="video", mime="video/mp4")
TABLE = Asset.made(b"a,b\n1,2", kind="text", mime="text/csv", notes=BOXED.notes[:1])
GONE = Asset.absent("folder/gone.png", kind="image", licence="MIT", width=9)
FAR = Asset.absent("https://example.org/far.png", kind="image")
NOWHERE = Asset.absent("../nowhere.png", kind="image")
ASSETS = (BOXED, OTHER, SOUND, FILM, TABLE, GONE, FAR, NOWHERE)

SIGNS = st.sampled_from(
    [*"ab <>\\\n\r\t\0\"'{}[]:,é中\u202e\u2028👩", "<image>", "<\\image>", "<video>", "\n<image>\n", "<audio>"]
)
texts = st.lists(SIGNS, max_size=8).map("".join)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)
KEYS = st.sampled_from(
    "name tool_calls tool_call_id weight extra role content from value id messages conversations tags images image "
    "instruction input output system history tools goldsmith".split()
)
fields = st.dictionaries(KEYS, plain, max_size=2)
origins = st.none() | st.builds(Origin, by=st.just("person"), name=texts)


@st.composite
def turns(draw, role, ids):
    pieces = (
        st.builds(Part, text=texts) | st.builds(Part, asset=st.sampled_from(ids))
        if ids
        else st.builds(Part, text=texts)
    )
    return Turn(
        role=role,
        parts=draw(st.lists(pieces, max_size=3)),
        origin=draw(origins),
        gold=draw(st.lists(texts, max_size=1)),
        evidence=draw(st.lists(texts, max_size=1)),
        foreign=draw(st.just({}) | fields),
    )


@st.composite
def samples(draw, name):
    assets = draw(st.lists(st.sampled_from(ASSETS), max_size=3, unique_by=lambda one: one.id))
    ids = [one.id for one in assets]
    usual = draw(st.sampled_from([[], ["system"]])) + ["user", "assistant"] * draw(st.integers(0, 3))
    roles = draw(st.just(usual) | st.lists(st.sampled_from(["system", "user", "assistant", "tool"]), max_size=4))
    return Sample(
        id=name,
        assets=assets,
        turns=[draw(turns(role, ids if role == "user" or draw(st.booleans()) else [])) for role in roles],
        rivals=draw(st.lists(st.builds(Rival, turn=turns("assistant", []), margin=st.integers(-3, 3)), max_size=1)),
        tags=draw(st.dictionaries(texts, texts, max_size=2)),
        parent=draw(st.none() | texts),
        foreign=draw(st.just({}) | fields),
    )


sets = st.tuples(samples("first"), samples("second 2"), samples("third"))


def through(name, path, given, **options):
    form = Format.build({name: options})
    lost = list(form.write(iter(given), path))
    found = list(form.read(path))
    read = [one.but(assets=[asset.but(uri=None) for asset in one.assets]) for one in found if isinstance(one, Sample)]
    return {one.id: one for one in read}, lost, [one for one in found if isinstance(one, Finding)]


FORMATS = ["chat-jsonl", "sharegpt", "llava", "alpaca", "llama-factory"]
quiet = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@given(given=sets)
@quiet
def test_with_a_record_nothing_differs(tmp_path_factory, name, given):
    options = {} if name == "llama-factory" else {"record": True}
    path = tmp_path_factory.mktemp("x") / "x"
    found, lost, unread = through(name, path, given, **options)
    left_out = {one.sample for one in lost if "is left out: " in one.message}
    assert not unread
    assert found.keys() == {one.id for one in given} - left_out
    assert [found[one.id] for one in given if one.id in found] == [one for one in given if one.id in found]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "file"), [("parquet", "x.parquet"), ("webdataset", "x.tar"), ("hf-datasets", "x")])
@given(given=sets)
@quiet
def test_formats_of_everything_keep_everything(tmp_path_factory, name, file, given):
    found, _, unread = through(name, tmp_path_factory.mktemp("x") / file, given)
    assert not unread and [found.get(one.id) for one in given] == list(given)


def blank(sample, losses):
    """A sample without what is said to be lost; texts that follow each other are one, empty ones are none."""
    shown = {part.asset for turn in sample.turns for part in turn.parts}
    assets = [asset for asset in sample.assets if asset.id in shown or "media that no turn shows" not in losses]
    fields = {
        "notes of media": {"notes": ()},
        "licences of media": {"licence": ""},
        "kinds of media": {"kind": "image"},
        "measures of media": {"seconds": None, "width": None, "height": None, "mime": ""},
    }
    gone = {key: value for loss, some in fields.items() if loss in losses for key, value in some.items()}
    if "sources of media" in losses:
        gone["source"] = ""
    # an asset that came from nowhere comes from its file when it is read
    assets = [asset.but(source="") if asset.source.startswith("x.media/") else asset for asset in assets]
    kept = [
        (turn.role, runs(turn), others(turn) if "fields of messages" not in losses else None,
         turn.origin if "origins" not in losses else None,
         turn.gold if "right answers" not in losses else None,
         turn.evidence if "evidence" not in losses else None)
        for turn in sample.turns
    ]  # fmt: skip
    return (
        sorted((asset.but(**gone) for asset in assets), key=lambda asset: asset.id),
        kept,
        sample.rivals if "rival answers" not in losses else None,
        sample.tags if "tags" not in losses else None,
        sample.parent if "parents" not in losses else None,
        sample.foreign if "fields named like the format's own" not in losses else None,
    )


def others(turn):
    """Fields that no format has itself; one named like a format's own is no loss when it says the same."""
    return {key: value for key, value in turn.foreign.items() if key not in ("role", "content", "from", "value")}


def runs(turn):
    said = []
    for part in turn.parts:
        if part.asset or not said or said[-1][0]:
            said.append([part.asset, part.text])
        else:
            said[-1][1] += "\n" + part.text
    return [one for one in said if one[0] or one[1]]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["chat-jsonl", "sharegpt", "llava", "alpaca"])
@given(sample=samples("one"))
@quiet
def test_without_a_record_what_differs_is_named(tmp_path_factory, name, sample):
    path = tmp_path_factory.mktemp("x") / "x"
    found, lost, unread = through(name, path, [sample], record=False)
    assert not unread
    if any("is left out: " in one.message for one in lost):
        assert not found
        return
    losses = {loss for one in lost for loss in one.evidence.get("lost", ())}
    assert blank(found["one"], losses) == blank(sample, losses)
