"""Facets: the values by which practices are filtered, selections, and counts.

Values of one facet are alternatives, facets narrow each other. A value's count is the number of
results that it would give with the other facets as they are (disjunctive faceting).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import parse_qs

from site_gen.practice import Practice
from site_gen.problems import SiteGenError, shown
from site_gen.text import sort_key
from site_gen.vocabulary import FACETS, Term, Vocabulary, nearest

# Facets whose terms have an order of their own in the vocabulary; the others sort by label.
_ORDERED = ("principle", "level", "stage", "extent")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which practices are wanted: facet -> the values that will do; no entry means any."""

    wanted: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def admits(self, practice: Practice, *, but: str = "") -> bool:
        """Whether the practice has a wanted value in each facet, not looking at the facet `but`."""
        return all(
            facet == but or not wanted.isdisjoint(values(practice, facet))
            for facet, wanted in self.wanted.items()
        )


def values(practice: Practice, facet: str) -> tuple[str, ...]:
    """The practice's values of `facet`; `stage` follows from the period as of the last review."""
    found = getattr(practice, facet)
    if isinstance(found, tuple):
        return found
    return (found,) if found else ()


def address(value: str) -> str:
    """How a value stands in addresses: country codes in lower case."""
    return value.lower()


def parse_selection(query: str, vocabulary: Vocabulary) -> Selection:
    """The selection of a query string such as `country=es,pt&area=education`.

    Raises SiteGenError for a facet or value that does not exist.
    """
    wanted: dict[str, frozenset[str]] = {}
    for facet, given in parse_qs(query.lstrip("?"), keep_blank_values=True).items():
        if facet not in FACETS:
            near = nearest(facet, list(FACETS))
            hint = f"; did you mean '{near}'?" if near else ""
            raise SiteGenError(f"there is no facet {shown(facet)}{hint}")
        known = {address(value): value for value in vocabulary[facet]}
        chosen = {part.strip().lower() for text in given for part in text.split(",")} - {""}
        for value in sorted(chosen - set(known)):
            term = vocabulary.nearest(facet, value)
            hint = f"; did you mean '{address(term.id)}'?" if term else ""
            raise SiteGenError(f"there is no {facet} {shown(value)}{hint}")
        if chosen:
            wanted[facet] = frozenset(known[value] for value in chosen)
    return Selection(wanted)


def select(practices: Iterable[Practice], selection: Selection) -> list[Practice]:
    """The practices that the selection admits, in their order."""
    found = list(practices)
    for facet, wanted in selection.wanted.items():
        found = [each for each in found if not wanted.isdisjoint(values(each, facet))]
    return found


def counts(practices: Iterable[Practice], selection: Selection) -> dict[str, Counter[str]]:
    """facet -> value -> the number of results that the value would give."""
    practices = list(practices)
    return {
        facet: Counter(
            value
            for practice in practices
            if selection.admits(practice, but=facet)
            for value in values(practice, facet)
        )
        for facet in FACETS
    }


def used_terms(practices: Iterable[Practice], vocabulary: Vocabulary) -> dict[str, list[Term]]:
    """facet -> the terms that occur, in the order in which readers expect them."""
    practices = list(practices)
    return {
        facet: in_order(
            facet, set(chain.from_iterable([values(each, facet) for each in practices])), vocabulary
        )
        for facet in FACETS
    }


def in_order(facet: str, present: Container[str], vocabulary: Vocabulary) -> list[Term]:
    """The terms of the values that are present, in the order in which readers expect them."""
    terms = [term for term in vocabulary[facet].values() if term.id in present]
    if facet not in _ORDERED:
        terms.sort(key=lambda term: sort_key(term.label))
    return terms
