"""The book as one HTML document, from which pandoc makes DOCX and EPUB.

The texts are rendered as on the site, so that what was checked is what is exported: raw HTML of a
practice is text here too, and nothing in it can become markup of the book.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from site_gen.catalogue.cards import prose
from site_gen.countries import language_name
from site_gen.exports.book import Book, Section
from site_gen.exports.guides import Guide
from site_gen.pages.facts import Fact, facts
from site_gen.pages.metadata import citation
from site_gen.pages.templates import render
from site_gen.practice import Practice
from site_gen.text import slugify

CONTENTS = "<!-- contents -->"  # no text can hold it, because texts are escaped
_HEADING = re.compile(r"(</?h)([2-6])(?=>)")
_OWN = re.compile(r'<h(?P<level>[1-3]) id="(?P<id>[^"]*)">(?P<title>.*?)</h')


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the table of contents; `title` is HTML."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class _Guide:
    id: str
    title: str
    html: Markup
    address: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A practice whose heading stands at `level`."""

    practice: Practice
    level: int
    facts: tuple[Fact, ...]
    html: Markup
    sources: tuple[str, ...]
    reviewed: str
    address: str


@dataclass(frozen=True, slots=True)
class _Group:
    id: str
    title: str
    entries: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    id: str
    title: str
    guide: _Guide | None
    groups: tuple[_Group, ...]


def html(book: Book, *, progress: Callable[[str], None]) -> str:
    """The document, with CONTENTS where a table of contents can stand."""
    sections = [_section(each, book, progress) for each in book.sections]
    indexes = (
        ("Countries", book.indexes.country),
        ("Areas", book.indexes.area),
        ("Leading organisations", book.indexes.organisation),
    )
    return render(
        "book.html",
        book=book,
        settings=book.settings,
        imprint=imprint(book),
        guides=[_guide(each, book) for each in book.guides if not each.principle],
        sections=sections,
        indexes=[(title, entries) for title, entries in indexes if entries],
        language_name=language_name,
    )


def depth(book: Book) -> int:
    """The level of the headings of practices, down to which the table of contents goes."""
    return 3 if any(group.title for each in book.sections for group in each.groups) else 2


def headings(page: str) -> Iterator[Heading]:
    """The headings with an id: those of the book itself, not those inside a practice."""
    for match in _OWN.finditer(page):
        yield Heading(int(match["level"]), match["id"], match["title"])


def contents(lines: Iterable[Heading]) -> str:
    """A table of contents in the styles that a word processor has for it."""
    made = (
        f'<div data-custom-style="TOC {line.level}">'
        f'<p><a href="#{line.id}">{line.title}</a></p></div>'
        for line in lines
    )
    return "\n".join(('<div data-custom-style="TOC Heading"><p>Contents</p></div>', *made))


def imprint(book: Book) -> list[str]:
    """What the title page says: what was chosen, when, and from which version."""
    settings = book.settings
    lines = [
        book.chosen,
        f"As of {prose(book.made)}, made with site_gen {book.version}.",
        f"Texts: {settings.licence_name}." if settings.licence_name else "",
        settings.site_url,
    ]
    return [line for line in lines if line]


def _section(section: Section, book: Book, progress: Callable[[str], None]) -> _Section:
    name = section.principle.id if section.principle else "all"
    guides = [each for each in book.guides if section.principle and each.principle == name]
    level = depth(book)
    groups = []
    for group in section.groups:
        entries = []
        for practice in group.practices:
            progress(practice.title)
            entries.append(_entry(practice, level, book))
        groups.append(_Group(f"book_{name}_{slugify(group.title)}", group.title, tuple(entries)))
    guide = _guide(guides[0], book) if guides else None
    return _Section(f"book_{name}", section.title, guide, tuple(groups))


def _entry(practice: Practice, level: int, book: Book) -> _Entry:
    body = book.html(practice.body, practice.url)
    return _Entry(
        practice=practice,
        level=level,
        facts=tuple(facts(practice, book.catalogue)),
        html=Markup(_lowered(body, by=level - 1)),
        sources=tuple(citation(source) for source in practice.source),
        reviewed=prose(practice.reviewed),
        address=book.settings.published(practice.url),
    )


def _guide(guide: Guide, book: Book) -> _Guide:
    body = Markup(book.html(guide.markdown, guide.path))
    name = guide.path.rstrip("/").replace("/", "_")
    return _Guide(f"book_{name}", guide.title, body, book.settings.published(guide.path))


def _lowered(rendered: str, *, by: int) -> str:
    """The headings as many levels lower, so that none is skipped below that of the practice."""
    return _HEADING.sub(lambda match: f"{match[1]}{min(int(match[2]) + by, 6)}", rendered)
