"""A practice's page: the twelve real ones as built, and what no real one has yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from site_gen.catalogue import Catalogue, catalogue
from site_gen.pages import practice_page
from site_gen.practice import Link, Period, Practice
from site_gen.text import slugify
from tests.html_tree import Element, parse
from tests.publishing import SETTINGS, TERMS, Site, practice

REAL = (
    "bangla-bantams",
    "bilbao-anti-rumours",
    "espace-egalite",
    "eu-belong",
    "finland-integration-acts",
    "gemengepakt",
    "iceland-resolution-on-immigrants",
    "neuchatel-diversity-roadmap",
    "norway-anti-racism-plan",
    "roma-citizens-strategy",
    "settle-in-estonia",
    "vastra-gotaland-consultations",
)


def _article(page: Element) -> Element:
    return page.one("article", "practice")


def _facts(page: Element) -> dict[str, Element]:
    panel = page.one(css="facts")
    rows = {row.one("dt").text: row.one("dd") for row in panel.one("dl").all("div")}
    assert len(rows) == len(panel.all("dt"))
    return rows


def _show(one: Practice, *others: Practice, **settings: object) -> Element:
    """The article of a practice in a catalogue with the others."""
    built = catalogue([one, *others], TERMS, drafts=True)
    shown = [*built.practices, *built.archived, *sum(built.translations.values(), ())]
    found = next(each for each in shown if each.id == one.id)
    pieces = practice_page.article(found, built, replace(SETTINGS, **settings))  # type: ignore[arg-type]
    return parse("".join(pieces))


# The real practices


@pytest.mark.parametrize("slug", REAL)
def test_the_page_says_what_the_file_says(site: Site, real: Catalogue, slug: str) -> None:
    page, one = site.page(f"practices/{slug}/"), real.by_id[slug]
    article = _article(page)
    assert [h.text for h in page.all("h1")] == [one.title]
    assert article.one(css="practice-summary").text == one.summary
    titles = [section.title for section in one.sections if section.title]
    headings = [h.get("id") for h in article.one(css="practice-body").all("h2")]
    assert headings[: len(titles)] == [slugify(title) for title in titles]
    said = article.text
    for name in (*one.aliases, *one.lead, *one.partners, *one.funding, one.place, one.period.note):
        assert name in said
    for link in one.links:
        assert [a.text for a in article.all("a", href=link.url)] == [link.title]
    for source in one.source:
        assert source.document in said
        assert f"p. {source.page}" in said or not source.page


@pytest.mark.parametrize("slug", REAL)
def test_every_fact_leads_to_its_listing(site: Site, real: Catalogue, slug: str) -> None:
    one = real.by_id[slug]
    facts = _facts(site.page(f"practices/{slug}/"))
    links = {a.get("href"): a.text for row in facts.values() for a in row.all("a")}
    expected = {
        f"../../{facet}/{value.lower()}/": TERMS[facet][value].label
        for facet in ("country", "level", "type", "area", "group", "stage")
        for value in (getattr(one, facet) if facet != "stage" else filter(None, (one.stage,)))
    }
    assert links == expected
    for href in links:
        listing = site.page(href.removeprefix("../../"))
        assert listing.all("a", href=f"../../practices/{slug}/"), href
    for principle in one.principle:
        assert site.page(f"principle/{principle}/").all("a", href=f"../../practices/{slug}/")


@pytest.mark.parametrize("slug", REAL)
def test_empty_fields_leave_no_trace(site: Site, real: Catalogue, slug: str) -> None:
    one, article = real.by_id[slug], _article(site.page(f"practices/{slug}/"))
    facts = _facts(article)
    assert all(row.text for row in facts.values())
    present = {
        "Led by": one.lead,
        "Partners": one.partners,
        "Funding": one.funding,
        "Contact": one.contact,
        "Also known as": one.aliases,
        "When": one.period != Period(),
    }
    assert {label for label in present if label in facts} == {k for k, v in present.items() if v}
    assert bool(article.all(css="practice-links")) == bool(one.links)
    assert not [e for e in article if e.tag in ("li", "dd", "dt", "p", "ul", "a") and not e.text]
    said = article.text
    for trace in ("None", "()", "[]", "{}", "{{", "{%", "Undefined", " ,", "  "):
        assert trace not in said


@pytest.mark.parametrize("slug", REAL)
def test_related_practices_come_with_reasons(site: Site, real: Catalogue, slug: str) -> None:
    shown = _article(site.page(f"practices/{slug}/")).one(css="practice-related").one("ol")
    items = [item for item in shown.all("li") if item.all(css="reasons")]
    assert 1 <= len(items) <= 5
    for item, other in zip(items, real.related[slug], strict=True):
        assert item.all("a", href=f"../../practices/{other.id}/")
        reasons = item.one(css="reasons").text
        assert reasons[0].isupper()
        assert all(reason[1:] in reasons for reason in other.reasons)


@pytest.mark.parametrize("slug", REAL)
def test_how_to_cite_edit_and_review(site: Site, real: Catalogue, slug: str) -> None:
    one, article = real.by_id[slug], _article(site.page(f"practices/{slug}/"))
    cited = article.one(css="citation").text
    assert article.one("button", "copy").get("data-copy") == cited
    for part in (one.title, f"https://compendium.test/practices/{slug}/", "20 November 2026"):
        assert part in cited
    foot = article.one(css="practice-foot")
    assert foot.one("time").get("datetime") == one.reviewed.isoformat()
    sheet, edit = foot.all("a")
    assert (sheet.text, sheet.get("href")) == ("Save as PDF", f"{slug}.pdf")
    assert edit.get("href").endswith(f"/edit/main/{one.path}")
    assert not article.all(css="notice")


# What the template does with everything else


def test_a_practice_with_nothing_optional_has_no_empty_parts() -> None:
    article = _show(practice())
    assert list(_facts(article)) == ["Where", "Level", "Type", "Area of intervention"]
    assert [h.text.rstrip("¶") for h in article.all("h2")] == [
        "Purpose", "Process", "Source", "How to cite",
    ]  # fmt: skip
    assert not article.all(css="practice-related")


def test_several_values_are_a_list_and_the_label_is_in_the_plural() -> None:
    facts = _facts(_show(practice(area=("education", "housing"), partners=("One", "Two"))))
    assert [li.text for li in facts["Areas of intervention"].all("li")] == ["Education", "Housing"]
    assert [li.text for li in facts["Partners"].all("li")] == ["One", "Two"]


def test_the_period_is_said_in_words_with_its_stage() -> None:
    period = Period(start="2019-09-30", end="ongoing", note="Revised every year.")
    when = _facts(_show(practice(period=period)))["When"]
    assert [li.text for li in when.all("li")] == [
        "30 September 2019 – ongoing", "Revised every year.", "Ongoing",
    ]  # fmt: skip


def test_links_say_their_language_unless_it_is_english() -> None:
    links = (
        Link("Plan", "https://example.org/plan", "fr"),
        Link("Report", "https://example.org/report", "en"),
        Link("Write", "mailto:someone@example.org"),
    )
    shown = _show(practice(links=links)).one(css="practice-links")
    assert [li.text for li in shown.all("li")] == ["Plan (in French)", "Report", "Write"]
    assert [a.get("hreflang") for a in shown.one("ul").all("a")] == ["fr", "en", ""]


@pytest.mark.parametrize(
    ("built", "months", "overdue"),
    [
        (date(2026, 11, 20), 24, False),
        (date(2028, 11, 19), 24, False),
        (date(2028, 11, 20), 24, True),
        (date(2026, 12, 19), 1, False),
        (date(2026, 12, 20), 1, True),
        (date(2020, 1, 1), 24, False),  # the build's clock is wrong, or the review lies ahead
    ],
)
def test_the_notice_that_a_review_is_overdue(built: date, months: int, overdue: bool) -> None:
    article = _show(practice(), built=built, review_after_months=months)
    assert bool(article.all(css="notice-overdue")) is overdue
    if overdue:
        assert "20 November 2026" in article.one(css="notice-overdue").text


def test_drafts_and_archived_practices_say_that_they_are() -> None:
    assert "draft" in _show(practice(status="draft")).one(css="notice").text
    assert "archived" in _show(practice(status="archived")).one(css="notice").text
    assert not _show(practice()).all(css="notice")


def test_a_translation_is_marked_with_its_language_and_leads_to_the_other_editions() -> None:
    shared = ("principle", "country", "level", "type", "area", "source")
    common = dict.fromkeys(shared, ()) | {"translation_of": "open-city-hall"}
    french = practice("hotel", title="Hôtel", lang="fr", **common)
    german = practice("rathaus", title="Rathaus", lang="de", **common)
    original = practice(related=("other",))
    shown = _show(french, original, german, practice("other"))
    assert _article(shown).get("lang") == "fr"
    assert _article(_show(original)).get("lang") == ""
    editions = shown.all(css="edition")
    links = [edition.one("a") for edition in editions]
    assert [edition.text for edition in editions] == [
        "In English: Open city hall",
        "In Deutsch: Rathaus",
    ]
    assert [(link.get("href"), link.get("lang")) for link in links] == [
        ("../../practices/open-city-hall/", "en"),
        ("../../practices/rathaus/", "de"),
    ]
    # Our own words on the page are English.
    for ours in ("facts", "practice-source", "practice-cite", "practice-related", "practice-foot"):
        assert shown.one(css=ours).get("lang") == "en"
    assert [e.one("a").get("href") for e in _show(original, french).all(css="edition")] == [
        "../../practices/hotel/"
    ]


def test_a_pick_of_the_editors_is_named_as_one() -> None:
    corpus = [practice("far", country=("IS",)), practice("c", country=("NO",))]
    article = _show(practice(related=("far",)), *corpus)
    assert article.all(css="reasons")[0].text.startswith("Chosen by the editors")


def test_cards_that_are_made_ahead_are_those_of_the_page() -> None:
    corpus = [practice("a", related=("b", "c")), practice("b"), practice("c")]
    one, other = catalogue(corpus, TERMS), catalogue(corpus, TERMS)
    practice_page.prepare(one)
    shown = [practice_page.article(corpus[0], known, SETTINGS) for known in (one, other)]
    assert shown[0] == shown[1]
    assert len(parse("".join(shown[0])).all("article", "card")) == 2


def test_a_level_that_is_all_that_two_practices_share_is_reason_enough() -> None:
    apart = [
        practice(
            f"{letter}{letter}",
            title=f"Title{letter}",
            summary=f"Summary{letter}",
            principle=("equality",),
            type=("law",),
            area=("housing",),
            country=(country,),
            level=("regional",) if letter in "ab" else ("local",),
        )
        for letter, country in zip("abcdefghijklmno", sorted(TERMS["country"]), strict=False)
    ]
    article = _show(apart[0], *apart[1:])
    assert [p.text for p in article.all(css="reasons")] == ["Same level: regional"]


# Links between practices


def _links(body: str, *others: Practice) -> list[tuple[str, str]]:
    article = _show(practice(body=f"## Purpose\n\n{body}\n"), *others)
    content = article.one(css="practice-body").all("section")[0]
    return [(a.text, a.get("href")) for a in content.all("a") if "headerlink" not in a.get("class")]


@pytest.mark.parametrize("target", ["other.md", "../fr/other.md"])
def test_links_to_files_become_links_to_pages(target: str) -> None:
    found = _links(f"See [the other]({target}).", practice("other"))
    assert found == [("the other", "../../practices/other/")]


def test_a_link_keeps_the_section_that_it_leads_to() -> None:
    other = practice("other")
    assert _links("[a](other.md#process)", other) == [("a", "../../practices/other/#process")]
    assert _links("[a](#purpose)") == [("a", "#purpose")]


def test_links_to_what_has_no_page_are_left_as_text() -> None:
    draft = practice("other", status="draft")
    body = "See [*the* other](../fr/other.md), [that](nowhere.md#purpose)."
    one = practice(body=f"## Purpose\n\n{body}\n")
    built = catalogue([one, draft], TERMS)
    article = parse("".join(practice_page.article(one, built, SETTINGS)))
    purpose = article.one(css="practice-body").all("section")[0]
    assert [a.get("class") for a in purpose.all("a")] == ["headerlink"]
    assert "See the other, that." in purpose.text


def test_links_to_other_sites_stay_as_they_are() -> None:
    urls = ["https://example.org/a.md?b=c&d=e#f", "http://example.org", "mailto:a@example.org"]
    assert _links(" ".join(f"[x]({url})" for url in urls)) == [("x", url) for url in urls]


def test_a_body_without_headings_is_shown_whole() -> None:
    article = _show(practice(body="One paragraph.\n", extent="brief"))
    assert "One paragraph." in article.one(css="practice-body").text
    assert [h.text.rstrip("¶") for h in article.all("h2")] == ["Source", "How to cite"]
