"""Workbooks: every visible sheet, and what openpyxl says nothing of."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.comments import Comment

from site_gen.exports.xlsx import export
from site_gen.importing import columns, workbook
from site_gen.importing.entry import Read
from site_gen.importing.mapping import mapped
from site_gen.problems import SiteGenError
from tests.checking import TERMS
from tests.exports.books import PRACTICES, a_book, silent
from tests.importing import zips


def read(content: bytes) -> Read:
    return workbook.read(content, name="list.xlsx", terms=TERMS)


def content(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def filled(*rows: Sequence[object]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    return book


def test_cells_of_all_kinds() -> None:
    book = filled(
        ["Title", "Start", "End", "Budget", "Level"],
        ["A", datetime(2020, 5, 1), date(2021, 6, 30), 120.0, None],
    )
    (entry,) = read(content(book)).entries
    assert dict(entry.facts) == {
        "title": ("A",), "period_start": ("2020-05-01",), "period_end": ("2021-06-30",),
        "funding": ("120",),
    }  # fmt: skip
    assert entry.place == "sheet 'Sheet', row 2, 'A'"


def test_sheets() -> None:
    book = filled(["Title", "Type"], ["A", "project"])
    other = book.create_sheet("More")
    other.append(["Name", "Place"])
    other.append(["B", "Lyon"])
    hidden = book.create_sheet("Hidden")
    hidden.append(["Title", "Type"])
    hidden.append(["C", "project"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Notes").append(["call them"])
    found = read(content(book))
    assert [entry.facts["title"] for entry in found.entries] == [("A",), ("B",)]
    assert found.notes == (
        "the sheet 'Hidden' is hidden: left out",
        "the sheet 'Notes' has no headings that we know: left out",
    )


def test_what_would_be_lost_is_told() -> None:
    book = filled(["Title", "Type", "Place"], ["A", "project", "=1+1"], ["B", "x", "y"])
    book.active["A2"].comment = Comment("Really?", "Ed")
    book.active.merge_cells("B2:B3")
    notes = read(content(book)).notes
    assert "a comment in a cell, left out: 'Really?'" in notes
    assert any(note.startswith("1 formulas in sheet1.xml") for note in notes)
    assert any(note.startswith("1 merged cells in sheet1.xml") for note in notes)


def test_our_own_workbook_comes_back() -> None:
    made = export(a_book(), progress=silent)
    found = read(made)
    terms = a_book().catalogue.vocabulary
    assert len(found.entries) == len(PRACTICES)
    for entry, practice in zip(found.entries, a_book().practices, strict=True):
        draft = mapped(entry, terms, source="x")
        assert draft.facts["title"] == practice.title
        assert draft.facts["area"] == list(practice.area)
        assert draft.facts["country"] == list(practice.country)


def test_no_workbook() -> None:
    with pytest.raises(SiteGenError, match=r"'list\.xlsx' is a Word document; name it \.docx"):
        read(zips.office({"word/document.xml": "<d/>"}))
    with pytest.raises(SiteGenError, match="openpyxl cannot read it"):
        read(zips.office({}, type_=zips.XLSX_TYPE))


def test_links_to_other_workbooks() -> None:
    hostile = zips.changed(
        content(filled(["Title", "Type"])),
        {
            "xl/externalLinks/_rels/externalLink1.xml.rels": b'<Relationships><Relationship Id="r" '
            b'Type="x/externalLinkPath" Target="//host/a.xlsx" TargetMode="External"/>'
            b"</Relationships>"
        },
    )
    with pytest.raises(SiteGenError, match="needs something that lies elsewhere"):
        read(hostile)


def test_more_rows_than_we_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "MAX_ROWS", 2)
    with pytest.raises(SiteGenError, match="has more than 2 rows"):
        read(content(filled(["Title", "Type"], ["A"], ["B"])))


def test_a_size_that_the_file_only_claims() -> None:
    book = content(filled(["Title", "Type"], ["A", "project"]))
    sheet = zips.part(book, "xl/worksheets/sheet1.xml")
    claimed = sheet.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert claimed != sheet
    assert len(read(zips.changed(book, {"xl/worksheets/sheet1.xml": claimed})).entries) == 1
