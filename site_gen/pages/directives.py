"""Directives: comments in Markdown pages that the build replaces by live content.

    <!-- compendium:practices principle=equality limit=6 -->

A comment, so that the page still reads well wherever Markdown is shown without us.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from site_gen.catalogue import Catalogue
from site_gen.catalogue.facets import parse_selection, select
from site_gen.fields import FIELDS
from site_gen.pages import form, listings, status, thesaurus
from site_gen.pages.data import columns
from site_gen.pages.settings import Settings
from site_gen.pages.templates import base_of, render
from site_gen.problems import SiteGenError, shown
from site_gen.rules import RULES
from site_gen.vocabulary import nearest

_T = TypeVar("_T")
_FEW = 20  # choices that an error can name without drowning the reader
DIRECTIVE = re.compile(r"<!--\s*compendium:(?P<name>[\w-]*)(?P<options>[^>]*?)\s*-->")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a directive stands, and what it may draw on. `path` is the page's address."""

    catalogue: Catalogue
    path: str
    index_folder: str
    settings: Settings

    @property
    def base(self) -> str:
        """The relative way to the site's root."""
        return base_of(self.path)


def fill(html: str, place: Place) -> str:
    """`html` with its directives replaced. Raises SiteGenError for one that cannot be."""

    def replacement(match: re.Match[str]) -> str:
        try:
            return _known(match["name"], DIRECTIVES, "directive")(place, match["options"].split())
        except SiteGenError as error:
            raise SiteGenError(f"on the page '/{place.path}', {match[0]}: {error}") from None

    return DIRECTIVE.sub(replacement, html)


def _known(name: str, choices: Mapping[str, _T], kind: str) -> _T:
    if name in choices:
        return choices[name]
    near = nearest(name, list(choices))
    hint = f"; did you mean '{near}'?" if near else ""
    if not hint and len(choices) <= _FEW:
        hint = f"; there are {', '.join(choices)}"
    raise SiteGenError(f"there is no {kind} {shown(name)}{hint}")


def _practices(place: Place, options: list[str]) -> str:
    """Options: `ids` (slugs in the wanted order), `limit`, `style`, and a parameter per facet."""
    own: dict[str, str] = {}
    query = []
    for option in options:
        name, _, value = option.partition("=")
        if name in ("ids", "limit", "style"):
            own[name] = value
        else:
            query.append(option)
    limit = own.get("limit")
    if limit is not None and not (limit.isascii() and limit.isdigit()):
        raise SiteGenError(f"the limit {shown(limit)} is not a number")
    style = _known(own.get("style", "cards"), listings.STYLES, "style")
    selection = parse_selection("&".join(query), place.catalogue.vocabulary)
    known = place.catalogue.by_id
    slugs = [slug for slug in own.get("ids", "").split(",") if slug]
    practices = [_known(slug, known, "practice") for slug in slugs] or place.catalogue.newest
    found = select(practices, selection)
    first = found[: int(limit)] if limit else found
    more = "" if slugs or len(first) == len(found) else "&".join(query)
    return listings.practices_block(
        place.catalogue, place.base, first, style=style, more=more, total=len(found)
    )


def _facet(place: Place, names: list[str]) -> str:
    choices = listings.choices(place.catalogue)
    return listings.facet_article(_known(" ".join(names), choices, "facet"))


def _terms(place: Place, schemes: list[str]) -> str:
    vocabulary = place.catalogue.vocabulary
    described = [
        (_known(name, vocabulary["facet"], "facet"), vocabulary[name].values()) for name in schemes
    ]
    return render("terms.html", schemes=described)


def _search_box(place: Place, _: list[str]) -> str:
    return render("search_box.html", base=place.base, total=len(place.catalogue.practices))


DIRECTIVES: dict[str, Callable[[Place, list[str]], str]] = {
    "practices": _practices,
    "search": lambda place, _: listings.search_article(place.catalogue, place.index_folder),
    "search-box": _search_box,
    "shortlist": lambda place, _: render("shortlist.html", base=place.base),
    "principles": lambda place, _: listings.principles_block(place.catalogue, place.base),
    "facets": lambda place, _: listings.facets_block(place.catalogue, place.base),
    "facet": _facet,
    "rules": lambda place, _: render("rules.html", rules=RULES.values()),
    "fields": lambda place, _: render("fields.html", fields=FIELDS),
    "terms": _terms,
    "thesaurus": lambda place, _: thesaurus.overview(place.catalogue, place.base),
    "form": lambda place, _: form.form(
        place.catalogue, place.settings, place.base, place.index_folder
    ),
    "status": lambda place, _: status.SLOT,
    "columns": lambda place, _: render("columns.html", columns=columns()),
}
