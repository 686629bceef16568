"""The contributor's form in a real browser: what it makes is what `compendium validate` accepts."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import NARROW, WIDE, Visit, expect_copied
from tests.browser.proposals import (
    FORM,
    GOOD,
    Folder,
    fill,
    finish,
    made,
    said,
)
from tests.publishing import PRACTICES


def test_keyboard_alone_from_the_empty_form_to_a_valid_file(
    visit: Visit, folder: Folder, tmp_path: Path
) -> None:
    page = visit.open(FORM)

    def reach(name: str, value: str = "") -> None:
        wanted = f'[name="{name}"]' + (f'[value="{value}"]' if value else "")
        for _ in range(90):
            page.keyboard.press("Tab")
            if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
                return
        raise AssertionError(f"no way to {wanted}")

    for name, text in (("title", "Open City Hall"), ("summary", "Residents meet the mayor.")):
        reach(name)
        page.keyboard.type(text)
    reach("country")
    page.keyboard.type("Fran")
    reach("level", "local")
    page.keyboard.press("Space")
    reach("principle.main")
    page.keyboard.press("ArrowDown")
    reach("type", "project")
    page.keyboard.press("Space")
    reach("area", "education")
    page.keyboard.press("Space")
    reach("running")
    page.keyboard.press("Space")
    for name, text in (("sections.purpose", "To open it."), ("sections.process", "They meet.")):
        reach(name)
        page.keyboard.type(text)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    page.keyboard.press("Enter")
    expect(page.locator(".propose-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the one line of the summary: the source is missing
    expect(page.locator('[name="source.document"]')).to_be_focused()
    page.keyboard.type("CDADI(2024)39")
    page.keyboard.press("Enter")
    expect(page.locator("#propose-finish-title")).to_be_focused()
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.propose-download')"):
            break
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "open-city-hall.md"
    text = Path(download.value.path()).read_text("utf-8")
    assert "principle: [equality]" in text
    assert 'period: {end: "ongoing"}' in text
    assert folder.judge({"path": "practices/fr/open-city-hall.md", "text": text}) == []


def test_errors_are_tied_to_their_fields_and_go_when_they_are_mended(form: Page) -> None:
    fill(form, GOOD | {"title": "", "period.start": "1.2.2003"})
    finish(form)
    title = form.get_by_label("Title", exact=False).first
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_accessible_description(re.compile("Please fill this in."))
    began = form.locator('[name="period.start"]')
    expect(began).to_have_accessible_description(re.compile("year first"))
    expect(form.locator(".propose-summary h2")).to_have_text("2 things are still missing or wrong")
    form.locator(".propose-summary a").nth(1).click()
    expect(began).to_be_focused()
    began.fill("2003")
    expect(began).not_to_have_attribute("aria-invalid", "true")
    expect(form.locator(".propose-summary h2")).to_have_text("One thing is still missing or wrong")
    title.fill("A title")
    expect(form.locator(".propose-summary")).to_be_hidden()


def test_rows_come_and_go(form: Page) -> None:
    sources: Locator = form.locator('[data-rows="source"] [data-row]')
    expect(sources).to_have_count(1)
    expect(sources.first.get_by_role("button")).to_have_count(0)
    form.get_by_role("button", name="Add a source").click()
    form.keyboard.type("Second")
    expect(sources.nth(1).get_by_label("Document")).to_have_value("Second")
    sources.first.get_by_role("button", name="Remove 1 of 2").click()
    expect(sources).to_have_count(1)
    expect(sources.first.get_by_label("Document")).to_have_value("Second")
    expect(sources.first.get_by_label("Document")).to_be_focused()
    form.get_by_role("button", name="Add another country").click()
    fill(form, {"country": ["NO", "FR"]})
    assert 'country: ["NO", "FR"]' in made(form)["text"]
    assert made(form)["path"].startswith("practices/int/")


def test_a_brief_entry(form: Page, folder: Folder) -> None:
    form.get_by_label("Brief entry").check()
    expect(form.get_by_label("Purpose")).to_be_hidden()
    fill(form, GOOD | {"extent": "brief", "text": "A short story.", "lang": "fr"})
    file = made(form)
    assert "extent: brief" in file["text"]
    assert 'lang: "fr"' in file["text"]
    assert "##" not in file["text"]
    assert folder.judge(file) == []


def test_similar_practices_while_the_title_is_typed(form: Page) -> None:
    form.get_by_label("Title", exact=False).first.press_sequentially("Espace Egalite", delay=5)
    link = form.locator(".propose-similar a").first
    expect(link).to_have_text("Espace Égalité")
    expect(form.locator(".propose-similar [role=status]")).to_contain_text("perhaps similar")
    with form.context.expect_page() as opened:
        link.click()
    assert opened.value.url.endswith("/practices/espace-egalite/")
    opened.value.close()
    form.locator("[name=title]").fill("")
    expect(form.locator(".propose-similar ul")).to_be_hidden()


def test_a_name_that_another_practice_has(
    form: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(form, GOOD | {"title": "Espace Égalité"})
    finish(form)
    assert said(form) == ["duplicate-slug"]
    folder = Folder(tmp_path / "all", capsys)
    (folder.root / "de").mkdir()
    shutil.copy(PRACTICES / "fr/espace-egalite.md", folder.root / "de/espace-egalite.md")
    assert "duplicate-slug" in folder.judge(made(form))
    fill(form, {"slug": "espace-egalite-metz"})
    finish(form)
    assert said(form) == []


def test_the_draft_is_kept_and_can_be_forgotten(form: Page) -> None:
    fill(form, GOOD | {"country": ["FR", "NO"], "extent": "brief", "text": "A <b>text</b>"})
    expect(form.locator(".propose-kept [role=status]")).to_have_text(
        "Your draft is kept in this browser."
    )
    before = made(form)
    form.reload()
    expect(form.locator(".propose-kept [role=status]")).to_contain_text("Your draft is back")
    assert made(form) == before
    expect(form.locator(".propose-page")).to_contain_text("A <b>text</b>")
    form.on("dialog", lambda dialog: dialog.accept())
    form.get_by_role("button", name="Empty the form").click()
    expect(form.locator("[name=title]")).to_be_focused()
    assert form.evaluate("localStorage.getItem('compendium-proposal')") is None
    form.reload()
    expect(form.locator("[name=title]")).to_have_value("")


def test_a_browser_that_keeps_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })"
    )
    page = context.new_page()
    page.goto(address + FORM)
    fill(page, GOOD)
    expect(page.locator(".propose-kept [role=status]")).to_contain_text("keeps no drafts")
    finish(page)
    expect(page.locator(".propose-finish")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    "kept", ["{", "[]", "1", '{"values": 1}', '{"values": {"title": [1]}, "rows": {"source": 7}}']
)
def test_a_broken_draft_leaves_the_form_usable(form: Page, kept: str) -> None:
    form.evaluate("(kept) => localStorage.setItem('compendium-proposal', kept)", kept)
    form.reload()
    fill(form, GOOD)
    finish(form)
    expect(form.locator(".propose-finish")).to_be_visible()


def test_github_opens_with_everything_filled_in(form: Page) -> None:
    fill(form, GOOD | {"title": "Offenes Rathaus & Tür #1", "place": "Köln + 100 %"})
    finish(form)
    link = form.get_by_role("link", name="Open it on GitHub")
    address = urlsplit(link.get_attribute("href") or "")
    assert address.netloc == "github.com"
    assert address.path.endswith("/new/main/practices/fr")
    assert parse_qs(address.query) == {
        "filename": ["offenes-rathaus-tur-1.md"],
        "value": [made(form)["text"]],
    }
    expect(form.get_by_text("too long to travel")).to_be_hidden()
    fill(form, {"sections.purpose": "Viel zu erzählen. " * 400})
    expect(form.locator(".propose-finish")).to_be_hidden()  # it holds the text from before
    finish(form)
    assert parse_qs(urlsplit(link.get_attribute("href") or "").query) == {
        "filename": ["offenes-rathaus-tur-1.md"]
    }
    expect(form.get_by_text("too long to travel")).to_be_visible()


def test_the_text_can_be_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + FORM)
    fill(page, GOOD)
    finish(page)
    page.get_by_role("button", name="Copy the text").click()
    expect_copied(page, made(page)["text"])
    context.close()


def test_from_a_folder_and_without_network(browser: Browser, site: Path, folder: Folder) -> None:
    context = browser.new_context(viewport=WIDE, offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / FORM / "index.html").as_uri())
    page.locator("[name=title]").press_sequentially("Espace Egalite", delay=5)
    expect(page.locator(".propose-similar a").first).to_have_text("Espace Égalité")
    fill(page, GOOD)
    finish(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the file").click()
    text = Path(download.value.path()).read_text("utf-8")
    assert folder.judge({"path": made(page)["path"], "text": text}) == []
    assert errors == []
    context.close()


def test_without_the_index_the_form_still_works(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(re.compile(r"/assets/search/"), lambda route: route.abort())
    page.goto(address + FORM)
    fill(page, GOOD)
    finish(page)
    expect(page.locator(".propose-finish")).to_be_visible()
    context.close()


def test_without_javascript_it_says_so(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + FORM)
    expect(page.locator(".propose-off")).to_be_visible()
    expect(page.locator("propose-form form")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_accessible_in_every_state(
    browser: Browser, address: str, viewport: dict[str, int], scheme: str
) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    visitor = Visit(context, address)
    page = visitor.open(FORM)

    def check() -> None:
        page.wait_for_timeout(400)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]

    check()
    finish(page)
    check()
    fill(
        page,
        GOOD | {"title": "Espace " + "Égalité" * 30, "sections.impact": "- a\n- b", "lang": "ar"},
    )
    finish(page)
    check()
    context.close()
    visitor.check()
