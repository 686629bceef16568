"""A workbook: the practices, the vocabulary, and how practices spread over countries and levels.

Nothing that a practice says becomes a formula or a link: every cell is a text or a number.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from site_gen.catalogue import coverage
from site_gen.catalogue.cards import dates
from site_gen.catalogue.facets import values
from site_gen.exports.book import Book
from site_gen.pages.metadata import citation
from site_gen.practice import Practice
from site_gen.vocabulary import FACETS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SUFFIX = ".xlsx"
EXTRA = "xlsxwriter"
LIMIT = 32_767  # characters in a cell, counted as UTF-16 does
CUT = " […] (cut here: a cell holds no more)"
_ROW_HEIGHT = 75  # points; five lines of a text, however long it is
_PRINTED = 6  # the last printed column: title, summary, and the first facets

Cells = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is in characters."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Formats:
    """`quoted` keeps a text a text when somebody edits its cell and leaves it as it was."""

    head: Format
    text: Format
    quoted: Format


def export(book: Book, *, progress: Callable[[str], None]) -> bytes:
    """Sheets of practices, vocabulary and coverage, and one that says what the file holds."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties(
            {
                "title": book.title,
                "subject": book.chosen,
                "author": book.settings.publisher,
                "created": datetime(book.made.year, book.made.month, book.made.day),
            }
        )
        cell = {"text_wrap": True, "valign": "top"}
        formats = Formats(
            head=workbook.add_format({**cell, "bold": True, "bg_color": "#DCE6F1", "border": 1}),
            text=workbook.add_format(cell),
            quoted=workbook.add_format({**cell, "quote_prefix": True}),
        )
        progress("practices")
        rows = [_practice(practice, book) for practice in book.practices]
        sheet = _sheet(workbook, formats, "Practices", _columns(book), rows, height=_ROW_HEIGHT)
        sheet.print_area(0, 0, len(rows), _PRINTED)  # all columns on one page could not be read
        progress("vocabulary")
        _sheet(workbook, formats, "Vocabulary", _TERM_COLUMNS, list(_terms(book)))
        progress("coverage")
        _coverage(workbook, formats, book)
        _about(workbook, formats, book)
    return stream.getvalue()


def fitting(text: str) -> str:
    """`text` as far as a cell can hold it; what is cut says so."""
    if len(text) <= LIMIT // 2:
        return text
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * LIMIT:
        return text
    room = 2 * (LIMIT - len(CUT))
    return encoded[:room].decode("utf-16-le", "ignore").rstrip() + CUT


_TERM_COLUMNS = (
    Column("Kind", 22), Column("Term", 34), Column("Definition", 80), Column("Also called", 50),
    Column("Source", 40), Column("Id", 28), Column("Practices", 12),
)  # fmt: skip


def _columns(book: Book) -> list[Column]:
    terms = book.catalogue.vocabulary
    facets = [Column(terms["facet"][name].label, 22) for name in FACETS]
    sections = [Column(term.label, 60) for term in terms["section"].values()]
    return [
        Column("Title", 36), Column("Summary", 50), *facets, Column("Place", 20),
        Column("Period", 24), Column("Led by", 36), Column("Partners", 40), Column("Funding", 30),
        Column("Contact", 30), *sections, Column("Other text", 60), Column("Links", 50),
        Column("Sources", 26), Column("Also known as", 30), Column("Language", 12),
        Column("Status", 12), Column("Reviewed", 13), Column("Id", 34), Column("Address", 50),
    ]  # fmt: skip


def _practice(practice: Practice, book: Book) -> Cells:
    terms = book.catalogue.vocabulary
    facets = ["; ".join(terms[f][value].label for value in values(practice, f)) for f in FACETS]
    texts = {section.id: section.markdown for section in practice.sections if section.id}
    others = [
        f"{section.title}\n{section.markdown}".strip()
        for section in practice.sections
        if not section.id
    ]
    period = (dates(practice.period), practice.period.note)
    return [
        practice.title, practice.summary, *facets, practice.place,
        "; ".join(part for part in period if part), *_lists(practice),
        *(texts.get(name, "") for name in terms["section"]), "\n\n".join(others),
        "\n".join(f"{link.title}: {link.url}" for link in practice.links),
        "\n".join(citation(source) for source in practice.source), "\n".join(practice.aliases),
        practice.lang, terms["status"][practice.status].label, practice.reviewed.isoformat(),
        practice.id, book.settings.absolute(practice.url),
    ]  # fmt: skip


def _lists(practice: Practice) -> list[str]:
    found = (practice.lead, practice.partners, practice.funding, practice.contact)
    return ["\n".join(texts) for texts in found]


def _terms(book: Book) -> Iterable[Cells]:
    vocabulary = book.catalogue.vocabulary
    for scheme in (*(f for f in FACETS if f != "country"), "concept"):
        kind = vocabulary["facet"][scheme].label if scheme in FACETS else "Concept"
        for term in vocabulary[scheme].values():
            if scheme == "concept":
                count = ""
            else:
                count = str(sum(term.id in values(each, scheme) for each in book.practices))
            yield [
                kind, term.label, term.definition, "; ".join(term.aliases), term.source, term.id,
                int(count) if count else "",
            ]  # fmt: skip


def _coverage(workbook: Workbook, formats: Formats, book: Book) -> None:
    """The cross tables one below the other, each with its totals."""
    sheet = workbook.add_worksheet("Coverage")
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 20, 16)
    names, line, ends = book.catalogue.vocabulary["facet"], 0, []
    for rows, columns in coverage.TABLES:
        table = coverage.table(
            book.practices, book.catalogue.vocabulary, rows=rows, columns=columns
        )
        heading = f"{names[rows].label} by {names[columns].label.lower()}"
        head = [heading, *(term.label for term in table.columns), "All"]
        _row(sheet, line, head, formats.head, formats.head)
        sheet.set_row(line, _height(head, [40] + [14] * (len(head) - 1)))
        body: list[list[str | int]] = [
            [term.label, *cells, total]
            for term, cells, total in zip(table.rows, table.cells, table.row_totals, strict=True)
        ]
        body.append(["All", *table.column_totals, table.total])
        for cells in body:
            line += 1
            _row(sheet, line, cells, formats.text, formats.quoted)
        line += 2
        ends.append(line)
    sheet.set_h_pagebreaks(ends[:-1])
    _print_setup(sheet)


def _about(workbook: Workbook, formats: Formats, book: Book) -> None:
    settings = book.settings
    sheet = workbook.add_worksheet("About")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    facts = (
        ("Title", book.title), ("Holds", book.chosen), ("Made on", book.made.isoformat()),
        ("Made by", f"site_gen {book.version}"), ("Publisher", settings.publisher),
        ("Licence", f"{settings.licence_name} {settings.licence_url}".strip()),
        ("Address", settings.site_url),
    )  # fmt: skip
    for line, (name, text) in enumerate(facts):
        sheet.write_string(line, 0, name, formats.head)
        _row(sheet, line, [text], formats.text, formats.quoted, first=1)
    _print_setup(sheet)


def _sheet(
    workbook: Workbook,
    formats: Formats,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Cells],
    *,
    height: int = 0,
) -> Worksheet:
    """A sheet with a header that stays in sight and filters; `height` is that of a row."""
    sheet = workbook.add_worksheet(title)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
    _row(sheet, 0, [column.title for column in columns], formats.head, formats.head)
    for line, cells in enumerate(rows, start=1):
        _row(sheet, line, cells, formats.text, formats.quoted)
        sheet.set_row(line, height or _height(cells, [column.width for column in columns]))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.repeat_rows(0)
    _print_setup(sheet)
    return sheet


def _height(cells: Cells, widths: Sequence[int]) -> int:
    """Points for the longest text of a row; not every program works that out when it opens one."""
    lines = (-(-len(str(text)) // width) for text, width in zip(cells, widths, strict=True))
    return 15 * max(1, *lines)


def _print_setup(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _row(
    sheet: Worksheet, line: int, cells: Cells, text: Format, quoted: Format, *, first: int = 0
) -> None:
    for column, content in enumerate(cells, start=first):
        if isinstance(content, int):
            sheet.write_number(line, column, content, text)
        elif content:
            style = quoted if content.lstrip()[:1] in tuple("=+-@") else text
            written = sheet.write_string(line, column, fitting(content), style)
            assert written == 0, "a cell refused its text"
