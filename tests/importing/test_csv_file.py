"""CSV from spreadsheet programs of all countries."""

from __future__ import annotations

import pytest

from site_gen.importing import columns, csv_file
from site_gen.importing.entry import Read
from site_gen.problems import SiteGenError
from tests.checking import TERMS

_ROWS = "Title,Place\nÉcole,Lyon\n"


def read(content: bytes) -> Read:
    return csv_file.read(content, name="list.csv", terms=TERMS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(encoding: str, separator: str) -> None:
    found = read(_ROWS.replace(",", separator).encode(encoding))
    assert [entry.facts["title"] for entry in found.entries] == [("École",)]
    doubt = "it is not UTF-8 and was read as Windows-1252: look at the accents"
    assert found.notes == ((doubt,) if encoding == "cp1252" else ())


def test_lines_in_quotes() -> None:
    (entry,) = read(b'Title;Purpose\r\n"A ""b""";"One\nTwo"\r\n').entries
    assert entry.facts["title"] == ('A "b"',)
    assert entry.sections["purpose"] == "One\n\nTwo"


def test_no_headings() -> None:
    found = read(b"a,b\nc,d\n")
    assert found.entries == ()
    assert "no row of headings" in found.notes[0]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\0\1\2\0", "is not a text file"),
        (b"\xff\xfe\x00", "is not a text file"),
        (b"Title,Place\n" + b"x" * 200_001 + b",y\n", "is not a CSV file: field larger than"),
        (b"Title" + b"," * columns.MAX_COLUMNS + b"\n", "has more than"),
        (b"a,b\n" * (columns.MAX_ROWS + 1), "has more than"),
    ],
)
def test_refused(content: bytes, why: str) -> None:
    with pytest.raises(SiteGenError, match=f"'list.csv' {why}"):
        read(content)
