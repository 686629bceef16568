"""The thesaurus: pages, data for machines, entries in the search, and the real content."""

from __future__ import annotations

import json
import re

import pytest

from site_gen.catalogue import Catalogue, catalogue
from site_gen.catalogue.concepts import concepts, usage
from site_gen.pages import thesaurus
from site_gen.pages.listings import CARDS
from site_gen.vocabulary import Term
from tests.catalogue.test_concepts import vocabulary
from tests.html_tree import parse
from tests.publishing import SETTINGS, SITE_URL, Site, practice

WIDE = Term(
    "wide", "Wide term", "What is <wide>.", source="A document, page 3", aliases=("broad term",)
)
TERMS = vocabulary(
    WIDE,
    Term("slim", "Slim term", "What is slim.", broader=("wide", "bare")),
    Term("near", "Near term", "What is near.", related=("wide",)),
    Term("bare", "Bare term"),
)
BOOK = catalogue([practice("a", body="A broad term."), practice("b", body="None.")], TERMS)


def test_a_concepts_page_says_what_it_means_and_who_uses_it() -> None:
    page = parse(thesaurus.article(WIDE, BOOK))
    assert page.one("h1").text == "Wide term"
    assert page.one("p", "definition").text == "What is <wide>."
    assert page.one("p", "concept-source").text == "Source: A document, page 3"
    assert page.one("p", "wordings").text == "Other wordings: broad term"
    rows = {row.one("dt").text: row.one("dd") for row in page.one("dl", "relations").all("div")}
    assert {label: dd.text for label, dd in rows.items()} == {
        "Narrower": "Slim term",
        "Related": "Near term",
    }
    assert rows["Narrower"].one("a").get("href") == "../../thesaurus/slim/"
    assert page.one("p", "listing-count").text == "1 practice"
    assert [c.one("a").get("href") for c in page.all("h3")] == ["../../practices/a/"]
    crumbs = page.one("nav", "breadcrumbs").all("a")
    assert [link.get("href") for link in crumbs] == ["../../", "../../thesaurus/"]


def test_a_broader_term_without_a_page_is_left_out() -> None:
    page = parse(thesaurus.article(TERMS["concept"]["slim"], BOOK))
    assert page.one("dl", "relations").text == "BroaderWide term"
    assert page.one("p", "listing-count").text == "0 practices"
    assert not page.all("p", "wordings")


def test_a_long_list_begins_with_cards() -> None:
    many = [practice(f"p-{n}", body="A wide term.") for n in range(CARDS + 2)]
    page = parse(thesaurus.article(WIDE, catalogue(many, TERMS)))
    assert len(page.one("ol", "cards").all("article")) == CARDS
    assert len(page.one("ul", "rest").all("a")) == 2


def test_concepts_with_a_definition_are_found_by_the_search() -> None:
    found = {guide.path: guide for guide in thesaurus.guides(BOOK)}
    assert list(found) == ["thesaurus/near/", "thesaurus/slim/", "thesaurus/wide/"]
    guide = found["thesaurus/wide/"]
    assert (guide.title, guide.summary) == ("Wide term", "What is <wide>.")
    assert "broad term" in guide.text


def test_machines_read_a_defined_term_of_the_set() -> None:
    node = thesaurus.defined_term(WIDE, SETTINGS)
    assert node["@type"] == "DefinedTerm"
    assert node["url"] == f"{SITE_URL}thesaurus/wide/"
    assert (node["name"], node["description"]) == ("Wide term", "What is <wide>.")
    assert node["inDefinedTermSet"] == thesaurus.term_set(SETTINGS)
    assert thesaurus.term_set(SETTINGS)["@id"] == f"{SITE_URL}thesaurus/"


def test_every_concept_has_its_page_in_the_site(site: Site, real: Catalogue) -> None:
    sitemap = (site.root / "sitemap.xml").read_text("utf-8")
    for term in thesaurus.terms(real):
        page = site.text[f"thesaurus/{term.id}/index.html"]
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
        kinds = [node["@type"] for node in json.loads(data)["@graph"]]
        assert kinds == ["DefinedTerm", "BreadcrumbList"]
        assert f"<loc>{SITE_URL}thesaurus/{term.id}/</loc>" in sitemap
    assert '"@type":"DefinedTermSet"' in site.text["thesaurus/index.html"]
    assert len(site.page("thesaurus/").all(css="entry")) == len(thesaurus.terms(real))


def test_links_to_concepts_lead_to_pages(site: Site, real: Catalogue) -> None:
    known = {f"../../thesaurus/{term.id}/" for term in thesaurus.terms(real)}
    for shown in real.pages:
        page = site.page(shown.url)
        for link in page.all("a", "concept"):
            assert link.get("href") in known
            assert page.one(id=link.get("aria-describedby")).text


@pytest.mark.parametrize("part", ["source", "definition"])
def test_real_concepts_are_complete(real: Catalogue, part: str) -> None:
    assert [t.id for t in concepts(real).terms.values() if not getattr(t, part)] == []


def test_real_concepts_are_used(real: Catalogue) -> None:
    """The Model Framework is the one that the guides need and no practice names."""
    assert [name for name, found in usage(real).items() if not found] in ([], ["model-framework"])
