"""Terms explained where they stand: by pointer, keyboard and finger, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import NARROW, WIDE, Visit

PRACTICE = "practices/gemengepakt/"
BOX = ".concept-box"


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.open(PRACTICE)


@pytest.fixture
def finger(browser: Browser, address: str) -> Iterator[Visit]:
    """A phone."""
    context = browser.new_context(viewport=NARROW, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    visitor = Visit(context, address)
    yield visitor
    context.close()
    visitor.check()


def _terms(page: Page) -> list[Locator]:
    terms = page.locator("a.concept").all()
    assert len(terms) >= 3
    return terms


def _inside_the_window(page: Page) -> None:
    box = page.locator(BOX).bounding_box()
    size = page.viewport_size
    assert box
    assert size
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] + box["height"] <= size["height"]


def test_pointing_at_a_term_shows_its_definition(page: Page) -> None:
    for term in _terms(page):
        term.hover()
        box = page.locator(BOX)
        expect(box).to_be_visible()
        expect(box).to_contain_text(_text(page, term))
        _inside_the_window(page)


def _text(page: Page, term: Locator) -> str:
    found = page.locator(f"#{term.get_attribute('aria-describedby')}").text_content()
    assert found
    return found


def test_the_box_can_be_pointed_at_and_stays(page: Page) -> None:
    term = _terms(page)[0]
    term.hover()
    page.locator(BOX).hover()
    page.wait_for_timeout(600)  # longer than a box outlives the pointer
    expect(page.locator(BOX)).to_be_visible()
    page.locator("h1").hover()
    expect(page.locator(BOX)).to_have_count(0)


def test_escape_closes_the_box_and_nothing_else_moves(page: Page) -> None:
    term = _terms(page)[0]
    term.hover()
    expect(page.locator(BOX)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_have_count(0)
    page.wait_for_timeout(400)
    expect(page.locator(BOX)).to_have_count(0)
    page.locator("h1").hover()
    term.hover()
    expect(page.locator(BOX)).to_be_visible()


def test_by_keyboard_a_term_shows_its_definition_and_leads_on(page: Page) -> None:
    first, second = _terms(page)[:2]
    first.focus()
    expect(page.locator(BOX)).to_contain_text(_text(page, first))
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_have_count(0)
    expect(first).to_be_focused()
    second.focus()
    expect(page.locator(BOX)).to_contain_text(_text(page, second))
    page.keyboard.press("Tab")
    expect(page.locator(f"{BOX} a")).not_to_be_focused()  # each term is one stop
    second.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/thesaurus/*/")
    assert page.locator("h1").count() == 1


def test_the_focus_keeps_the_box_while_the_pointer_wanders(page: Page) -> None:
    term = _terms(page)[0]
    term.focus()
    page.locator("h1").hover()
    page.wait_for_timeout(600)
    expect(page.locator(BOX)).to_be_visible()


def test_screen_readers_are_given_the_definition(page: Page) -> None:
    for term in _terms(page):
        expect(term).to_have_accessible_description(_text(page, term).strip())
        expect(page.locator(f"#{term.get_attribute('aria-describedby')}")).to_be_hidden()


def test_the_first_tap_shows_the_box_and_the_second_follows(finger: Visit) -> None:
    page = finger.open(PRACTICE)
    for term in _terms(page):
        term.tap()
        expect(page.locator(BOX)).to_contain_text(_text(page, term))
        _inside_the_window(page)
        assert page.url.endswith(PRACTICE)
        page.keyboard.press("Escape")  # it may lie over the next term
    term = _terms(page)[0]
    term.tap()
    expect(page.locator(BOX)).to_be_visible()
    page.locator("h1").tap()
    expect(page.locator(BOX)).to_have_count(0)
    term.tap()
    page.locator(f"{BOX} a").tap()
    page.wait_for_url("**/thesaurus/*/")
    page.go_back()
    term = _terms(page)[0]
    term.tap()
    term.tap()
    page.wait_for_url("**/thesaurus/*/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_accessible_while_a_box_is_shown(
    browser: Browser, address: str, viewport: dict[str, int], scheme: str
) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    visitor = Visit(context, address)
    page = visitor.open(PRACTICE)
    _terms(page)[0].focus()
    expect(page.locator(BOX)).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    for path in ("thesaurus/", "thesaurus/integration/"):
        found = Axe().run(visitor.open(path))
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    context.close()
    visitor.check()


def test_without_scripts_a_term_is_a_link(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PRACTICE)
    page.locator("a.concept").first.click()
    page.wait_for_url("**/thesaurus/*/")
    context.close()


def test_from_a_folder_it_is_the_same(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / PRACTICE / "index.html").as_uri())
    term = _terms(page)[0]
    term.hover()
    expect(page.locator(BOX)).to_contain_text(_text(page, term))
    page.locator(f"{BOX} a").click()
    page.wait_for_url("**/thesaurus/*/index.html")
    context.close()


def test_print_shows_plain_words(page: Page) -> None:
    term = _terms(page)[0]
    term.focus()
    page.emulate_media(media="print")
    expect(page.locator(BOX)).to_be_hidden()
    style = "e => [getComputedStyle(e).textDecorationLine, getComputedStyle(e, '::after').content]"
    assert term.evaluate(style) == ["none", "none"]
