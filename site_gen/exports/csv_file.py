"""CSV: what the site's data page offers, for the practices that were chosen."""

from __future__ import annotations

from collections.abc import Callable

from site_gen.exports.book import Book
from site_gen.pages import data

SUFFIX = ".csv"
EXTRA = ""


def export(book: Book, *, progress: Callable[[str], None]) -> bytes:
    """A table of practices in the wanted order."""
    progress("practices")
    return data.table(data.records(book.practices, book.catalogue, book.settings))
