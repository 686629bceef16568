"""Durations, as the compendium and other editors write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.dates import ONGOING, bounds
from site_gen.importing.periods import parse
from site_gen.practice import Period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022", "2022", "2022"),
        ("Since 2015", "2015", ""),
        ("from 2020", "2020", ""),
        ("starting in February 2023", "2023-02", ""),
        ("2024-", "2024", ""),
        ("until 2024", "", "2024"),
        ("ongoing", "", ONGOING),
        ("Indefinite", "", ONGOING),
        ("2019 – ongoing", "2019", ONGOING),
        ("2022-ongoing", "2022", ONGOING),
        ("April 2023- ongoing", "2023-04", ONGOING),
        ("ongoing since 2018", "2018", ONGOING),
        ("ongoing. Launched in January 2020", "2020-01", ONGOING),
        ("set up in 2013 (ongoing)", "2013", ONGOING),
        ("Sept. 2019 until now", "2019-09", ONGOING),
        ("2021 - 2022", "2021", "2022"),
        ("2022-23", "2022", "2023"),
        ("2022/2023", "2022", "2023"),
        ("September 2019 - June 2021", "2019-09", "2021-06"),
        ("From September 2019 to June 2021.", "2019-09", "2021-06"),
        ("December 2021-November 2022", "2021-12", "2022-11"),
        ("January – March 2022", "2022-01", "2022-03"),
        ("1 - 3 March 2022", "2022-03-01", "2022-03-03"),
        ("1 September – 30 November 2022", "2022-09-01", "2022-11-30"),
        ("1 September 2020 – 30 June 2023", "2020-09-01", "2023-06-30"),
        ("from 1st of January 2021 to 30th June 2023", "2021-01-01", "2023-06-30"),
        ("March 5, 2022", "2022-03-05", "2022-03-05"),
        ("30/09/2019", "2019-09-30", "2019-09-30"),
        ("12.2021 - 06/2023", "2021-12", "2023-06"),
        ("2019-09 to 2021-06-30", "2019-09", "2021-06-30"),
    ],
)
def test_a_period_that_says_no_more(text: str, start: str, end: str) -> None:
    assert parse(text) == Period(start, end)
    assert parse(f"  {text.upper()}\n") == Period(start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Roadmap for better schools (2022-2026)", "2022", "2026"),
        ("30 months (2 years and a half): From May 2019 to October 2021", "2019-05", "2021-10"),
        ("3 months (2022) - 18 credits", "2022", ""),
        ("May 2022, for 24 months", "2022-05", "2024-04"),
        ("36 months, start date: 1 January 2022", "2022-01-01", "2024-12"),
        ("15 March 2022, for 2 years", "2022-03-15", "2024-03"),
        ("6 months; the pilot was launched in July 2022", "2022-07", ""),
        ("Established in 2015. Latest news – a hall of 1.3 million in 2022.", "2015", ""),
        ("Created in 2001, now in its 8th edition (from 2021 to 2023)", "2001", ""),
        ("Paid for by the city in 2018 – 2022. It goes on on an ongoing basis.", "2018", ONGOING),
        ("03/04/2020", "2020-04-03", "2020-04-03"),
        ("a while", "", ""),
        ("2023-2021", "", ""),
        ("£2022", "", ""),
        ("5 May", "", ""),
        ("31 February 2020", "", ""),
    ],
)
def test_what_is_more_or_doubtful_stays_as_a_note(text: str, start: str, end: str) -> None:
    assert parse(text) == Period(start, end, text)


def test_a_text_without_end_is_a_note() -> None:
    long = "2020 - " * 500
    assert parse(long) == Period(note=long.strip())


@given(st.text() | st.from_regex(r"([0-9]{1,4}[-/. –]|May |to |since ){1,6}"))
def test_any_text_makes_a_period_that_is_valid(text: str) -> None:
    period = parse(text)
    assert not period.start or bounds(period.start)
    assert not period.end or period.end == ONGOING or bounds(period.end)
    first, last = bounds(period.start), bounds(period.end)
    assert not (first and last) or first[0] <= last[1]
    assert period.start or period.end or period.note == " ".join(text.split())


_DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
_FORMS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%d/%m/%Y")


@given(_DAYS, _DAYS, st.sampled_from(_FORMS), st.sampled_from((" – ", " to ", " - ", " until ")))
def test_two_days_in_any_form(one: date, two: date, form: str, joint: str) -> None:
    first, last = sorted((one, two))
    period = parse(f"{first.strftime(form)}{joint}{last.strftime(form)}")
    assert (period.start, period.end) == (first.isoformat(), last.isoformat())


@given(_DAYS, st.sampled_from(("%Y-%m", "%B %Y", "%b %Y", "%m/%Y")))
def test_a_month_in_any_form(day: date, form: str) -> None:
    assert parse(f"since {day.strftime(form)}") == Period(day.strftime("%Y-%m"))
