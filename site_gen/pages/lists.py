"""Practices in lists: cards and links as HTML, each made once, however many lists show it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from site_gen.catalogue import Catalogue
from site_gen.catalogue.cards import card
from site_gen.pages import pieces
from site_gen.practice import Practice


def cards(
    practices: Sequence[Practice], catalogue: Catalogue, base: str, heading: str
) -> list[Markup]:
    """The practices' cards; `base` is the way to the site's root, `heading` an element."""
    made = _cards(catalogue, base, heading)
    for practice in practices:
        if practice.id not in made:
            made[practice.id] = pieces.card(card(practice, catalogue), base, heading)
    return [made[practice.id] for practice in practices]


def links(practices: Sequence[Practice], catalogue: Catalogue, base: str) -> Markup:
    """A list item for each of the practices, with a link to its page."""
    made = _links(catalogue, base)
    for practice in practices:
        if practice.id not in made:
            title = escape(practice.title)
            made[practice.id] = f'<li><a href="{base}{practice.url}">{title}</a></li>\n'
    return Markup("".join([made[practice.id] for practice in practices]))


@lru_cache(maxsize=4)
def _cards(_catalogue: Catalogue, _base: str, _heading: str) -> dict[str, Markup]:
    """Cards made so far, by slug."""
    return {}


@lru_cache(maxsize=4)
def _links(_catalogue: Catalogue, _base: str) -> dict[str, str]:
    """Links made so far, by slug."""
    return {}
