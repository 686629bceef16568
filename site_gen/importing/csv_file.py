"""CSV files, as spreadsheet programs of all countries write them."""

from __future__ import annotations

import csv
import io

from site_gen.importing import columns
from site_gen.importing.entry import Read
from site_gen.problems import SiteGenError, shown
from site_gen.vocabulary import Vocabulary

EXTRA = ""
_CELL = 200_000  # characters; a practice file has no more
_SEPARATORS = ",;\t|"


def read(content: bytes, *, name: str, terms: Vocabulary) -> Read:
    """The entries of a CSV file. Raises SiteGenError for what is none."""
    text, notes = _decoded(content, name)
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    before = csv.field_size_limit(_CELL)
    try:
        rows = list(_rows(text, separator, name))
    except csv.Error as error:
        raise SiteGenError(f"{shown(name)} is not a CSV file: {error}") from None
    finally:
        csv.field_size_limit(before)
    found = columns.entries(rows, terms)
    if found is None:
        return Read((), (*notes, "there is no row of headings with 'Title' and others in it"))
    return Read(found.entries, (*notes, *found.notes))


def _rows(text: str, separator: str, name: str) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        if len(rows) >= columns.MAX_ROWS or len(row) > columns.MAX_COLUMNS:
            raise SiteGenError(
                f"{shown(name)} has more than {columns.MAX_ROWS:,} rows or "
                f"{columns.MAX_COLUMNS} columns"
            )
        rows.append(row)
    return rows


def _decoded(content: bytes, name: str) -> tuple[str, list[str]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            doubt = "it is not UTF-8 and was read as Windows-1252: look at the accents"
            return text, [doubt] if encoding == "cp1252" else []
    raise SiteGenError(f"{shown(name)} is not a text file")
