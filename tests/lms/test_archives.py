"""Packages of strangers: judged by what they declare, never written anywhere, refused within a second."""

import io
import stat
import time
import zipfile

import pytest

from lms import archives


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def link(name, target):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        member = zipfile.ZipInfo(name)
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, target)
    return file.getvalue()


HONEST = zipped({"a.xml": b"<a/>", "media/tam giác.png": b"x" * 9000, "inner.zip": zipped({"b": b"c"})})
LYING = zipped({"a.xml": b"a" * 2_000_000}).replace(
    (2_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
)
ENCRYPTED = bytearray(zipped({"a.xml": b"<a/>"}))
ENCRYPTED[ENCRYPTED.index(b"PK\x01\x02") + 8] |= 1

HOSTILE = {
    "upwards": (zipped({"a/../../b": b""}), "unsafe_names"),
    "from the root": (zipped({"/etc/passwd": b""}), "unsafe_names"),
    "another drive": (zipped({"C:/a": b""}), "unsafe_names"),
    "the other slash": (zipped({"a\\..\\b": b""}), "unsafe_names"),
    "signs unseen": (zipped({"a\x07b": b""}), "unsafe_names"),
    "a zero in the name": (zipped({"a.xmlZ.exe": b""}).replace(b"a.xmlZ", b"a.xml\0"), "unsafe_names"),
    "a link": (link("a.xml", "/etc/passwd"), "unsafe_names"),
    "bomb": (zipped({"a": b"\0" * 60_000_000}), "unpacks_too_large"),
    "many bombs": (zipped({f"{at}": b"\0" * 4_900_000 for at in range(45)}), "unpacks_too_large"),
    "very many": (zipped({f"{at}": b"" for at in range(60_000)}), "too_many_members"),
    "with a password": (bytes(ENCRYPTED), "password"),
    "packed strangely": (zipped({"a": b"x"}, zipfile.ZIP_LZMA), "packing"),
    "cut off": (HONEST[: len(HONEST) // 2], "damaged"),
    "its end alone": (HONEST[-30:], "damaged"),
    "no package": (b"PK\x03\x04 torn", "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_within_a_second(name):
    content, code = HOSTILE[name]
    began = time.process_time()
    with pytest.raises(archives.Refused) as refused:
        archives.Archive(content)
    assert time.process_time() - began < 1
    assert refused.value.code == code


def test_members_are_read_by_their_names():
    archive = archives.Archive(HONEST)
    assert archive.names == ["a.xml", "media/tam giác.png", "inner.zip"]
    assert archive.read("a.xml") == b"<a/>"
    assert archive.read("A.XML") == b"<a/>"
    assert len(archive.head("media/tam giác.png", 100)) == 100
    assert "b.xml" not in archive


@pytest.mark.parametrize("name", ["b.xml", "../a.xml", ""])
def test_what_is_not_there_is_missing(name):
    with pytest.raises(archives.Refused) as refused:
        archives.Archive(HONEST).read(name)
    assert refused.value.code == "missing"


def test_a_member_longer_than_it_declared_is_damaged():
    with pytest.raises(archives.Refused) as refused:
        archives.Archive(LYING).read("a.xml")
    assert refused.value.code == "damaged"


def test_a_member_larger_than_asked_is_not_unpacked():
    with pytest.raises(archives.Refused) as refused:
        archives.Archive(HONEST).read("media/tam giác.png", most=100)
    assert refused.value.code == "unpacks_too_large"


def test_one_damaged_member_leaves_the_others():
    content = bytearray(zipped({"a": b"hello" * 50, "b": b"there"}, zipfile.ZIP_STORED))
    content[content.index(b"hello") + 3] ^= 1
    archive = archives.Archive(bytes(content))
    with pytest.raises(archives.Refused):
        archive.read("a")
    assert archive.read("b") == b"there"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", "<a/>")
        archive.writestr("a.xml", "<b/>")
    with pytest.raises(archives.Refused) as refused:
        archives.Archive(out.getvalue())
    assert refused.value.code == "damaged"
