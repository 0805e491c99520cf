"""WebDataset: whatever is wrong with a tar, it is said which file and where, and nothing ends silently."""

import io
import tarfile

import pytest

from goldsmith.core.types import Asset, Finding, Note, Sample
from goldsmith.formats import tar_members, webdataset
from goldsmith.formats.webdataset import Webdataset
from zoo import BOXED, PNG, ZOO, dialog


def packed(path, *members):
    with tarfile.open(path, "w") as tar:
        for name, data in members:
            if isinstance(data, tarfile.TarInfo):
                tar.addfile(data)
                continue
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def read(path):
    found = list(Webdataset().read(path))
    return [one for one in found if isinstance(one, Sample)], [one for one in found if isinstance(one, Finding)]


def test_the_key_holds_the_folder(tmp_path):
    path = packed(
        tmp_path / "x.tar",
        ("a/1.jpg", PNG),
        ("a/1.txt", b"A"),
        ("b/1.0.jpg", PNG),
        ("b/1.txt", b"B"),
        ("b/1.cls", b"7"),
    )
    samples, findings = read(path)
    assert not findings
    assert [[note.text for note in one.notes()] for one in samples] == [["A"], ["B", "7"]]
    assert [one.assets[0].source for one in samples] == ["x.tar/a/1.jpg", "x.tar/b/1.0.jpg"]
    assert len({one.id for one in samples}) == 2


def test_the_same_key_in_two_files_is_two_samples(tmp_path):
    for name in ("0.tar", "1.tar"):
        packed(tmp_path / name, ("000.json", b'{"messages": [{"role": "user", "content": "hi"}]}'))
    samples, findings = read(tmp_path)
    assert len({one.id for one in samples}) == 2 and not findings


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("tar") / "x.tar"
    list(Webdataset().write(iter([dialog("a", "q", "b", BOXED), dialog("b", "q", "b", BOXED)]), path))
    return path.read_bytes()


@pytest.mark.parametrize("length", [100, 512, 700, 1400, 1600, 2049, 2600, 3000, 3500, 4100, 4200, 4608, 4650])
def test_a_cut_is_said_with_the_last_good_member(whole, tmp_path, length):
    (tmp_path / "y.tar").write_bytes(whole[:length])
    samples, (finding,) = read(tmp_path / "y.tar")
    good = ["at its beginning", "00000000.json", "00000000.0.png", "00000001.json"][
        sum(length > end for end in (1336, 2117, 3896))
    ]
    assert finding.severity == "major" and "y.tar" in finding.message and good in finding.message
    assert [one.id for one in samples] == (["a"] if good == "00000001.json" else [])


@pytest.mark.parametrize(("length", "whole_ones"), [(2560, ["a"]), (4096, ["a"]), (5120, ["a", "b"])])
def test_a_cut_between_two_members_is_suspected(whole, tmp_path, length, whole_ones):
    (tmp_path / "y.tar").write_bytes(whole[:length])
    samples, findings = read(tmp_path / "y.tar")
    assert [one.id for one in samples] == whole_ones
    assert "no end mark" in findings[0].message


def test_damage_in_the_middle_is_no_end(whole, tmp_path):
    (tmp_path / "y.tar").write_bytes(whole[:2560] + b"\x07" * 512 + whole[3072:])
    _, findings = read(tmp_path / "y.tar")
    assert findings[0].severity == "major" and "00000000.0.png" in findings[0].message


def test_a_cut_tar_in_a_folder_costs_itself_alone(whole, tmp_path):
    (tmp_path / "a.tar").write_bytes(whole[:700])
    (tmp_path / "b.tar").write_bytes(b"")
    (tmp_path / "c.tar").write_bytes(whole)
    (tmp_path / "d.tar").mkdir()
    samples, findings = read(tmp_path)
    assert [one.id for one in samples] == ["a", "b"]
    assert [one.evidence["file"] for one in findings] == ["a.tar", "b.tar", "d.tar"]


def test_what_is_passed_over_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(tar_members, "LARGEST_MEMBER", 200)
    monkeypatch.setattr(webdataset, "LARGEST_SAMPLE", 150)
    link = tarfile.TarInfo("1.link.jpg")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    members = [
        ("1.jpg", PNG), ("1.jpg", PNG), ("", link), ("1.npy", b"\x93NUMPY\xff"), ("README", b"x"), (".hidden", b"x"),
        ("1.a.png", PNG + b"x"), ("1.b.png", PNG + b"y"), ("1.c.png", bytes(999)),
    ]  # fmt: skip
    samples, findings = read(packed(tmp_path / "x.tar", *members))
    assert [len(one.assets) for one in samples] == [2]
    whys = ["already", "link", "not media", "not a key", "not a key", "larger", "larger"]
    assert all(why in one.message for why, one in zip(whys, findings, strict=True))
    assert all(one.severity == "minor" and "x.tar" in one.message for one in findings)


BAD = [
    ("1.json", b"[]"),
    ("1.json", b"{}"),
    ("1.json", b"[" * 100_000),
    ("1.json", b'{"messages": [3]}'),
    ("1.json", b'{"messages": [], "pointed": [7]}'),
    ("1.jpg", PNG[:40]),
    ("1.jpg", b""),
    ("1.txt", "café".encode("utf-16")),
]


@pytest.mark.parametrize("member", BAD, ids=range(len(BAD)))
def test_a_bad_sample_costs_itself_alone(tmp_path, member):
    name, data = member
    picture = [("1.jpg", PNG)] if name == "1.txt" else []
    samples, findings = read(packed(tmp_path / "x.tar", (name, data), *picture, ("2.jpg", PNG)))
    assert len(samples) == 1 and len(findings) == 1
    assert findings[0].severity == "major" and "x.tar: 1: " in findings[0].message


def test_headers_that_lie(tmp_path):
    lies = bytearray(packed(tmp_path / "x.tar", ("1.txt", b"A"), ("2.txt", b"B")).read_bytes())
    lies[124:136] = b"\xff" * 12  # a negative size
    lies[148:156] = b" " * 8
    lies[148:156] = b"%06o\0 " % sum(lies[:512])
    (tmp_path / "y.tar").write_bytes(lies)
    assert "damaged" in read(tmp_path / "y.tar")[1][0].message
    info = tarfile.TarInfo("././@LongLink")
    info.type = tarfile.GNUTYPE_LONGNAME
    (tmp_path / "z.tar").write_bytes(info.tobuf(tarfile.GNU_FORMAT) * 3000)
    assert "damaged" in read(tmp_path / "z.tar")[1][0].message


def test_every_sample_survives_with_all_its_media(tmp_path):
    note = Note(id="table", kind="table", text="a,b\n1,2")
    table = Asset.made(b"a,b\n1,2", kind="text", mime="text/csv", licence="MIT", notes=(note,))
    film = Asset.made(b"\0\0\0\x18ftypmp42" + bytes(20), kind="video", mime="video/mp4")
    record = Asset.made(b'{"a": 1}', kind="text", mime="application/json")
    samples = [one for one in ZOO if one.id != "marks"] + [Sample(id="table", assets=(table, film, record))]
    assert not list(Webdataset().write(iter(samples), tmp_path / "x.tar"))
    found, findings = read(tmp_path / "x.tar")
    assert found == samples and not findings
    assert [asset.read()[:4] for asset in found[-1].assets] == [b"a,b\n", b"\0\0\0\x18", b'{"a"']


def test_other_peoples_fields_are_kept(tmp_path):
    path = packed(tmp_path / "x.tar", ("1.jpg", PNG), ("1.json", b'{"url": "http://x.invalid", "caption": "c"}'))
    assert read(path)[0][0].foreign == {"url": "http://x.invalid", "caption": "c"}


@pytest.mark.slow
def test_tars_of_the_library_itself(tmp_path):
    library = pytest.importorskip("webdataset")
    with library.TarWriter(str(tmp_path / "x.tar")) as writer:
        writer.write({"__key__": "deep/one", "png": PNG, "txt": "A dog.", "json": {"x": 1}})
    samples, findings = read(tmp_path / "x.tar")
    assert [note.text for note in samples[0].notes()] == ["A dog."] and not findings
