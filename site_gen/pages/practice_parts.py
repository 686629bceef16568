"""The parts of a practice's article as HTML, from its head to its foot.

Written in Python like `pieces`, because as a template they took a third of the time of a page. Only
what comes from `escape`, `escaped` or another part may stand between tags and inside attributes. A
part without content is empty; any other ends its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from markupsafe import escape

from site_gen.catalogue.cards import prose
from site_gen.catalogue.related import Related
from site_gen.countries import language_name
from site_gen.pages import metadata
from site_gen.pages.pieces import escaped
from site_gen.pages.settings import Settings
from site_gen.practice import Link, Practice
from site_gen.text import slugify
from site_gen.vocabulary import Term

_STATES = {
    "draft": "This is a draft. It is not published.",
    "archived": "This practice is archived: it is kept for reference and no longer listed.",
}


def breadcrumbs(trail: Sequence[tuple[str, str]], base: str) -> str:
    """The way from the home page, the last step being the page itself."""
    *above, (here, _) = trail
    steps = "".join([_step(label, path, base) for label, path in above])
    return (
        f'<nav class="breadcrumbs" aria-label="Breadcrumb">\n<ol>\n{steps}'
        f'<li><span aria-current="page">{escape(here)}</span></li>\n</ol>\n</nav>\n'
    )


@lru_cache(maxsize=1000)
def _step(label: str, path: str, base: str) -> str:
    return f'<li><a href="{escape(base)}{escape(path)}">{escape(label)}</a></li>\n'


def language(practice: Practice) -> str:
    """The attribute of an article in another language than the site's."""
    return f' lang="{escaped(practice.lang)}"' if practice.lang != "en" else ""


def edition(other: Practice, base: str) -> str:
    """A link to the practice in another language."""
    tag = escaped(other.lang)
    name = escaped(language_name(other.lang, other.lang) or other.lang)
    return (
        f'<p class="edition" lang="en">In {name}: <a href="{base}{escape(other.url)}" lang="{tag}"'
        f' hreflang="{tag}">{escape(other.title)}</a></p>\n'
    )


def notices(practice: Practice, settings: Settings) -> str:
    """What readers should know before they read on."""
    status, shown = practice.status, ""
    if status in _STATES:
        shown = f'<p class="notice notice-{status}" lang="en">{_STATES[status]}</p>\n'
    if settings.overdue(practice.reviewed):
        shown += (
            f'<p class="notice notice-overdue" lang="en">Last checked on {prose(practice.reviewed)}'
            ". Details may have changed since; please check with the organisation that leads it."
            "</p>\n"
        )
    return shown


def section(title: str, html: str) -> tuple[str, str, str]:
    """A section of the body, whose content is HTML; in pieces."""
    return _opening(title), html, "\n</section>\n"


@lru_cache(maxsize=10_000)
def _opening(title: str) -> str:
    """What a section begins with: its heading with a link to itself, if it has one."""
    anchor, shown = escape(slugify(title)), escape(title)
    labelled = f' aria-labelledby="{anchor}"' if anchor else ""
    heading = (
        f'<h2 id="{anchor}">{shown}<a class="headerlink" href="#{anchor}"'
        f' aria-label="Link to the section {shown}">¶</a></h2>\n'
    )
    return f"<section{labelled}>\n{heading if title else ''}"


def links(practice: Practice) -> str:
    """The links to what others say of the practice."""
    if not practice.links:
        return ""
    items = "".join(map(_link, practice.links))
    return (
        '<section class="practice-links" lang="en" aria-labelledby="links">\n'
        f'<h2 id="links">Read on</h2>\n<ul>\n{items}</ul>\n</section>\n'
    )


def _link(link: Link) -> str:
    tag = escaped(link.language)
    written = f' hreflang="{tag}"' if tag else ""
    note = ""
    if link.language not in ("", "en"):
        name = escape(language_name(link.language))
        note = f' <span class="link-language">(in {name})</span>'
    anchor = f'<a href="{escape(link.url)}" rel="noopener"{written}>{escape(link.title)}</a>'
    return f"<li>{anchor}{note}</li>\n"


def source(practice: Practice) -> str:
    """Where the practice was published first."""
    entries = [f"<p>{escaped(metadata.citation(source))}</p>\n" for source in practice.source]
    return (
        '<section class="practice-source" lang="en" aria-labelledby="source">\n'
        f'<h2 id="source">Source</h2>\n{"".join(entries)}</section>\n'
    )


def citation(practice: Practice, settings: Settings) -> str:
    """How to cite the practice, with a button that copies it."""
    entry = escape(metadata.how_to_cite(practice, settings))
    return (
        '<section class="practice-cite" lang="en" aria-labelledby="cite">\n'
        f'<h2 id="cite">How to cite</h2>\n<p class="citation">{entry}</p>\n'
        f'<button class="copy" type="button" data-copy="{entry}">Copy the citation</button>\n'
        "</section>\n"
    )


def related(cards: Sequence[str], others: Sequence[Related]) -> Iterator[str]:
    """The cards of related practices, each with the reasons why it is one; in pieces."""
    if not others:
        return
    yield (
        '<section class="practice-related" lang="en" aria-labelledby="related">\n'
        '<h2 id="related">Related practices</h2>\n<ol class="cards">\n'
    )
    for card, other in zip(cards, others, strict=True):
        yield "<li>\n"
        yield card
        yield f'\n<p class="reasons">{escape(_reason(other))}</p>\n</li>\n'
    yield "</ol>\n</section>\n"


def _reason(other: Related) -> str:
    reasons = "; ".join(
        ("chosen by the editors", *other.reasons) if other.picked else other.reasons
    )
    return reasons[0].upper() + reasons[1:]


def concepts(terms: Iterable[Term]) -> str:
    """The definitions of the concepts that the body explains, for the links to show."""
    entries = "".join([_concept(term.id, term.label, term.definition) for term in terms])
    return f'<div class="concepts" hidden>\n{entries}</div>\n' if entries else ""


@lru_cache(maxsize=1000)
def _concept(id_: str, label: str, definition: str) -> str:
    return (
        f'<p id="concept-{escape(id_)}"><strong>{escape(label)}:</strong>'
        f" {escape(definition)}</p>\n"
    )


def foot(practice: Practice, settings: Settings) -> str:
    """When the practice was reviewed, and what readers can do with it."""
    day = practice.reviewed
    shown = f'Last reviewed <time datetime="{day.isoformat()}">{prose(day)}</time>'
    if practice.id in settings.sheets:
        shown += f' · <a href="{escape(practice.id)}.pdf" type="application/pdf">Save as PDF</a>'
    if edit_link := settings.edit_link(practice.path):
        shown += f' · <a href="{escape(edit_link)}">Suggest a change</a>'
    return f'<footer class="practice-foot" lang="en">\n<p>{shown}</p>\n</footer>\n'
