"""The workbook, read back with another library."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from site_gen.catalogue.cards import dates
from site_gen.exports.xlsx import CUT, LIMIT, export, fitting
from tests.exports.books import DAY, HOSTILE, PRACTICES, a_book, silent
from tests.publishing import TERMS, practice, sectioned


@pytest.fixture(scope="module")
def made() -> bytes:
    return export(a_book(), progress=silent)


@pytest.fixture(scope="module")
def book(made: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made))


def test_practices_are_read_back_equal(book: openpyxl.Workbook) -> None:
    head, *rows = book["Practices"].iter_rows(values_only=True)
    found = {row[head.index("Id")]: dict(zip(head, row, strict=True)) for row in rows}
    assert list(found) == ["espace-egalite", "hostile", "oslo-plan"]
    for each in PRACTICES:
        row = found[each.id]
        assert row["Title"] == each.title
        assert row["Summary"] == each.summary
        assert row["Place"] == (each.place or None)
        assert row["Led by"] == ("\n".join(each.lead) or None)
        assert row["Reviewed"] == each.reviewed.isoformat()
        assert row["Address"] == f"https://compendium.test/{each.url}"
        assert (row["Period"] or "").startswith(dates(each.period))
        for section in each.sections:
            assert row[TERMS["section"][section.id].label] == section.markdown
    assert found["oslo-plan"]["Country"] == "Norway; Sweden"
    assert found["oslo-plan"]["Principle"] == "Valuing diversity; Ensuring equality"
    assert found["espace-egalite"]["Links"] == "Its page: https://example.org/?a=1&b=2"
    assert found["hostile"]["Title"] == HOSTILE


def test_no_cell_is_a_formula_or_a_link(made: bytes, book: openpyxl.Workbook) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.hyperlink is None
    hostile = [cell for cell in book["Practices"]["A"] if cell.value == HOSTILE]
    assert [cell.quotePrefix for cell in hostile] == [True]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "sheets/" in name]
    assert sheets
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_header_stays_in_sight_and_filters(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Practices", "Vocabulary", "Coverage", "About"]
    for name in ("Practices", "Vocabulary"):
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        assert (
            sheet.auto_filter.ref == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        )
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert all(cell.alignment.wrap_text for cell in cells)
        assert sheet.column_dimensions["B"].width > 20


def test_vocabulary_and_coverage(book: openpyxl.Workbook) -> None:
    rows = list(book["Vocabulary"].iter_rows(min_row=2, values_only=True))
    education = next(row for row in rows if row[1] == "Education")
    assert education[2] == TERMS["area"]["education"].definition
    assert education[6] == 3
    assert {row[5] for row in rows if row[0] == "Concept"} == set(TERMS["concept"])
    cells = list(book["Coverage"].iter_rows(values_only=True))
    assert cells[0][0] == "Country by principle"
    assert ("France", 1, 0, 0, 0, 0, 1) in cells
    assert [row[0] for row in cells if row[0] and " by " in row[0]] == [
        "Country by principle",
        "Type by level",
        "Area of intervention by principle",
    ]


def test_about(book: openpyxl.Workbook) -> None:
    told = dict(book["About"].iter_rows(values_only=True))
    assert told["Holds"] == "All 3 practices."
    assert told["Made on"] == "2026-12-01"
    assert book.properties.created == datetime(DAY.year, DAY.month, DAY.day)


def test_a_text_that_is_too_long_says_so() -> None:
    long = "word 🙂" * LIMIT
    each = practice("long", **sectioned(f"## Purpose\n\n{long}\n"))
    made = export(a_book(practices=(each,)), progress=silent)
    head, row = openpyxl.load_workbook(io.BytesIO(made))["Practices"].iter_rows(values_only=True)
    text = str(row[head.index("Purpose")])
    assert text.endswith(CUT)
    assert len(text.encode("utf-16-le")) // 2 <= LIMIT
    assert long.startswith(text.removesuffix(CUT))


@pytest.mark.parametrize("length", [LIMIT - 1, LIMIT])
def test_a_text_that_just_fits_is_whole(length: int) -> None:
    assert fitting("x" * length) == "x" * length
    assert fitting("x" * (LIMIT + 1)).endswith(CUT)


def test_the_same_book_makes_the_same_bytes(made: bytes) -> None:
    assert export(a_book(), progress=silent) == made
