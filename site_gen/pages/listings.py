"""Pages that list practices: a facet's overview, a facet value, the search page, the home page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace

from site_gen.catalogue import Catalogue, prose
from site_gen.catalogue.cards import card
from site_gen.catalogue.facets import address
from site_gen.countries import INTERNATIONAL
from site_gen.pages import lists
from site_gen.pages.templates import base_of, render
from site_gen.practice import Practice
from site_gen.vocabulary import FACETS, Term

# A list begins with so many cards; the rest are links, so that a long list stays a light page.
CARDS = 200
SEARCH_CARDS = 20  # on the search page: PAGE in practice-search.js, which takes them over
FEW = 8  # values of a long facet shown at first, as in search-view.js
# Up to so many practices the search page lists them all for readers without JavaScript; in a larger
# compendium the pages of the principles do.
WHOLE = 1000
# The card that scripts fill: one part of each kind, to be cloned or taken out.
_BLANK = SimpleNamespace(
    path="", title="", summary="", place=" ", country=(), level=(), type=(),
    principle=(("", ""),), period="", extent="brief",
)  # fmt: skip
STYLES = {"cards": "cards.html", "list": "practice_list.html"}  # of a block of practices


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet's value with the number of practices that have it."""

    id: str
    label: str
    definition: str
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class Choices:
    """A facet with the values that occur."""

    name: str
    label: str
    plural: str
    definition: str
    path: str
    values: tuple[Choice, ...]

    @property
    def first(self) -> frozenset[str]:
        """The values in sight before a reader asks for all, so that a script need not hide any."""
        ordered = sorted(self.values, key=lambda value: -value.count)
        few = ordered[:FEW] if len(ordered) > FEW + 2 else ordered
        return frozenset(value.id for value in few)


@lru_cache(maxsize=4)
def choices(catalogue: Catalogue) -> Mapping[str, Choices]:
    """Every facet with its values and counts, by name."""
    found = {}
    for facet, terms in catalogue.used.items():
        members = catalogue.members[facet]
        about = catalogue.vocabulary["facet"][facet]
        found[facet] = Choices(
            facet,
            about.label,
            about.plural,
            about.definition,
            f"{facet}/",
            tuple(
                Choice(
                    address(term.id), term.brief, term.definition, len(members[term.id]),
                    f"{facet}/{address(term.id)}/",
                )
                for term in terms
            ),
        )  # fmt: skip
    return found


def value_title(facet: str, term: Term) -> str:
    """The title of a facet value's page."""
    if facet == "country":
        if term.id == INTERNATIONAL:
            return "International practices"
        return f"Practices from {prose.country(term.id)}"
    return term.label


def value_article(facet: str, term: Term, found: Sequence[Practice], catalogue: Catalogue) -> str:
    """The page of one facet value: its definition and the practices found for it."""
    path = f"{facet}/{address(term.id)}/"
    about = catalogue.vocabulary["facet"][facet]
    return render(
        "value.html",
        base=base_of(path),
        title=value_title(facet, term),
        facet=about,
        term=term,
        trail=[("Home", ""), (about.plural, f"{facet}/"), (term.brief, path)],
        query=f"{facet}={address(term.id)}",
        count=len(found),
        cards=lists.cards(found[:CARDS], catalogue, base_of(path), "h2"),
        rest=lists.links(found[CARDS:], catalogue, base_of(path)),
    )


def facet_article(facet: Choices) -> str:
    """A facet's overview: what it says, and its values with definitions and counts."""
    return render("facet.html", base=base_of(facet.path), facet=facet)


def search_article(catalogue: Catalogue, index_folder: str) -> str:
    """The search page, complete without JavaScript."""
    return render(
        "search.html",
        base=base_of("practices/"),
        index=index_folder,
        facets=list(choices(catalogue).values()),
        cards=[card(practice, catalogue) for practice in catalogue.practices[:SEARCH_CARDS]],
        rest=catalogue.practices[SEARCH_CARDS:] if len(catalogue.practices) <= WHOLE else (),
        total=len(catalogue.practices),
        blank=_BLANK,
    )


def principles_block(catalogue: Catalogue, base: str) -> str:
    """The five principles as entrances, those without a practice included."""
    counted = {choice.id: choice.count for choice in choices(catalogue)["principle"].values}
    terms = catalogue.vocabulary["principle"].values()
    return render(
        "principles.html", base=base, terms=[(term, counted.get(term.id, 0)) for term in terms]
    )


def practices_block(
    catalogue: Catalogue,
    base: str,
    found: Sequence[Practice],
    *,
    style: str = "cards.html",
    more: str = "",
    total: int = 0,
) -> str:
    """Practices in one of the STYLES; `more` is the query that leads to all `total` of them."""
    cards = (
        lists.cards(found, catalogue, base, "h3")
        if style == STYLES["cards"]
        else [card(practice, catalogue) for practice in found]
    )
    return render(style, base=base, cards=cards, more=more, total=total)


def facets_block(catalogue: Catalogue, base: str) -> str:
    """Links to every facet's overview, with the number of values in use."""
    return render("facets.html", base=base, facets=[choices(catalogue)[facet] for facet in FACETS])
