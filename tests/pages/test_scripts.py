"""Where a page's scripts stand, and that all of them wait for the page."""

from __future__ import annotations

from site_gen.pages.scripts import add_script
from tests.html_tree import Element, parse

PAGE = """<html><head><meta charset="utf-8"><link rel="stylesheet" href="a.css">
<script>inline()</script></head><body><p>Text</p>
<script src="../assets/javascripts/bundle.0123.min.js"></script>
<script src="../extra.js"></script></body></html>"""


def _scripts(page: str) -> list[Element]:
    return [script for script in parse(page).all("script") if script.get("src")]


def test_ours_comes_first_and_the_theme_waits_behind_it() -> None:
    ours, theme, extra = _scripts(add_script(PAGE, "../assets/compendium.js"))
    assert ours.get("src") == "../assets/compendium.js"
    assert theme.get("src") == "../assets/javascripts/bundle.0123.min.js"
    assert "defer" in ours.attributes
    assert "defer" in theme.attributes
    assert "defer" not in extra.attributes  # not ours to judge
    assert "fetchpriority" not in ours.attributes


def test_data_are_asked_for_with_the_script_and_run_behind_it() -> None:
    page = add_script(PAGE, "../assets/compendium.js", data="../assets/search/0/table.js")
    script, data, *_ = _scripts(page)
    assert [script.get("src"), data.get("src")] == [
        "../assets/compendium.js", "../assets/search/0/table.js"
    ]  # fmt: skip
    assert page.index("table.js") < page.index("stylesheet")
    for each in (script, data):
        assert "defer" in each.attributes
        assert each.get("fetchpriority") == "high"


def test_a_page_without_a_head_stays_as_it_is() -> None:
    assert add_script("<p>Text</p>", "a.js") == "<p>Text</p>"
