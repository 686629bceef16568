"""A practice's page: its article, put together from parts, and what the parts show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from markupsafe import escape

from site_gen import markdown
from site_gen.catalogue import Catalogue
from site_gen.catalogue.cards import principles
from site_gen.catalogue.concepts import concepts
from site_gen.pages import lists, pieces
from site_gen.pages import practice_parts as parts
from site_gen.pages.explaining import explain
from site_gen.pages.facts import facts
from site_gen.pages.settings import Settings
from site_gen.pages.tables import scrollable
from site_gen.pages.templates import base_of
from site_gen.practice import Practice
from site_gen.rules.member import RELATIVE
from site_gen.vocabulary import Term

_BASE = base_of("practices/slug/")  # all practices have their pages at one depth
_LEVEL = "h3"  # of the cards' titles
_DEAD = "#dead"
_DEAD_LINK = re.compile(rf'<a href="{_DEAD}"[^>]*>(.*?)</a>', re.S)


def prepare(catalogue: Catalogue) -> None:
    """Make what the pages of all practices share before several processes make these pages: nearly
    every practice is related to others, and shows its card on their pages."""
    lists.cards(catalogue.practices, catalogue, _BASE, _LEVEL)


def trail(practice: Practice, catalogue: Catalogue) -> list[tuple[str, str]]:
    """(label, path) from the home page down to the practice."""
    principle = catalogue.vocabulary["principle"][practice.principle[0]]
    return [
        ("Home", ""),
        ("Practices", "practices/"),
        (principle.brief, f"principle/{principle.id}/"),
        (practice.title, practice.url),
    ]


def article(practice: Practice, catalogue: Catalogue, settings: Settings) -> list[str]:
    """The page's article: HTML in pieces, for one curly quote makes all of a text wide in memory,
    and most pieces have none."""
    body, explained = explained_sections(practice, catalogue)
    return [
        '<div class="compendium">\n',
        parts.breadcrumbs(trail(practice, catalogue), _BASE),
        f'\n<article class="practice"{parts.language(practice)}>\n<header class="practice-head">\n',
        pieces.tags(principles(practice, catalogue), practice.extent, _BASE),
        f"\n<h1>{escape(practice.title)}</h1>\n",
        f'<p class="practice-summary">{escape(practice.summary)}</p>\n',
        *[parts.edition(other, _BASE) for other in editions(practice, catalogue)],
        parts.notices(practice, settings),
        '</header>\n<aside class="facts" lang="en" aria-label="Facts">\n<dl>\n',
        *[pieces.fact(fact, _BASE) for fact in facts(practice, catalogue)],
        '</dl>\n</aside>\n<div class="practice-body">\n',
        *chain.from_iterable([parts.section(title, html) for title, html in body]),
        parts.links(practice),
        parts.source(practice),
        parts.citation(practice, settings),
        "</div>\n",
        *_related(practice, catalogue),
        parts.concepts(explained),
        parts.foot(practice, settings),
        "</article>\n</div>",
    ]


def explained_sections(
    practice: Practice, catalogue: Catalogue
) -> tuple[list[tuple[str, str]], list[Term]]:
    """The body's sections, pairs of title and HTML, with the first mention of each concept
    explained; and those concepts."""
    sections = _sections(practice, catalogue)
    if practice.lang != "en":
        return sections, []  # the thesaurus is English
    titles, plain = zip(*sections, strict=True)
    bodies, terms = explain(plain, concepts(catalogue), _BASE)
    return list(zip(titles, bodies, strict=True)), terms


def _sections(practice: Practice, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The body's sections; links to other practices' files lead to their pages.

    A link to a practice that has no page, such as a draft, is left as text.
    """

    def published(target: str) -> str:
        match = RELATIVE.fullmatch(target)
        if match is None:
            return target
        heading = f"#{match['heading']}" if match["heading"] else ""
        has_page = match["slug"] in catalogue.addresses
        return f"{_BASE}practices/{match['slug']}/{heading}" if has_page else _DEAD

    html = markdown.render(practice.body, published)
    if _DEAD in html:
        html = _DEAD_LINK.sub(r"\1", html)
    html = scrollable(html)
    return markdown.sections(html) or [("", html)]


def _related(practice: Practice, catalogue: Catalogue) -> Iterator[str]:
    found = catalogue.related.get(practice.translation_of or practice.id, ())
    cards = lists.cards([catalogue.by_id[other.id] for other in found], catalogue, _BASE, _LEVEL)
    return parts.related(cards, found)


def editions(practice: Practice, catalogue: Catalogue) -> Sequence[Practice]:
    """The practice in its other languages, the original first."""
    original = catalogue.by_id.get(practice.translation_of, practice)
    family = (original, *catalogue.translations.get(original.id, ()))
    return [other for other in family if other is not practice]
