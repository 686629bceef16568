"""A practice's page: what its template shows, put together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from site_gen import markdown
from site_gen.catalogue import Catalogue
from site_gen.catalogue.cards import card, prose
from site_gen.catalogue.concepts import concepts
from site_gen.catalogue.related import Related
from site_gen.countries import language_name
from site_gen.pages import lists, metadata, pieces
from site_gen.pages.explaining import explain
from site_gen.pages.facts import facts
from site_gen.pages.settings import Settings
from site_gen.pages.tables import scrollable
from site_gen.pages.templates import base_of, render
from site_gen.practice import Practice
from site_gen.rules.member import RELATIVE
from site_gen.text import slugify
from site_gen.vocabulary import Term

_anchor = lru_cache(maxsize=10_000)(slugify)  # most sections are called alike
_DEAD = "#dead"
_DEAD_LINK = re.compile(rf'<a href="{_DEAD}"[^>]*>(.*?)</a>', re.S)


class Section(NamedTuple):
    """A section of the body; `id` is what links to it end with."""

    id: str
    title: str
    html: Markup


class Neighbour(NamedTuple):
    """A related practice, and why it is one."""

    card: Markup
    reason: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The same practice in another language."""

    language: str
    name: str
    title: str
    path: str


def trail(practice: Practice, catalogue: Catalogue) -> list[tuple[str, str]]:
    """(label, path) from the home page down to the practice."""
    principle = catalogue.vocabulary["principle"][practice.principle[0]]
    return [
        ("Home", ""),
        ("Practices", "practices/"),
        (principle.brief, f"principle/{principle.id}/"),
        (practice.title, practice.url),
    ]


def article(practice: Practice, catalogue: Catalogue, settings: Settings) -> str:
    """The page's article."""
    base = base_of(practice.url)
    body, explained = explained_sections(practice, catalogue)
    return render(
        "practice.html",
        base=base,
        practice=practice,
        tags=pieces.tags(card(practice, catalogue).principle, practice.extent, base),
        trail=trail(practice, catalogue),
        facts=[pieces.fact(fact, base) for fact in facts(practice, catalogue)],
        heading=pieces.heading,
        sections=body,
        concepts=explained,
        related=neighbours(practice, catalogue),
        editions=editions(practice, catalogue),
        sources=[metadata.citation(source) for source in practice.source],
        citation=metadata.how_to_cite(practice, settings),
        reviewed=prose(practice.reviewed),
        overdue=settings.overdue(practice.reviewed),
        edit_link=settings.edit_link(practice.path),
        sheet=practice.id in settings.sheets,
        language_name=language_name,
    )


def sections(practice: Practice, catalogue: Catalogue) -> list[Section]:
    """The body's sections as safe HTML; links to other practices' files lead to their pages.

    A link to a practice that has no page, such as a draft, is left as text.
    """
    base = base_of(practice.url)

    def published(target: str) -> str:
        match = RELATIVE.fullmatch(target)
        if match is None:
            return target
        heading = f"#{match['heading']}" if match["heading"] else ""
        has_page = match["slug"] in catalogue.addresses
        return f"{base}practices/{match['slug']}/{heading}" if has_page else _DEAD

    html = _DEAD_LINK.sub(r"\1", markdown.render(practice.body, published))
    html = scrollable(html)
    split = markdown.sections(html)
    if not split:
        return [Section("", "", Markup(html))]
    return [Section(_anchor(title), title, Markup(content)) for title, content in split]


def explained_sections(
    practice: Practice, catalogue: Catalogue
) -> tuple[list[Section], list[Term]]:
    """The sections with the first mention of each concept explained, and those concepts."""
    plain = sections(practice, catalogue)
    if practice.lang != "en":
        return plain, []  # the thesaurus is English
    html = [section.html for section in plain]
    bodies, terms = explain(html, concepts(catalogue), base_of(practice.url))
    return [s._replace(html=body) for s, body in zip(plain, bodies, strict=True)], terms


def neighbours(practice: Practice, catalogue: Catalogue) -> list[Neighbour]:
    """The related practices with their reasons in words."""
    original = practice.translation_of or practice.id
    base = base_of(practice.url)
    related = catalogue.related.get(original, ())
    cards = lists.cards([catalogue.by_id[other.id] for other in related], catalogue, base, "h3")
    return [Neighbour(card, _reason(other)) for card, other in zip(cards, related, strict=True)]


def _reason(other: Related) -> str:
    reasons = "; ".join((*(["chosen by the editors"] if other.picked else []), *other.reasons))
    return reasons[0].upper() + reasons[1:]


def editions(practice: Practice, catalogue: Catalogue) -> list[Edition]:
    """The practice in its other languages, the original first."""
    original = catalogue.by_id.get(practice.translation_of, practice)
    family = [original, *catalogue.translations.get(original.id, ())]
    return [
        Edition(
            other.lang, language_name(other.lang, other.lang) or other.lang, other.title, other.url
        )
        for other in family
        if other is not practice
    ]
