"""Cards and dates as readers see them."""

from __future__ import annotations

import pytest

from site_gen.catalogue import catalogue
from site_gen.catalogue.cards import card, dates, years
from site_gen.practice import Period
from tests.publishing import TERMS, practice


@pytest.mark.parametrize(
    ("start", "end", "in_years", "in_full"),
    [
        ("", "", "", ""),
        ("2019", "", "from 2019", "from 2019"),
        ("2019-09", "ongoing", "since 2019", "September 2019 – ongoing"),
        ("2019-09-30", "2022", "2019–2022", "30 September 2019 – 2022"),
        ("2019-01", "2019-09", "2019", "January 2019 – September 2019"),
        ("2019", "2019", "2019", "2019"),
        ("", "2022-05", "until 2022", "until May 2022"),
        ("", "ongoing", "", "ongoing"),
    ],
)
def test_periods(start: str, end: str, in_years: str, in_full: str) -> None:
    period = Period(start=start, end=end)
    assert (years(period), dates(period)) == (in_years, in_full)


def test_a_card_shows_labels_and_where_it_leads() -> None:
    one = practice(
        place="Strasbourg",
        country=("FR", "TR"),
        principle=("multilevel-governance",),
        period=Period(start="2019", end="ongoing"),
    )
    shown = card(one, catalogue([one], TERMS))
    assert shown.path == "practices/open-city-hall/"
    assert shown.country == ("France", "Türkiye")
    assert shown.level == ("Local",)
    (principle,) = shown.principle
    assert principle == ("multilevel-governance", TERMS["principle"]["multilevel-governance"].brief)
    assert (shown.period, shown.stage, shown.extent) == ("since 2019", "Ongoing", "full")
