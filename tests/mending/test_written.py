"""Dates in other forms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.dates import bounds
from site_gen.mending.written import as_iso
from tests.checking import TERMS


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("20.11.2026", "2026-11-20"),
        ("20/11/2026", "2026-11-20"),
        ("20-11-2026", "2026-11-20"),
        ("5.5.2020", "2020-05-05"),
        ("2026/11/20", "2026-11-20"),
        ("2026.11.20", "2026-11-20"),
        ("2026-1-2", "2026-01-02"),
        ("2026/3", "2026-03"),
        ("20 November 2026", "2026-11-20"),
        ("1st  May 2026", "2026-05-01"),
        ("20. November 2026", "2026-11-20"),
        ("November 20, 2026", "2026-11-20"),
        ("Nov. 20 2026", "2026-11-20"),
        ("sept 2019", "2019-09"),
        ("SEPTEMBER 2019", "2019-09"),
        ("September, 2019", "2019-09"),
        ("Ongoing", "ongoing"),
    ],
)
def test_what_can_be_one_day_only(given: str, expected: str) -> None:
    assert as_iso(given, TERMS) == expected


@pytest.mark.parametrize(
    "given",
    ["03/04/2020", "3.4.2020", "11/20/2026", "20.11.26", "30 February 2020", "31.6.2020",
     "2026/13/01", "2026-20-11", "2026/11.20", "spring 2020", "Novembre 2020", "ma 2020",
     "0 May 2020", "2019-2020", "2019/20", "about 2019", "20 11 2026", "Planned", "", "12.12.9999"],
)  # fmt: skip
def test_what_could_be_another_day_or_none(given: str) -> None:
    assert as_iso(given, TERMS) is None


@pytest.mark.parametrize("given", ["November 2026", "2026/11", "ongoing", "2026"])
def test_where_a_day_is_needed_a_month_will_not_do(given: str) -> None:
    assert as_iso(given, TERMS, day=True) is None


DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))


@given(DAYS, st.sampled_from("-/."))
def test_any_day_written_day_first(day: date, mark: str) -> None:
    written = as_iso(f"{day.day}{mark}{day.month}{mark}{day.year}", TERMS)
    assert written in (day.isoformat(), None)
    assert (written is None) == (day.day <= 12 and day.day != day.month)


@given(st.text() | st.from_regex(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/. ,]{1,2}[0-9]{1,4}"))
def test_what_is_read_is_a_date(given: str) -> None:
    written = as_iso(given, TERMS)
    assert written in (None, "ongoing") or bounds(written) is not None
