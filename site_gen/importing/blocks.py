"""pandoc's blocks as pieces of a practice: paragraphs, lists, tables and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from site_gen.importing.layout import Piece
from site_gen.importing.names import SECTION, Names
from site_gen.importing.pandoc_tree import (
    Node,
    blocks_text,
    inlines,
    lines,
    plain,
    string,
    without_start,
)

_LABEL = re.compile(r"\s*(?P<label>[^:\n]{2,60}?)\s*:\s*")

Drafted = tuple[Piece, list[Node]]


class Blocks:
    """Walks the blocks; `notes` gathers what each tells until its first piece is made."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.notes: list[str] = []

    def read(self, nodes: list[Node]) -> list[Drafted]:
        """The pieces of a document, each with the nodes that its Markdown is made from."""
        found: list[Drafted] = []
        for node in nodes:
            found += self._block(node)
            if self.notes and found:  # of a paragraph that held a picture and nothing else
                piece, made = found[-1]
                found[-1] = replace(piece, notes=(*piece.notes, *self.notes)), made
                self.notes = []
        return found

    def _blocks(self, nodes: list[Node]) -> Iterator[Drafted]:
        for node in nodes:
            yield from self._block(node)

    def _block(self, node: Node) -> Iterator[Drafted]:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in ("Para", "Plain"):
            for line in lines(inlines(content, self.notes.append)):
                yield from self._line(line)
        elif kind == "Header":
            inner = [n for n in inlines(content[2], self.notes.append) if n["t"] != "LineBreak"]
            text = " ".join(plain(inner).split())
            if text:
                yield self._piece(text, [{"t": "Para", "c": [string(text)]}], level=content[0])
        elif kind in ("BulletList", "OrderedList"):
            yield from self._list(node)
        elif kind == "Table":
            yield from self._table(content)
        elif kind in ("BlockQuote", "Div", "Figure"):
            yield from self._blocks(content if kind == "BlockQuote" else content[-1])
        elif kind == "LineBlock":
            for line in content:
                yield from self._line(inlines(line, self.notes.append))
        elif kind == "CodeBlock":
            yield from self._line([string(content[1])])
        elif kind != "HorizontalRule":
            text = blocks_text([node], self.notes.append)
            if text:
                yield from self._line([string(text)])

    def _piece(
        self, text: str, made: list[Node], *, level: int = 0, label: str = "",
        items: tuple[str, ...] = (),
    ) -> Drafted:  # fmt: skip
        notes, self.notes = tuple(self.notes), []
        return Piece(text, "", level, label, items, notes), made

    def _line(self, line: list[Node]) -> Iterator[Drafted]:
        text = plain(line)
        match = _LABEL.match(text)
        label = match["label"] if match and self.names.find(match["label"]) else ""
        rest = without_start(line, match.end()) if match and label else line
        if label or text.strip():
            said = plain(rest, urls=True).strip()
            yield self._piece(said, [{"t": "Para", "c": rest}] if rest else [], label=label)

    def _list(self, node: Node) -> Iterator[Drafted]:
        given = node["c"] if node["t"] == "BulletList" else node["c"][1]
        items = tuple(filter(None, (blocks_text(item) for item in given)))
        yield self._piece(" ".join(items), [self._clean(node)], items=items)

    def _clean(self, node: Node) -> Node:
        """A list with clean texts, and nothing in it but paragraphs and lists."""
        given = node["c"] if node["t"] == "BulletList" else node["c"][1]
        items: list[list[Node]] = []
        for item in given:
            made: list[Node] = []
            for block in item:
                if block["t"] in ("BulletList", "OrderedList"):
                    made.append(self._clean(block))
                elif block["t"] in ("Para", "Plain"):
                    made.append({"t": "Plain", "c": inlines(block["c"], self.notes.append)})
                else:
                    made.append(
                        {"t": "Para", "c": [string(blocks_text([block], self.notes.append))]}
                    )
            items.append(made)
        ordered = node["t"] == "OrderedList"
        style = [node["c"][0][0], {"t": "Decimal"}, {"t": "Period"}] if ordered else []
        return {"t": node["t"], "c": [style, items] if ordered else items}

    def _table(self, content: list[Any]) -> Iterator[Drafted]:
        rows = [[cell[4] for cell in row[1]] for row in _rows(content)]
        if self._is_form(rows):
            for label, *cells in rows:
                yield from self._row(label, [block for cell in cells for block in cell])
            return
        wide = max(map(len, rows), default=0)
        self.notes.append(f"a table ({len(rows)} by {wide}): see that it still says the same")
        if not wide:
            return
        texts = [[blocks_text(cell, self.notes.append) for cell in row] for row in rows]
        texts = [row + [""] * (wide - len(row)) for row in texts]
        yield self._piece(" ".join(" ".join(row) for row in texts), [_simple(texts, wide)])

    def _is_form(self, rows: list[list[list[Node]]]) -> bool:
        """Whether a table's first column holds our labels: a form."""
        known = [row for row in rows if len(row) > 1 and self._known(row[0])]
        return len(known) > 1 and 2 * len(known) > len(rows)

    def _known(self, cell: list[Node]) -> list[str]:
        text = blocks_text(cell).strip().rstrip(":").strip()
        return self.names.find(text) if text else []

    def _row(self, label: list[Node], cell: list[Node]) -> Iterator[Drafted]:
        text = blocks_text(label).strip().rstrip(":").strip()
        if not self._known(label):
            yield from self._blocks([*label, *cell])
            return
        is_fact = not self.names.find(text)[0].startswith(SECTION)
        if is_fact and len(cell) == 1 and cell[0]["t"] in ("Para", "Plain"):
            yield self._piece(blocks_text(cell, self.notes.append), [], label=text)
            return
        yield self._piece("", [], label=text)
        yield from self._blocks(cell)


def _rows(content: list[Any]) -> Iterator[list[list[list[list[Node]]]]]:
    """The rows of pandoc's table: of its head, its bodies and its foot."""
    head, bodies, foot = content[3], content[4], content[5]
    yield from head[1]
    for body in bodies:
        yield from (*body[2], *body[3])
    yield from foot[1]


def _simple(rows: list[list[str]], wide: int) -> Node:
    """A table of texts, as a pipe table can show it."""
    about = ["", [], []]

    def row(texts: list[str]) -> list[Any]:
        default = {"t": "AlignDefault"}
        cells = [[about, default, 1, 1, [{"t": "Plain", "c": [string(t)]}]] for t in texts]
        return [about, cells]

    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * wide
    head, *body = map(row, rows)
    bodies = [[about, 0, [], body]]
    return {
        "t": "Table",
        "c": [about, [None, []], columns, [about, [head]], bodies, [about, []]],
    }
