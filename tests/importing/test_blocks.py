"""pandoc's blocks as pieces."""

from __future__ import annotations

from site_gen.importing.blocks import Blocks
from site_gen.importing.layout import Piece
from site_gen.importing.names import Names
from site_gen.importing.pandoc_tree import Node, string
from tests.checking import TERMS
from tests.importing.test_pandoc_tree import BREAK, SPACE, span, strong


def para(*nodes: Node | str) -> Node:
    return {"t": "Para", "c": [string(n) if isinstance(n, str) else n for n in nodes]}


def table(*rows: tuple[list[Node], ...]) -> Node:
    about = ["", [], []]
    made = [[about, [[about, {"t": "AlignDefault"}, 1, 1, cell] for cell in row]] for row in rows]
    return {
        "t": "Table",
        "c": [about, [None, []], [], [about, []], [[about, 0, [], made]], [about, []]],
    }


def pieces(*blocks: Node) -> list[Piece]:
    return [piece for piece, _ in Blocks(Names(TERMS)).read(list(blocks))]


def test_a_label_is_cut_off_wherever_it_ends() -> None:
    for block in (
        para(strong(string("Type:")), SPACE, "project"),
        para(strong(string("Type"), SPACE, string(":")), "project"),
        para(strong(string("Type: pro")), "ject"),
    ):
        assert pieces(block) == [Piece("project", label="Type")]


def test_a_colon_alone_makes_no_label() -> None:
    assert pieces(para("Note:", SPACE, "this")) == [Piece("Note: this")]


def test_labels_in_one_paragraph() -> None:
    found = pieces(para("Type: project", BREAK, "Area: education", BREAK, BREAK))
    assert found == [Piece("project", label="Type"), Piece("education", label="Area")]


def test_lists() -> None:
    inner: Node = {"t": "BulletList", "c": [[para("b")]]}
    (piece,) = pieces({"t": "OrderedList", "c": [[1, {}, {}], [[para("a"), inner], [para("c")]]]})
    assert piece.items == ("a b", "c")
    assert piece.text == "a b c"


def test_a_form_is_read_as_labels() -> None:
    found = pieces(
        table(
            ([para("Type:")], [para("project")]),
            ([para("Purpose")], [para("p"), para("q")]),
            ([para("Colour")], [para("red")]),
        )
    )
    assert found == [
        Piece("project", label="Type"), Piece("", label="Purpose"), Piece("p"), Piece("q"),
        Piece("Colour"), Piece("red"),
    ]  # fmt: skip


def test_another_table_stays_one() -> None:
    (piece,) = pieces(table(([para("Year")], [para("Pupils")]), ([para("2020")], [])))
    assert piece.text.split() == ["Year", "Pupils", "2020"]
    assert piece.notes == ("a table (2 by 2): see that it still says the same",)
    assert pieces(table()) == []


def test_notes_reach_a_piece_even_without_text() -> None:
    comment = span("comment-start", string("why"))
    first, second = pieces(para("a"), para(comment), para(comment, "b"))
    assert first.notes == second.notes == ("a comment in the margin, left out: 'Ed: why'",)


def test_headings_quotations_and_the_rest() -> None:
    found = pieces(
        {"t": "Header", "c": [2, ["", [], []], [string("A"), BREAK, strong(string("b"))]]},
        {"t": "Header", "c": [1, ["", [], []], []]},
        {"t": "BlockQuote", "c": [para("c")]},
        {"t": "HorizontalRule"},
        {"t": "LineBlock", "c": [[string("d")]]},
        {"t": "CodeBlock", "c": [["", [], []], "e"]},
        {"t": "DefinitionList", "c": [[[string("f")], [[para("g")]]]]},
    )
    assert [(piece.text, piece.level) for piece in found] == [
        ("Ab", 2), ("c", 0), ("d", 0), ("e", 0), ("f g", 0),
    ]  # fmt: skip
