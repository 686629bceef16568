"""pandoc's tree, made fit for a practice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.importing.pandoc_tree import (
    Node,
    blocks_text,
    inlines,
    lines,
    plain,
    readable,
    string,
    without_start,
)

SPACE: Node = {"t": "Space"}
BREAK: Node = {"t": "LineBreak"}


def strong(*nodes: Node) -> Node:
    return {"t": "Strong", "c": list(nodes)}


def link(text: str, url: str) -> Node:
    return {"t": "Link", "c": [["", [], []], [string(text)], [url, ""]]}


def span(kind: str, *nodes: Node, author: str = "Ed") -> Node:
    return {"t": "Span", "c": [["", [kind], [["author", author]]], list(nodes)]}


def cleaned(*nodes: Node) -> tuple[str, list[str]]:
    told: list[str] = []
    return plain(inlines(nodes, told.append)), told


def test_readable() -> None:
    assert readable("a\u00a0b\u200bc\u00add\x07") == "a bcd"
    assert readable("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize(
    ("node", "text", "told"),
    [
        ({"t": "Underline", "c": [string("a")]}, "a", []),
        ({"t": "Quoted", "c": [{"t": "DoubleQuote"}, [string("a")]]}, "“a”", []),
        ({"t": "Code", "c": [["", [], []], "a"]}, "a", []),
        ({"t": "Math", "c": [{"t": "InlineMath"}, "x"]}, "x", ["a formula, now plain text"]),
        (strong(SPACE), " ", []),
        (span("insertion", string("a")), "a", ["a tracked insertion, taken as accepted: 'a'"]),
        (span("deletion", string("a")), "", ["a tracked deletion, taken as accepted: 'a'"]),
        (span("deletion"), "", []),
        (
            span("comment-start", string("why?")),
            "",
            ["a comment in the margin, left out: 'Ed: why?'"],
        ),
        (span("comment-end"), "", []),
        (span("mark", string("a")), "a", []),
        (
            {"t": "Image", "c": [["", [], []], [string("map")], ["m.png", ""]]},
            "",
            ["a picture, left out: 'map'"],
        ),
        (
            {"t": "Note", "c": [{"t": "Para", "c": [string("see")]}]},
            " (see)",
            ["a footnote, now in brackets in the text"],
        ),
        (
            {"t": "RawInline", "c": ["html", "<b>"]},
            "",
            ["something that Markdown cannot say, left out"],
        ),
    ],
)
def test_what_markdown_lacks(node: Node, text: str, told: list[str]) -> None:
    assert cleaned(node) == (text, told)


def test_only_links_to_the_web_stay_links() -> None:
    kept = inlines([link("a", "https://example.org"), link("b", "mailto:a@b.org")], print)
    assert [node["t"] for node in kept] == ["Link", "Link"]
    dropped = inlines(
        [link("a", "javascript:x"), link("b", "#part"), link("", "https://x.org")], print
    )
    assert [node["t"] for node in dropped] == ["Str", "Str", "Str"]
    assert plain(kept, urls=True) == "a <https://example.org> b <mailto:a@b.org> "


def test_lines() -> None:
    found = list(lines([string("a"), BREAK, strong(string("b"), BREAK, string("c")), string("d")]))
    assert [plain(line) for line in found] == ["a", "b", "cd"]


@given(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8), st.integers(0, 20))
def test_a_start_is_cut_wherever_it_ends(one: str, two: str, count: int) -> None:
    nodes = [strong(string(one), SPACE, link(two, "https://example.org")), SPACE, string(two)]
    left = plain(without_start(nodes, count))
    assert left.strip() == plain(nodes)[count:].strip() or left == plain(nodes)[count:].lstrip(" ")


def test_the_text_of_any_blocks() -> None:
    blocks: list[Node] = [
        {"t": "Para", "c": [string("a"), SPACE, link("b", "https://example.org")]},
        {"t": "BulletList", "c": [[{"t": "Plain", "c": [string("c")]}]]},
        {"t": "HorizontalRule"},
    ]
    assert blocks_text(blocks) == "a b <https://example.org> c"
    assert blocks_text([]) == ""
