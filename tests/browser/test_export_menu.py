"""The search page's Export: files equal to the data page's, paper, and the same from a folder."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NARROW, WIDE, Visit

FOLDER = "é #1 100%"  # every character has to be escaped in an address
QUERIES = ("", "country=fr", "country=es,pt&sort=newest", "q=roma&sort=country")
KEPT = """() => addEventListener('beforeprint', () => {
    globalThis.printed = document.querySelector('.print-results').textContent;
    globalThis.articles = document.querySelectorAll('.print-results article').length;
})"""


class Stick:
    """A window without a network on a folder, with a record of what went wrong."""

    def __init__(self, browser: Browser, root: str) -> None:
        self.context = browser.new_context(viewport=WIDE, offline=True)  # type: ignore[arg-type]
        self.page = self.context.new_page()
        self.root = root
        self.errors: list[str] = []
        self.page.on("console", lambda message: self._hear(message))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.context.on("request", lambda request: self._ask(request.url))

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def _ask(self, address: str) -> None:
        if not address.startswith((f"{self.root}/", "data:", f"blob:{urlsplit(self.root).scheme}")):
            self.errors.append(f"outside the folder: {address}")

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.root}/{path}")
        return self.page


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site in an awkward folder."""
    return Path(shutil.copytree(site, tmp_path_factory.mktemp("stick") / FOLDER))


@pytest.fixture
def stick(browser: Browser, folder: Path) -> Iterator[Stick]:
    """At the end of the test nothing may have gone wrong."""
    window = Stick(browser, folder.as_uri())
    yield window
    window.context.close()
    assert window.errors == []


def settled(page: Page) -> Page:
    page.wait_for_selector("practice-search[data-ready]:not([data-waiting])")
    page.wait_for_selector("ol.results:not([aria-busy])", state="attached")
    return page


def all_shown(page: Page) -> list[str]:
    """The slugs found, in the order of the page."""
    while page.locator(".show-more").is_visible():
        page.locator(".show-more").click()
        settled(page)
    items = page.locator("ol.results > li[data-practice]")
    return list(items.evaluate_all("items => items.map((item) => item.dataset.practice)"))


def export(page: Page, kind: str, folder: Path) -> bytes:
    """What the button gives; its name says what was asked for."""
    if not page.locator("[data-export=csv]").is_visible():
        page.locator(".export summary").click()
    with page.expect_download() as download:
        page.locator(f"[data-export={kind}]").click()
    name = download.value.suggested_filename
    query = re.sub(r"[^a-z0-9]+", "-", urlsplit(page.url).query)
    assert name == f"practices{'-' if query else ''}{query}.{kind}"
    expect(page.locator(".export-said")).to_have_text(
        re.compile(rf"^Downloaded \d+ practices? as {name}")
    )
    download.value.save_as(folder / name)
    return (folder / name).read_bytes()


def check_files(page: Page, site: Path, folder: Path) -> None:
    """Both files hold the lines of the data page's files, those found, in their order."""
    slugs = all_shown(page)
    assert slugs
    header, *rows = (site / "data/practices.csv").read_bytes().splitlines(keepends=True)
    by_slug = {row.split(b",")[0].decode(): row for row in rows}
    assert export(page, "csv", folder) == header + b"".join(by_slug[slug] for slug in slugs)
    _, *lines, _ = (site / "data/practices.json").read_text(encoding="utf-8").split("\n")
    lines = [line.rstrip(",") for line in lines if line.startswith("{")]
    records = {json.loads(line)["id"]: line for line in lines}
    wanted = "[\n" + ",\n".join(records[slug] for slug in slugs) + "\n]\n"
    assert export(page, "json", folder).decode() == wanted


@pytest.mark.parametrize("query", QUERIES)
def test_files_are_lines_of_the_data_files(
    visit: Visit, site: Path, tmp_path: Path, query: str
) -> None:
    check_files(settled(visit.open(f"practices/?{query}")), site, tmp_path)


def test_files_from_a_folder(stick: Stick, site: Path, tmp_path: Path) -> None:
    page = settled(stick.open("practices/index.html?q=roma&country=es,it,tr"))
    check_files(page, site, tmp_path)


def test_the_menu_by_keyboard(visit: Visit, tmp_path: Path) -> None:
    page = settled(visit.open("practices/?country=fr"))
    menu = page.locator(".export summary")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("[data-export=csv]")).to_be_focused()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "practices-country-fr.csv"
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.locator("[data-export=csv]")).to_be_hidden()
    menu.click()
    page.locator("h1").click()
    expect(page.locator("[data-export=csv]")).to_be_hidden()


def test_nothing_found_is_nothing_to_export(visit: Visit) -> None:
    page = settled(visit.open("practices/?country=fr&q=bradford"))
    expect(page.locator(".export")).to_be_hidden()
    page.locator("button.way").first.click()
    expect(page.locator(".export")).to_be_visible()


@pytest.mark.parametrize("query", ["", "country=fr&principle=participation"])
def test_the_print_view_has_all_results_and_says_of_what(visit: Visit, query: str) -> None:
    page = settled(visit.open(f"practices/?{query}"))
    total = int(page.locator(".search-total").inner_text().split()[0])
    page.evaluate(KEPT)
    page.locator(".export summary").click()
    page.locator("[data-export=print]").click()
    page.wait_for_function("() => globalThis.printed")
    assert page.evaluate("globalThis.articles") == total
    head = "Practices" + " · ".join(
        [
            f"{total} practice{'' if total == 1 else 's'}",
            *page.locator(".chip-label").all_inner_texts(),
        ]
    )
    assert page.evaluate("globalThis.printed").startswith(head)
    assert page.locator("main *:visible:not(.print-results *)").count()
    page.emulate_media(media="print")
    assert page.locator("practice-search > :visible").count() == 1
    page.pdf()  # as a reader does: what was on paper goes
    expect(page.locator(".print-results")).to_have_count(0)


def test_a_part_that_does_not_arrive_is_said(visit: Visit) -> None:
    page = settled(visit.open("practices/?country=fr"))
    page.route("**/rows*.js", lambda route: route.abort())
    page.locator(".export summary").click()
    page.locator("[data-export=csv]").click()
    expect(page.locator(".export-said")).to_contain_text("did not arrive")
    page.unroute_all()
    with page.expect_download():
        page.locator("[data-export=csv]").click()
    visit.errors = [error for error in visit.errors if "ERR_FAILED" not in error]


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_menu_is_accessible(visit: Visit, scheme: Any, viewport: Any) -> None:
    visit.page.emulate_media(color_scheme=scheme)
    visit.page.set_viewport_size(viewport)
    page = settled(visit.open("practices/?country=fr"))
    page.locator(".export summary").click()
    found = Axe().run(page, context="practice-search")
    assert found.violations_count == 0, found.generate_report()
    for place in page.locator(".export summary, .export-menu button, .card .star").all():
        box = place.bounding_box()
        assert box
        assert min(box["height"], box["width"]) >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= viewport["width"]


def test_a_shortlist_from_a_folder(stick: Stick, folder: Path, tmp_path: Path) -> None:
    page = settled(stick.open("practices/index.html?country=fr"))
    for slug in ("espace-egalite", "paris-access-to-the-law"):
        page.locator(f"button[data-star='{slug}']").click()
    page.locator("a.shortlist-link").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{stick.root}/shortlist/index.html")
    items = page.locator(".shortlist-item")
    expect(items).to_have_count(2)
    items.first.get_by_role("textbox").fill("from a folder")
    items.first.locator(".down").press("Enter")
    page = stick.open("shortlist/index.html")
    expect(items.last.get_by_role("textbox")).to_have_value("from a folder")
    page.locator("button.compare").press("Enter")
    expect(page.locator(".comparison-table thead [role=columnheader]")).to_have_count(3)
    page.get_by_role("button", name="Back to the list").press("Enter")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as JSON").press("Enter")
    download.value.save_as(tmp_path / "list.json")
    saved = json.loads((tmp_path / "list.json").read_text(encoding="utf-8"))
    assert [one["note"] for one in saved["practices"]] == ["", "from a folder"]
    # A folder's address is of no use to others.
    link = page.get_by_label("A link to this list").input_value()
    assert link.startswith("https://")
    assert link.endswith("/shortlist/?ids=paris-access-to-the-law,espace-egalite")
    page.get_by_role("button", name="Empty the list").press("Enter")
    page = stick.open(f"shortlist/index.html?{urlsplit(link).query}")
    expect(items).to_have_count(2)
    page.get_by_role("button", name="Add these to my shortlist").press("Enter")
    page.get_by_role("link", name="Show my own shortlist").press("Enter")
    expect(page).to_have_url(f"{stick.root}/shortlist/index.html")
    expect(items).to_have_count(2)
