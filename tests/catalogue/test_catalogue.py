"""The catalogue: who is in it, in which order, and what translations take over."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.catalogue import Catalogue, catalogue
from site_gen.practice import Period, Practice
from tests.publishing import TERMS, practice


def _catalogue(*practices: Practice, drafts: bool = False) -> Catalogue:
    return catalogue(practices, TERMS, drafts=drafts)


def _translation(slug: str = "hotel-de-ville-ouvert", **facts: object) -> Practice:
    """A translation as it is built from its file: without the facts that it shares."""
    given: dict[str, object] = dict.fromkeys(("principle", "country", "level", "type", "area"), ())
    given |= {"source": (), "lang": "fr", "translation_of": "open-city-hall"}
    return practice(slug, **(given | facts))


def _ids(practices: object) -> list[str]:
    return [each.id for each in practices]  # type: ignore[attr-defined]


def test_drafts_are_in_only_when_they_are_wanted() -> None:
    corpus = [practice("a"), practice("b", status="draft"), practice("c", status="archived")]
    assert _ids(_catalogue(*corpus).practices) == ["a"]
    assert _ids(_catalogue(*corpus, drafts=True).practices) == ["a", "b"]
    assert _ids(_catalogue(*corpus).archived) == ["c"]


def test_titles_sort_without_regard_to_accents_and_case() -> None:
    titles = ["Zürich", "Éclair", "eagle", "Øst", "Ost", "Łódź", "Ljubljana", "Ångström", "İzmir"]
    corpus = [practice(f"p{n}", title=title) for n, title in enumerate(titles)]
    expected = ["Ångström", "eagle", "Éclair", "İzmir", "Ljubljana", "Łódź", "Ost", "Øst", "Zürich"]
    assert [each.title for each in _catalogue(*corpus).practices] == expected


@given(st.permutations(range(6)))
def test_the_order_does_not_depend_on_that_of_the_files(order: list[int]) -> None:
    corpus = [practice(f"p{n}", title=["Same", "same", "Other"][n % 3]) for n in order]
    found = _catalogue(*corpus)
    assert _ids(found.practices) == ["p2", "p5", "p0", "p3", "p1", "p4"]


def test_newest_sorts_by_first_day_and_then_by_title() -> None:
    corpus = [
        practice("none"),
        practice("unknown-start", period=Period(end="2030")),
        practice("year", period=Period(start="2020")),
        practice("month", period=Period(start="2020-01")),
        practice("day", period=Period(start="2020-01-02")),
        practice("old", period=Period(start="1998-12-31", end="ongoing")),
    ]
    assert _ids(_catalogue(*corpus).newest) == [
        "day", "month", "year", "old", "none", "unknown-start",
    ]  # fmt: skip


def test_a_translation_takes_its_originals_facts_and_keeps_its_own_texts() -> None:
    original = practice(
        place="Strasbourg",
        country=("FR",),
        period=Period(start="2019"),
        aliases=("OCH",),
        reviewed=date(2026, 1, 1),
    )
    translated = _translation(title="Hôtel de ville ouvert", aliases=("HVO",), body="## But\n")
    found = _catalogue(translated, original)
    assert _ids(found.practices) == ["open-city-hall"]
    (edition,) = found.translations["open-city-hall"]
    assert (edition.id, edition.title, edition.lang) == (
        "hotel-de-ville-ouvert", "Hôtel de ville ouvert", "fr",
    )  # fmt: skip
    assert (edition.place, edition.country, edition.principle) == (
        "Strasbourg", ("FR",), ("equality",),
    )  # fmt: skip
    assert edition.period == Period(start="2019")
    assert edition.source == original.source
    assert (edition.aliases, edition.body) == (("HVO",), "## But\n")
    assert edition.reviewed == date(2026, 11, 20)


def test_translations_of_one_practice_sort_by_language() -> None:
    editions = [_translation(f"in-{lang}", lang=lang) for lang in ("fr", "de", "it")]
    found = _catalogue(practice(), *editions)
    assert [each.lang for each in found.translations["open-city-hall"]] == ["de", "fr", "it"]


@pytest.mark.parametrize("status", ["published", "draft", "archived"])
def test_a_translation_without_its_original_is_left_out(status: str) -> None:
    found = _catalogue(practice("other"), _translation(status=status), drafts=True)
    assert _ids(found.practices) == ["other"]
    assert not found.translations
    assert not found.archived


def test_a_translation_is_no_more_published_than_its_original() -> None:
    corpus = [practice(status="draft"), _translation()]
    assert not _catalogue(*corpus).translations
    assert _catalogue(*corpus, drafts=True).translations.keys() == {"open-city-hall"}
    corpus = [practice(), _translation(status="draft")]
    assert not _catalogue(*corpus).translations
    assert _catalogue(*corpus, drafts=True).translations.keys() == {"open-city-hall"}


@pytest.mark.parametrize(
    ("original", "translated"),
    [("published", "archived"), ("archived", "published"), ("archived", "archived")],
)
def test_archived_translations_keep_their_pages_with_all_facts(
    original: str, translated: str
) -> None:
    found = _catalogue(practice(status=original), _translation(status=translated))
    archived = {each.id: each for each in found.archived}
    edition = archived["hotel-de-ville-ouvert"]
    assert edition.principle == ("equality",)
    assert edition.status == "archived"
    assert not found.translations
    assert ("open-city-hall" in archived) == (original == "archived")


def test_an_empty_catalogue_is_one() -> None:
    found = _catalogue()
    assert (found.practices, found.newest, dict(found.related)) == ((), (), {})
