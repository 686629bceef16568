"""PDF: a book of the practices, and one practice as a sheet, both by Typst.

Typst gets a JSON tree and a fixed template. Both documents are PDF/UA-1 and PDF/A-2b.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen import parallel
from site_gen.catalogue import Catalogue
from site_gen.exports.book import Book, Indexes
from site_gen.exports.typesetting import content
from site_gen.pages.settings import Settings
from site_gen.practice import Practice
from site_gen.problems import ContentError, SiteGenError

if TYPE_CHECKING:
    import typst

SUFFIX = ".pdf"
EXTRA = "typst fontTools pikepdf"
_TEMPLATES = Path(__file__).parent / "typesetting"


def export(book: Book, *, progress: Callable[[str], None]) -> bytes:
    """The book. Raises ContentError, with all places, for what cannot be set."""
    progress("checking characters and headings")
    _preflight(book.practices)
    progress("setting the book")
    document = _set("book.typ", content.of_book(book), book)
    progress("making it smaller")
    return _packed(document)


def sheet(practice: Practice, catalogue: Catalogue, settings: Settings) -> bytes:
    """One practice on two pages. Its links to other practices lead to the site."""
    _preflight((practice,))
    alone = Book(
        catalogue=catalogue,
        settings=settings,
        practices=(practice,),
        sections=(),
        title=settings.site_name,
        chosen="",
        whole=False,
        made=settings.built,
        version="",
        guides=(),
        indexes=Indexes((), (), (), ()),
        glossary=(),
    )
    return _set("sheet.typ", content.of_sheet(practice, alone), alone)


def _preflight(practices: tuple[Practice, ...]) -> None:
    from site_gen.exports.typesetting import preflight  # needs the extra

    problems = preflight.check(practices)
    if problems:
        raise ContentError(problems, "some practices cannot be printed as they are")


def _set(template: str, data: Mapping[str, object], book: Book) -> bytes:
    import typst

    parallel.stay_single()
    try:
        document = _compiler(template).compile(
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["ua-1", "a-2b"],
            timestamp=datetime.combine(book.made, time(), UTC),
        )
    except typst.TypstError as error:
        raise SiteGenError(f"the PDF cannot be set: {error.message}") from error
    assert isinstance(document, bytes)
    return document


def _packed(document: bytes) -> bytes:
    """The same document at less than half the size: its many small objects, such as the tags of
    every line, compressed together. Too slow to pay for a sheet."""
    import pikepdf

    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(document)) as pdf:
        pdf.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return packed.getvalue()


@cache
def _compiler(template: str) -> typst.Compiler:
    """A compiler that knows our fonts and no others, so that all machines set the same."""
    import typst

    from site_gen.exports.typesetting.preflight import FONTS

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    return typst.Compiler(_TEMPLATES / template, root=_TEMPLATES, font_paths=fonts)
