"""The exported site, unpacked into a folder with an awkward name, with the network off."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import WIDE
from tests.publishing import ROOT, Site, compendium


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole collection's site as a reader has it on a stick."""
    made = tmp_path_factory.mktemp("exported")
    done = compendium("export", "site", "--output", str(made), cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    target = made / "é #1 100%"
    with zipfile.ZipFile(done.stdout.strip()) as archive:
        archive.extractall(target)
    return target


class Offline:
    """A window on the folder; `asked` is every address outside it that was requested."""

    def __init__(self, context: BrowserContext, root: Path) -> None:
        context.set_offline(True)
        self.page: Page = context.new_page()
        self.root = root.as_uri()
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self._ask(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console", lambda message: self.errors.append(message.text)
            if message.type in ("error", "warning") else None,
        )  # fmt: skip

    def _ask(self, url: str) -> None:
        if not url.startswith((f"{self.root}/", "data:", "blob:")):
            self.asked.append(url)

    def open(self, path: str = "index.html") -> Page:
        self.page.goto(f"{self.root}/{path}")
        return self.page


@pytest.fixture
def offline(browser: Browser, unpacked: Path) -> Iterator[Offline]:
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    window = Offline(context, unpacked)
    yield window
    context.close()
    assert window.asked == []
    assert window.errors == []


def test_search_and_filters(offline: Offline) -> None:
    page = offline.open("practices/index.html")
    page.wait_for_selector("practice-search[data-ready]:not([data-waiting])")
    page.get_by_role("searchbox").first.fill("roma mediators")
    expect(page.locator("ol.results > li").first).to_contain_text(re.compile("mediator", re.I))
    page.goto(f"{offline.root}/practices/index.html?country=es,pt&area=education")
    page.wait_for_selector("practice-search[data-ready]:not([data-waiting])")
    expect(page.locator("ol.results > li")).to_have_count(5)
    page.locator("ol.results > li a").first.click()
    page.wait_for_url(re.compile(r"/practices/[a-z0-9-]+/index\.html"))


def test_related_practices_and_the_way_home(offline: Offline) -> None:
    page = offline.open("practices/espace-egalite/index.html")
    title = page.locator("h1").inner_text()
    page.locator("a[href*='../../practices/']").last.click()
    page.wait_for_url(re.compile(r"/index\.html"))
    assert page.locator("h1").inner_text() != title
    page.locator("a.md-logo:visible, a.md-header__button.md-logo").first.click()
    page.wait_for_url(f"{offline.root}/index.html")


def test_a_shortlist_from_star_to_comparison(offline: Offline) -> None:
    for slug in ("espace-egalite", "bangla-bantams"):
        page = offline.open(f"practices/{slug}/index.html")
        page.locator(f"button[data-star='{slug}']").click()
    page.locator("a.shortlist-link").click()
    page.wait_for_url(f"{offline.root}/shortlist/index.html")
    expect(page.locator(".shortlist-item")).to_have_count(2)
    page.locator("button.compare").click()
    expect(page.locator(".comparison-table tbody tr").first).to_contain_text("hands-on space")


def test_results_as_csv(offline: Offline, unpacked: Path) -> None:
    page = offline.open("practices/index.html?country=fr")
    page.wait_for_selector("practice-search[data-ready]:not([data-waiting])")
    page.locator(".export summary").click()
    with page.expect_download() as download:
        page.locator("[data-export=csv]").click()
    lines = download.value.path().read_bytes().splitlines()
    whole = (unpacked / "data/practices.csv").read_bytes().splitlines()
    assert len(lines) > 2
    assert set(lines) <= set(whole)


def test_dark_mode_is_kept(offline: Offline) -> None:
    page = offline.open()
    switch = page.locator("form[data-md-component=palette] label:visible")
    for _ in range(2):  # automatic, light, dark
        switch.click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(f"{offline.root}/about/index.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_without_scripts_every_link_leads_to_a_page(browser: Browser, unpacked: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    window = Offline(context, unpacked)
    page = window.open()
    for name in ("Practices", "About"):
        page.get_by_role("link", name=name, exact=True).first.click()
        assert page.url.endswith("/index.html")
        assert page.locator("h1").count() == 1
    context.close()
    assert window.asked == []


def test_every_link_in_the_archive_leads_to_a_file(unpacked: Path) -> None:
    root = "file:///root/"
    dead = [
        f"{name}: {target}"
        for name, text in Site(unpacked).text.items()
        for target in re.findall(r'\s(?:href|src|action)="([^"]*)"', text)
        if not re.match(r"[a-z]+:", target)
        and not (unpacked / unquote(urlsplit(urljoin(root + name, target)).path[6:])).is_file()
    ]
    assert dead == []
