"""What machines read of a page: JSON-LD, Dublin Core, Open Graph, canonical addresses."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.catalogue import Catalogue, catalogue
from site_gen.pages import metadata
from site_gen.practice import Period, Source
from tests.html_tree import Element, parse
from tests.publishing import SETTINGS, SITE_URL, TERMS, Site, practice

PRACTICE = "practices/espace-egalite/"
VALUE = "country/fr/"


def _graph(page: Element) -> dict[str, Any]:
    """The nodes of the page's JSON-LD, by type."""
    data = json.loads(page.one("script", type="application/ld+json").raw)
    assert data["@context"] == "https://schema.org"
    nodes = {node["@type"]: node for node in data["@graph"]}
    assert len(nodes) == len(data["@graph"])
    return nodes


def _meta(page: Element) -> list[tuple[str, str]]:
    """(name, content) of all meta elements of Dublin Core and Open Graph."""
    found = [(m.get("name") or m.get("property"), m.get("content")) for m in page.all("meta")]
    return [pair for pair in found if pair[0].startswith(("DC", "og:"))]


def _empty(data: object) -> bool:
    """Whether there is an empty value anywhere in the data."""
    if isinstance(data, dict):
        return not data or any(map(_empty, data.values()))
    if isinstance(data, list):
        return not data or any(map(_empty, data))
    return data in ("", None)


@pytest.mark.parametrize(
    ("address", "types"),
    [
        ("", {"WebSite"}),
        ("data/", {"Dataset", "BreadcrumbList"}),
        ("practices/", {"BreadcrumbList"}),
        ("about/", {"BreadcrumbList"}),
        ("principle/", {"BreadcrumbList"}),
        (VALUE, {"BreadcrumbList"}),
        (PRACTICE, {"CreativeWork", "BreadcrumbList"}),
    ],
)
def test_each_kind_of_page_says_what_it_is(site: Site, address: str, types: set[str]) -> None:
    graph = _graph(site.page(address))
    assert set(graph) == types
    assert not _empty(graph)


def test_every_published_practice_is_a_creative_work(site: Site, real: Catalogue) -> None:
    for one in real.practices:
        graph = _graph(site.page(one.url))
        work, crumbs = graph["CreativeWork"], graph["BreadcrumbList"]["itemListElement"]
        assert not _empty(graph)
        assert (work["@id"], work["url"]) == (SITE_URL + one.url, SITE_URL + one.url)
        assert (work["name"], work["abstract"]) == (one.title, one.summary)
        assert work["about"] == [TERMS["area"][value].label for value in one.area]
        assert work["dateModified"] == one.reviewed.isoformat()
        assert [crumb["position"] for crumb in crumbs] == [1, 2, 3, 4]
        assert [crumb["item"] for crumb in crumbs] == [
            SITE_URL,
            f"{SITE_URL}practices/",
            f"{SITE_URL}principle/{one.principle[0]}/",
            SITE_URL + one.url,
        ]


def test_the_breadcrumbs_that_readers_see_are_those_that_machines_read(site: Site) -> None:
    for address in (PRACTICE, VALUE):
        page = site.page(address)
        seen = [item.text for item in page.one("nav", "breadcrumbs").all("li")]
        read = _graph(page)["BreadcrumbList"]["itemListElement"]
        assert [crumb["name"] for crumb in read] == seen


def test_dublin_core_as_zotero_reads_it(site: Site, real: Catalogue) -> None:
    page, one = site.page(PRACTICE), real.by_id["espace-egalite"]
    # Zotero's "Embedded Metadata" resolves prefixes by these links.
    schemas = {link.get("rel"): link.get("href") for link in page.all("link")}
    assert schemas["schema.DC"] == "http://purl.org/dc/elements/1.1/"
    assert schemas["schema.DCTERMS"] == "http://purl.org/dc/terms/"
    found = _meta(page)
    for pair in [
        ("DC.title", one.title),
        ("DC.description", one.summary),
        ("DC.date", "2026-11-20"),
        ("DC.language", "en"),
        ("DC.type", "Text"),
        ("DC.identifier", SITE_URL + PRACTICE),
        ("DC.rights", "CC BY 4.0"),
        ("DC.coverage", "France"),
        ("DC.source", "CDADI(2024)39, p. 14"),
        ("DCTERMS.isPartOf", "Intercultural Good Practices"),
    ]:
        assert pair in found
    names = [name for name, _ in found]
    for name in ("DC.title", "DC.creator", "DC.publisher", "DC.date", "DC.identifier"):
        assert names.count(name) == 1
    assert [content for name, content in found if name == "DC.subject"] == [
        TERMS["area"][value].label for value in one.area
    ]


def test_every_page_has_its_own_address_once(site: Site) -> None:
    for name, page in site.pages.items():
        if name == "404.html":
            assert not page.all("link", rel="canonical")
            continue
        url = SITE_URL + name.removesuffix("index.html")
        assert [link.get("href") for link in page.all("link", rel="canonical")] == [url], name
        assert [meta.get("content") for meta in page.all("meta", property="og:url")] == [url], name


def test_every_page_has_one_title_and_description(site: Site) -> None:
    titles: dict[str, str] = {}
    for name, page in site.pages.items():
        if name == "404.html":
            continue
        title = page.one("head").one("title").text
        assert title not in titles, (name, titles[title])
        titles[title] = name
        assert page.one("meta", name="description").get("content"), name
        assert page.one("meta", property="og:title").get("content") in title, name
        assert page.one("meta", property="og:description").get("content"), name
        assert all(content for _, content in _meta(page)), name


def test_a_practices_title_and_summary_are_those_of_its_page(site: Site, real: Catalogue) -> None:
    for one in real.practices:
        page = site.page(one.url)
        site_name = "Intercultural Good Practices"
        assert page.one("head").one("title").text == f"{one.title} - {site_name}"
        assert page.one("meta", name="description").get("content") == one.summary
        assert page.one("meta", property="og:title").get("content") == one.title
        assert page.one("meta", property="og:type").get("content") == "article"


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.just("</script><script>x</script>"))
def test_no_text_ends_a_data_block_or_an_attribute(text: str) -> None:
    one = practice(title=text, summary=text, place=text, aliases=(text,))
    built = catalogue([one], TERMS)
    head = metadata.head(
        text,
        text,
        one.url,
        SETTINGS,
        graph=[metadata.creative_work(one, built, SETTINGS)],
        extra=metadata.dublin_core(one, built, SETTINGS),
    )
    page = parse(head)
    tags = {element.tag for element in page}
    assert tags == {"link", "meta", "script"}
    assert len(page.all("script")) == 1
    assert set().union(*(e.attributes for e in page)) <= {
        "rel", "href", "property", "name", "content", "type",
    }  # fmt: skip
    work = _graph(page)["CreativeWork"]
    assert work.get("name", "") == text
    if text and "\r" not in text and "\0" not in text:
        assert page.one("meta", property="og:title").get("content") == text


@pytest.mark.parametrize(
    ("period", "interval"),
    [
        (Period(), ""),
        (Period(note="Long ago"), ""),
        (Period(end="2020"), ""),
        (Period(start="2019"), "2019/.."),
        (Period(start="2019-09", end="ongoing"), "2019-09/.."),
        (Period(start="2019-09-30", end="2020"), "2019-09-30/2020"),
    ],
)
def test_periods_are_iso_intervals(period: Period, interval: str) -> None:
    assert metadata.temporal(practice(period=period)) == interval


def test_how_to_cite_names_all_sources_and_the_address() -> None:
    one = practice(source=(Source("CDADI(2024)39", "14"), Source("CDADI(2021)5")))
    assert metadata.how_to_cite(one, SETTINGS) == (
        "“Open city hall”, in: Good Practices, The Committee. Last reviewed 20 November 2026. "
        "Source: CDADI(2024)39, p. 14; CDADI(2021)5. "
        "https://compendium.test/practices/open-city-hall/"
    )


def test_a_site_without_an_address_claims_none() -> None:
    nowhere = replace(SETTINGS, site_url="", publisher="", licence_name="", licence_url="")
    one = practice()
    built = catalogue([one], TERMS)
    cited = metadata.how_to_cite(one, nowhere)
    assert cited == (
        "“Open city hall”, in: Good Practices. Last reviewed 20 November 2026. "
        "Source: CDADI(2024)39, p. 14."
    )
    crumbs = metadata.breadcrumbs([("Home", ""), ("T", one.url)], nowhere)
    graph = [metadata.creative_work(one, built, nowhere), crumbs]
    page = parse(metadata.head("T", "D", one.url, nowhere, graph=graph))
    assert not _empty(_graph(page))
    assert not {"@id", "url", "publisher", "license"} & _graph(page)["CreativeWork"].keys()
    assert not page.all("meta", property="og:url")
    assert not page.all("meta", name="DC.identifier")
