"""XLSX workbooks with a practice to a row; openpyxl reads them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from site_gen.importing import columns, packages, scanning
from site_gen.importing.entry import Entry, Read
from site_gen.problems import SiteGenError, shown
from site_gen.vocabulary import Vocabulary

EXTRA = "openpyxl"
_LEFT_OUT = ("xl/media/", "xl/drawings/", "xl/charts/", "xl/embeddings/", "xl/externalLinks/")
_SHEET = re.compile(r"xl/worksheets/[^/]*\.xml")
_COMMENTS = re.compile(r"xl/(?:comments|threadedComments)[^.]*\.xml", re.I)


def read(content: bytes, *, name: str, terms: Vocabulary) -> Read:
    """The entries of all visible sheets that have a row of headings."""
    import openpyxl

    parts = packages.parts(content, name=name, kind="xlsx")
    packed = io.BytesIO(packages.packed(parts, without=_LEFT_OUT))
    try:
        book = openpyxl.load_workbook(packed, read_only=True, data_only=True, keep_links=False)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile):
        raise SiteGenError(f"{shown(name)} is damaged: openpyxl cannot read it") from None
    found: list[Entry] = []
    notes = list(_silent(parts, name))
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f"the sheet {shown(sheet.title)} is hidden: left out")
            continue
        table = columns.entries(_rows(sheet, name), terms, what=f"sheet {shown(sheet.title)}, row")
        if table is None:
            notes.append(f"the sheet {shown(sheet.title)} has no headings that we know: left out")
            continue
        found += table.entries
        notes += table.notes
    return Read(tuple(found), tuple(notes))


def _rows(sheet: Any, name: str) -> list[list[str]]:
    sheet.reset_dimensions()  # which a file may put as it likes
    rows: list[list[str]] = []
    for row in sheet.iter_rows(values_only=True, max_col=columns.MAX_COLUMNS):
        if len(rows) >= columns.MAX_ROWS:
            raise SiteGenError(f"{shown(name)} has more than {columns.MAX_ROWS:,} rows")
        rows.append([_text(value) for value in row])
    return rows


def _text(value: object) -> str:
    """A cell's value as an editor sees it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return re.sub(r"_x000[dD]_", "", str(value))


def _silent(parts: dict[str, bytes], name: str) -> Iterator[str]:
    """What openpyxl would leave out without a word."""
    for part, data in sorted(parts.items()):
        if _COMMENTS.fullmatch(part):
            for text in scanning.texts(data, "text", name=name, part=part):
                yield f"a comment in a cell, left out: {shown(text, 200)}"
        elif _SHEET.fullmatch(part):
            found = scanning.count(data, name=name, part=part)
            if found["f"]:
                yield f"{found['f']} formulas in {part[14:]}: their last results were taken"
            if found["mergeCell"]:
                yield f"{found['mergeCell']} merged cells in {part[14:]}: the first cell has it all"
    pictures = sum(part.startswith("xl/media/") for part in parts)
    if pictures:
        yield f"{pictures} pictures, left out"
