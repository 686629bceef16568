"""What machines read of a page: Open Graph, Dublin Core (for Zotero), schema.org as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from site_gen.catalogue import Catalogue
from site_gen.catalogue.cards import prose
from site_gen.dates import ONGOING
from site_gen.pages.settings import Settings
from site_gen.practice import Practice, Source

Node = dict[str, object]


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
    url = settings.published(path)
    og = [
        ("og:title", title),
        ("og:description", description),
        ("og:type", kind),
        ("og:url", url),
        ("og:site_name", settings.site_name),
        ("og:locale", language),
    ]
    dc = [
        ("DC.title", title),
        ("DC.description", description),
        ("DC.language", language),
        ("DC.identifier", url),
        ("DC.rights", settings.licence_name),
        *extra,
    ]
    lines = [
        '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">',
        '<link rel="schema.DCTERMS" href="http://purl.org/dc/terms/">',
        *(f'<meta property="{name}" content="{escape(text)}">' for name, text in og if text),
        *(f'<meta name="{name}" content="{escape(text)}">' for name, text in dc if text),
        '<meta name="twitter:card" content="summary">',
    ]
    if graph:
        lines.append(json_ld(graph))
    return "\n".join(lines)


def json_ld(graph: Sequence[Node]) -> Markup:
    """A data block without empty properties; `<` is escaped, so that no text can end it."""
    data = {"@context": "https://schema.org", "@graph": [_told(node) for node in graph]}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup('<script type="application/ld+json">') + Markup(text) + Markup("</script>")


def _told(data: object) -> object:
    """The data without what is empty, or names no more than its own type."""
    if isinstance(data, list):
        return [kept for kept in map(_told, data) if kept]
    if not isinstance(data, dict):
        return data
    told = {key: kept for key, value in data.items() if (kept := _told(value))}
    return told if told.keys() - {"@type"} else {}


def breadcrumbs(trail: Sequence[tuple[str, str]], settings: Settings) -> Node:
    """A BreadcrumbList of (label, path) from the home page down."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": label,
                "item": settings.published(path),
            }
            for position, (label, path) in enumerate(trail, start=1)
        ],
    }


def creative_work(practice: Practice, catalogue: Catalogue, settings: Settings) -> Node:
    """The practice as a schema.org CreativeWork."""
    terms = catalogue.vocabulary
    countries = [terms["country"][code].label for code in practice.country if code != "int"]
    places = [{"@type": "Place", "name": name} for name in (practice.place, *countries) if name]
    return {
        "@type": "CreativeWork",
        "@id": settings.published(practice.url),
        "url": settings.published(practice.url),
        "name": practice.title,
        "alternateName": list(practice.aliases),
        "abstract": practice.summary,
        "inLanguage": practice.lang,
        "genre": [terms["type"][value].label for value in practice.type],
        "about": [terms["area"][value].label for value in practice.area],
        "keywords": [terms["principle"][value].label for value in practice.principle],
        "audience": [
            {"@type": "Audience", "audienceType": terms["group"][value].label}
            for value in practice.group
        ],
        "spatialCoverage": places,
        "temporalCoverage": temporal(practice),
        "dateModified": practice.reviewed.isoformat(),
        "isBasedOn": [citation(source) for source in practice.source],
        "isPartOf": {"@type": "Collection", "name": settings.site_name, "url": settings.site_url},
        "publisher": {"@type": "Organization", "name": settings.publisher},
        "license": settings.licence_url,
    }


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
        *(("DC.subject", terms["area"][value].label) for value in practice.area),
        *(("DC.coverage", terms["country"][code].label) for code in practice.country),
        *(("DC.source", citation(source)) for source in practice.source),
        ("DCTERMS.isPartOf", settings.site_name),
    ]
