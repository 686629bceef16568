"""The page that shows editors what needs work.

The host renders it empty, and it is filled beside the other parts of a build: looking through ten
thousand practices takes a while.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace

from markupsafe import Markup

from site_gen.catalogue.cards import prose
from site_gen.catalogue.loading import Loaded
from site_gen.pages.frame import marker
from site_gen.pages.settings import Settings
from site_gen.pages.templates import base_of, render
from site_gen.review import Review, review
from site_gen.review.report import sections

PATH, TITLE = "status/", "Status"
SLOT = f"<h1>{marker('status')}</h1>"  # as a heading, or the theme would add one of its own
NOINDEX = '<meta name="robots" content="noindex">'
_MOST = 200  # rows of one list: nobody works through more at a time


def files(page: str, loaded: Loaded, settings: Settings) -> Iterable[tuple[str, bytes]]:
    """The page's path and bytes: `page` with the article where it has the slot."""
    article = _page_article(loaded, settings)
    return [(f"{PATH}index.html", page.replace(SLOT, article).encode("utf-8"))]


def document(review: Review) -> str:
    """The review as an HTML file of its own, whole."""
    return render(
        "review.html", article=Markup(_article(review, most=sys.maxsize)), day=review.day
    )  # fmt: skip


def _page_article(loaded: Loaded, settings: Settings) -> str:
    found = review(
        loaded.catalogue,
        day=settings.built,
        months=settings.review_after_months,
        overdue=settings.overdue,
    )
    found = replace(found, left_out=sorted(loaded.left_out))
    edit = settings.edit_link if settings.repo_url else None
    return _article(found, base=base_of(PATH), edit=edit)


def _article(
    review: Review,
    *,
    base: str | None = None,
    edit: Callable[[str], str] | None = None,
    most: int = _MOST,
) -> str:
    return render(
        "status.html",
        review=review,
        sections=sections(review),
        title=TITLE,
        day=prose(review.day),
        base=base,
        edit=edit,
        most=most,
    )
