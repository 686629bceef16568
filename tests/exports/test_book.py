"""Books: what belongs where, and where links lead."""

from __future__ import annotations

import pytest

from site_gen.exports.book import book, in_language
from tests.exports.books import FRENCH, GUIDES, PRACTICES, a_book, all_practices
from tests.publishing import SETTINGS


def test_sections_by_principle_country_and_title() -> None:
    made = a_book()
    found = [
        (section.title, group.title, practice.id)
        for section in made.sections
        for group in section.groups
        for practice in group.practices
    ]
    assert found == [
        ("Ensuring equality", "France", "espace-egalite"),
        ("Ensuring equality", "Spain", "hostile"),
        ("Valuing diversity", "Norway", "oslo-plan"),
    ]
    assert made.whole
    assert made.guides == GUIDES


def test_an_order_by_hand_is_kept_without_headings() -> None:
    wanted = (PRACTICES[2], PRACTICES[0])
    made = a_book(practices=wanted, by_hand=True)
    (section,) = made.sections
    (group,) = section.groups
    assert (group.title, group.practices) == ("", wanted)
    assert made.practices == wanted
    assert not made.whole
    assert made.guides == ()


def test_a_part_has_the_guides_of_its_principles() -> None:
    assert a_book(practices=PRACTICES[:1]).guides == GUIDES[1:]
    assert a_book(practices=PRACTICES[1:2]).guides == ()


def test_indexes() -> None:
    indexes = a_book().indexes
    assert [(e.label, [p.id for p in e.practices]) for e in indexes.country] == [
        ("France", ["espace-egalite"]),
        ("Norway", ["oslo-plan"]),
        ("Spain", ["hostile"]),
        ("Sweden", ["oslo-plan"]),
    ]
    assert [e.label for e in indexes.organisation] == [
        "-2+3", "City of Oslo", "City of Strasbourg", "@cmd",
    ]  # fmt: skip
    assert [(e.label, len(e.practices)) for e in indexes.source] == [("CDADI(2024)39", 3)]
    assert [e.label for e in indexes.area] == ["Education", "Housing"]


@pytest.mark.parametrize(
    ("target", "page", "leads_to"),
    [
        ("https://example.org/", "practices/a/", "https://example.org/"),
        ("mailto:a@example.org", "practices/a/", "mailto:a@example.org"),
        ("#purpose", "practices/espace-egalite/", "#espace-egalite"),
        ("../no/oslo-plan.md#process", "practices/espace-egalite/", "#oslo-plan"),
        ("oslo-plan.md", "practices/espace-egalite/", "#oslo-plan"),
        ("nowhere.md", "practices/espace-egalite/", ""),
        ("../../practices/oslo-plan/", "guides/planning/", "#oslo-plan"),
        ("../../../practices/oslo-plan/", "guides/principles/equality/", "#oslo-plan"),
        ("../../practices/nowhere/", "guides/planning/", ""),
        ("strategy.md#top", "guides/planning/", "https://compendium.test/guides/strategy/#top"),
        ("../about.md", "guides/planning/", "https://compendium.test/about/"),
        ("principles/index.md", "guides/planning/", "https://compendium.test/guides/principles/"),
        ("../planning.md", "guides/principles/equality/", "https://compendium.test/guides/planning/"),
    ],
)  # fmt: skip
def test_links(target: str, page: str, leads_to: str) -> None:
    assert a_book().link(target, page) == leads_to


def test_a_practice_that_is_not_in_the_book_is_on_the_web() -> None:
    made = a_book(practices=PRACTICES[:1])
    found = made.link("../no/oslo-plan.md", "practices/espace-egalite/")
    assert found == "https://compendium.test/practices/oslo-plan/"


def test_a_link_to_a_translated_practice_leads_to_the_translation() -> None:
    catalogue = all_practices()
    practices = in_language(catalogue.practices, "fr", catalogue)
    assert FRENCH.id in [each.id for each in practices]
    made = book(catalogue, SETTINGS, practices, chosen="")
    assert made.whole
    assert made.link("../fr/espace-egalite.md", "practices/oslo-plan/") == f"#{FRENCH.id}"


def test_texts_are_safe_and_dead_links_are_text() -> None:
    html = a_book().html(PRACTICES[0].body, PRACTICES[0].url)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert 'href="#oslo-plan"' in html
    assert "a draft" in html
    assert "#dead" not in html
