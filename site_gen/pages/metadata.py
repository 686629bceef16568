"""What machines read of a page: Open Graph, Dublin Core (for Zotero), schema.org as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from json.encoder import encode_basestring

from markupsafe import escape

from site_gen.catalogue import Catalogue
from site_gen.catalogue.cards import prose
from site_gen.countries import INTERNATIONAL
from site_gen.dates import ONGOING
from site_gen.pages.settings import Settings
from site_gen.practice import Practice, Source
from site_gen.vocabulary import Vocabulary

Node = dict[str, object]
_KNOWN = 10_000  # of the labels, dates, citations … that many pages have in common


class _Json(str):
    """What is JSON already: it comes from a part that many pages have in common."""

    __slots__ = ()


def head(
    title: str,
    description: str,
    path: str,
    settings: Settings,
    *,
    kind: str = "website",
    language: str = "en",
    graph: Sequence[Node] = (),
    extra: Iterable[tuple[str, str]] = (),
) -> str:
    """Open Graph, Dublin Core and JSON-LD elements for a page's head."""
    title, description = str(escape(title)), str(escape(description))
    url = str(escape(settings.published(path)))
    lines = [
        '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">\n'
        '<link rel="schema.DCTERMS" href="http://purl.org/dc/terms/">\n',
        _element("property", "og:title", title),
        _element("property", "og:description", description),
        _known("property", "og:type", kind),
        _element("property", "og:url", url),
        _known("property", "og:site_name", settings.site_name),
        _known("property", "og:locale", language),
        _element("name", "DC.title", title),
        _element("name", "DC.description", description),
        _known("name", "DC.language", language),
        _element("name", "DC.identifier", url),
        _known("name", "DC.rights", settings.licence_name),
        *[_known("name", name, text) for name, text in extra],
        '<meta name="twitter:card" content="summary">',
    ]
    if graph:
        lines += ["\n", json_ld(graph)]
    return "".join(lines)


def _element(key: str, name: str, content: str) -> str:
    """A line with a meta element, if it has content; this is HTML."""
    return f'<meta {key}="{name}" content="{content}">\n' if content else ""


@lru_cache(maxsize=_KNOWN)
def _known(key: str, name: str, text: str) -> str:
    """A meta element that many pages have in common."""
    return _element(key, name, str(escape(text)))


def json_ld(graph: Sequence[Node]) -> str:
    """A data block without empty properties; `<` is escaped, so that no text can end it."""
    nodes = ",".join([_json(node) or "{}" for node in graph]).replace("<", "\\u003c")
    return (
        '<script type="application/ld+json">'
        f'{{"@context":"https://schema.org","@graph":[{nodes}]}}</script>'
    )


def _json(data: object) -> str:
    """The data without what is empty, or names no more than its own type, as JSON; or nothing."""
    if isinstance(data, str):
        return data if isinstance(data, _Json) else encode_basestring(data)
    if isinstance(data, list):
        items = [text for item in data if item and (text := _json(item))]
        return f"[{','.join(items)}]" if items else ""
    if isinstance(data, dict):
        told = [f'"{key}":{text}' for key, item in data.items() if item and (text := _json(item))]
        return f"{{{','.join(told)}}}" if len(told) > ("@type" in data) else ""
    return str(data) if type(data) is int else json.dumps(data)


@lru_cache(maxsize=_KNOWN)
def _named(kind: str, name: str, key: str = "name", url: str = "") -> _Json:
    """A node with a name, under `key`, and perhaps an address."""
    return _Json(_json({"@type": kind, key: name, "url": url}))


def breadcrumbs(trail: Sequence[tuple[str, str]], settings: Settings) -> Node:
    """A BreadcrumbList of (label, path) from the home page down."""
    *above, (here, address) = [(label, settings.published(path)) for label, path in trail]
    steps = [_step(position, *step) for position, step in enumerate(above, start=1)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [*steps, _crumb(len(trail), here, address)],
    }


def _crumb(position: int, label: str, url: str) -> _Json:
    return _Json(
        _json({"@type": "ListItem", "position": position, "name": label, "item": url})
    )  # fmt: skip


_step = lru_cache(maxsize=_KNOWN)(_crumb)  # what is above a page is above many others


def creative_work(practice: Practice, catalogue: Catalogue, settings: Settings) -> Node:
    """The practice as a schema.org CreativeWork."""
    terms, url = catalogue.vocabulary, settings.published(practice.url)
    countries = tuple([c for c in practice.country if c != INTERNATIONAL])
    return {
        "@type": "CreativeWork",
        "@id": url,
        "url": url,
        "name": practice.title,
        "alternateName": list(practice.aliases),
        "abstract": practice.summary,
        "inLanguage": practice.lang,
        "genre": _list_of_labels("type", practice.type, terms),
        "about": _list_of_labels("area", practice.area, terms),
        "keywords": _list_of_labels("principle", practice.principle, terms),
        "audience": _audience(practice.group, terms),
        "spatialCoverage": [
            _named("Place", name)
            for name in (practice.place, *_labels("country", countries, terms))
        ],
        "temporalCoverage": temporal(practice),
        "dateModified": practice.reviewed.isoformat(),
        "isBasedOn": [citation(source) for source in practice.source],
        "isPartOf": _named("Collection", settings.site_name, url=settings.site_url),
        "publisher": _named("Organization", settings.publisher),
        "license": settings.licence_url,
    }


@lru_cache(maxsize=_KNOWN)
def _labels(scheme: str, names: tuple[str, ...], terms: Vocabulary) -> tuple[str, ...]:
    return tuple([terms[scheme][name].label for name in names])


@lru_cache(maxsize=_KNOWN)
def _list_of_labels(scheme: str, names: tuple[str, ...], terms: Vocabulary) -> _Json:
    return _Json(_json(list(_labels(scheme, names, terms))))


@lru_cache(maxsize=_KNOWN)
def _audience(groups: tuple[str, ...], terms: Vocabulary) -> _Json:
    labels = _labels("group", groups, terms)
    return _Json(_json([_named("Audience", label, "audienceType") for label in labels]))


def temporal(practice: Practice) -> str:
    """The period as an ISO 8601 interval, open where it goes on; empty when it has no start."""
    start, end = practice.period.start, practice.period.end
    if not start:
        return ""
    return f"{start}/{'..' if end in ('', ONGOING) else end}"


def citation(source: Source) -> str:
    """`CDADI(2024)39, p. 14`."""
    return f"{source.document}, p. {source.page}" if source.page else source.document


def how_to_cite(practice: Practice, settings: Settings) -> str:
    """The practice as an entry in a list of references."""
    sources = "; ".join(citation(source) for source in practice.source)
    publisher = f", {settings.publisher}" if settings.publisher else ""
    return (
        f"“{practice.title}”, in: {settings.site_name}{publisher}. Last reviewed "
        f"{prose(practice.reviewed)}. Source: {sources}. {settings.published(practice.url)}"
    ).rstrip()


def dublin_core(
    practice: Practice, catalogue: Catalogue, settings: Settings
) -> list[tuple[str, str]]:
    """Dublin Core elements of a practice, as Zotero reads them."""
    terms = catalogue.vocabulary
    return [
        ("DC.creator", settings.publisher),
        ("DC.publisher", settings.publisher),
        ("DC.date", practice.reviewed.isoformat()),
        ("DC.type", "Text"),
        *[("DC.subject", label) for label in _labels("area", practice.area, terms)],
        *[("DC.coverage", label) for label in _labels("country", practice.country, terms)],
        *[("DC.source", citation(source)) for source in practice.source],
        ("DCTERMS.isPartOf", settings.site_name),
    ]
