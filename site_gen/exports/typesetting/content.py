"""A book and a practice as data for the templates: plain texts, lists and trees."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from site_gen.catalogue.cards import prose
from site_gen.countries import language_name
from site_gen.exports.book import Book, Entry, Section
from site_gen.exports.typesetting.tree import blocks, isolated
from site_gen.pages import metadata
from site_gen.pages.facts import facts
from site_gen.practice import Practice, Source
from site_gen.vocabulary import Term

Data = dict[str, object]


def of_book(book: Book) -> Data:
    """Everything that the book's template sets."""
    settings = book.settings
    covered = {section.principle.id for section in book.sections if section.principle}
    return {
        **_common(book),
        "subtitle": "The whole compendium" if book.whole else "A selection",
        "chosen": book.chosen,
        "made": prose(book.made),
        "version": book.version,
        "count": len(book.practices),
        "licence": {"name": settings.licence_name, "url": settings.licence_url},
        "guides": [
            {"title": guide.title, "summary": guide.summary, "url": settings.published(guide.path),
             "body": blocks(book.html(guide.markdown, guide.path))}
            for guide in book.guides
            if guide.principle not in covered
        ],
        "sections": [_section(section, book) for section in book.sections],
        "indexes": [
            {"title": "Countries", "entries": _entries(book.indexes.country)},
            {"title": "Areas", "entries": _entries(book.indexes.area)},
            {"title": "Organisations in charge", "entries": _entries(book.indexes.organisation)},
        ],
        "glossary": [_explained(term) for term in book.glossary],
        "sources": _entries(book.indexes.source),
    }  # fmt: skip


def of_sheet(practice: Practice, book: Book) -> Data:
    """What the template of a sheet sets; `book` holds this practice alone."""
    principle = book.catalogue.vocabulary["principle"][practice.principle[0]]
    return {
        **_common(book),
        "principle": principle.label,
        "address": book.settings.published(practice.url),
        "cite": isolated(metadata.how_to_cite(practice, book.settings)),
        "licence": {"name": book.settings.licence_name, "url": book.settings.licence_url},
        "practice": of_practice(practice, book),
    }


def of_practice(practice: Practice, book: Book) -> Data:
    """One practice. Its page on the site is named, so that paper leads to what is up to date."""
    return {
        "id": practice.id,
        "title": isolated(practice.title),
        "summary": isolated(practice.summary),
        "lang": practice.lang,
        "principle": practice.principle[0],
        "facts": [
            [fact.label, [isolated(value.text) for value in fact.values]]
            for fact in facts(practice, book.catalogue)
        ],
        "body": blocks(book.html(practice.body, practice.url)),
        "links": [
            {
                "title": isolated(link.title),
                "url": link.url,
                "language": "" if link.language in ("", practice.lang)
                else language_name(link.language, "en") or link.language,
            }
            for link in practice.links
        ],
        "sources": [_source(source) for source in practice.source],
        "reviewed": prose(practice.reviewed),
    }  # fmt: skip


def _common(book: Book) -> Data:
    """What every document says of itself. The language is that of its headings and labels."""
    return {
        "lang": "en",
        "title": book.title,
        "publisher": book.settings.publisher,
        "site": book.settings.published(""),
        "date": _parts(book.made),
    }


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _section(section: Section, book: Book) -> Data:
    name = section.principle.id if section.principle else ""
    guide = next((each for each in book.guides if name and each.principle == name), None)
    return {
        "title": section.title,
        "principle": name,
        "definition": section.principle.definition if section.principle else "",
        "guide": blocks(book.html(guide.markdown, guide.path)) if guide else [],
        "url": book.settings.published(guide.path) if guide else "",
        "groups": [
            {"title": group.title, "practices": [of_practice(p, book) for p in group.practices]}
            for group in section.groups
        ],
    }  # fmt: skip


def _entries(entries: tuple[Entry, ...]) -> list[Data]:
    return [
        {"label": isolated(entry.label), "practices": [each.id for each in entry.practices]}
        for entry in entries
    ]


def _explained(term: Term) -> Data:
    return {
        key: isolated(str(value))
        for key, value in asdict(term).items()
        if key in ("label", "definition", "source")
    }


def _source(source: Source) -> str:
    """`CDADI(2024)39, p. 14, entry C05`."""
    entry = f", entry {source.entry}" if source.entry else ""
    return isolated(metadata.citation(source) + entry)
