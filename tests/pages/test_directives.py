"""Directives: every one works, and a wrong one says what is near."""

from __future__ import annotations

import pytest

from site_gen.catalogue import catalogue
from site_gen.fields import FIELDS
from site_gen.pages.directives import DIRECTIVES, Place, fill
from site_gen.practice import Period
from site_gen.problems import SiteGenError
from site_gen.rules import RULES
from site_gen.vocabulary import FACETS
from tests.html_tree import Element, parse
from tests.publishing import SETTINGS, TERMS, practice

CORPUS = catalogue(
    [
        practice("old", period=Period(start="2001"), country=("ES",)),
        practice("new", period=Period(start="2021"), country=("NO",)),
        practice("middle", period=Period(start="2011"), principle=("diversity",)),
        practice("draft", status="draft"),
    ],
    TERMS,
)


def _fill(directive: str, path: str = "some/page/") -> Element:
    html = fill(f"<p>before</p>\n<!-- compendium:{directive} -->\n<p>after</p>", place(path))
    assert html.startswith("<p>before</p>\n")
    assert html.endswith("\n<p>after</p>")
    assert "compendium:" not in html
    return parse(html)


def place(path: str = "some/page/") -> Place:
    return Place(CORPUS, path, "assets/search/0123/", SETTINGS)


def _linked(page: Element) -> list[str]:
    hrefs = [a.get("href") for a in page.all("a")]
    return [href for href in dict.fromkeys(hrefs) if "practices/" in href and "?" not in href]


def test_every_directive_is_tested_here() -> None:
    assert set(DIRECTIVES) == {
        "practices", "search", "search-box", "principles", "facets", "facet", "rules", "fields",
        "terms", "thesaurus", "columns", "shortlist", "form", "status",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "slugs"),
    [
        ("", ["new", "middle", "old"]),
        (" limit=2", ["new", "middle"]),
        (" country=es,no", ["new", "old"]),
        (" country=es,no limit=1", ["new"]),
        (" limit=1   principle=diversity", ["middle"]),
        (" principle=diversity country=es", []),
        (" limit=0", []),
        (" ids=old,new", ["old", "new"]),
        (" ids=old,new limit=1 style=list", ["old"]),
        (" style=list", ["new", "middle", "old"]),
    ],
)
def test_practices(options: str, slugs: list[str]) -> None:
    page = _fill(f"practices{options}")
    assert _linked(page) == [f"../../practices/{slug}/" for slug in slugs]


@pytest.mark.parametrize(
    ("options", "link"),
    [
        (" country=es,no limit=1", ["../../practices/?country=es,no"]),
        (" country=es,no limit=2", []),
        (" limit=1", []),
        (" ids=old,new limit=1", []),
    ],
)
def test_a_shortened_list_leads_to_all_that_its_filter_finds(options: str, link: list[str]) -> None:
    assert [a.get("href") for a in _fill(f"practices{options}").all("a", "more")] == link


def test_search_lists_everything() -> None:
    page = _fill("search", "practices/")
    results = [item.get("data-practice") for item in page.one("ol", "results").all("li")]
    assert [slug for slug in results if slug] == ["middle", "new", "old"]
    assert "3" in page.one(role="status").text


def test_search_box_leads_to_the_search_page() -> None:
    form = _fill("search-box", "").one("form", role="search")
    assert (form.get("action"), form.get("method")) == ("practices/", "get")
    assert form.one("input", name="q").get("id") == form.one("label").get("for")
    assert "3" in form.one("label").text


def test_the_shortlist_begins_empty_and_can_say_what_keeps_it_so() -> None:
    page = _fill("shortlist", "shortlist/").one("shortlist-page")
    assert page.one("h1").text == "Shortlist"
    assert page.one("ol").text == ""
    assert page.one("noscript").text.startswith("A shortlist needs JavaScript")
    assert page.one("link", rel="stylesheet").get("href") == "../assets/shortlist-page.css"


def test_principles_are_all_there_with_their_counts() -> None:
    items = _fill("principles", "").one("ul", "principles").all("li")
    shown = {item.one("a").text: item.one(css="count").text for item in items}
    assert list(shown) == [term.label for term in TERMS["principle"].values()]
    assert shown[TERMS["principle"]["equality"].label] == "2 practices"
    assert shown[TERMS["principle"]["diversity"].label] == "1 practice"
    assert shown[TERMS["principle"]["participation"].label] == "0 practices"
    hrefs = [item.one("a").get("href") for item in items]
    assert hrefs[:2] == ["principle/equality/", "principle/diversity/"]
    assert set(hrefs[2:]) == {"principle/"}  # a value that nothing has, has no page


def test_facets_lead_to_their_overviews() -> None:
    links = _fill("facets").one("ul").all("a")
    assert [link.get("href") for link in links] == [f"../../{facet}/" for facet in FACETS]


@pytest.mark.parametrize("facet", FACETS)
def test_facet_lists_its_values_with_counts(facet: str) -> None:
    page = _fill(f"facet {facet}", f"{facet}/")
    assert page.one("h1").text == TERMS["facet"][facet].plural
    for item in page.one("ul", "terms").all("li"):
        assert item.one("a").get("href").startswith(f"../{facet}/")
        assert item.one(css="count").text.endswith(("1 practice", "practices"))


def test_rules_come_with_reason_and_examples() -> None:
    page = _fill("rules")
    ids = [e.get("id") for e in page if e.get("id")]
    assert ids == [f"rule-{name}" for name in RULES]
    for name, rule in RULES.items():
        part = page.one(id=f"rule-{name}")
        assert name in part.text
        assert _unquoted(rule.requirement) in part.text
        assert part.one(css="reason").text == _unquoted(rule.reason)
        assert part.one(css="example-bad").one("code").raw == rule.bad
        assert part.one(css="example-good").one("code").raw == rule.good


def _unquoted(text: str) -> str:
    return " ".join(text.replace("`", "").split())


def test_fields_name_every_key() -> None:
    names = [row.text for row in _fill("fields").one("tbody").all("th")]
    expected = []
    for field in FIELDS:
        expected += [field.name, *(f"{field.name}.{part.name}" for part in field.parts)]
    assert names == expected


def test_terms_name_every_term_with_its_definition() -> None:
    page = _fill("terms level stage")
    assert [e.get("id") for e in page if e.get("id")] == ["terms-level", "terms-stage"]
    terms = [*TERMS["level"].values(), *TERMS["stage"].values()]
    assert [term.one("code").text for term in page.all("dt")] == [term.id for term in terms]
    assert [text.text for text in page.all("dd")] == [term.definition for term in terms]


def test_thesaurus_lists_every_defined_concept_by_letter() -> None:
    page = _fill("thesaurus", "thesaurus/")
    defined = {term.label: term for term in TERMS["concept"].values() if term.definition}
    entries = [(e.one("h3").one("a"), e.one(css="entry-definition")) for e in page.all(css="entry")]
    assert [link.text for link, _ in entries] == sorted(defined, key=str.lower)
    for link, definition in entries:
        term = defined[link.text]
        assert link.get("href") == f"../thesaurus/{term.id}/"
        assert definition.text == term.definition
    letters = [heading.text for heading in page.all("h2")]
    assert letters == sorted({label[0].upper() for label in defined})
    assert [link.get("href") for link in page.one("nav").all("a")] == [
        f"#{heading.get('id')}" for heading in page.all("h2")
    ]


def test_form_knows_the_way_to_the_site_s_root_and_its_index() -> None:
    page = _fill("form", "contribute/propose/").one("propose-form")
    assert page.get("data-base") == "../../"
    assert page.get("data-index") == "../../assets/search/0123/"


def test_columns_have_descriptions() -> None:
    assert all(cell.text for cell in _fill("columns").one("tbody").all("td"))


def test_several_directives_in_one_page_and_none() -> None:
    html = "<!-- compendium:facets --><p>x</p><!--compendium:facets-->"
    assert len(parse(fill(html, place())).all("ul")) == 2
    assert fill("<p><!-- a comment --> &lt;!-- compendium:x --></p>", place()) == (
        "<p><!-- a comment --> &lt;!-- compendium:x --></p>"
    )


@pytest.mark.parametrize(
    ("directive", "message"),
    [
        ("practises", "there is no directive 'practises'; did you mean 'practices'?"),
        ("serach", "there is no directive 'serach'; did you mean 'search'?"),
        ("zzzzzz", "there is no directive 'zzzzzz'; there are practices, search, search-box, "
                   "shortlist, principles, facets, facet, rules, fields, terms, "
                   "thesaurus, form, status, columns"),
        ("practices aera=education", "there is no facet 'aera'; did you mean 'area'?"),
        ("practices area=educaton", "there is no area 'educaton'; did you mean 'education'?"),
        ("practices education", "there is no facet 'education'"),
        ("practices limit=six", "the limit 'six' is not a number"),
        ("practices limit=-1", "the limit '-1' is not a number"),
        ("practices limit=", "the limit '' is not a number"),
        ("practices ids=new,mdidle", "there is no practice 'mdidle'; did you mean 'middle'?"),
        ("practices style=cadrs", "there is no style 'cadrs'; did you mean 'cards'?"),
        ("facet levle", "there is no facet 'levle'; did you mean 'level'?"),
        ("facet", "there is no facet ''; there are principle, country, level, type, area, group, "
                  "stage, extent"),
        ("terms level tpye", "there is no facet 'tpye'; did you mean 'type'?"),
    ],
)  # fmt: skip
def test_a_wrong_directive_says_where_it_stands_and_what_is_near(
    directive: str, message: str
) -> None:
    with pytest.raises(SiteGenError) as caught:
        _fill(directive)
    assert str(caught.value) == (
        f"on the page '/some/page/', <!-- compendium:{directive} -->: {message}"
    )
