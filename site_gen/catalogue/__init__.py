"""All practices together: what is published, in which order, and what belongs to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from site_gen.catalogue.facets import in_order, values
from site_gen.dates import bounds
from site_gen.practice import Practice, inherit
from site_gen.text import sort_key
from site_gen.vocabulary import FACETS, Term, Vocabulary

if TYPE_CHECKING:
    from site_gen.catalogue.related import Related


@dataclass(frozen=True, eq=False)
class Catalogue:
    """`practices` are the originals, in title order; translations stand beside, by original.

    Archived practices keep their pages, so that links to them live on, and are listed nowhere.
    Not slotted: what is computed from these is computed once, when first asked for. Compared by
    identity, so that others can keep what they make of one.
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
    def pages(self) -> tuple[Practice, ...]:
        """Everything that has a page: originals, their translations, and what is archived."""
        editions = (edition for group in self.translations.values() for edition in group)
        return (*self.practices, *editions, *self.archived)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The slugs of all pages."""
        return frozenset(practice.id for practice in self.pages)

    @cached_property
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        """Slug -> related practices."""
        from site_gen.catalogue.related import related  # numpy, which checking files does without

        return related(self.practices, self.vocabulary)

    @cached_property
    def members(self) -> Mapping[str, Mapping[str, Sequence[Practice]]]:
        """facet -> value -> the practices that have it, in title order."""
        found: dict[str, dict[str, list[Practice]]] = {facet: defaultdict(list) for facet in FACETS}
        for facet, by_value in found.items():
            for practice in self.practices:
                for value in values(practice, facet):
                    by_value[value].append(practice)
        return {facet: dict(by_value) for facet, by_value in found.items()}

    @cached_property
    def used(self) -> Mapping[str, Sequence[Term]]:
        """facet -> the terms that practices have, in the order in which readers expect them."""
        return {
            facet: in_order(facet, found, self.vocabulary) for facet, found in self.members.items()
        }

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

    A translation is left out with its original, and archived with it.
    """
    shown = {"published", "archived", "draft"} if drafts else {"published", "archived"}
    known = [practice for practice in practices if practice.status in shown]
    originals = {practice.id: practice for practice in known if not practice.translation_of}
    archived = [practice for practice in originals.values() if practice.status == "archived"]
    translations: dict[str, list[Practice]] = {}
    for practice in known:
        original = originals.get(practice.translation_of)
        if original is None:
            continue
        edition = inherit(practice, original)
        if "archived" in (practice.status, original.status):
            archived.append(replace(edition, status="archived"))
        else:
            translations.setdefault(original.id, []).append(edition)
    return Catalogue(
        _by_title(practice for practice in originals.values() if practice.status != "archived"),
        _by_title(archived),
        {slug: tuple(sorted(group, key=lambda p: p.lang)) for slug, group in translations.items()},
        vocabulary,
    )


def _by_title(practices: Iterable[Practice]) -> tuple[Practice, ...]:
    return tuple(sorted(practices, key=lambda p: (sort_key(p.title), p.id)))
