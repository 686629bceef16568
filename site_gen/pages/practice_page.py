"""A practice's page: what its template shows, put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup

from site_gen import markdown
from site_gen.catalogue import Catalogue
from site_gen.catalogue.cards import card, dates, prose
from site_gen.catalogue.concepts import concepts
from site_gen.catalogue.facets import address
from site_gen.countries import language_name
from site_gen.pages import metadata
from site_gen.pages.explaining import explain
from site_gen.pages.settings import Settings
from site_gen.pages.tables import scrollable
from site_gen.pages.templates import base_of, macro, render
from site_gen.practice import Practice
from site_gen.rules.member import RELATIVE
from site_gen.text import slugify
from site_gen.vocabulary import Term

_DEAD = "#dead"
_DEAD_LINK = re.compile(rf'<a href="{_DEAD}"[^>]*>(.*?)</a>', re.S)


@dataclass(frozen=True, slots=True)
class Value:
    """A text in the fact panel; `path`, below the site's root, is where it leads, if anywhere."""

    text: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A related practice; `reasons` is one phrase, empty when only an editor saw the relation."""

    card: Markup
    reasons: str
    picked: bool


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
        card=card(practice, catalogue),
        trail=trail(practice, catalogue),
        facts=list(facts(practice, catalogue)),
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


def facts(practice: Practice, catalogue: Catalogue) -> Iterator[Fact]:
    """The fact panel's rows, in order; what the practice does not say has none."""
    terms = catalogue.vocabulary

    def linked(facet: str, *names: str) -> tuple[Value, ...]:
        return tuple(Value(terms[facet][name].label, f"{facet}/{address(name)}/") for name in names)

    where = linked("country", *practice.country)
    yield Fact("Where", ((Value(practice.place),) if practice.place else ()) + where)
    for facet in ("level", "type", "area", "group"):
        term = terms["facet"][facet]
        found = linked(facet, *getattr(practice, facet))
        if found:
            yield Fact(term.plural if len(found) > 1 else term.label, found)
    when = [Value(text) for text in (dates(practice.period), practice.period.note) if text]
    stage = linked("stage", practice.stage) if practice.stage else ()
    if when or stage:
        yield Fact("When", (*when, *stage))
    for label, texts in (
        ("Led by", practice.lead),
        ("Partners", practice.partners),
        ("Funding", practice.funding),
        ("Contact", practice.contact),
        ("Also known as", practice.aliases),
    ):
        if texts:
            yield Fact(label, tuple(Value(text) for text in texts))


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
    return [Section(slugify(title), title, Markup(content)) for title, content in split]


def explained_sections(
    practice: Practice, catalogue: Catalogue
) -> tuple[list[Section], list[Term]]:
    """The sections with the first mention of each concept explained, and those concepts."""
    plain = sections(practice, catalogue)
    if practice.lang != "en":
        return plain, []  # the thesaurus is English
    html = [section.html for section in plain]
    bodies, terms = explain(html, concepts(catalogue), base_of(practice.url))
    return [replace(s, html=body) for s, body in zip(plain, bodies, strict=True)], terms


def neighbours(practice: Practice, catalogue: Catalogue) -> list[Neighbour]:
    """The related practices with their reasons in words."""
    original = practice.translation_of or practice.id
    base = base_of(practice.url)
    return [
        Neighbour(_card_html(other.id, catalogue, base), "; ".join(other.reasons), other.picked)
        for other in catalogue.related.get(original, ())
    ]


def _card_html(slug: str, catalogue: Catalogue, base: str) -> Markup:
    """A related practice's card; it stands on the pages of several others."""
    made = _cards(catalogue)
    if slug not in made:
        show = macro("_card.html", "card")
        made[slug] = show(card(catalogue.by_id[slug], catalogue), base, "h3")
    return made[slug]


@lru_cache(maxsize=2)
def _cards(_: Catalogue) -> dict[str, Markup]:
    """Cards rendered so far, by slug."""
    return {}


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
