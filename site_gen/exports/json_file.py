"""JSON: what the site's data page offers, for the practices that were chosen."""

from __future__ import annotations

from collections.abc import Callable

from site_gen.exports.book import Book
from site_gen.pages import data

SUFFIX = ".json"
EXTRA = ""


def export(book: Book, *, progress: Callable[[str], None]) -> bytes:
    """A list of practices in the wanted order."""
    progress("practices")
    return data.lines(data.records(book.practices, book.catalogue, book.settings))
