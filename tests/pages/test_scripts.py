"""Where a page's scripts stand, and that all of them wait for the page."""

from __future__ import annotations

import pytest

from site_gen.build import SCRIPTS
from site_gen.pages.scripts import add_script, without_comments
from site_gen.pages.templates import ASSETS
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


def test_a_page_that_waits_for_data_keeps_the_theme_back() -> None:
    theme = _scripts(add_script(PAGE, "a.js", data="table.js"))[2]
    assert theme.get("src") == "../assets/javascripts/bundle.0123.min.js"
    assert theme.get("type") == "text/kept"
    assert "text/kept" in (ASSETS / "loader.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("script", "left"),
    [
        ("// one\na();\n  // two\nb();\n", "a();\nb();\n"),
        ("/* one\n * two **/\na();\n/** three */\nb();\n", "a();\nb();\n"),
        ("a(); // stays\n", "a(); // stays\n"),
        ("/** @type {any} */ (a);\nb(); /* c */\n", "/** @type {any} */ (a);\nb(); /* c */\n"),
        ("/* a */ b(); /* c */\n", "/* a */ b(); /* c */\n"),
        ("a('http://b.test'); // c", "a('http://b.test'); // c"),
        ("a = /\\/*/;\nb = 1; /* c\n*/\n", "a = /\\/*/;\nb = 1; /* c\n*/\n"),
    ],
)
def test_lines_of_comment_are_left_out(script: str, left: str) -> None:
    assert without_comments(script.encode()) == left.encode()


@pytest.mark.parametrize("name", SCRIPTS)
def test_code_stays_when_comments_go(name: str) -> None:
    """Each line left stands in the source, in its order; what is gone is marked as a comment."""
    source = (ASSETS / name).read_text(encoding="utf-8")
    lines = iter(source.splitlines())
    gone = []
    for kept in without_comments(source.encode()).decode().splitlines():
        while (line := next(lines)) != kept:
            gone.append(line.strip())
    gone += [line.strip() for line in lines]
    inside = False
    for line in gone:
        assert inside or line.startswith(("//", "/*")), line
        inside = not line.startswith("//") and "*/" not in line


def test_a_page_without_a_head_stays_as_it_is() -> None:
    assert add_script("<p>Text</p>", "a.js") == "<p>Text</p>"
