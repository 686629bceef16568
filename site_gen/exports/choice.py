"""What to export: all practices, those that the search page would list, or slugs by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qs, urlencode

from site_gen.catalogue import Catalogue
from site_gen.catalogue.facets import address, parse_selection, select
from site_gen.countries import language_code, language_name
from site_gen.exports.book import in_language
from site_gen.practice import Practice
from site_gen.problems import SiteGenError, shown
from site_gen.search.scan import find
from site_gen.text import slugify, sort_key
from site_gen.vocabulary import nearest

_SORTS = ("relevance", "title", "country", "newest")
_LONGEST_NAME = 100  # with date and suffix, a file name fits everywhere


@dataclass(frozen=True, slots=True)
class Choice:
    """`sentence` tells readers what was chosen, `name` the files; it is empty for everything.
    `by_hand` says that the order is a person's and not to be changed."""

    practices: tuple[Practice, ...]
    sentence: str
    name: str = ""
    by_hand: bool = False


def choose(catalogue: Catalogue, *, where: str = "", ids: str = "", lang: str = "") -> Choice:
    """The choice. Raises SiteGenError for what does not exist, and when nothing is left."""
    if where and ids:
        raise SiteGenError("--where and --ids exclude each other: give one of them")
    if ids:
        choice = _by_hand(catalogue, ids)
    elif where:
        choice = _found(catalogue, where)
    else:
        count = len(catalogue.practices)
        choice = Choice(catalogue.practices, f"All {_number(count)}." if count > 1 else "")
    if not choice.practices:
        raise SiteGenError("there is nothing to export: no practice was found")
    return _translated(choice, catalogue, lang) if lang else choice


def file_name(choice: Choice, day: date, suffix: str) -> str:
    """`compendium-country-es-pt-2026-11-21.pdf`."""
    return "-".join(part for part in ("compendium", choice.name, day.isoformat()) if part) + suffix


def _by_hand(catalogue: Catalogue, ids: str) -> Choice:
    known = {old: each for each in catalogue.pages for old in each.formerly}
    known |= {each.id: each for each in catalogue.pages if each.status != "archived"}
    wanted: dict[str, Practice] = {}
    for slug in ids.replace(",", " ").split():
        if slug not in known:
            near = nearest(slug, list(known))
            hint = f"; did you mean '{near}'?" if near else ""
            raise SiteGenError(f"there is no practice {shown(slug)}{hint}")
        wanted[known[slug].id] = known[slug]
    practices = tuple(wanted.values())
    names = "-".join(wanted)
    if len(practices) > 1 and len(names) > _LONGEST_NAME // 2:
        names = f"{practices[0].id}-and-{len(practices) - 1}-more-{_digest(names)}"
    count = _number(len(practices))
    return Choice(practices, f"{count}, picked by hand.", _short(names), by_hand=True)


def _found(catalogue: Catalogue, where: str) -> Choice:
    """What the search page lists with the query string `where`."""
    given = parse_qs(where.lstrip("?"), keep_blank_values=True)
    text = " ".join(given.pop("q", [""])[-1].split())
    sorted_by = given.pop("sort", [""])[-1]
    order = sorted_by or ("relevance" if text else "title")
    if order not in _SORTS or (order == "relevance" and not text):
        raise SiteGenError(f"there is no sort {shown(order)}; there are {', '.join(_SORTS[1:])}")
    selection = parse_selection(urlencode(given, doseq=True), catalogue.vocabulary)
    found = select(find(catalogue, text) if text else catalogue.practices, selection)
    sentence = "; ".join(_words(catalogue, selection.wanted, text))
    parts = [
        "-".join((facet, *sorted(map(address, values))))
        for facet, values in selection.wanted.items()
    ]
    parts += [f"q-{slugify(text) or _digest(text)}"] if text else []
    parts += [f"sort-{order}"] if sorted_by else []
    return Choice(
        tuple(_sorted(found, order, catalogue)),
        f"{_number(len(found))}: {sentence}." if sentence else f"All {_number(len(found))}.",
        _short("-".join(parts)),
    )


def _sorted(practices: list[Practice], order: str, catalogue: Catalogue) -> list[Practice]:
    """In one of the search page's orders; `practices` stand by relevance."""
    if order == "relevance":
        return practices
    chosen = {practice.id for practice in practices}
    everything = catalogue.newest if order == "newest" else catalogue.practices
    found = [practice for practice in everything if practice.id in chosen]
    if order == "country":
        names = catalogue.vocabulary["country"]
        found.sort(key=lambda each: min(sort_key(names[code].label) for code in each.country))
    return found


def _words(catalogue: Catalogue, wanted: Mapping[str, frozenset[str]], text: str) -> list[str]:
    """The choice in words: `Country: Portugal or Spain`, `search: “roma”`."""
    terms = catalogue.vocabulary
    told = [
        f"{terms['facet'][facet].label.lower()}: "
        + " or ".join(sorted((terms[facet][value].label for value in values), key=sort_key))
        for facet, values in wanted.items()
    ]
    return told + ([f"search: “{text}”"] if text else [])


def _translated(choice: Choice, catalogue: Catalogue, lang: str) -> Choice:
    tag = language_code(lang)
    name = language_name(tag) if tag else None
    if tag is None or name is None:
        raise SiteGenError(f"--lang {shown(lang)} is no code of a language such as 'fr'")
    practices = in_language(choice.practices, tag, catalogue)
    count = sum(each.lang.partition("-")[0] == tag.partition("-")[0] for each in practices)
    told = f" {count or 'None'} of them {'is' if count < 2 else 'are'} in {name}."
    return replace(
        choice,
        practices=practices,
        sentence=choice.sentence + told,
        name="-".join(part for part in (choice.name, tag.lower()) if part),
    )


def _number(count: int) -> str:
    return f"{count:,} practice{'' if count == 1 else 's'}"


def _short(name: str) -> str:
    """A name that is too long is cut, and kept apart from others by a digest."""
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME - 9].rstrip('-')}-{_digest(name)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
