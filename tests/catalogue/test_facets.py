"""Facets: counts against a count by brute force, selections, and the stage at every boundary."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.catalogue import catalogue
from site_gen.catalogue.facets import (
    Selection,
    address,
    counts,
    parse_selection,
    select,
    used_terms,
    values,
)
from site_gen.practice import Period, Practice
from site_gen.problems import SiteGenError
from site_gen.vocabulary import FACETS
from tests.publishing import TERMS, practice

_CHOICES = {
    "principle": list(TERMS["principle"])[:3],
    "country": ["FR", "ES", "int"],
    "level": ["local", "national"],
    "type": list(TERMS["type"])[:3],
    "area": list(TERMS["area"])[:4],
    "group": list(TERMS["group"])[:3],
    "stage": ["planned", "ongoing", "completed"],
    "extent": ["full", "brief"],
}
_PERIODS = [
    Period(),
    Period(start="2030"),
    Period(start="2019", end="ongoing"),
    Period(start="2019", end="2020"),
]


def _some(facet: str, smallest: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(_CHOICES[facet]), min_size=smallest, unique=True).map(tuple)


@st.composite
def corpora(draw: st.DrawFn) -> list[Practice]:
    size = draw(st.integers(0, 8))
    return [
        practice(
            f"practice-{number}",
            **{f: draw(_some(f, 1)) for f in ("principle", "country", "level", "type", "area")},
            group=draw(_some("group", 0)),
            period=draw(st.sampled_from(_PERIODS)),
            extent=draw(st.sampled_from(_CHOICES["extent"])),
        )
        for number in range(size)
    ]


selections = st.dictionaries(st.sampled_from(FACETS), st.just(None), max_size=4).flatmap(
    lambda chosen: st.fixed_dictionaries(
        {
            facet: st.frozensets(st.sampled_from(_CHOICES[facet]), min_size=1, max_size=2)
            for facet in chosen
        }
    )
)


def _has(practice: Practice, facet: str, value: str) -> bool:
    """Written without the code under test."""
    found = getattr(practice, facet)
    return value == found if isinstance(found, str) else value in found


@given(corpora(), selections)
def test_a_count_is_the_number_of_results_with_that_value_and_the_other_facets(
    corpus: list[Practice], wanted: dict[str, frozenset[str]]
) -> None:
    counted = counts(corpus, Selection(wanted))
    assert list(counted) == list(FACETS)
    for facet in FACETS:
        for value in _CHOICES[facet]:
            narrowed = {**wanted, facet: frozenset([value])}
            results = [
                each
                for each in corpus
                if all(any(_has(each, f, v) for v in vs) for f, vs in narrowed.items())
            ]
            assert counted[facet][value] == len(results)


@given(corpora(), selections)
def test_values_of_a_facet_are_alternatives_and_facets_narrow_each_other(
    corpus: list[Practice], wanted: dict[str, frozenset[str]]
) -> None:
    found = select(corpus, Selection(wanted))
    combinations = product(*([(facet, v) for v in vs] for facet, vs in wanted.items()))
    expected = {
        each.id
        for combination in combinations
        for each in corpus
        if all(_has(each, facet, value) for facet, value in combination)
    }
    assert [each.id for each in found] == [each.id for each in corpus if each.id in expected]


@given(corpora())
def test_used_terms_are_those_that_occur_and_no_others(corpus: list[Practice]) -> None:
    for facet, terms in used_terms(corpus, TERMS).items():
        used = {value for each in corpus for value in values(each, facet)}
        assert [term.id for term in terms if term.id in used] == [term.id for term in terms]
        assert {term.id for term in terms} == used


@given(corpora())
def test_a_catalogue_knows_the_terms_that_its_practices_have(corpus: list[Practice]) -> None:
    assert catalogue(corpus, TERMS).used == used_terms(corpus, TERMS)


def test_terms_stand_in_the_order_that_readers_expect() -> None:
    corpus = [
        practice("a", country=("SE", "AT"), level=("national", "local")),
        practice("b", country=("AX", "TR"), principle=("participation", "equality")),
    ]
    used = used_terms(corpus, TERMS)
    assert [term.id for term in used["country"]] == ["AX", "AT", "SE", "TR"]  # Åland first
    assert [term.id for term in used["level"]] == ["local", "national"]
    assert [term.id for term in used["principle"]] == ["equality", "participation"]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", {}),
        ("?", {}),
        ("area=education", {"area": {"education"}}),
        ("?country=es,pt&area=education", {"country": {"ES", "PT"}, "area": {"education"}}),
        ("country=ES&country=no", {"country": {"ES", "NO"}}),
        ("country=int", {"country": {"int"}}),
        ("country=es%2Cpt", {"country": {"ES", "PT"}}),
        ("country= es , pt ", {"country": {"ES", "PT"}}),
        ("country=", {}),
        ("country=,", {}),
        ("stage=ongoing&extent=brief", {"stage": {"ongoing"}, "extent": {"brief"}}),
    ],
)
def test_parse_selection(query: str, wanted: dict[str, set[str]]) -> None:
    assert dict(parse_selection(query, TERMS).wanted) == wanted


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("aera=education", "there is no facet 'aera'; did you mean 'area'?"),
        ("zzz=1", "there is no facet 'zzz'"),
        ("area=educaton", "there is no area 'educaton'; did you mean 'education'?"),
        ("country=norwey", "there is no country 'norwey'; did you mean 'no'?"),
        ("country=turkey", "there is no country 'turkey'; did you mean 'tr'?"),
        ("level=galactic", "there is no level 'galactic'"),
        ("country=es,uk", "there is no country 'uk'; did you mean 'gb'?"),
        ("education", "there is no facet 'education'"),
        ("area=a\x1b[31m", "there is no area 'a\\x1b[31m'"),
    ],
)
def test_parse_selection_names_what_is_wrong_and_what_is_near(query: str, message: str) -> None:
    with pytest.raises(SiteGenError) as caught:
        parse_selection(query, TERMS)
    assert str(caught.value) == message


@given(st.text() | st.from_regex(r"(area|country|x)=[a-z,%&=]{0,9}"))
def test_parse_selection_never_fails_otherwise(query: str) -> None:
    with contextlib.suppress(SiteGenError):
        parse_selection(query, TERMS)


@given(st.sampled_from(FACETS), st.data())
def test_an_address_leads_back_to_its_value(facet: str, data: st.DataObject) -> None:
    value = data.draw(st.sampled_from(sorted(TERMS[facet])))
    assert parse_selection(f"{facet}={address(value)}", TERMS).wanted == {facet: {value}}


DAY = date(2024, 2, 29)
BEFORE, AFTER = DAY - timedelta(1), DAY + timedelta(1)


@pytest.mark.parametrize(
    ("start", "end", "reviewed", "stage"),
    [
        ("", "", DAY, ""),
        ("2024-02-29", "", DAY, ""),  # it has begun, and nothing says whether it goes on
        ("2019", "", DAY, ""),
        ("", "ongoing", DAY, "ongoing"),
        ("2019", "ongoing", DAY, "ongoing"),
        # the day itself
        ("2024-02-29", "ongoing", DAY, "ongoing"),
        ("2024-02-29", "ongoing", BEFORE, "planned"),
        ("2024-02-29", "2024-02-29", DAY, "ongoing"),
        ("2024-02-29", "2024-02-29", AFTER, "completed"),
        ("2024-02-29", "2024-02-29", BEFORE, "planned"),
        # a month begins on its first day and ends on its last
        ("2024-02", "2024-02", date(2024, 1, 31), "planned"),
        ("2024-02", "2024-02", date(2024, 2, 1), "ongoing"),
        ("2024-02", "2024-02", date(2024, 2, 29), "ongoing"),
        ("2024-02", "2024-02", date(2024, 3, 1), "completed"),
        ("2023-02", "2023-02", date(2023, 2, 28), "ongoing"),
        ("2023-02", "2023-02", date(2023, 3, 1), "completed"),
        ("2023-12", "2023-12", date(2023, 12, 31), "ongoing"),
        ("2023-12", "2023-12", date(2024, 1, 1), "completed"),
        # a year too
        ("2024", "2024", date(2023, 12, 31), "planned"),
        ("2024", "2024", date(2024, 1, 1), "ongoing"),
        ("2024", "2024", date(2024, 12, 31), "ongoing"),
        ("2024", "2024", date(2025, 1, 1), "completed"),
        # only one end
        ("", "2024-02-29", DAY, "ongoing"),
        ("", "2024-02-28", DAY, "completed"),
        ("", "2024", DAY, "ongoing"),
        ("2024-03", "", DAY, "planned"),
        ("2024", "", DAY, ""),
        ("2025", "ongoing", DAY, "planned"),
    ],
)
def test_the_stage_follows_from_the_period_on_the_day_of_the_review(
    start: str, end: str, reviewed: date, stage: str
) -> None:
    found = practice(period=Period(start=start, end=end), reviewed=reviewed)
    assert found.stage == stage
    assert values(found, "stage") == ((stage,) if stage else ())
