"""The search page in a real browser: filters, counts, address, keyboard, phone, no JavaScript."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from site_gen.vocabulary import FACETS
from tests.browser.conftest import NARROW, WIDE, Visit

Record = dict[str, Any]
PAGE = 20  # results shown at first
Filters = Mapping[str, Collection[str]]


def values(record: Record, facet: str) -> list[str]:
    """A practice's values as they stand in addresses."""
    found = record[facet]
    return [v.lower() for v in (found if isinstance(found, list) else [found]) if v]


def fits(record: Record, filters: Filters, but: str = "") -> bool:
    return all(
        facet == but or set(wanted) & set(values(record, facet))
        for facet, wanted in filters.items()
    )


def brute_force(records: list[Record], filters: Filters) -> tuple[set[str], dict[str, int]]:
    """The slugs that fit, and for each `facet=value` the number it would give."""
    found = {record["id"] for record in records if fits(record, filters)}
    counts: dict[str, int] = {}
    for facet in FACETS:
        for value in {v for record in records for v in values(record, facet)}:
            counts[f"{facet}={value}"] = sum(
                value in values(record, facet) for record in records if fits(record, filters, facet)
            )
    return found, counts


def shown(page: Page) -> list[str]:
    """The slugs in the list, in order, read at one moment."""
    items = page.locator("ol.results > li[data-practice]")
    return list(items.evaluate_all("items => items.map((item) => item.dataset.practice)"))


def shown_counts(page: Page) -> dict[str, int]:
    script = """boxes => boxes.map((box) => [
        `${box.name}=${box.value}`,
        Number(box.closest('li').querySelector('.count').textContent),
    ])"""
    return dict(page.locator(".facet input[type=checkbox]").evaluate_all(script))


def settled(page: Page) -> None:
    """Wait until the list belongs to the address."""
    page.wait_for_selector("practice-search[data-counted]:not([data-waiting])")
    page.wait_for_selector("ol.results:not([aria-busy])", state="attached")


def status(page: Page) -> int:
    return int(page.locator(".search-count").inner_text().split()[0])


def tick(page: Page, facet: str, value: str) -> None:
    """Tick a box as a reader does, opening its facet and showing all of its values first."""
    group = page.locator(f"details[data-facet={facet}]")
    if not group.evaluate("group => group.open"):
        group.locator("summary").click()
    box = group.locator(f"input[value='{value}']")
    if not box.is_visible():
        group.locator(".facet-all").click()
    box.check()


def expect_state(page: Page, records: list[Record], filters: Filters) -> None:
    """List, status and every count agree with a count by hand."""
    found, counts = brute_force(records, filters)
    expect(page.locator(".search-count")).to_contain_text(re.compile(rf"^{len(found)} "))
    settled(page)
    if len(found) <= PAGE:
        assert set(shown(page)) == found
    else:
        assert len(shown(page)) == PAGE
        assert set(shown(page)) <= found
    assert status(page) == len(found)
    assert shown_counts(page) == counts


def test_two_facets_reload_and_back(visit: Visit, practices: list[Record]) -> None:
    page = visit.open("practices/")
    expect_state(page, practices, {})
    tick(page, "principle", "diversity")
    expect_state(page, practices, {"principle": ["diversity"]})
    tick(page, "level", "local")
    tick(page, "level", "regional")
    both = {"principle": ["diversity"], "level": ["local", "regional"]}
    expect_state(page, practices, both)
    query = parse_qs(urlsplit(page.url).query)
    assert query["principle"] == ["diversity"]
    assert set(query["level"][0].split(",")) == {"local", "regional"}

    page.reload()
    settled(page)
    expect_state(page, practices, both)

    page.go_back()
    expect_state(page, practices, {"principle": ["diversity"], "level": ["local"]})
    page.go_back()
    expect_state(page, practices, {"principle": ["diversity"]})
    page.go_forward()
    expect_state(page, practices, {"principle": ["diversity"], "level": ["local"]})


def test_every_pair_of_values_counts_right(visit: Visit, practices: list[Record]) -> None:
    page = visit.open("practices/")
    every = [key.split("=") for key in brute_force(practices, {})[1]]
    pairs = [(a, b) for a, b in itertools.combinations(sorted(every), 2) if a[0] != b[0]]
    for (facet, value), (other, wanted) in pairs[:: max(1, len(pairs) // 25)]:
        page.goto(f"{visit.address}practices/?{facet}={value}&{other}={wanted}")
        page.wait_for_selector("practice-search[data-counted]:not([data-waiting])")
        expect_state(page, practices, {facet: [value], other: [wanted]})


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("vastra gotaland", "vastra-gotaland-consultations"),
        ("Västra", "vastra-gotaland-consultations"),
        ("turkey roma", "roma-citizens-strategy"),
        ("turkiye roma citizens", "roma-citizens-strategy"),
        ("bradf", "bangla-bantams"),
        ("equality space", "espace-egalite"),
        ("gemengepakt", "gemengepakt"),
    ],
)
def test_words_find_titles_aliases_and_places(visit: Visit, typed: str, slug: str) -> None:
    page = visit.open("practices/")
    page.get_by_role("searchbox").first.fill(typed)
    page.wait_for_url(re.compile(r"\?q="))
    expect(page.locator("ol.results > li").first).to_have_attribute("data-practice", slug)


def test_typing_is_one_step_and_filters_are_others(visit: Visit) -> None:
    page = visit.open("practices/")
    total = status(page)
    page.get_by_role("searchbox").first.press_sequentially("bradford", delay=15)
    page.wait_for_url(re.compile(r"q=bradford$"))
    settled(page)
    page.keyboard.press("Enter")
    tick(page, "level", "local")
    assert urlsplit(page.url).query == "q=bradford&level=local"
    page.go_back()
    expect(page.locator("input[name=level][value=local]")).not_to_be_checked()
    page.go_back()
    expect(page.locator(".search-count")).to_contain_text(str(total))
    assert urlsplit(page.url).query == ""


def test_chips_remove_themselves(visit: Visit, practices: list[Record]) -> None:
    page = visit.open("practices/?principle=equality&level=local")
    chips = page.locator("button.chip")
    expect(chips).to_have_count(2)
    chips.first.click()
    expect(chips).to_have_count(1)
    expect_state(page, practices, {"level": ["local"]})
    page.locator(".chips .clear-all").click()
    expect_state(page, practices, {})


def follow(page: Page, button: Locator) -> None:
    """Press a button that promises a number of practices, and see whether it gives them."""
    promised = re.search(r"(\d+) practices?$", button.inner_text())
    assert promised
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".search-count")).to_have_text(re.compile(rf"^{promised[1]} practices?$"))
    expect(page.locator(".search-count")).to_be_focused()
    expect(page.locator(".search-empty")).to_be_hidden()
    expect(page.locator(".search-unhide")).to_be_hidden()


def test_every_way_out_gives_what_it_promises(visit: Visit) -> None:
    query = "practices/?country=fr&q=bradford"
    visit.open(query)
    number = visit.page.locator("button.way").count()
    assert number >= 2
    for place in range(number):
        page = visit.open(query)
        follow(page, page.locator("button.way").nth(place))


def test_what_filters_hide_is_said_beside_the_count(visit: Visit, practices: list[Record]) -> None:
    page = visit.open("practices/?country=gb&level=regional")
    only = {
        "United Kingdom": len(brute_force(practices, {"level": ["regional"]})[0]),
        "Regional": len(brute_force(practices, {"country": ["gb"]})[0]),
    }
    (first, most), (second, fewer) = sorted(only.items(), key=lambda each: -each[1])
    expect(page.get_by_role("status")).to_have_text(
        f"0 of {len(practices)} practices: {most} hidden by ‘{first}’, {fewer} by ‘{second}’"
    )
    expect(page.locator("button.way")).to_have_text(
        [f"Without ‘{first}’: {most} practices", f"Without ‘{second}’: {fewer} practices"]
    )
    page.get_by_role("button", name=f"Remove ‘{first}’").click()
    expect(page.locator(".search-count")).to_have_text(f"{most} practices")
    page.go_back()
    expect(page.locator(".search-unhide")).to_be_visible()


def test_filters_that_only_together_hide_everything(visit: Visit) -> None:
    page = visit.open("practices/?q=gemengepakt")
    all_of_them = status(page)
    page = visit.open("practices/?q=gemengepakt&country=fr&level=international&principle=diversity")
    expect(page.get_by_role("status")).to_contain_text("hidden by the filters together")
    page.get_by_role("button", name="Remove all filters", exact=True).click()
    expect(page.locator(".search-count")).to_have_text(re.compile(rf"^{all_of_them} practices?$"))
    assert urlsplit(page.url).query == "q=gemengepakt"


def test_a_misspelling_beyond_correction_leads_to_nearest_spellings(visit: Visit) -> None:
    page = visit.open("practices/?q=patricipatzzory")
    near = page.locator(".search-near button.way")
    assert near.count() >= 1
    expect(page.get_by_role("status")).to_contain_text("Did you mean")
    label = near.first.inner_text()
    follow(page, near.first)
    assert f"‘{page.locator('#search-q').input_value()}’:" in label


def test_nearest_spellings_keep_filters_that_leave_something(visit: Visit) -> None:
    query = "practices/?q=patricipatzzory"
    page = visit.open(f"{query}&level=local")
    follow(page, page.locator(".search-near button.way").first)
    assert "level=local" in page.url
    page = visit.open(f"{query}&country=ad&level=international&type=law&principle=diversity")
    near = page.locator(".search-near button.way").first
    expect(near).to_contain_text("without filters")
    follow(page, near)
    assert set(parse_qs(urlsplit(page.url).query)) == {"q"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_dead_ends_are_accessible(
    browser: Browser, address: str, viewport: dict[str, int], scheme: str
) -> None:
    context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    visitor = Visit(context, address)
    near, hidden = "?q=patricipatzzory&country=fr", "?q=roma&country=gb,fr,es,it&level=regional"
    for query in (near, f"{hidden}&principle=diversity&type=law&group=children-and-youth"):
        page = visitor.open(f"practices/{query}")
        expect(page.locator(".search-empty")).to_be_visible()
        found = Axe().run(page, context="practice-search")
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
        for button in page.locator("button.way, .search-unhide:visible").all():
            place = button.bounding_box()
            assert place
            assert place["height"] >= 24
    context.close()
    visitor.check()


def test_nothing_typed_makes_sense(visit: Visit, practices: list[Record]) -> None:
    page = visit.open("practices/?q=xqzvjkwxqzvj")
    expect(page.get_by_role("status")).to_have_text("0 practices")
    expect(page.locator(".search-near")).to_be_hidden()
    follow(page, page.locator("button.way"))
    expect_state(page, practices, {})


def test_results_that_lack_a_word_are_announced(visit: Visit) -> None:
    page = visit.open("practices/?q=roma+women+housing+lublin")
    note = page.locator(".search-note")
    expect(note).to_have_attribute("aria-live", "polite")
    expect(note).to_be_visible()
    page.locator(".chip").click()
    expect(note).to_have_text("")


def test_guides_are_found_beside_practices(visit: Visit) -> None:
    page = visit.open("practices/?q=licence+contributing")
    link = page.get_by_role("navigation", name="Guides found").get_by_role("link").first
    expect(link).to_be_visible()
    page.goto(f"{visit.address}practices/{link.get_attribute('href')}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page = visit.open("practices/")
    expect(page.get_by_role("navigation", name="Guides found")).to_be_hidden()


def test_marks_follow_the_words(visit: Visit) -> None:
    """Words are marked where they stand, in what "Show more" adds too, and go with the query."""
    item = "ol.results > li[data-practice]"
    page = visit.open("practices/?q=women")
    page.locator(".show-more").click()
    expect(page.locator(item).nth(PAGE)).to_be_visible()
    expect(page.locator(f"{item}:nth-child(n + {PAGE + 1}) mark").first).to_be_visible()
    marks = page.locator(f"{item} mark")
    assert {text.lower()[:3] for text in marks.all_inner_texts()} == {"wom"}
    tick(page, "level", "local")
    settled(page)
    expect(marks.first).to_be_visible()
    page.get_by_role("searchbox").first.fill("youth")
    expect(page.locator(f"{item} mark", has_text=re.compile("wom", re.I))).to_have_count(0)
    expect(marks.first).to_be_visible()
    page.get_by_role("searchbox").first.fill("")
    expect(marks).to_have_count(0)
    expect(page.locator(".card-passage:visible")).to_have_count(0)


@pytest.mark.parametrize("sort", ["title", "country", "newest"])
def test_sorting(visit: Visit, practices: list[Record], sort: str) -> None:
    page = visit.open("practices/")
    page.locator("select[name=sort]").select_option(sort)
    settled(page)
    order = shown(page)
    by_id = {record["id"]: record for record in practices}
    if sort == "newest":
        starts = [by_id[slug]["period"]["start"][:4] for slug in order]
        assert starts == sorted(starts, reverse=True)
    if sort != "title":
        assert f"sort={sort}" in page.url
    assert len(set(order)) == min(PAGE, len(practices))


def test_unknown_values_in_the_address_are_ignored(visit: Visit, practices: list[Record]) -> None:
    page = visit.open("practices/?country=zz,fr&colour=red&sort=random")
    expect_state(page, practices, {"country": ["fr"]})


def test_keyboard_alone(visit: Visit, practices: list[Record]) -> None:
    page = visit.open("practices/")
    focused = "() => document.activeElement.getAttribute('value') || document.activeElement.name"
    page.get_by_role("searchbox").first.focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == "diversity":
            break
    page.keyboard.press("Space")
    expect_state(page, practices, {"principle": ["diversity"]})
    assert page.evaluate(focused) == "diversity"  # focus stays where the reader is
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.closest('li[data-practice]') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("article.practice")


@pytest.mark.parametrize("path", ["practices/", "contributing/"])
@pytest.mark.parametrize("theme", ["with its theme", "before its theme"])
def test_focus_is_visible(visit: Visit, path: str, theme: str) -> None:
    page = visit.page
    release = held(page, "**/javascripts/bundle.*") if theme.startswith("before") else None
    page.goto(visit.address + path, wait_until="commit" if release else "load")
    page.wait_for_selector("footer", state="attached")
    style = """e => {
        const seen = e.matches(".md-option") ? e.nextElementSibling : e;
        const { outlineStyle, boxShadow } = getComputedStyle(seen);
        return outlineStyle + boxShadow;
    }"""
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.evaluate(style) != "nonenone", focused.evaluate("e => e.outerHTML")
    if release:
        release()
        page.wait_for_selector("html.js", state="attached")


def test_drawer_on_a_phone(browser: Browser, address: str, practices: list[Record]) -> None:
    context = browser.new_context(viewport=NARROW, has_touch=True)  # type: ignore[arg-type]
    visitor = Visit(context, address)
    page = visitor.open("practices/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator("input[name=principle][value=participation]")
    assert not box.is_visible()
    opener = page.locator(".filters-open")
    opener.click()
    box.check()
    found, _ = brute_force(practices, {"principle": ["participation"]})
    show = page.locator(".drawer-show")
    expect(show).to_contain_text(str(len(found)))
    show.click()
    assert not box.is_visible()
    expect(opener).to_be_focused()
    expect(opener).to_contain_text("1")
    opener.click()
    page.keyboard.press("Escape")
    assert not box.is_visible()
    context.close()
    visitor.check()


# Watching a page from its first moment on.
_LENGTHS = """addEventListener('DOMContentLoaded', () => {
    const list = document.querySelector('ol.results');
    globalThis.lengths = [];
    new MutationObserver(() => {
        if (list.checkVisibility({ checkVisibilityCSS: true })) lengths.push(list.children.length);
    }).observe(list, { childList: true });
})"""
_SHIFTS = """globalThis.shifts = [];
new PerformanceObserver((found) => {
    for (const { value, sources } of found.getEntries()) {
        shifts.push([value, sources.map(({ node }) => node?.className ?? String(node))]);
    }
}).observe({ type: 'layout-shift', buffered: true });"""


def test_the_first_results_do_not_wait_for_the_others(visit: Visit) -> None:
    visit.page.add_init_script(_LENGTHS)
    page = visit.open("practices/?q=women")
    settled(page)
    first, *_, last = page.evaluate("lengths")
    assert 0 < first < last == PAGE
    expect(page.locator("ol.results")).to_have_attribute("data-answers", "women")


def held(page: Page, pattern: str) -> Callable[[], None]:
    """Keeps back what answers `pattern` until the function that comes back is called."""
    routes: list[Route] = []
    page.route(pattern, lambda route: routes.append(route))

    def release() -> None:
        for route in routes:
            route.continue_()

    return release


def test_results_come_before_the_counts(visit: Visit) -> None:
    page = visit.open("practices/?q=women")
    total, order, counts = status(page), shown(page), shown_counts(page)
    release = held(page, "**/facets.js")
    page.reload(wait_until="commit")
    expect(page.locator("ol.results[data-answers=women] > li")).to_have_count(len(order))
    assert shown(page) == order
    assert status(page) == total
    for part in page.locator(".filters .count").all()[:5]:
        assert not part.is_visible()
    release()
    settled(page)
    assert shown_counts(page) == counts
    expect(page.locator(".filters .count").first).to_be_visible()
    assert shown(page) == order


@pytest.mark.parametrize("query", ["?country=fr", "?q=women&country=fr", "?sort=newest"])
def test_what_filters_and_sorts_waits_for_the_facets(visit: Visit, query: str) -> None:
    page = visit.open(f"practices/{query}")
    before = (status(page), shown(page), shown_counts(page))
    release = held(page, "**/facets.js")
    page.reload(wait_until="commit")
    page.wait_for_selector("practice-search[data-ready]")
    page.wait_for_timeout(300)
    expect(page.locator("ol.results")).not_to_be_visible()
    release()
    settled(page)
    assert (status(page), shown(page), shown_counts(page)) == before


def test_facets_that_do_not_arrive(visit: Visit) -> None:
    page = visit.page
    page.route("**/facets.js", lambda route: route.abort())
    page.goto(f"{visit.address}practices/?q=women")
    expect(page.locator(".search-problem")).to_be_visible()
    assert len(shown(page)) == PAGE
    expect(page.locator(".filters")).to_be_hidden()
    assert visit.errors
    visit.errors.clear()


def test_the_theme_begins_behind_the_results(visit: Visit) -> None:
    theme = "**/javascripts/bundle.*"
    page = visit.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    release = held(page, theme)
    page.goto(f"{visit.address}practices/?q=women", wait_until="commit")
    settled(page)
    page.wait_for_function("() => document.querySelector('script[src*=bundle]:not([type])')")
    names = [name.split("-")[0].split(".")[0] for name in asked]
    assert names.index("bundle") > names.index("facets") > names.index("cards")
    assert page.locator("html.js").count() == 0
    release()
    page.wait_for_selector("html.js", state="attached")


def test_cards_of_the_page_are_not_loaded_again(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = visit.open("practices/")
    settled(page)
    data = [url.rpartition("/")[2] for url in asked if "/assets/search/" in url]
    assert data == ["table.js", "facets.js"]
    first = shown(page)
    page.locator("select[name=sort]").select_option("newest")
    settled(page)
    page.locator("select[name=sort]").select_option("title")
    settled(page)
    assert shown(page) == first


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("query", ["", "?q=women", "?q=roma+housing", "?country=fr", "?q=xqzvjk"])
def test_nothing_moves_when_results_come(
    browser: Browser, address: str, query: str, viewport: dict[str, int]
) -> None:
    context = browser.new_context(viewport=viewport)  # type: ignore[arg-type]
    context.add_init_script(_SHIFTS)
    visitor = Visit(context, address)
    page = visitor.open(f"practices/{query}")
    settled(page)
    page.wait_for_load_state("networkidle")
    shifts = page.evaluate("shifts")
    assert sum(value for value, _ in shifts) < 0.005, shifts
    context.close()
    visitor.check()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_parts_have_their_places_while_the_page_is_parsed(
    browser: Browser, site: Path, address: str, viewport: dict[str, int]
) -> None:
    whole = (site / "practices/index.html").read_text(encoding="utf-8")
    half = whole[: whole.index('<button class="search-unhide"')]
    context = browser.new_context(viewport=viewport)  # type: ignore[arg-type]
    page = context.new_page()
    page.route("**/practices/", lambda route: route.fulfill(body=half, content_type="text/html"))
    page.route("**/*.js", lambda route: route.abort())
    places = """() => [...document.querySelectorAll(".filters-open, .search-count")]
        .map((part) => part.getBoundingClientRect()).map(({ x, y }) => [x, y])"""
    page.goto(f"{address}practices/")
    before = page.evaluate(places)
    page.unroute("**/practices/")
    page.goto(f"{address}practices/")
    assert page.evaluate(places) == before
    context.close()


def test_a_part_that_does_not_arrive(visit: Visit, practices: list[Record]) -> None:
    visit.page.route("**/table.js", lambda route: route.abort())
    page = visit.page
    page.goto(f"{visit.address}practices/")
    expect(page.locator(".search-problem")).to_be_visible()
    assert len(shown(page)) == PAGE
    assert visit.errors
    visit.errors.clear()


def test_without_javascript(browser: Browser, address: str, practices: list[Record]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}practices/")
    assert set(shown(page)) == {record["id"] for record in practices}
    expect(page.locator(".search-rest li").last).to_be_hidden()
    page.locator(".search-rest summary").click()
    expect(page.locator(".search-rest li a").last).to_be_visible()
    link = page.locator("noscript a[href*='country/fr/'], .search-static a[href*='country/fr/']")
    assert link.count() >= 1
    assert not page.locator(".search-form").is_visible()
    page.goto(f"{address}country/fr/")
    assert page.locator("ol.cards > li").count() == sum("FR" in r["country"] for r in practices)
    context.close()
