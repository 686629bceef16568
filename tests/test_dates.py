"""Dates as practices write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.dates import bounds


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-09", date(2019, 9, 1), date(2019, 9, 30)),
        ("2019-12", date(2019, 12, 1), date(2019, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("2019-09-30", date(2019, 9, 30), date(2019, 9, 30)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9998-12", date(9998, 12, 1), date(9998, 12, 31)),
    ],
)
def test_bounds(written: str, first: date, last: date) -> None:
    assert bounds(written) == (first, last)


@pytest.mark.parametrize(
    "written",
    ["", "0000", "9999", "9999-12-31", "2019-00", "2019-13", "2019-1", "2019-02-29", "2019-09-00",
     "2019-09-31", "2019-9-30", "19", "12019", "2019/09", "30.09.2019", "2019-09-30T12:00",
     " 2019", "2019\n", "٢٠١٩", "２０１９", "-2019", "ongoing"],
)  # fmt: skip
def test_no_dates(written: str) -> None:
    assert bounds(written) is None


@given(st.text())
def test_no_text_makes_it_raise(written: str) -> None:
    bounds(written)


@given(st.dates(max_value=date(9998, 12, 31)))
def test_a_day_lies_in_its_month_and_year(day: date) -> None:
    written = day.isoformat()
    for part in (written, written[:7], written[:4]):
        found = bounds(part)
        assert found is not None
        assert found[0] <= day <= found[1]
