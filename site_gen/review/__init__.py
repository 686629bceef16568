"""What an editor should look at: from the catalogue alone, without a network, git or a clock.

What links answer (`links`) and what changed (`changes`) can be added by who may ask.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from site_gen.catalogue import Catalogue
from site_gen.catalogue.coverage import attention
from site_gen.practice import Practice
from site_gen.review.changes import Changes
from site_gen.review.links import Broken
from site_gen.rules import likeness
from site_gen.rules.likeness import Identity, Pair

THIN = 150  # a full practice of fewer words is listed


@dataclass(frozen=True, slots=True)
class Review:
    """`thin` are full practices with their words, `untraced` those with a source that names neither
    page nor entry. `links` and `changes` are None where nobody asked for them."""

    day: date
    months: int
    thin_below: int
    practices: int
    drafts: Sequence[Practice]
    overdue: Sequence[Practice]
    future: Sequence[Practice]
    thin: Sequence[tuple[Practice, int]]
    without_links: Sequence[Practice]
    untraced: Sequence[Practice]
    alike: Sequence[Pair]
    links: Sequence[Broken] | None = None
    changes: Changes | None = None
    left_out: Sequence[str] = ()


def review(
    catalogue: Catalogue,
    *,
    day: date,
    months: int,
    overdue: Callable[[date], bool],
    thin: int = THIN,
) -> Review:
    """The state of the catalogue on that day. Drafts are those that the catalogue holds."""
    found = attention(catalogue, thin=thin, overdue=overdue)
    texts = sorted(
        (practice for practice in catalogue.pages if practice.status != "archived"),
        key=lambda practice: practice.path,
    )
    return Review(
        day=day,
        months=months,
        thin_below=thin,
        practices=sum(each.status == "published" for each in catalogue.practices),
        drafts=[each for each in texts if each.status == "draft"],
        overdue=found.overdue,
        future=[each for each in texts if each.reviewed > day],
        thin=found.thin,
        without_links=found.without_links,
        untraced=[
            each
            for each in texts
            if not each.translation_of and any(not s.page and not s.entry for s in each.source)
        ],
        alike=likeness.pairs([_identity(practice) for practice in catalogue.practices]),
    )


def _identity(practice: Practice) -> Identity:
    return likeness.identity(
        practice.id,
        practice.path,
        names=(practice.title, *practice.aliases),
        place=practice.place,
        countries=practice.country,
        links=[link.url for link in practice.links],
        entries=[(source.document, source.entry) for source in practice.source],
        distinct=practice.not_duplicate_of,
    )
