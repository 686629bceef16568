"""Pieces of HTML that stand on thousands of pages: cards, tags, facts.

Written in Python, because as templates they took half the time of a build. Whatever repeats from
page to page is made once: labels, principles, and facts such as a level.
"""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from site_gen.catalogue.cards import Card
from site_gen.pages.facts import Fact, Value

_MANY = 50_000  # pieces kept: enough for the labels of any collection
escaped = lru_cache(maxsize=_MANY)(escape)  # for what many pages say


def card(c: Card, base: str, level: str = "h2") -> Markup:
    """A practice's card. The search page keeps an empty one that practice-search.js fills."""
    place = (c.place, *c.country) if c.place else c.country
    meta = (", ".join(place), ", ".join(c.level), ", ".join(c.type), c.period)
    items = "".join([f"<li>{escaped(part)}</li>\n" for part in meta if part])
    return Markup(
        '<article class="card">\n'
        f'<{level} class="card-title"><a href="{base}{c.path}">{escape(c.title)}</a></{level}>\n'
        f'<p class="card-summary">{escape(c.summary)}</p>\n'
        f'<ul class="card-meta">\n{items}</ul>\n'
        f"{tags(c.principle, c.extent)}\n"
        "</article>\n"
    )


@lru_cache(maxsize=_MANY)
def tags(principles: tuple[tuple[str, str], ...], extent: str, base: str | None = None) -> str:
    """Principles, pairs of term and label, and the mark of a brief entry; links where `base` is
    given, plain words elsewhere."""
    shown = [("principle", value, label) for value, label in principles]
    if extent == "brief":
        shown.append(("extent", "brief", "Brief entry"))
    items = "".join([f"<li>{_tag(*each, base)}</li>\n" for each in shown])
    return f'<ul class="tags">\n{items}</ul>\n'


def _tag(facet: str, value: str, label: str, base: str | None) -> str:
    if base is None:
        return f'<span class="tag {facet}-{value}">{escape(label)}</span>'
    address = f"{base}{facet}/{value}/"
    return f'<a class="tag {facet}-{value}" href="{address}">{escape(label)}</a>'


@lru_cache(maxsize=_MANY)
def fact(shown: Fact, base: str) -> str:
    """A row of the fact panel."""
    values = [_value(value, base) for value in shown.values]
    items = "".join([f"<li>{value}</li>\n" for value in values])
    inside = f"<ul>\n{items}</ul>" if len(values) > 1 else "".join(values)
    return f"<div>\n<dt>{escape(shown.label)}</dt>\n<dd>\n{inside}\n</dd>\n</div>\n"


def _value(value: Value, base: str) -> str:
    if not value.path:
        return escape(value.text)  # a name, a period: few have it in common
    return f'<a href="{base}{value.path}">{escaped(value.text)}</a>'
