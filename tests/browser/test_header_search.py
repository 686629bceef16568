"""The search box in the header of every page: suggestions by keyboard, mouse, touch and ear."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import NARROW, WIDE, Visit

START = "practices/gemengepakt/"


def box(page: Page) -> Locator:
    return page.locator("header-search input")


def options(page: Page) -> Locator:
    return page.locator("header-search [role=option]")


def suggest(page: Page, text: str) -> list[str]:
    """Type a text and wait for what is suggested: the options' labels."""
    box(page).fill(text)
    expect(options(page).last).to_have_text(f"All results for ‘{text}’")
    return page.locator("header-search .option-label").all_inner_texts()


def group(page: Page, name: str) -> list[str]:
    return page.get_by_role("group", name=name).locator(".option-label").all_inner_texts()


def active(page: Page) -> str | None:
    """The option that a screen reader would speak, as the box and as the list say it."""
    reached = box(page).get_attribute("aria-activedescendant")
    selected = page.locator("header-search [aria-selected=true]")
    if reached is None:
        assert selected.count() == 0
        return None
    assert selected.get_attribute("id") == reached
    assert selected.is_visible()
    return selected.locator(".option-label").inner_text()


@pytest.mark.parametrize("path", ["", START, "country/fr/", "area/", "about/", "404.html"])
def test_every_page_has_the_box_and_suggests(visit: Visit, path: str) -> None:
    page = visit.open(path)
    expect(page.locator("header-search")).to_have_count(1)
    assert "Espace Égalité" in suggest(page, "espace")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visit.address}practices/espace-egalite/")


def test_the_search_page_has_its_own_box_alone(visit: Visit) -> None:
    page = visit.open("practices/")
    expect(page.locator("header-search")).to_have_count(0)
    expect(page.locator("input[name=q]")).to_have_count(1)


def test_nothing_is_loaded_before_the_box_is_used(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = visit.open(START)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/assets/search/" in url or "lunr" in url]
    with page.expect_request_finished(lambda request: request.url.endswith("/facets.js")):
        box(page).focus()
    data = [url.rpartition("/")[2] for url in asked if "/assets/search/" in url]
    assert data == ["table.js", "facets.js"]


def test_groups(visit: Visit) -> None:
    page = visit.open(START)
    suggest(page, "lublin")
    assert 1 <= len(group(page, "Practices")) <= 5
    assert all("Lublin" in title for title in group(page, "Practices")[:3])
    assert group(page, "Places") == ["Lublin"]
    suggest(page, "particip")
    assert "Participation" in group(page, "Filters")
    assert len(group(page, "Filters")) <= 4
    expect(page.get_by_role("option", name="Participation Principle")).to_be_visible()
    assert page.locator("header-search b").first.inner_text().startswith("Particip")


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("neuchatel", "Neuchâtel"),
        ("turkiye", "Türkiye"),
        ("ital", "Italy"),
        ("lubiln", "Lublin"),
        ("polit particip", "Social and political participation"),
    ],
)
def test_folded_begun_and_misspelt_words(visit: Visit, typed: str, suggested: str) -> None:
    assert suggested in suggest(visit.open(START), typed)


def test_keyboard_alone(visit: Visit) -> None:
    page = visit.open(START)
    for _ in range(40):
        page.keyboard.press("Tab")
        if box(page).evaluate("box => box === document.activeElement"):
            break
    page.keyboard.type("lublin", delay=20)
    expect(options(page).last).to_have_text("All results for ‘lublin’")
    labels = page.locator("header-search .option-label").all_inner_texts()
    assert active(page) is None
    page.keyboard.press("ArrowDown")
    assert active(page) == labels[0]
    page.keyboard.press("ArrowDown")
    assert active(page) == labels[1]
    page.keyboard.press("End")
    assert active(page) == labels[-1]
    page.keyboard.press("ArrowDown")
    assert active(page) is None  # round by way of the box
    page.keyboard.press("ArrowUp")
    assert active(page) == labels[-1]
    page.keyboard.press("Home")
    assert active(page) == labels[0]
    page.keyboard.press("ArrowLeft")
    assert active(page) is None
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert box(page).input_value() == "lublin"
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).not_to_be_focused()
    assert page.url == visit.address + START
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    assert box(page).input_value() == ""


def test_enter_in_the_box_shows_all_results(visit: Visit) -> None:
    page = visit.open(START)
    box(page).fill("roma & women")
    box(page).press("Enter")
    expect(page).to_have_url(f"{visit.address}practices/?q=roma+%26+women")
    expect(page.locator("#search-q")).to_have_value("roma & women")


def test_a_place_and_a_value_lead_to_the_search_page(visit: Visit) -> None:
    page = visit.open(START)
    suggest(page, "neuchatel")
    page.get_by_role("group", name="Places").get_by_role("option").click()
    expect(page).to_have_url(f"{visit.address}practices/?q=Neuch%C3%A2tel")
    page = visit.open(START)
    suggest(page, "equality")
    page.get_by_role("option", name="Equality Principle").click()
    expect(page).to_have_url(f"{visit.address}practices/?principle=equality")
    promised = page.locator("input[name=principle][value=equality]")
    expect(promised).to_be_checked()


def test_what_a_screen_reader_is_told(visit: Visit) -> None:
    page = visit.open(START)
    combobox = page.get_by_role("combobox", name="Search practices, places and topics")
    expect(combobox).to_have_attribute("aria-autocomplete", "list")
    expect(combobox).to_have_attribute("aria-expanded", "false")
    controlled = combobox.get_attribute("aria-controls")
    expect(page.locator(f"#{controlled}")).to_have_attribute("role", "listbox")
    number = len(suggest(page, "lublin"))
    expect(combobox).to_have_attribute("aria-expanded", "true")
    expect(page.locator("header-search [role=status]")).to_have_text(f"{number} suggestions")
    expect(combobox).to_be_focused()
    ids = options(page).evaluate_all("all => all.map((option) => option.id)")
    assert len(set(ids)) == number
    combobox.press("ArrowDown")
    expect(combobox).to_be_focused()
    combobox.press("Escape")
    expect(combobox).to_have_attribute("aria-expanded", "false")
    expect(page.locator("header-search [role=status]")).to_have_text("")


def test_mouse(visit: Visit) -> None:
    page = visit.open(START)
    suggest(page, "espace")
    page.get_by_role("heading", level=1).click()
    expect(page.get_by_role("listbox")).to_be_hidden()
    box(page).click()
    expect(page.get_by_role("listbox")).to_be_visible()
    page.locator("header-search .group-name").first.click()  # no option: nothing happens
    expect(box(page)).to_be_focused()
    with page.context.expect_page() as opened:
        options(page).first.click(modifiers=["Control"])
    assert opened.value.url == f"{visit.address}practices/espace-egalite/"
    opened.value.close()
    suggest(page, "espace")
    options(page).first.click()
    expect(page).to_have_url(f"{visit.address}practices/espace-egalite/")


def test_an_answer_that_comes_too_late_is_dropped(visit: Visit) -> None:
    page = visit.open(START)
    held: list[Route] = []
    files = re.compile(r"/(terms|cards)-\d+\.js")
    page.route(files, lambda route: held.append(route))
    with page.expect_request(files):
        box(page).fill("lublin")
    box(page).fill("")
    page.wait_for_timeout(200)
    while held:  # files may be asked for one after the other
        held.pop().continue_()
        page.wait_for_timeout(200)
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.unroute_all()
    assert "Lublin" in suggest(page, "lublin")


def test_without_the_index_the_box_still_leads_to_the_search(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(re.compile(r"/assets/search/"), lambda route: route.abort())
    page.goto(address + START)
    box(page).fill("lublin")
    page.wait_for_timeout(300)
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.unroute_all()
    assert "Lublin" in suggest(page, "lublin")  # the next use tries again
    box(page).press("Enter")
    expect(page).to_have_url(f"{address}practices/?q=lublin")
    context.close()


def test_what_is_typed_never_becomes_html(visit: Visit) -> None:
    page = visit.open(START)
    suggest(page, "<img src=x>")
    assert page.locator("header-search img").count() == 0


@pytest.mark.parametrize("path", ["", START, "404.html"])
def test_without_javascript(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + path)
    page.get_by_role("search", name="Site").get_by_role("textbox").fill("roma")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}practices/?q=roma")
    context.close()


def test_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=NARROW, has_touch=True)  # type: ignore[arg-type]
    visitor = Visit(context, address)
    page = visitor.open(START)
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) == NARROW["width"]
    header = page.locator(".md-header").bounding_box()
    box(page).tap()
    suggest(page, "particip")
    assert page.evaluate(wide) == NARROW["width"]
    assert page.locator(".md-header").bounding_box() == header
    for part in (box(page), page.get_by_role("listbox"), *options(page).all()):
        place = part.bounding_box()
        assert place
        assert place["height"] >= 24
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= NARROW["width"]
    title = options(page).first.locator(".option-label").inner_text()
    options(page).first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    context.close()
    visitor.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_accessible_with_the_list_open(
    browser: Browser, address: str, viewport: dict[str, int], scheme: str
) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    visitor = Visit(context, address)
    page = visitor.open(START)
    suggest(page, "particip")
    page.keyboard.press("ArrowDown")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()
    visitor.check()


def test_from_a_folder(browser: Browser, site: Path, tmp_path: Path) -> None:
    """Opened by a double click, in a folder whose name has to be escaped, without a network."""
    folder = shutil.copytree(site, tmp_path / "é #1 100%")
    context = browser.new_context(offline=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))

    def start() -> None:
        page.goto((folder / START / "index.html").as_uri())

    start()
    suggest(page, "espace")
    options(page).first.click()
    expect(page).to_have_url((folder / "practices/espace-egalite/index.html").as_uri())
    start()
    suggest(page, "equality")
    page.get_by_role("option", name="Equality Principle").click()
    expect(page.locator("input[name=principle][value=equality]")).to_be_checked()
    start()
    box(page).fill("lublin")
    box(page).press("Enter")
    expect(page.locator("#search-q")).to_have_value("lublin")
    expect(page.locator(".chip")).to_have_text(re.compile("lublin"))
    context.close()
    assert errors == []
