"""The shortlist in a real browser: stars, its page, comparison, sharing, what browsers refuse."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import NARROW, WIDE, Visit, serving
from tests.publishing import compendium, practice_file, project

FIVE = (
    "espace-egalite",
    "bangla-bantams",
    "gemengepakt",
    "vastra-gotaland-consultations",
    "roma-citizens-strategy",
)
PAGE = "shortlist/"
Record = dict[str, Any]


def star(page: Page, slug: str) -> Locator:
    return page.locator(f"button[data-star='{slug}']:visible")


def ready(page: Page) -> Page:
    page.wait_for_selector("shortlist-page[data-ready]")
    return page


def fill(visit: Visit, slugs: Sequence[str]) -> Page:
    """The shortlist's page with these practices, each starred on its own page as readers do."""
    for slug in slugs:
        star(visit.open(f"practices/{slug}/"), slug).click()
    return ready(visit.open(PAGE))


def listed(page: Page) -> list[str]:
    items = page.locator(".shortlist-item")
    return list(items.evaluate_all("items => items.map((item) => item.dataset.practice)"))


def item(page: Page, slug: str) -> Locator:
    return page.locator(f".shortlist-item[data-practice='{slug}']")


def said(page: Page) -> Locator:
    return page.locator(".shortlist-said [role=status]")


def titles(practices: list[Record]) -> dict[str, str]:
    return {record["id"]: record["title"] for record in practices}


def header(page: Page) -> Locator:
    return page.locator("a.shortlist-link")


def window(browser: Browser, address: str) -> Visit:
    return Visit(browser.new_context(viewport=WIDE), address)  # type: ignore[arg-type]


# --- stars ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "practices/?q=bradford", "country/fr/", "thesaurus/migrant/"])
def test_every_card_has_one_star_that_is_kept(visit: Visit, path: str) -> None:
    page = visit.open(path)
    page.wait_for_function("document.querySelectorAll('.star').length > 0")
    assert page.locator(".card:not(:has(> button.star))").count() == 0
    assert page.locator(".card:has(button.star + button.star)").count() == 0
    first = page.locator(".card:visible").first
    button, title = first.locator("button.star"), first.locator(".card-title").inner_text()
    expect(button).to_have_attribute("aria-label", f"Shortlist: {title}")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(header(page)).to_have_attribute("aria-label", "Shortlist: 1 practice")
    slug = button.get_attribute("data-star") or ""
    page.reload()
    expect(star(page, slug).first).to_have_attribute("aria-pressed", "true")
    header(page).click()
    assert listed(ready(page)) == [slug]
    star(visit.open(f"practices/{slug}/"), slug).first.click()
    expect(header(page)).to_have_attribute("aria-label", "Shortlist: empty")


def test_a_practice_has_a_star_on_its_page_and_in_related_cards(visit: Visit) -> None:
    page = visit.open("practices/espace-egalite/")
    expect(page.locator(".practice-head .star")).to_have_text("Shortlist")
    related = page.locator(".practice-related .star").first
    slug = related.get_attribute("data-star") or ""
    related.click()
    page = visit.open(f"practices/{slug}/")
    expect(page.locator(".practice-head .star")).to_have_attribute("aria-pressed", "true")


def test_stars_follow_the_results_and_other_pages(visit: Visit) -> None:
    page = visit.open("practices/?country=fr")
    star(page, "espace-egalite").click()
    page.locator("#search-q").fill("bradford")
    page.wait_for_url(re.compile("q=bradford"))
    page.keyboard.press("Enter")
    page.wait_for_selector("ol.results:not([aria-busy])", state="attached")
    page.evaluate("compendium.shortlist.toggle('espace-egalite')")  # as from another place
    page.locator(".chips .clear-all").click()
    page.locator("#search-q").fill("espace egalite")
    expect(star(page, "espace-egalite")).to_have_count(1)
    expect(star(page, "espace-egalite")).to_have_attribute("aria-pressed", "false")


def test_a_card_is_as_high_before_its_star_comes(visit: Visit) -> None:
    page = visit.open("country/fr/")
    script = "cards => cards.map((card) => card.getBoundingClientRect().height)"
    after = page.locator(".card").evaluate_all(script)
    page.locator(".star").evaluate_all("stars => stars.forEach((star) => star.remove())")
    assert page.locator(".card").evaluate_all(script) == after


# --- the page -------------------------------------------------------------------------------


def test_an_empty_list_says_how_to_fill_it(visit: Visit) -> None:
    page = ready(visit.open(PAGE))
    expect(page.locator(".shortlist-empty")).to_contain_text("Press the star")
    expect(page.locator(".shortlist-list")).to_be_hidden()
    page.get_by_role("link", name="Find practices").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Practices")


def test_order_and_notes_by_keyboard_alone(visit: Visit, practices: list[Record]) -> None:
    page = visit.open("practices/espace-egalite/")
    star(page, "espace-egalite").focus()
    page.keyboard.press("Space")
    page = visit.open("practices/bangla-bantams/")
    star(page, "bangla-bantams").focus()
    page.keyboard.press("Enter")
    header(page).focus()
    page.keyboard.press("Enter")
    ready(page)
    assert listed(page) == ["espace-egalite", "bangla-bantams"]

    item(page, "espace-egalite").get_by_role("textbox").focus()
    page.keyboard.type("Ask Strasbourg.")
    page.keyboard.press("Enter")
    page.keyboard.type("A room is needed.")
    for _ in range(2):  # the checkbox, then Down: Up is of no use to the first
        page.keyboard.press("Tab")
    down = item(page, "espace-egalite").locator(".down")
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(item(page, "espace-egalite").locator(".up")).to_be_focused()
    title = titles(practices)["espace-egalite"]
    expect(said(page)).to_have_text(f"‘{title}’ is now 2 of 2.")
    assert listed(page) == ["bangla-bantams", "espace-egalite"]
    page.reload()
    assert listed(ready(page)) == ["bangla-bantams", "espace-egalite"]
    note = item(page, "espace-egalite").get_by_role("textbox")
    expect(note).to_have_value("Ask Strasbourg.\nA room is needed.")
    item(page, "espace-egalite").locator(".up").focus()
    page.keyboard.press("Space")
    expect(item(page, "espace-egalite").locator(".down")).to_be_focused()
    assert listed(page) == ["espace-egalite", "bangla-bantams"]


def test_removing_can_be_undone(visit: Visit) -> None:
    page = fill(visit, FIVE[:3])
    item(page, FIVE[1]).get_by_role("textbox").fill("keep me")
    item(page, FIVE[1]).locator(".remove").click()
    expect(page.locator(".shortlist-item")).to_have_count(2)
    expect(item(page, FIVE[2]).locator(".remove")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(item(page, FIVE[1]).get_by_role("textbox")).to_have_value("keep me")
    assert listed(page) == list(FIVE[:3])
    page.get_by_role("button", name="Empty the list").click()
    expect(page.locator(".shortlist-empty")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(item(page, FIVE[1]).get_by_role("textbox")).to_have_value("keep me")
    page.reload()
    assert listed(ready(page)) == list(FIVE[:3])


def test_a_star_pressed_by_mistake_loses_no_note(visit: Visit) -> None:
    page = fill(visit, FIVE[:1])
    item(page, FIVE[0]).get_by_role("textbox").fill("keep me")
    page = visit.open(f"practices/{FIVE[0]}/")
    star(page, FIVE[0]).click()
    star(page, FIVE[0]).click()
    page = ready(visit.open(PAGE))
    expect(item(page, FIVE[0]).get_by_role("textbox")).to_have_value("keep me")


# --- comparison -----------------------------------------------------------------------------


def test_up_to_four_are_compared_in_columns(visit: Visit, practices: list[Record]) -> None:
    page = fill(visit, FIVE)
    for slug in FIVE[1:]:
        item(page, slug).get_by_role("checkbox").check()
    expect(item(page, FIVE[0]).get_by_role("checkbox")).to_be_disabled()
    item(page, FIVE[2]).get_by_role("checkbox").uncheck()
    item(page, FIVE[0]).get_by_role("checkbox").check()
    page.get_by_role("button", name="Compare 4").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="4 practices compared")).to_be_focused()
    wanted = [slug for slug in FIVE if slug != FIVE[2]]
    names = titles(practices)
    heads = page.locator(".comparison-table thead [role=columnheader]")
    expect(heads).to_have_text(["What is compared", *(names[slug] for slug in wanted)])
    records = {record["id"]: record for record in practices}
    rows = page.locator(".comparison-table tbody [role=row]")
    labels = rows.locator("[role=rowheader]").all_inner_texts()
    assert [len(set(labels)), labels[0], labels[-1]] == [len(labels), "Summary", "How to cite"]
    summaries = rows.nth(0).locator("[role=cell]")
    expect(summaries).to_have_text([records[slug]["summary"] for slug in wanted])
    for slug in wanted:
        assert {section["title"] for section in records[slug]["sections"]} <= set(labels)
    page.get_by_role("button", name="Back to the list").click()
    expect(page.locator(".shortlist-tools .compare")).to_be_focused()
    assert listed(page) == list(FIVE)


def test_without_ticks_the_first_four_and_one_tick_is_not_enough(visit: Visit) -> None:
    page = fill(visit, FIVE)
    expect(page.locator("button.compare")).to_have_text("Compare the first 4")
    item(page, FIVE[0]).get_by_role("checkbox").check()
    expect(page.locator("button.compare")).to_be_disabled()
    item(page, FIVE[4]).get_by_role("checkbox").check()
    page.locator("button.compare").click()
    expect(page.locator(".comparison-table thead [role=columnheader]")).to_have_count(3)


def test_on_a_phone_the_comparison_is_a_list(visit: Visit) -> None:
    page = fill(visit, FIVE[:3])
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.locator("button.compare").click()
    boxes = [cell.bounding_box() for cell in page.locator("tbody tr:first-child [role=cell]").all()]
    tops = [box["y"] for box in boxes if box]
    assert len(set(tops)) == 3
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


# --- taking along ---------------------------------------------------------------------------


def test_text_with_citations(visit: Visit, practices: list[Record]) -> None:
    page = fill(visit, FIVE[:2])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    item(page, FIVE[0]).get_by_role("textbox").fill("Ask Strasbourg.")
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator(".shortlist-tools .copy-status")).to_have_text("Copied")
    text = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    names = titles(practices)
    assert text.startswith(f"1. {names[FIVE[0]]}\n\n")
    assert f"\n\n2. {names[FIVE[1]]}\n\n" in text
    assert "\n\nNote: Ask Strasbourg.\n\n" in text
    for slug in FIVE[:2]:
        page = visit.open(f"practices/{slug}/")
        assert page.locator("p.citation").inner_text() in text


def test_json(visit: Visit, practices: list[Record], tmp_path: Path) -> None:
    page = fill(visit, FIVE[:2])
    item(page, FIVE[1]).get_by_role("textbox").fill("“note” & <b>")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as JSON").click()
    assert download.value.suggested_filename == "shortlist.json"
    download.value.save_as(tmp_path / "list.json")
    data = json.loads((tmp_path / "list.json").read_text(encoding="utf-8"))
    records = {record["id"]: record for record in practices}
    assert [one["id"] for one in data["practices"]] == list(FIVE[:2])
    assert [one["note"] for one in data["practices"]] == ["", "“note” & <b>"]
    for one in data["practices"]:
        for key in ("title", "summary", "url"):
            assert one[key] == records[one["id"]][key]
    expect(said(page)).to_have_text("Downloaded 2 practices as shortlist.json.")


def test_paper_has_whole_texts_and_no_buttons(visit: Visit, practices: list[Record]) -> None:
    page = fill(visit, FIVE[:2])
    item(page, FIVE[0]).get_by_role("textbox").fill("Ask Strasbourg.")
    expect(page.locator(".brief").first).to_be_hidden()
    page.emulate_media(media="print")
    for slug in FIVE[:2]:
        record = next(record for record in practices if record["id"] == slug)
        brief = item(page, slug).locator(".brief")
        expect(brief).to_be_visible()
        for section in record["sections"]:
            expect(brief.get_by_role("heading", name=section["title"], exact=True)).to_be_visible()
    expect(item(page, FIVE[0]).locator(".item-note")).to_have_text("Ask Strasbourg.")
    assert page.locator("shortlist-page :is(button, input, textarea):visible").count() == 0


# --- sharing --------------------------------------------------------------------------------


def test_a_link_carries_practices_and_order(visit: Visit, browser: Browser, address: str) -> None:
    page = fill(visit, FIVE[:3])
    item(page, FIVE[0]).get_by_role("textbox").fill("secret")
    link = page.get_by_label("A link to this list").input_value()
    assert "secret" not in link
    other = window(browser, address)
    assert listed(ready(other.open(link.removeprefix(address)))) == list(FIVE[:3])
    shared = other.page
    expect(shared.get_by_role("heading", level=1)).to_have_text("A shared shortlist")
    expect(header(shared)).to_have_attribute("aria-label", "Shortlist: empty")
    assert shared.locator("textarea:visible").count() == 0
    star(shared, FIVE[2]).click()
    shared.get_by_role("button", name="Add these to my shortlist").click()
    expect(shared.get_by_role("link", name="Show my own shortlist")).to_be_focused()
    shared.keyboard.press("Enter")
    expect(shared.get_by_role("heading", level=1)).to_have_text("Shortlist")
    assert listed(ready(shared)) == [FIVE[2], FIVE[0], FIVE[1]]
    other.page.context.close()
    other.check()


@pytest.mark.parametrize(
    ("ids", "shown", "said"),
    [
        ("", [], None),
        (",,,", [], None),
        (f"{FIVE[1]},{FIVE[0]},{FIVE[1]}", [FIVE[1], FIVE[0]], None),
        (f"{FIVE[0]},no-such-practice", [FIVE[0]], "‘no-such-practice’"),
        ("<img src=x onerror=alert(1)>", [], "‘<img src=x onerror=alert(1)>’"),
        ("../../x,__proto__,constructor,%00", [], "‘../../x’, ‘__proto__’, ‘constructor’"),
        ("%E0%A4%A,javascript:alert(1)", [], "‘javascript:alert(1)’"),
        ("a" * 500, [], f"‘{'a' * 200}’"),
    ],
)
def test_hostile_links_show_what_there_is(
    visit: Visit, ids: str, shown: list[str], said: str | None
) -> None:
    page = ready(visit.open(f"{PAGE}?ids={ids}"))
    assert listed(page) == shown
    unknown = page.locator(".shortlist-unknown")
    expect(unknown).to_contain_text(said) if said else expect(unknown).to_be_hidden()
    assert page.locator("shortlist-page img").count() == 0
    expect(header(page)).to_have_attribute("aria-label", "Shortlist: empty")


def test_thousands_of_ids_are_cut_and_counted(visit: Visit, practices: list[Record]) -> None:
    known = [record["id"] for record in practices][:100]
    ids = ",".join([*known, *(f"unknown-{n}" for n in range(3000))])
    page = ready(visit.open(f"{PAGE}?ids={ids}"))
    expect(page.locator(".shortlist-item")).to_have_count(100)
    expect(page.locator(".shared-text")).to_contain_text("the first 200 are here")
    expect(page.locator(".shortlist-unknown")).to_contain_text("and 95 more")


def test_an_earlier_slug_leads_to_the_present_practice(browser: Browser, tmp_path: Path) -> None:
    files = {
        "fr/new-name.md": practice_file(title="New name", formerly=["old-name"]),
        "fr/other.md": practice_file(title="Other", status="archived"),
    }
    folder = project(tmp_path / "project", files)
    assert compendium("build", cwd=folder).returncode == 0
    with serving(folder / "site") as address:
        visit = window(browser, address)
        page = ready(visit.open(f"{PAGE}?ids=old-name,other,new-name"))
        assert listed(page) == ["new-name", "other"]
        expect(item(page, "other").locator(".item-archived")).to_be_visible()
        kept = '[{"id":"old-name","note":"mine"},{"id":"other","note":""}]'
        page.evaluate("kept => localStorage.setItem('compendium.shortlist/', kept)", kept)
        page = ready(visit.open(PAGE))
        assert listed(page) == ["new-name", "other"]
        expect(item(page, "new-name").get_by_role("textbox")).to_have_value("mine")
        star_there = star(visit.open("practices/new-name/"), "new-name")
        expect(star_there).to_have_attribute("aria-pressed", "true")
        visit.page.context.close()
        visit.check()


# --- what browsers refuse, and two windows --------------------------------------------------


def test_where_nothing_is_kept_the_link_takes_the_list_along(
    browser: Browser, address: str
) -> None:
    visit = window(browser, address)
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() {"
        " throw new DOMException('denied', 'SecurityError'); }})"
    )
    page = visit.open("practices/espace-egalite/")
    star(page, "espace-egalite").click()
    expect(page.locator(".shortlist-notice")).to_contain_text("could not keep the shortlist")
    page.locator(".shortlist-notice button").click()
    header(page).click()
    assert listed(ready(page)) == ["espace-egalite"]
    expect(page.get_by_role("heading", level=1)).to_have_text("Shortlist")
    item(page, "espace-egalite").locator("h2 a").click()
    page.locator(".practice-related .star").first.click()
    header(page).click()
    assert len(listed(ready(page))) == 1  # the way there lost the list, as the notice says
    page.context.close()
    # The theme, too, would have kept something.
    visit.errors = [error for error in visit.errors if "denied" not in error]
    visit.check()


def test_a_full_storage_keeps_what_it_had(visit: Visit) -> None:
    page = fill(visit, FIVE[:1])
    page.evaluate(
        """() => {
            let size = 4_000_000;
            for (let n = 0; size >= 1; n += 1) {
                try { localStorage.setItem(`full-${n}`, 'x'.repeat(size)); }
                catch { size = Math.floor(size / 2); }
            }
        }"""
    )
    page = visit.open(f"practices/{FIVE[1]}/")
    star(page, FIVE[1]).click()
    expect(star(page, FIVE[1])).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".shortlist-notice")).to_contain_text("storage is off, or full")
    header(page).click()
    assert listed(ready(page)) == list(FIVE[:2])
    page = ready(visit.open(PAGE))
    assert listed(page) == list(FIVE[:1])


@pytest.mark.parametrize(
    "kept", ["", "{", "null", "7", '"x"', "[1,null,[],{}]", '[{"id":"<b>"},{"id":5},{"note":"x"}]']
)
def test_a_damaged_list_is_an_empty_one(visit: Visit, kept: str) -> None:
    visit.open(PAGE)
    visit.page.evaluate("kept => localStorage.setItem('compendium.shortlist/', kept)", kept)
    page = ready(visit.open(PAGE))
    assert listed(page) == []
    star(visit.open(f"practices/{FIVE[0]}/"), FIVE[0]).click()
    assert listed(ready(visit.open(PAGE))) == [FIVE[0]]


def test_two_windows_see_each_other(visit: Visit) -> None:
    page = fill(visit, FIVE[:2])
    second = page.context.new_page()
    second.goto(f"{visit.address}practices/{FIVE[2]}/")
    star(second, FIVE[2]).click()
    expect(page.locator(".shortlist-item")).to_have_count(3)
    item(page, FIVE[0]).get_by_role("textbox").fill("from the first")
    second.goto(f"{visit.address}{PAGE}")
    ready(second)
    item(second, FIVE[1]).get_by_role("textbox").fill("from the second")
    item(second, FIVE[2]).locator(".remove").click()
    expect(page.locator(".shortlist-item")).to_have_count(2)
    expect(item(page, FIVE[1]).get_by_role("textbox")).to_have_value("from the second")
    page.reload()
    ready(page)
    expect(item(page, FIVE[0]).get_by_role("textbox")).to_have_value("from the first")
    expect(item(page, FIVE[1]).get_by_role("textbox")).to_have_value("from the second")


def test_a_part_that_does_not_arrive_is_said_and_harms_nothing(visit: Visit) -> None:
    page = fill(visit, FIVE[:1])
    page.route("**/briefs.js", lambda route: route.abort())
    page = visit.open(PAGE)
    expect(page.locator(".shortlist-problem")).to_be_visible()
    page.unroute_all()
    assert listed(ready(visit.open(PAGE))) == [FIVE[0]]
    visit.errors = [error for error in visit.errors if "ERR_FAILED" not in error]


# --- for everybody --------------------------------------------------------------------------


@pytest.fixture
def states(visit: Visit) -> Iterator[tuple[str, Page]]:
    """Every state of the page, one after the other."""

    def each() -> Iterator[tuple[str, Page]]:
        yield "empty", ready(visit.open(PAGE))
        yield "one", fill(visit, FIVE[:1])
        page = fill(visit, FIVE[1:])
        item(page, FIVE[0]).locator(".remove").click()
        yield "four, one removed", page
        page.locator("button.compare").click()
        yield "comparing", page
        yield "shared", ready(visit.open(f"{PAGE}?ids={FIVE[0]},unknown"))

    return each()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible(
    visit: Visit, states: Iterator[tuple[str, Page]], scheme: Any, viewport: Any
) -> None:
    visit.page.emulate_media(color_scheme=scheme)
    visit.page.set_viewport_size(viewport)
    for name, page in states:
        found = Axe().run(page)
        assert found.violations_count == 0, (name, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"], name
        shown = page.locator("shortlist-page").locator("button:visible, input:visible, a:visible")
        for control in shown.all():
            box = control.bounding_box()
            assert box
            enough = box["height"] >= 24 or control.get_attribute("type") == "checkbox"
            assert enough or control.locator("xpath=ancestor::p").count(), (name, control)
