"""Front matter as a tree with positions. What is refused stands in rules/test_bad_inputs.py."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import frontmatter
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_gen.front_matter import (
    BadYAMLError,
    Mapping,
    Plain,
    PositionedYAML,
    Scalar,
    Sequence,
    parse,
    plain,
    scalars,
    spans,
    unclosed_quotes,
)


def test_positions_are_those_of_the_first_character() -> None:
    node = parse("a: 1\nlist: [é, 'ß', \"c\"]\n\nmap:\n  x: |\n    text\n  y: {z: 2}\n")
    assert isinstance(node, Mapping)
    assert [(key.value, key.line, key.column) for key, _ in node.entries] == [
        ("a", 1, 1),
        ("list", 2, 1),
        ("map", 4, 1),
    ]
    assert node.get("list") == Sequence(
        (Scalar("é", 2, 8), Scalar("ß", 2, 11), Scalar("c", 2, 16)), 2, 7
    )
    below = node.get("map")
    assert isinstance(below, Mapping)
    assert (below.line, below.column) == (5, 3)
    assert below.get("x") == Scalar("text\n", 5, 6)
    assert below.get("y") == Mapping(((Scalar("z", 7, 7), Scalar("2", 7, 10)),), 7, 6)
    assert below.get("zebra") is None


def test_columns_count_characters_not_bytes() -> None:
    node = parse("[Łódź, 😀, e\u0301, x]")
    assert isinstance(node, Sequence)
    assert [item.column for item in node.items] == [2, 8, 11, 15]


@pytest.mark.parametrize(
    "text",
    ["NO", "yes", "null", "~", "012", "1.10", "12:30", "0x1F", "1e3", "2024-01-01", "=", ".5"],
)
def test_texts_are_as_written(text: str) -> None:
    assert parse(text) == Scalar(text, 1, 1)


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n", "   \n# x"])
def test_nothing(text: str) -> None:
    assert parse(text) is None


def test_a_key_that_stands_twice_stays_twice() -> None:
    node = parse("a: 1\na: 2")
    assert isinstance(node, Mapping)
    assert [value for _, value in node.entries] == [Scalar("1", 1, 4), Scalar("2", 2, 4)]
    assert node.get("a") == Scalar("1", 1, 4)


def test_plain_folds_white_space() -> None:
    node = parse("a: |\n  b\n  c\nd: ['  e  f ', {g: h}]")
    assert node is not None
    assert plain(node) == {"a": "b c", "d": ["e f", {"g": "h"}]}


def test_every_text_in_order() -> None:
    node = parse("a: [b, {c: d}]\ne: f")
    assert node is not None
    assert [text.value for text in scalars(node)] == ["a", "b", "c", "d", "e", "f"]


def test_comments_behind_texts_are_lost_or_raised() -> None:
    lost: list[BadYAMLError] = []
    text = "a: é b # c\n# d\ne: [f] # g\nh: 'i' # j\nk: #l\nm: n#o\n"
    node = parse(text, lost=lost)
    assert node is not None
    assert [(error.line, error.column) for error in lost] == [(1, 8), (5, 4)]
    assert all(error.rule == "trailing-comment" for error in lost)
    with pytest.raises(BadYAMLError) as caught:
        parse(text)
    assert caught.value.line == 1


def test_ends_of_texts_and_of_brackets() -> None:
    text = "é: one\n  two  # c\nf: [ 'a''b', {x: \"y\"} ] \nl: |\n  z\nb:\n  - c\n"
    lines = text.split("\n")
    found = {
        (start, span.style): lines[span.last_line - 1][: span.end_column - 1]
        for start, span in spans(text).items()
    }
    assert found == {
        ((1, 1), ""): "é",
        ((1, 4), ""): "  two",
        ((3, 1), ""): "f",
        ((3, 6), "'"): "f: [ 'a''b'",
        ((3, 15), ""): "f: [ 'a''b', {x",
        ((3, 18), '"'): "f: [ 'a''b', {x: \"y\"",
        ((3, 14), ""): "f: [ 'a''b', {x: \"y\"}",
        ((3, 4), ""): "f: [ 'a''b', {x: \"y\"} ]",
        ((4, 1), ""): "l",
        ((4, 4), "|"): "",
        ((6, 1), ""): "b",
        ((7, 5), ""): "  - c",
    }


def test_ends_before_a_fault() -> None:
    assert list(spans("a: b\nc: d: e\n")) == [(1, 1), (1, 4), (2, 1), (2, 4)]
    assert spans("[" * 100_000) == {}
    assert spans("\0") == {}


def test_curly_quotes_that_hold_nothing_together() -> None:
    node = parse("a: “b” c\nd: [“e, f”, “g”]\nh: the “old\n")
    assert node is not None
    assert [(error.line, error.column) for error in unclosed_quotes(node)] == [(2, 5)]


def test_depth_is_limited_before_the_stack_is() -> None:
    for text in ("[" * 100_000, "- " * 100_000, "{a: " * 50_000, "? " * 100_000):
        with pytest.raises(BadYAMLError) as caught:
            parse(text)
        assert (caught.value.rule, caught.value.line) == ("yaml-feature", 1)


def test_an_alias_bomb_does_not_go_off() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in pairwise("abcdefghi")]
    with pytest.raises(BadYAMLError, match="YAML anchor '&a'"):
        parse("\n".join(lines))


def test_unprintable_characters_have_a_position() -> None:
    with pytest.raises(BadYAMLError) as caught:
        parse("é: 1\nł: ü\x07")
    error = caught.value
    assert (error.rule, error.line, error.column) == ("control-character", 2, 5)


def test_python_frontmatter_takes_it_as_handler() -> None:
    post = frontmatter.loads("---\na: NO\n---\n\nText", handler=PositionedYAML())
    assert post.content == "Text"


@given(st.text())
def test_no_text_raises_anything_else(text: str) -> None:
    with suppress(BadYAMLError):
        parse(text)


NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1)
TREES = st.recursive(
    NAMES,
    lambda nodes: st.lists(nodes, max_size=3) | st.dictionaries(NAMES, nodes, max_size=3),
    max_leaves=9,
)


@given(st.lists(TREES, max_size=3))
def test_what_is_written_is_what_is_read(tree: list[Plain]) -> None:
    written = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=True, width=10**6)
    node = parse(written)
    assert node is not None
    assert plain(node) == tree
