"""Cards and links in lists: made once, and the same as if each list made its own."""

from __future__ import annotations

from site_gen.catalogue import catalogue
from site_gen.pages import lists
from tests.html_tree import parse
from tests.publishing import TERMS, practice

TWO = [practice("a", title="<i>A</i>"), practice("b")]


def test_a_card_fits_its_list() -> None:
    known = catalogue(TWO, TERMS)
    (first,) = lists.cards(TWO[:1], known, "../", "h2")
    assert lists.cards(TWO[:1], known, "../", "h2") == [first]
    (deeper,) = lists.cards(TWO[:1], known, "../../", "h3")
    assert str(deeper) == str(first).replace("h2", "h3").replace('"../', '"../../')
    assert parse(first).one("h2").text == "<i>A</i>"


def test_links_stand_in_the_given_order_and_show_titles_as_text() -> None:
    known = catalogue(TWO, TERMS)
    assert lists.links(TWO[::-1], known, "../") == (
        '<li><a href="../practices/b/">B</a></li>\n'
        '<li><a href="../practices/a/">&lt;i&gt;A&lt;/i&gt;</a></li>\n'
    )
    assert lists.links([], known, "../") == ""


def test_another_catalogue_has_cards_of_its_own() -> None:
    renamed = [practice("a", title="Renamed")]
    lists.cards(TWO, catalogue(TWO, TERMS), "../", "h2")
    (card,) = lists.cards(renamed, catalogue(renamed, TERMS), "../", "h2")
    assert parse(card).one("h2").text == "Renamed"
