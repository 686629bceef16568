"""Hostile and misnamed files: each is refused with one sentence."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.importing import packages
from site_gen.importing.packages import packed, parts
from site_gen.problems import SiteGenError
from tests.importing import zips

_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
_REMOTE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def refusal(content: bytes, kind: str = "docx") -> str:
    with pytest.raises(SiteGenError) as refused:
        parts(content, name=f"report.{kind}", kind=kind)
    message = str(refused.value)
    assert message.startswith(f"'report.{kind}' ")
    assert "\n" not in message
    return message


def test_a_good_file() -> None:
    found = parts(zips.office({"word/document.xml": "<d/>"}), name="a.docx", kind="docx")
    assert found["word/document.xml"] == b"<d/>"
    again = parts(packed(found, without=("word/media/",)), name="a.docx", kind="docx")
    assert again == found


def test_parts_are_left_out_when_packed_again() -> None:
    content = packed({"a.xml": b"<a/>", "word/media/x.png": b"x"}, without=("word/media/",))
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["a.xml"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old binary kind, or locked"),
        (b"{\\rtf1 hello}", "is not a Word document, whatever its name says"),
        (b"", "is not a Word document"),
        (b"PK\x03\x04 and nothing more", "is damaged"),
        (zips.archive({"a.txt": "x"}), "is a ZIP archive, but not a Word document"),
        (
            zips.archive({"mimetype": "application/vnd.oasis.opendocument.text", "c.xml": "<c/>"}),
            "is an OpenDocument file; save it as a Word document (.docx)",
        ),
        (zips.office({}, type_=zips.XLSX_TYPE), "is an Excel workbook; name it .xlsx"),
        (zips.office({}, type_="text/plain"), "is not a Word document"),
        (zips.office({"word/vbaProject.bin": b"x"}), "holds macros"),
        (
            zips.office({}, type_="application/vnd.ms-word.document.macroEnabled.main+xml"),
            "holds macros",
        ),
        (zips.office({"word/document.xml": _BOMB}), "declares a document type"),
        (zips.office({"word/document.xml": _REMOTE}), "declares a document type"),
        (zips.office({"word/document.xml": _BOMB.encode("utf-16")}), "declares a document type"),
        (zips.office({"docProps/app.xml": _BOMB}), "declares a document type"),
        (zips.office({"word/document.xml": "<a><b></a>"}), "is not XML"),
        (zips.office({"word/document.xml": "<a>" * 400}), "nests more than 300"),
        (
            zips.office(zips.relationship("attachedTemplate", "https://evil.example/t.dotm")),
            "needs something that lies elsewhere, 'attachedTemplate' from 'https://evil.example/",
        ),
        (zips.office(zips.relationship("oleObject", "file:///C:/x.xls")), "'oleObject'"),
        (zips.office(zips.relationship("image", "https://spy.example/1.png")), "'image'"),
        (
            zips.office(zips.relationship("attachedTemplate", "file:///\\\\host\\share\\t.dotm")),
            "lies elsewhere",
        ),
        (zips.office({"../../evil.xml": "<x/>"}), "points out of it, '../../evil.xml'"),
        (zips.office({"/etc/evil.xml": "<x/>"}), "points out of it"),
        (zips.office({"C:/evil.xml": "<x/>"}), "points out of it"),
        (zips.office({"a\\b.xml": "<x/>"}), "points out of it"),
        (zips.office({"a.xml": "<x/>", "A.xml": "<x/>"}), "two parts of the same name"),
    ],
)  # fmt: skip
def test_refused(content: bytes, why: str) -> None:
    assert why in refusal(content)


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "https://www.example.org/"),
        ("attachedTemplate", "file:///C:\\Users\\me\\Normal.dotm"),
        ("attachedTemplate", "Normal.dotm"),
    ],
)
def test_harmless_references(kind: str, target: str) -> None:
    content = zips.office(zips.relationship(kind, target))
    assert parts(content, name="a.docx", kind="docx")


def test_a_part_that_unpacks_without_end() -> None:
    bomb = zips.office({"word/document.xml": b"<a>" + b" " * 10_000_000 + b"</a>"})
    assert len(bomb) < 50_000
    assert "unpacks to 10,000,007 bytes" in refusal(bomb)
    large = {"word/document.XML": random.Random(1).randbytes(packages.MAX_XML + 1)}
    assert "unpacks to 20,000,001 bytes" in refusal(zips.office(large))


def test_too_much_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_ALL", 1000)
    assert "more than 1,000 bytes" in refusal(
        zips.office({"a.bin": bytes(900), "b.bin": bytes(900)})
    )


def test_too_many_parts() -> None:
    many = {f"{number}.xml": b"" for number in range(packages.MAX_PARTS + 1)}
    assert "parts; at most" in refusal(zips.archive(many, method=zipfile.ZIP_STORED))


def test_a_part_larger_than_the_directory_says() -> None:
    """The directory is what is checked; a part that goes on is not read to its end."""
    content = bytearray(zips.office({"word/document.xml": b"<a>" + b" " * 5_000 + b"</a>"}))
    name = content.rindex(b"word/document.xml")  # in the directory, 46 bytes behind its entry
    content[name - 46 + 24 : name - 46 + 28] = struct.pack("<I", 10)
    assert "damaged" in refusal(bytes(content)) or "another size" in refusal(bytes(content))


def test_a_password() -> None:
    content = bytearray(zips.office({"word/document.xml": b"<a/>"}))
    name = content.rindex(b"word/document.xml")
    content[name - 46 + 8] |= 1
    assert "locked with a password" in refusal(bytes(content))


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_packed_in_a_strange_way(method: int) -> None:
    assert "in a way that no office program uses" in refusal(
        zips.archive({"a.xml": "<a/>"}, method=method)
    )


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 255))
def test_any_bytes_are_read_or_refused(tail: bytes, place: int, byte: int) -> None:
    content = bytearray(zips.office({"word/document.xml": "<a/>"}) + tail)
    content[place % len(content)] = byte
    with contextlib.suppress(SiteGenError):
        assert "[Content_Types].xml" in parts(bytes(content), name="a.docx", kind="docx")
