"""One build of the site, apart from its host, whose pages it fills and adds to."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from site_gen.catalogue import Catalogue
from site_gen.catalogue.loading import Loaded
from site_gen.pages import (
    data,
    directives,
    form,
    frame,
    header,
    metadata,
    scripts,
    security,
    site,
    status,
    thesaurus,
)
from site_gen.pages.frame import Frame
from site_gen.pages.guides import guides
from site_gen.pages.settings import Settings
from site_gen.pages.tables import scrollable
from site_gen.pages.templates import ASSETS, base_of
from site_gen.practice import Practice
from site_gen.problems import Problem, SiteGenError
from site_gen.search import Index, index

FRAME_PATH = "practices/frame/"  # as deep as every page that it is filled for
SEARCH_PATH = "practices/"  # has a search box of its own, so none in its header
SCRIPT = "compendium.js"  # what every page loads: SCRIPTS in one file,
STYLE = "compendium.css"  # and STYLES in one
SCRIPTS = (  # in the order in which one builds on the other
    "folder-links.js",
    "loader.js",
    "text.js",
    "codec.js",
    "filters.js",
    "spelling.js",
    "query.js",
    "index.js",
    "passages.js",
    "search-view.js",
    "dead-ends.js",
    "practice-search.js",
    "suggestions.js",
    "header-search.js",
    "copy-button.js",
    "concepts.js",
    "shortlist-store.js",
    "shortlist-stars.js",
)
# What only some pages, or some clicks, need: shortlist-stars.js loads it.
LATER = (
    "shortlist-briefs.js",
    "shortlist-view.js",
    "shortlist-page.js",
    "export-menu.js",
    "shortlist-page.css",
)
_SHARE = 40  # sheets to one part
STYLES = ("compendium.css", "reading.css", "header-search.css", "concepts.css", "shortlist.css")


@dataclass
class Build:
    """What one build knows. The host calls `content` and `finish` for each of its pages, then
    `parts` for everything that it did not write itself."""

    loaded: Loaded
    settings: Settings
    index: Index
    frame: Frame | None = None
    status: str = ""
    pages: list[str] = field(default_factory=list)

    def stubs(self) -> list[site.Stub]:
        """The pages that the host is to render besides its own, the frame last."""
        slots = site.Stub(
            FRAME_PATH, frame.marker("title"), frame.marker("description"), "frame"
        )  # fmt: skip
        return [*site.stubs(self.loaded.catalogue), slots]

    def assets(self) -> Iterator[tuple[str, bytes]]:
        """Scripts, styles and data that pages link to: paths below the site's root, and bytes."""
        sources = (scripts.without_comments((ASSETS / name).read_bytes()) for name in SCRIPTS)
        yield f"assets/{SCRIPT}", b";\n".join(sources)  # whatever one ends with, the next begins
        yield f"assets/{STYLE}", b"".join((ASSETS / name).read_bytes() for name in STYLES)
        for name in (*LATER, form.STYLE, *form.SCRIPTS):
            yield f"assets/{name}", (ASSETS / name).read_bytes()
        for name in data.NAMES:
            yield f"{data.FOLDER}{name}", b""  # the host checks links; the contents come later

    def content(self, html: str, path: str) -> str:
        """A page's rendered Markdown with its directives filled."""
        if path == FRAME_PATH:
            return frame.marker("article")
        place = directives.Place(self.loaded.catalogue, path, self.index.folder, self.settings)
        return directives.fill(scrollable(html), place)

    def finish(self, page: str, path: str, title: str, description: str) -> str:
        """A whole page with metadata and policy; the frame is kept, and comes back empty."""
        if path != SEARCH_PATH:
            page = header.add_search(page, base_of(path), self.index.folder)
        table = f"{base_of(path)}{self.index.folder}table.js" if path == SEARCH_PATH else ""
        page = scripts.add_script(page, f"{base_of(path)}assets/{SCRIPT}", data=table)
        if path == FRAME_PATH:
            canonical = self.settings.site_url and self.settings.absolute(path)
            whole = self._secured(frame.add_head(page, frame.marker("head")))
            self.frame = frame.cut(whole, canonical=canonical)
            return ""
        if path == status.PATH:
            head = self._head(path, title, description)
            self.status = self._secured(frame.add_head(page, f"{head}\n{status.NOINDEX}"))
            return self.status  # a part fills it
        self.pages.append(path)
        return self._secured(frame.add_head(page, self._head(path, title, description)))

    def finish_plain(self, page: str) -> str:
        """A page without an address of its own, such as the one for missing pages."""
        page = header.add_search(page, self.settings.root, self.index.folder)
        return self._secured(scripts.add_script(page, f"{self.settings.root}assets/{SCRIPT}"))

    def parts(self) -> list[Callable[[], site.Files]]:
        """Everything that the host does not write, in parts that do not need each other; the index,
        which needs nothing of the host's, is not among them."""
        if self.frame is None:
            raise SiteGenError("the host has not rendered the frame")
        catalogue = self.loaded.catalogue
        catalogue.related  # noqa: B018 – several parts need it, and may be made in several processes
        parts = site.parts(catalogue, self.frame, self.index.folder, self.settings, self.pages)
        return [*self._sheets(), self._status, *parts]

    def _status(self) -> site.Files:
        return status.files(self.status, self.loaded, self.settings)

    def _sheets(self) -> Iterator[Callable[[], site.Files]]:
        wanted = [p for p in self.loaded.catalogue.pages if p.id in self.settings.sheets]
        for place in range(0, len(wanted), _SHARE):
            yield partial(_set_sheets, wanted[place : place + _SHARE], self)

    def _secured(self, page: str) -> str:
        # The host's live reload, under `serve`, is an inline script that changes with every build.
        return page if self.settings.serving else frame.add_head(page, security.meta(page))

    def _head(self, path: str, title: str, description: str) -> str:
        graph = site.page_graph(path, title, self.settings, self.loaded.catalogue)
        return metadata.head(title, description, path, self.settings, graph=graph)


def start(loaded: Loaded, settings: Settings, docs: Path) -> Build:
    """A new build; `docs` is the folder of the pages that the host renders in the ordinary way."""
    pages = [*guides(docs), *thesaurus.guides(loaded.catalogue)]
    return Build(loaded, settings, index(loaded.catalogue, pages))


def with_sheets(settings: Settings, catalogue: Catalogue) -> tuple[Settings, list[Problem]]:
    """The settings with a sheet for every practice, if the extra is installed; and what keeps some
    practices from being set."""
    from site_gen.exports import installed  # only a build with sheets needs all formats

    if not installed("pdf"):
        return settings, []
    from site_gen.exports.typesetting import preflight  # needs the extra

    problems = preflight.check(catalogue.pages)
    unfit = {problem.path for problem in problems}
    fit = (practice.id for practice in catalogue.pages if practice.path not in unfit)
    return replace(settings, sheets=frozenset(fit)), problems


def _set_sheets(practices: Sequence[Practice], of: Build) -> site.Files:
    from site_gen.exports import pdf

    for practice in practices:
        content = pdf.sheet(practice, of.loaded.catalogue, of.settings)
        yield f"{practice.url}{practice.id}.pdf", content


def build_day(clock: Callable[[], float] = time.time) -> date:
    """Today, or the day of SOURCE_DATE_EPOCH. Raises SiteGenError when that is not a number."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        seconds = float(epoch) if epoch else clock()
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        raise SiteGenError(f"SOURCE_DATE_EPOCH is '{epoch}', not a number of seconds") from None
