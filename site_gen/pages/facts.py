"""The fact panel: what a practice says of itself in rows of label and values."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from site_gen.catalogue import Catalogue
from site_gen.catalogue.cards import dates
from site_gen.catalogue.facets import address
from site_gen.practice import Period, Practice
from site_gen.vocabulary import Vocabulary


class Value(NamedTuple):
    """A text in the fact panel; `path`, below the site's root, is where it leads, if anywhere."""

    text: str
    path: str = ""


class Fact(NamedTuple):
    """A row of the fact panel."""

    label: str
    values: tuple[Value, ...]


def facts(practice: Practice, catalogue: Catalogue) -> Iterator[Fact]:
    """The fact panel's rows, in order; what the practice does not say has none."""
    terms = catalogue.vocabulary
    where = _terms("country", practice.country, terms).values
    yield Fact("Where", (Value(practice.place), *where) if practice.place else where)
    for facet in ("level", "type", "area", "group"):
        if names := getattr(practice, facet):
            yield _terms(facet, names, terms)
    if (when := _when(practice.period, practice.stage, terms)).values:
        yield when
    for label, texts in (
        ("Led by", practice.lead),
        ("Partners", practice.partners),
        ("Funding", practice.funding),
        ("Contact", practice.contact),
        ("Also known as", practice.aliases),
    ):
        if texts:
            yield Fact(label, tuple(map(Value, texts)))


@lru_cache(maxsize=10_000)
def _when(period: Period, stage: str, terms: Vocabulary) -> Fact:
    """A period, which many practices share, with its stage; or no values."""
    told = tuple([Value(text) for text in (dates(period), period.note) if text])
    return Fact("When", told + (_terms("stage", (stage,), terms).values if stage else ()))


@lru_cache(maxsize=10_000)
def _terms(facet: str, names: tuple[str, ...], terms: Vocabulary) -> Fact:
    """A facet's values, which many practices share, as a row."""
    about = terms["facet"][facet]
    values = [Value(terms[facet][name].label, f"{facet}/{address(name)}/") for name in names]
    return Fact(about.plural if len(names) > 1 else about.label, tuple(values))
