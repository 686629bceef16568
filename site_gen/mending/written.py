"""Dates as people write them, read only where no reader could take them for another day."""

from __future__ import annotations

import re

from site_gen.dates import ONGOING, bounds
from site_gen.vocabulary import Vocabulary

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\.? +)?([A-Za-z]{3,9})\.?,? +(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")


def as_iso(given: str, terms: Vocabulary, *, day: bool = False) -> str | None:
    """A date in the format's form, or None; with `day` only a full date will do.

    `03/04/2020` is left to its writer: it is two different days for two readers.
    """
    given = " ".join(given.split())
    found = _numbers(given) or _names(given)
    if found is None:
        term = terms.exact("stage", given)
        return ONGOING if term and term.id == ONGOING and not day else None
    year, month, date = found
    written = f"{year}-{month:02}" + (f"-{date:02}" if date else "")
    return written if bounds(written) and (date or not day) else None


def _numbers(given: str) -> tuple[str, int, int] | None:
    if match := _YEAR_FIRST.fullmatch(given):
        return match[1], int(match[3]), int(match[4] or 0)
    if match := _DAY_FIRST.fullmatch(given):
        first, second = int(match[1]), int(match[3])
        if first > 12 or first == second:
            return match[4], second, first
    return None


def _names(given: str) -> tuple[str, int, int] | None:
    if match := _NAMED.fullmatch(given):
        date, name, year = match.groups()
    elif match := _MONTH_FIRST.fullmatch(given):
        name, date, year = match.groups()
    else:
        return None
    wanted = "september" if name.lower() == "sept" else name.lower()
    months = [number for number, month in enumerate(_MONTHS, 1) if wanted in (month, month[:3])]
    if not months or date == "0" or date == "00":
        return None
    return year, months[0], int(date or 0)
