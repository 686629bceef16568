"""The site from a folder, as from a USB stick: no server, no network, the same answers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import WIDE, Visit, intrude
from tests.search.judgements import judgements

FOLDER = "é #1 100%"  # every character has to be escaped in an address
COMBINATIONS = (
    "",
    "principle=equality",
    "principle=equality,diversity",
    "principle=diversity&level=local",
    "country=fr,es,it",
    "country=gb&level=regional",
    "country=int&type=project",
    "area=education&level=local,regional",
    "group=children-and-youth",
    "stage=ongoing&country=it",
    "q=roma&level=local",
    "q=women&principle=interaction,participation&level=local",
    "q=partici&country=pt,es&sort=newest",
    "q=school&sort=country",
)
STATE = """() => ({
    slugs: [...document.querySelectorAll("ol.results > li")].map((item) => item.dataset.practice),
    status: document.querySelector(".search-count").textContent,
    note: document.querySelector(".search-note").textContent,
    guides: [...document.querySelectorAll(".search-guides li")].map((item) => item.textContent),
    ways: [...document.querySelectorAll("button.way")].map((button) => button.textContent),
    counts: [...document.querySelectorAll(".facet input")].map((box) =>
        [box.name, box.value, box.checked, box.closest("li").querySelector(".count").textContent]),
})"""


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site in an awkward folder."""
    return Path(shutil.copytree(site, tmp_path_factory.mktemp("stick") / FOLDER))


class Stick:
    """A window without a network, with a record of what went wrong and of what was asked for."""

    def __init__(self, context: BrowserContext, folder: Path) -> None:
        self.page: Page = context.new_page()
        self.root = folder.as_uri()
        self.errors: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        context.on("request", lambda request: self._asked(request.url))

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def _asked(self, address: str) -> None:
        if not address.startswith((f"{self.root}/", "data:")):
            self.errors.append(f"outside the folder: {address}")

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.root}/{path}")
        return self.page

    def expect_at(self, path: str) -> None:
        """The page shown is this one, and no listing of files."""
        expect(self.page).to_have_url(f"{self.root}/{path}")
        expect(self.page.locator("h1")).to_have_count(1)


@pytest.fixture
def stick(browser: Browser, folder: Path) -> Iterator[Stick]:
    """At the end of the test nothing may have gone wrong."""
    context = browser.new_context(viewport=WIDE, offline=True)  # type: ignore[arg-type]
    window = Stick(context, folder)
    yield window
    context.close()
    assert window.errors == []


def settled(page: Page) -> dict[str, Any]:
    """All that the search page says, once it belongs to its address."""
    page.wait_for_selector("practice-search[data-counted]:not([data-waiting])")
    page.wait_for_selector("ol.results:not([aria-busy])", state="attached")
    return dict(page.evaluate(STATE))


def ask(page: Page, text: str) -> dict[str, Any]:
    """Type a query into the page's own box and wait for its answer."""
    box = page.locator("#search-q")
    box.fill(text)
    box.press("Enter")
    page.wait_for_function(
        "asked => new URLSearchParams(location.search).get('q') === asked", arg=text
    )
    return settled(page)


def test_every_judged_query_gives_the_same(visit: Visit, stick: Stick) -> None:
    queries = [judgement.query for judgement in judgements()]
    assert len(queries) >= 80
    served, local = visit.open("practices/"), stick.open("practices/index.html")
    settled(local)
    different = [text for text in queries if ask(served, text) != ask(local, text)]
    assert different == []
    answered = [text for text in queries[::10] if ask(local, text)["slugs"]]
    assert len(answered) >= len(queries[::10]) * 0.8  # the comparison was not one of failures


def test_queries_in_the_address_give_the_same(visit: Visit, stick: Stick) -> None:
    for judgement in judgements()[::12]:
        query = f"?q={quote_plus(judgement.query)}"
        served = visit.open(f"practices/{query}")
        assert settled(stick.open(f"practices/index.html{query}")) == settled(served), query


@pytest.mark.parametrize("query", COMBINATIONS)
def test_filters_and_counts_are_the_same(visit: Visit, stick: Stick, query: str) -> None:
    found = settled(stick.open(f"practices/index.html?{query}"))
    assert found == settled(visit.open(f"practices/?{query}"))
    assert found["slugs"] or found["ways"]
    ticked = {f"{facet}={value}" for facet, value, checked, _ in found["counts"] if checked}
    parts = [part.partition("=") for part in query.split("&")]
    wanted = {f"{f}={v}" for f, _, vs in parts for v in vs.split(",") if f not in ("", "q", "sort")}
    assert ticked == wanted


def test_a_policy_is_in_force(stick: Stick) -> None:
    page = stick.open("practices/index.html")
    intrude(page)
    assert page.evaluate("globalThis.intruded") is None
    assert any("Content Security Policy" in error for error in stick.errors)
    stick.errors.clear()


def test_from_page_to_page_and_back(stick: Stick) -> None:
    page = stick.open("index.html")
    page.locator("#home-q").fill("bangla bantams")
    page.locator("#home-q").press("Enter")
    stick.expect_at("practices/index.html?q=bangla+bantams")
    settled(page)
    page.locator("ol.results a").first.click()
    stick.expect_at("practices/bangla-bantams/index.html")
    related = page.locator(".practice-related .card-title a").first
    title = related.inner_text()
    related.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    assert page.url.endswith("/index.html")
    value = page.locator(".facts dd a[href*='/country/']").first
    country = value.inner_text()
    value.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(country)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    page.go_back()
    stick.expect_at("practices/bangla-bantams/index.html")
    page.go_back()
    stick.expect_at("practices/index.html?q=bangla+bantams")
    expect(page.locator("ol.results > li").first).to_have_attribute(
        "data-practice", "bangla-bantams"
    )
    page.locator(".chip").first.click()
    expect(page).to_have_url(f"{stick.root}/practices/index.html")
    page.go_back()
    expect(page.locator("#search-q")).to_have_value("bangla bantams")


@pytest.mark.parametrize("start", ["index.html", "about/index.html", "area/index.html"])
def test_header_box_without_suggestions(stick: Stick, start: str) -> None:
    page = stick.open(start)
    page.locator("#header-q").fill("lublin")
    page.locator("#header-q").press("Enter")
    stick.expect_at("practices/index.html?q=lublin")


def test_links_lead_to_pages(stick: Stick, folder: Path) -> None:
    """Every link of a few pages, once it is pointed at, names a file that is there."""
    for path in ("index.html", "practices/espace-egalite/index.html", "country/fr/index.html"):
        page = stick.open(path)
        links = page.locator("a[href]")
        links.evaluate_all(
            "links => links.forEach((link) => "
            "link.dispatchEvent(new PointerEvent('pointerover', {bubbles: true})))"
        )
        addresses = links.evaluate_all("links => links.map((link) => link.href)")
        inside = [urlsplit(each).path for each in addresses if each.startswith("file:")]
        assert len(inside) > 20, path
        missing = [each for each in inside if not Path(unquote(each)).is_file()]
        assert missing == [], path
        outside = [each for each in addresses if not each.startswith(("file:", "mailto:"))]
        assert not [each for each in outside if each.endswith("/index.html")], path


def test_a_link_added_later_keeps_query_and_place(stick: Stick) -> None:
    page = stick.open("about/index.html")
    page.evaluate(
        """() => {
            const link = document.createElement('a');
            link.href = '../practices/?principle=equality#results';
            link.textContent = 'added';
            document.querySelector('h1').append(link);
        }"""
    )
    page.get_by_role("link", name="added").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{stick.root}/practices/index.html?principle=equality#results")
    expect(page.locator("input[name=principle][value=equality]")).to_be_checked()


def test_a_new_tab_from_the_folder(stick: Stick) -> None:
    page = stick.open("practices/espace-egalite/index.html")
    with page.context.expect_page() as opened:
        page.locator(".breadcrumbs a").last.click(modifiers=["Control"])
    assert opened.value.url.endswith("index.html")
