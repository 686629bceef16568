"""Markdown: safe HTML, and an outline with positions."""

from __future__ import annotations

import re
import sys
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.markdown import Heading, Target, Unspaced, outline, prose, render, sections, text
from tests.html_tree import parse

HOSTILE = (
    "<script>alert(1)</script>",
    "a <img src=x onerror=alert(1)> b",
    "[x](javascript:alert(1))",
    "[x](  JAVASCRIPT:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](vbscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<javascript:alert(1)>",
    '[x](https://a.example "\\" onmouseover=\\"alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    "<a href='javascript:alert(1)'>x</a>",
    "<!-- --><svg onload=alert(1)>",
    "| <b>a</b> |\n|---|\n| <script>x</script> |",
)
TOKENS = st.sampled_from(
    ["#", "## ", "\n", "\n\n", "- ", "> ", "1. ", "    ", "`", "```\n", "|", "|-|\n", "[", "](",
     ")", "![", "<", ">", "<b>", "</b>", "<!--", "-->", "&lt;", "\\", "*", "**", "---\n", "===\n",
     "x", "é", "😀", "a b", "javascript:", "https://a.example/", "\t"]
)  # fmt: skip
SPACES = [c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()]
BODIES = st.lists(TOKENS, max_size=40).map("".join) | st.text()


def test_common_mark_with_tables() -> None:
    html = render("*a* **b** `c` [d](e.md)\n\n| f |\n|---|\n| g |\n\n- h\n\n> i\n")
    for tag in ("em", "strong", "code", "a", "table", "th", "td", "li", "blockquote"):
        assert f"<{tag}" in html
    assert "sourcepos" not in html


def test_nothing_but_common_mark_and_tables() -> None:
    html = render("~~a~~ www.example.org a@b.org :smile: $x$ [^1]\n\n- [ ] b\n\n[^1]: /c\n")
    assert not re.search(r"<(del|input|sup|section|math|span)", html)
    assert html.count("<a") == 1  # "[^1]" is a link by reference to CommonMark


TAGS = frozenset(
    ["a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li",
     "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"]
)  # fmt: skip
ATTRIBUTES = frozenset(["align", "alt", "class", "href", "src", "start", "title"])


def verify(body: str) -> None:
    """Only the tags and attributes of Markdown, and no address that is a program."""
    for element in parse(render(body)):
        assert element.tag in TAGS
        assert element.attributes.keys() <= ATTRIBUTES
        for name in ("href", "src"):
            target = element.get(name).strip().lower()
            assert not target.startswith(("javascript:", "vbscript:", "file:", "data:"))


@pytest.mark.parametrize("body", HOSTILE)
def test_nothing_runs(body: str) -> None:
    verify(body)


@given(BODIES)
def test_nothing_runs_whatever_it_is(body: str) -> None:
    verify(body)


def test_links_can_be_mapped() -> None:
    assert 'href="/b/"' in render("[x](a.md)", lambda target: f"/{target.replace('a.md', 'b')}/")


def test_headings() -> None:
    body = (
        "Intro.\n\n## One *two* `&lt;` &amp;\n\nText.\n\n  Two\nlines\n===\n\n> ### Three\n\n####\n"
    )
    found = outline(body)
    assert found.headings == (
        Heading(2, "One two &lt; &", 3, 1, 3, nested=False, empty=False),
        Heading(1, "Two lines", 7, 3, 9, nested=False, empty=False),
        Heading(3, "Three", 11, 3, 11, nested=True, empty=False),
        Heading(4, "", 13, 1, 13, nested=False, empty=True),
    )
    assert found.has_preamble


@pytest.mark.parametrize(
    ("content", "empty"),
    [
        ("", True),
        ("\n\n", True),
        ("***\n", True),
        ("| | |\n|-|-|\n| | |\n", True),
        ("[x]: https://a.example\n", True),
        ("-\n", True),
        ("x", False),
        ("&nbsp;", True),
        ("`x`", False),
        ("![](x)", False),
        ("<!-- x -->", False),
        ("> x", False),
        ("### y\n\nx", False),
    ],
)
def test_empty_sections(content: str, empty: bool) -> None:
    assert outline(f"## A\n\n{content}\n\n## B\n\nx\n").headings[0].empty is empty
    assert outline(content).has_preamble is (not empty and "###" not in content)


def test_targets() -> None:
    body = 'é [a](b.md "t") ![c](d.png)\n<https://e.example> [f][g]\n\n- ö [h](<i j>)\n\n[g]: k\n'
    assert outline(body).targets == (
        Target("b.md", False, 1, 3),
        Target("d.png", True, 1, 17),
        Target("https://e.example", False, 2, 1),
        Target("k", False, 2, 21),
        Target("i%20j", False, 4, 5),
    )


def test_hashes_without_a_space() -> None:
    found = outline(
        "##One *x*\n\n###### Two\n\n```\n##Three\n```\n\n#4 and ##five\n\n    ##Six\n"
    ).unspaced
    assert found == (Unspaced("##", "One", 1, 1), Unspaced("#", "4 and ##five", 9, 1))


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("a < b", None),
        ("`<b>` \\<b> &lt;b>", None),
        ("    <b>\n", None),
        ("```\n<b>\n```", None),
        ("<https://a.example>", None),
        ("é <b>x</b>", (1, 3)),
        ("x\n\n- é\n  - <i>y</i>", (4, 5)),
        ("`<b>` <i>", (1, 7)),
        ("*<b>*", (1, 2)),
        ("**é** `<u>` *x* <i>", (1, 17)),
        ("x\n\n<div>\ny\n</div>", (3, 1)),
        ("x\n<!-- y -->", (2, 1)),
        ("| é | b |\n|---|---|\n| `<b>` | <i>x</i> |", (3, 11)),
        ("\\<b> <i>", (1, 6)),
    ],
)
def test_raw_html_is_found_where_it_begins(body: str, place: tuple[int, int] | None) -> None:
    assert outline(body).raw_html == place


def test_sections_of_rendered_text() -> None:
    html = render("x\n\n## A *b*\n\ny\n\n### c\n\n## D\n")
    assert sections(html) == [("A b", "<p>y</p>\n<h3>c</h3>"), ("D", "")]


def test_plain_text() -> None:
    assert text(render("# A\n\n*b* &amp; `<c>`\n\n- d")) == "A b & <c> d"


@given(st.lists(st.text(max_size=9) | st.sampled_from(SPACES), max_size=9).map("".join))
def test_plain_text_has_single_spaces(written: str) -> None:
    escaped = escape(written)
    for rendered in (escaped, f"{escaped}<br />", f"<ul>\n<li>{escaped}</li>\n</ul>\n"):
        assert text(rendered) == " ".join(written.split())


@given(BODIES)
def test_prose_is_plain_text_without_section_headings(body: str) -> None:
    rendered = render(body)
    apart = re.split(r"<h2>.*?</h2>", rendered, flags=re.S)
    assert prose(rendered) == " ".join(filter(None, map(text, apart)))


@given(BODIES)
def test_positions_lie_in_the_body(body: str) -> None:
    found = outline(body)
    lines = re.split("\r\n|\r|\n", body)
    places = [(h.line, h.column) for h in found.headings]
    places += [(t.line, t.column) for t in found.targets]
    places += [(u.line, u.column) for u in found.unspaced]
    places += [found.raw_html] if found.raw_html else []
    for line, column in places:
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
