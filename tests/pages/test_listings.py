"""Static pages per facet value, overviews and the search page, against the practices themselves."""

from __future__ import annotations

from site_gen.catalogue import Catalogue, catalogue
from site_gen.catalogue.facets import used_terms, values
from site_gen.pages import listings
from site_gen.pages.templates import ASSETS
from site_gen.vocabulary import FACETS
from tests.html_tree import Element, parse
from tests.publishing import TERMS, Site, practice


def _cards(page: Element) -> list[str]:
    """The slugs of the practices on a listing, in order."""
    (cards,) = page.all("ol", "cards")
    hrefs = [a.get("href") for a in cards.all("a") if "practices/" in a.get("href")]
    return list(dict.fromkeys(href.rstrip("/").rpartition("/")[2] for href in hrefs))


def test_every_value_in_use_has_a_page_that_lists_exactly_its_practices(
    site: Site, real: Catalogue
) -> None:
    expected = set()
    for facet, terms in used_terms(real.practices, TERMS).items():
        for term in terms:
            address = f"{facet}/{term.id.lower()}/"
            expected.add(address)
            page = site.page(address)
            found = [one.id for one in real.practices if term.id in values(one, facet)]
            assert _cards(page) == found, address
            count = f"{len(found)} practice{'s' if len(found) > 1 else ''}"
            assert page.one(css="listing-count").text.startswith(count)
            further = page.one(css="listing-count").one("a").get("href")
            assert further == f"../../practices/?{facet}={term.id.lower()}"
            if term.definition:
                assert page.one(css="listing").all("p", "definition")[0].text == term.definition
    on_disk = {
        path.parent.relative_to(site.root).as_posix() + "/"
        for facet in FACETS
        for path in (site.root / facet).glob("*/index.html")
    }
    assert on_disk == expected


def test_every_facet_has_an_overview_with_definitions_and_counts(
    site: Site, real: Catalogue
) -> None:
    for facet, terms in used_terms(real.practices, TERMS).items():
        page = site.page(f"{facet}/")
        assert page.one("h1").text == TERMS["facet"][facet].plural
        items = page.one("ul", "terms").all("li")
        assert [item.one("a").get("href") for item in items] == [
            f"../{facet}/{term.id.lower()}/" for term in terms
        ]
        for item, term in zip(items, terms, strict=True):
            count = sum(term.id in values(one, facet) for one in real.practices)
            assert item.one(css="count").text.split()[0] == str(count)
            assert term.definition in item.text


def test_the_search_page_lists_everything_without_a_script(site: Site, real: Catalogue) -> None:
    page = site.page("practices/")
    results = page.all("ol", "results")
    listed = [item for part in results for item in part.all("li") if item.get("data-practice")]
    assert [item.get("data-practice") for item in listed] == [one.id for one in real.practices]
    for item, one in zip(listed, real.practices, strict=True):
        assert f"../{one.url}" in {a.get("href") for a in item.all("a")}
    assert len(results[0].all("article", "card")) == listings.SEARCH_CARDS
    assert str(len(real.practices)) in page.one(role="status").text
    hrefs = {a.get("href") for a in page.all("a")}
    for facet, terms in used_terms(real.practices, TERMS).items():
        for term in terms:
            assert f"../{facet}/{term.id.lower()}/" in hrefs


def test_the_search_page_and_its_scripts_show_as_much() -> None:
    def script(name: str) -> str:
        return (ASSETS / name).read_text(encoding="utf-8")

    assert f"const PAGE = {listings.SEARCH_CARDS};" in script("practice-search.js")
    assert f"const FEW = {listings.FEW};" in script("search-view.js")


def test_the_home_page_shows_the_principles_and_the_newest(site: Site, real: Catalogue) -> None:
    page = site.page("")
    assert [a.get("href") for a in page.one("ul", "principles").all("a")] == [
        f"principle/{principle}/" for principle in TERMS["principle"]
    ]
    assert _cards(page) == [one.id for one in real.newest[:6]]
    assert page.one("main").one("form", role="search").get("action") == "practices/"


def test_titles_of_value_pages_read_well() -> None:
    def title(facet: str, value: str) -> str:
        return listings.value_title(facet, TERMS[facet][value])

    assert title("country", "FR") == "Practices from France"
    assert title("country", "GB") == "Practices from the United Kingdom"
    assert title("country", "int") == "International practices"
    assert title("level", "local") == "Local"


def test_cards_of_a_listing_show_hostile_texts_as_text() -> None:
    hostile = '<script>alert(1)</script>" onmouseover="alert(1)'
    one = practice(title=hostile, summary=hostile, place=hostile)
    built = catalogue([one], TERMS)
    page = parse(listings.value_article("level", TERMS["level"]["local"], [one], built))
    assert not page.all("script")
    assert not [e for e in page for name in e.attributes if name.startswith("on")]
    assert page.text.count("<script>alert(1)</script>") >= 2
