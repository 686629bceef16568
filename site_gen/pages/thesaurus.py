"""The thesaurus: its overview, a page for each concept that has a definition, and what the search
and machines know of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from site_gen.catalogue import Catalogue
from site_gen.catalogue.concepts import concepts, in_order, narrower, related, usage
from site_gen.pages import lists
from site_gen.pages.listings import CARDS
from site_gen.pages.metadata import Node
from site_gen.pages.settings import Settings
from site_gen.pages.templates import base_of, render
from site_gen.search import Guide
from site_gen.text import fold
from site_gen.vocabulary import Term

PATH = "thesaurus/"
_TITLE = "Thesaurus"


@dataclass(frozen=True, slots=True)
class Relation:
    label: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept with what leads away from it; `count` is the number of practices that use it."""

    term: Term
    path: str
    relations: tuple[Relation, ...]
    count: int


def address(concept: str) -> str:
    """The path of a concept's page below the site's root."""
    return f"{PATH}{concept}/"


def terms(catalogue: Catalogue) -> list[Term]:
    """The concepts that have a page, as a reader looks them up."""
    return in_order(concepts(catalogue).terms.values())


def trail(term: Term) -> list[tuple[str, str]]:
    """(label, path) from the home page down to the concept."""
    return [("Home", ""), (_TITLE, PATH), (term.label, address(term.id))]


def overview(catalogue: Catalogue, base: str) -> str:
    """All concepts by their first letter."""
    known, used = concepts(catalogue).terms, usage(catalogue)
    entries = [_entry(term, known, len(used[term.id])) for term in terms(catalogue)]
    letters = groupby(entries, key=lambda entry: fold(entry.term.label[0]).upper())
    return render(
        "thesaurus.html",
        base=base,
        letters=[(letter, list(below)) for letter, below in letters],
        address=address,
    )


def article(term: Term, catalogue: Catalogue) -> str:
    """A concept's page: its definition, its neighbours, and the practices that use it."""
    path = address(term.id)
    found = usage(catalogue)[term.id]
    return render(
        "concept.html",
        base=base_of(path),
        trail=trail(term),
        entry=_entry(term, concepts(catalogue).terms, len(found)),
        address=address,
        cards=lists.cards(found[:CARDS], catalogue, base_of(path), "h3"),
        rest=lists.links(found[CARDS:], catalogue, base_of(path)),
    )


def defined_term(term: Term, settings: Settings) -> Node:
    """The concept as a schema.org DefinedTerm."""
    page = settings.published(address(term.id))
    return {
        "@type": "DefinedTerm",
        "@id": page,
        "url": page,
        "name": term.label,
        "alternateName": list(term.aliases),
        "description": term.definition,
        "termCode": term.id,
        "inDefinedTermSet": term_set(settings),
    }


def term_set(settings: Settings) -> Node:
    """The thesaurus as a schema.org DefinedTermSet."""
    page = settings.published(PATH)
    return {
        "@type": "DefinedTermSet",
        "@id": page,
        "url": page,
        "name": f"{_TITLE}, {settings.site_name}",
        "license": settings.licence_url,
    }


def guides(catalogue: Catalogue) -> list[Guide]:
    """The concepts' pages as the search index needs them."""
    return [
        Guide(
            term.label,
            address(term.id),
            term.definition,
            ". ".join([term.definition.rstrip("."), *term.aliases]),
        )
        for term in terms(catalogue)
    ]


def _entry(term: Term, known: Mapping[str, Term], count: int) -> Entry:
    relations = (
        # A broader term without a definition has no page to lead to.
        Relation("Broader", tuple(in_order(known[name] for name in term.broader if name in known))),
        Relation("Narrower", tuple(narrower(term, known))),
        Relation("Related", tuple(related(term, known))),
    )
    told = tuple(relation for relation in relations if relation.terms)
    return Entry(term, address(term.id), told, count)
