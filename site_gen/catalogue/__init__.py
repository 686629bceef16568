"""All practices together: what is published, in which order, and what belongs to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from site_gen.catalogue.related import Related, related
from site_gen.dates import bounds
from site_gen.practice import Practice, inherit
from site_gen.text import sort_key
from site_gen.vocabulary import Vocabulary

__all__ = ["Catalogue", "Related", "catalogue"]


@dataclass(frozen=True)
class Catalogue:
    """`practices` are the originals, in title order; translations stand beside, by original.

    Archived practices keep their pages, so that links to them live on, and are listed nowhere.
    Not slotted: what is computed from these is computed once, when first asked for.
    """

    practices: tuple[Practice, ...]
    archived: tuple[Practice, ...]
    translations: Mapping[str, tuple[Practice, ...]]
    vocabulary: Vocabulary

    @cached_property
    def by_id(self) -> Mapping[str, Practice]:
        """Originals by slug."""
        return {practice.id: practice for practice in self.practices}

    @cached_property
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        """Slug -> related practices."""
        return related(self.practices, self.vocabulary)

    @cached_property
    def newest(self) -> tuple[Practice, ...]:
        """By the first day of their period, newest first; title order breaks ties."""

        def start(practice: Practice) -> date:
            days = bounds(practice.period.start)
            return days[0] if days else date.min

        return tuple(sorted(self.practices, key=start, reverse=True))


def catalogue(
    practices: Iterable[Practice], vocabulary: Vocabulary, *, drafts: bool = False
) -> Catalogue:
    """The catalogue of the published practices, and of drafts when they are wanted.

    A translation without its original is left out.
    """
    practices = list(practices)
    shown = ("published", "draft") if drafts else ("published",)
    live = [practice for practice in practices if practice.status in shown]
    originals = {practice.id: practice for practice in live if not practice.translation_of}
    translations: dict[str, list[Practice]] = {}
    for practice in live:
        original = originals.get(practice.translation_of)
        if original:
            translations.setdefault(original.id, []).append(inherit(practice, original))
    return Catalogue(
        _by_title(originals.values()),
        _by_title(practice for practice in practices if practice.status == "archived"),
        {slug: tuple(sorted(group, key=lambda p: p.lang)) for slug, group in translations.items()},
        vocabulary,
    )


def _by_title(practices: Iterable[Practice]) -> tuple[Practice, ...]:
    return tuple(sorted(practices, key=lambda p: (sort_key(p.title), p.id)))
