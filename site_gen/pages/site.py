"""Every page and file of ours: paths below the site's root and their bytes, nothing written yet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import escape

from site_gen.catalogue import Catalogue
from site_gen.catalogue.facets import address, in_order, used_terms
from site_gen.pages import (
    briefs,
    data,
    export_scripts,
    listings,
    metadata,
    practice_page,
    security,
    status,
    thesaurus,
)
from site_gen.pages.frame import Frame, add_head
from site_gen.pages.settings import Settings
from site_gen.pages.templates import base_of, render
from site_gen.practice import Practice
from site_gen.vocabulary import FACETS, Term

Files = Iterable[tuple[str, bytes]]  # paths below the site's root and contents
_SHARE = 500  # practices to one part
_NOINDEX = '\n<meta name="robots" content="noindex">'


@dataclass(frozen=True, slots=True)
class Stub:
    """A page that the host renders in the ordinary way, filled by a directive."""

    path: str
    title: str
    description: str
    directive: str

    @property
    def markdown(self) -> str:
        """The page's Markdown source."""
        title, description = json.dumps(self.title), json.dumps(self.description)
        return (
            f"---\ntitle: {title}\ndescription: {description}\n"
            f"hide: [navigation, toc]\n---\n<!-- compendium:{self.directive} -->\n"
        )


def stubs(catalogue: Catalogue) -> list[Stub]:
    """The search page, the shortlist, the facets' overviews and the editors' page."""
    search = Stub(
        "practices/", "Practices",
        "Search and filter good practices of intercultural integration.", "search",
    )  # fmt: skip
    terms = catalogue.vocabulary["facet"]
    overviews = [
        Stub(
            path=f"{facet}/",
            title=terms[facet].plural,
            description=f"Practices by {terms[facet].label.lower()}.",
            directive=f"facet {facet}",
        )
        for facet in FACETS
    ]
    shortlist = Stub(
        "shortlist/", "Shortlist",
        "The practices that you marked with a star: order them, compare, print, pass them on.",
        "shortlist",
    )  # fmt: skip
    editors = Stub(status.PATH, status.TITLE, "What editors should look at.", "status")
    return [search, shortlist, *overviews, editors]


def parts(
    catalogue: Catalogue, frame: Frame, folder: str, settings: Settings, pages: Sequence[str]
) -> list[Callable[[], Files]]:
    """Everything but the index that the host does not write, in parts that do not need each other,
    the longest first; `folder` is the index's, `pages` are the addresses of what the host writes.
    """
    practice_page.prepare(catalogue)
    shares = [
        partial(_practices, catalogue.pages[place : place + _SHARE], catalogue, frame, settings)
        for place in range(0, len(catalogue.pages), _SHARE)
    ]
    return [
        lambda: export_scripts.files(catalogue, settings, folder),
        lambda: briefs.files(catalogue, settings, folder),
        partial(_others, catalogue, frame, settings, pages),
        *shares,
    ]


def _practices(
    practices: Sequence[Practice], catalogue: Catalogue, frame: Frame, settings: Settings
) -> Files:
    for practice in practices:
        yield f"{practice.url}index.html", practice_html(practice, catalogue, frame, settings)
        for slug in practice.formerly:
            yield f"practices/{slug}/index.html", _redirect(practice, settings)


def _others(catalogue: Catalogue, frame: Frame, settings: Settings, pages: Sequence[str]) -> Files:
    for path, facet, term in _values(_linked(catalogue)):
        yield f"{path}index.html", value_html(facet, term, catalogue, frame, settings)
    concepts = thesaurus.terms(catalogue)
    for term in concepts:
        path = f"{thesaurus.address(term.id)}index.html"
        yield path, concept_html(term, catalogue, frame, settings)
    if settings.site_url:
        addresses = (thesaurus.address(term.id) for term in concepts)
        values = (path for path, _, _ in _values(catalogue.used))
        yield "sitemap.xml", sitemap([*pages, *values, *addresses], catalogue, settings)


def practice_html(
    practice: Practice, catalogue: Catalogue, frame: Frame, settings: Settings
) -> bytes:
    """A practice's whole page."""
    head = metadata.head(
        practice.title,
        practice.summary,
        practice.url,
        settings,
        kind="article",
        language=practice.lang,
        graph=[
            metadata.creative_work(practice, catalogue, settings),
            metadata.breadcrumbs(practice_page.trail(practice, catalogue), settings),
        ],
        extra=metadata.dublin_core(practice, catalogue, settings),
    )
    if practice.status != "published":
        head += _NOINDEX
    article = practice_page.article(practice, catalogue, settings)
    return _page(frame, practice.title, practice.summary, practice.url, article, head, settings)


def value_html(
    facet: str, term: Term, catalogue: Catalogue, frame: Frame, settings: Settings
) -> bytes:
    """The whole page of a facet value."""
    path = f"{facet}/{address(term.id)}/"
    title = listings.value_title(facet, term)
    about = catalogue.vocabulary["facet"][facet]
    description = term.definition or f"Good practices of intercultural integration: {title}."
    trail = [("Home", ""), (about.plural, f"{facet}/"), (term.brief, path)]
    head = metadata.head(
        title, description, path, settings, graph=[metadata.breadcrumbs(trail, settings)]
    )
    found = catalogue.members[facet].get(term.id, ())
    if not found:
        head += _NOINDEX
    article = listings.value_article(facet, term, found, catalogue)
    return _page(frame, title, description, path, [article], head, settings)


def concept_html(term: Term, catalogue: Catalogue, frame: Frame, settings: Settings) -> bytes:
    """The whole page of a concept of the thesaurus."""
    path = thesaurus.address(term.id)
    crumbs = metadata.breadcrumbs(thesaurus.trail(term), settings)
    graph = [thesaurus.defined_term(term, settings), crumbs]
    title = f"{term.label} (thesaurus)"  # facet values have pages of the same name
    head = metadata.head(title, term.definition, path, settings, graph=graph)
    article = thesaurus.article(term, catalogue)
    return _page(frame, title, term.definition, path, [article], head, settings)


def sitemap(pages: Iterable[str], catalogue: Catalogue, settings: Settings) -> bytes:
    """The sitemap, with the last review of every practice."""
    entries: list[tuple[str, str]] = [(page, "") for page in pages]
    published = [p for p in catalogue.pages if p.status == "published"]
    entries += [(practice.url, practice.reviewed.isoformat()) for practice in published]
    lines = [
        f"<url><loc>{escape(settings.absolute(path))}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "")
        + "</url>"
        for path, changed in sorted(entries)
    ]
    opening = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', opening, *lines, "</urlset>", ""]
    ).encode()


def _linked(catalogue: Catalogue) -> Mapping[str, Sequence[Term]]:
    """facet -> the terms that have a page: those of the practices that are listed, and what only an
    archived one or a translation has, for its page links there."""
    terms = catalogue.vocabulary
    others = used_terms(catalogue.pages[len(catalogue.practices) :], terms)
    return {
        facet: in_order(facet, {term.id for term in (*used, *others[facet])}, terms)
        for facet, used in catalogue.used.items()
    }


def _values(used: Mapping[str, Sequence[Term]]) -> Iterator[tuple[str, str, Term]]:
    """The address, facet and term of every value that is used."""
    for facet, terms in used.items():
        for term in terms:
            yield f"{facet}/{address(term.id)}/", facet, term


def _page(
    frame: Frame,
    title: str,
    description: str,
    path: str,
    article: Iterable[str],
    head: str,
    settings: Settings,
) -> bytes:
    """The whole page; its article comes in pieces."""
    slots = {
        "title": escape(title).encode(),
        "description": escape(description).encode(),
        "canonical": escape(settings.absolute(path)).encode(),
        "article": b"".join(map(str.encode, article)),
        "head": head.encode(),
    }
    return frame.fill(slots)


def _redirect(practice: Practice, settings: Settings) -> bytes:
    page = render(
        "redirect.html",
        title=practice.title,
        target=f"{base_of(practice.url)}{practice.url}",
        canonical=settings.published(practice.url),
    )
    return add_head(page, security.meta(page)).encode("utf-8")


def page_graph(
    path: str, title: str, settings: Settings, catalogue: Catalogue
) -> list[metadata.Node]:
    """schema.org nodes of a page that the host renders: the site, the dataset, or the way there."""
    if path == "":
        search = {
            "@type": "SearchAction",
            "target": settings.published("practices/?q={search_term_string}"),
            "query-input": "required name=search_term_string",
        }
        return [
            {
                "@type": "WebSite",
                "name": settings.site_name,
                "url": settings.site_url,
                "potentialAction": search if settings.site_url else {},
            }
        ]
    crumbs = metadata.breadcrumbs([("Home", ""), (title, path)], settings)
    if path == thesaurus.PATH:
        return [thesaurus.term_set(settings), crumbs]
    if path != data.FOLDER:
        return [crumbs]
    return [data.dataset(catalogue, settings), crumbs]
