"""EPUB 3: the book for e-readers, with navigation by principle, country and practice."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

from markupsafe import escape

from site_gen.exports import document, pandoc
from site_gen.exports.book import Book
from site_gen.exports.zipped import zipped

SUFFIX = ".epub"
EXTRA = "pypandoc"
_STYLED = re.compile(r' data-custom-style="([^"]*)"')
_FILE_TITLE = re.compile(rb"<title>ch\d+\.xhtml</title>")
_FIRST_HEADING = re.compile(rb"<h[1-6][^>]*>(.*?)</h", re.S)
_TAG = re.compile(rb"<[^>]*>")
_SUMMARY = (
    "Headings are structured and listed in the navigation; tables have header cells; there are no "
    "pictures, sounds or moving parts; the text can be resized and read aloud."
)
_STYLE = """\
body { line-height: 1.5; margin: 0 4%; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; }
table { border-collapse: collapse; margin: 1em 0; width: 100%; }
th, td { border: 1px solid; padding: 0.3em 0.5em; text-align: start; vertical-align: top; }
td, a { overflow-wrap: anywhere; }
dt { font-weight: bold; margin-top: 0.8em; }
nav ol { list-style: none; padding-inline-start: 1.2em; }
dd { margin: 0 0 0 1em; }
.index-2, .index-2 p { margin: 0.1em 0 0.1em 1em; }
.index-1 p { font-weight: bold; margin: 0.8em 0 0; }
.summary p { font-style: italic; }
"""


def export(book: Book, *, progress: Callable[[str], None]) -> bytes:
    """The book, with a file inside for each country of a principle."""
    page = _styles_as_classes(document.html(book, progress=progress))
    page = page.replace(document.CONTENTS, "")  # readers have a navigation of their own
    page = page.replace("<body>", '<body><h1 id="book_imprint">About this copy</h1>', 1)
    progress("EPUB")
    made = pandoc.convert(
        page,
        book,
        to="epub3",
        options=(
            "--split-level=2", f"--toc-depth={document.depth(book)}", "--toc",
            "--metadata=lang:en-GB", f"--metadata=title:{book.title}",
            f"--metadata=subtitle:{book.chosen}", f"--metadata=accessibilitySummary:{_SUMMARY}",
            "--epub-metadata=metadata.xml",
        ),
        files={"metadata.xml": metadata(book).encode()},
    )  # fmt: skip
    # In its sandbox pandoc reads no style sheet but its own, which ours takes the place of.
    parts = pandoc.dated(made, book) | {"EPUB/styles/stylesheet1.css": _STYLE.encode()}
    return zipped((name, _titled(content)) for name, content in parts.items())


def identifier(book: Book) -> str:
    """The same for the same practices of the same site, whenever the book is made."""
    name = " ".join((book.settings.site_url, *(practice.id for practice in book.practices)))
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def metadata(book: Book) -> str:
    """What catalogues of books read, as Dublin Core."""
    settings = book.settings
    elements = [
        ("identifier", identifier(book)),
        ("date", book.made.isoformat()),
        ("creator", settings.publisher),
        ("publisher", settings.publisher),
        ("rights", f"{settings.licence_name} {settings.licence_url}".strip()),
        ("source", settings.site_url),
        ("description", book.chosen),
    ]
    return "\n".join(f"<dc:{name}>{escape(text)}</dc:{name}>" for name, text in elements if text)


def _styles_as_classes(page: str) -> str:
    """The word processor's styles as classes: `Index 1` becomes `index-1`."""
    return _STYLED.sub(
        lambda match: f' class="{match[1].lower().replace(" ", "-")}"',
        page,
    )


def _titled(content: bytes) -> bytes:
    """A chapter with its first heading as its title, instead of its file's name."""
    name, heading = _FILE_TITLE.search(content), _FIRST_HEADING.search(content)
    if not name or not heading:
        return content
    title = _TAG.sub(b"", heading[1])
    return content[: name.start()] + b"<title>" + title + b"</title>" + content[name.end() :]
