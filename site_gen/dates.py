"""Dates as practices write them: a year, a year and month, or a day."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

ONGOING = "ongoing"
# The calendar that Python counts with ends in 9999, and nothing that we list lasts so long.
DATE = re.compile(r"(?!0000|9999)([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")


@lru_cache(maxsize=10_000)
def bounds(written: str) -> tuple[date, date] | None:
    """First and last day of a year, month or day; None when `written` is none of them."""
    match = DATE.fullmatch(written)
    if not match:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        first = date(year, month, day)
    except ValueError:
        return None
    if match[3]:
        return first, first
    after = date(year, month + 1, 1) if match[2] and month < 12 else date(year + 1, 1, 1)
    return first, date.fromordinal(after.toordinal() - 1)
