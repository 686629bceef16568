"""Every kind of page in a real browser: accessible, sound, silent towards other hosts."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import NARROW, WIDE, Visit, expect_copied, intrude

KINDS = {
    "home": "",
    "search": "practices/",
    "search, nothing found": "practices/?country=fr&level=national",
    "search, filtered": "practices/?principle=equality&q=roma",
    "practice": "practices/gemengepakt/",
    "brief practice": "practices/finland-integration-acts/",
    "practice with a table": "practices/eu-belong/",
    "facet": "area/",
    "value": "principle/equality/",
    "guide": "guides/multilevel-governance/",
    "thesaurus": "thesaurus/",
    "concept": "thesaurus/integration/",
    "about": "about/",
    "contributing": "contributing/",
    "data": "data/",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("path", KINDS.values(), ids=list(KINDS))
def test_accessible_and_silent(
    browser: Browser, address: str, path: str, viewport: dict[str, int], scheme: str
) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    visitor = Visit(context, address)
    page = visitor.open(path)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    context.close()
    visitor.check()


def test_missing_page(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    page = context.new_page()
    response = page.goto(f"{address}404.html")
    assert response
    assert response.ok
    assert page.get_by_role("heading", level=1).inner_text() == "This page does not exist"
    assert Axe().run(page).violations_count == 0
    context.close()


def test_each_page_has_one_main_heading(visit: Visit) -> None:
    for path in KINDS.values():
        page = visit.open(path)
        assert page.locator("h1").count() == 1, path


def test_policy_stops_foreign_scripts(visit: Visit) -> None:
    """The policy is in force: an inline script that somebody got into the page does not run."""
    page = visit.open("about/")
    intrude(page)
    assert page.evaluate("globalThis.intruded") is None
    assert any("Content Security Policy" in error for error in visit.errors)
    visit.errors.clear()


def test_citation_is_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}practices/espace-egalite/")
    page.get_by_role("button", name="Copy").click()
    expect_copied(page, page.locator(".citation").inner_text())
    context.close()


def test_print_shows_the_practice_and_no_controls(visit: Visit) -> None:
    page = visit.open("practices/espace-egalite/")
    page.emulate_media(media="print")
    assert page.locator(".practice-body").is_visible()
    assert page.locator(".facts").is_visible()
    assert not page.locator(".md-header").is_visible()
    assert not page.locator("button.copy").is_visible()


def test_links_of_the_fact_panel_lead_to_listings_with_the_practice(visit: Visit) -> None:
    page = visit.open("practices/espace-egalite/")
    links = [link.get_attribute("href") or "" for link in page.locator(".facts dd a").all()]
    assert len(links) >= 6
    for href in links:
        page.goto(f"{visit.address}practices/espace-egalite/{href}")
        assert page.get_by_role("link", name="Espace Égalité").count() >= 1, href
