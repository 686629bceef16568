"""Cards: what a list shows of a practice, the same in templates and in the browser's data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from babel.dates import format_date

from site_gen.catalogue import Catalogue
from site_gen.dates import ONGOING, bounds
from site_gen.practice import Period, Practice

_PATTERNS = {4: "y", 7: "MMMM y", 10: "d MMMM y"}  # by the length of the date as written


@dataclass(frozen=True, slots=True)
class Card:
    """Labels in place of terms, except `principle`: pairs of term and label."""

    id: str
    title: str
    summary: str
    place: str
    country: tuple[str, ...]
    level: tuple[str, ...]
    type: tuple[str, ...]
    principle: tuple[tuple[str, str], ...]
    period: str
    stage: str
    extent: str

    @property
    def path(self) -> str:
        """The page's address below the site's root."""
        return f"practices/{self.id}/"


def card(practice: Practice, catalogue: Catalogue) -> Card:
    """The practice's card."""
    labels, stage = _labels(catalogue), practice.stage
    return Card(
        id=practice.id,
        title=practice.title,
        summary=practice.summary,
        place=practice.place,
        country=labels("country", practice.country),
        level=labels("level", practice.level),
        type=labels("type", practice.type),
        principle=principles(practice, catalogue),
        period=years(practice.period),
        stage=catalogue.vocabulary["stage"][stage].label if stage else "",
        extent=practice.extent,
    )


def principles(practice: Practice, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The practice's principles: pairs of term and label."""
    labels = _labels(catalogue)("principle", practice.principle)
    return tuple(zip(practice.principle, labels, strict=True))


@lru_cache(maxsize=2)
def _labels(catalogue: Catalogue) -> Callable[[str, tuple[str, ...]], tuple[str, ...]]:
    """Labels of a facet's values; thousands of practices share the same few values."""

    @cache
    def labels(scheme: str, values: tuple[str, ...]) -> tuple[str, ...]:
        terms = catalogue.vocabulary[scheme]
        return tuple([terms[value].brief for value in values])

    return labels


def years(period: Period) -> str:
    """The period in years: `2019–2022`, `since 2019`, `until 2022`; empty when it has neither."""
    start, end = period.start[:4], period.end[:4] if period.end != ONGOING else ""
    if start and end:
        return start if start == end else f"{start}–{end}"
    if start:
        return f"since {start}" if period.end == ONGOING else f"from {start}"
    return f"until {end}" if end else ""


def dates(period: Period) -> str:
    """The period in full: `30 September 2019 – ongoing`; empty when it has neither end."""
    start = written_date(period.start) if period.start else ""
    end = ONGOING if period.end == ONGOING else written_date(period.end) if period.end else ""
    if start and end:
        return start if start == end else f"{start} – {end}"
    if start:
        return f"from {start}"
    return (end if end == ONGOING else f"until {end}") if end else ""


@lru_cache(maxsize=10_000)
def written_date(written: str) -> str:
    """A year, year-month or date as English prose."""
    days = bounds(written)
    return format_date(days[0], _PATTERNS[len(written)], locale="en") if days else written


def prose(day: date) -> str:
    """A date as English prose."""
    return written_date(day.isoformat())
