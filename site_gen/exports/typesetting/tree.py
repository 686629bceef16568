"""Safe HTML of a Markdown text as a tree of blocks and inline nodes, for a template to set.

A node is a text or a dict: `t` is the element's name, `c` its children. What an author wrote only
ever is a text in this tree, so nothing of it can act in the template.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

Node = str | dict[str, object]

_HEADING = re.compile(r"h([1-6])")
_BLOCKS = frozenset("p h pre ul ol li blockquote table hr".split())
_VOID = frozenset(("br", "hr", "img"))
_SPACE = re.compile(r"\s+")
_RTL = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe"
# From the first letter of a script that is read from the right to the last one, with what stands
# between them and belongs to no other script.
_RTL_RUN = re.compile(rf"[{_RTL}](?:[{_RTL}\W\d_]*[{_RTL}])?")
# A bracket that opens in such a run and closes behind it.
_BRACKETED = re.compile(r"\(([^()\u2068]*)\u2069\)")


def blocks(html: str) -> list[Node]:
    """The blocks of well-formed HTML, as comrak writes it."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return _in_blocks(builder.opened[0].children)


def isolated(text: str) -> str:
    """`text` with isolates around what is read from the right, so that it moves no digit or bracket
    that stands beside it."""
    return _BRACKETED.sub("(\\1)\u2069", _RTL_RUN.sub("\u2068\\g<0>\u2069", text))


class _Element:
    def __init__(self, name: str, attributes: dict[str, str | None]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Node] = []


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.opened = [_Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(_Element(tag, dict(attrs)))
        if tag in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.opened[-1].name == tag:  # a void element may come with an end tag of its own
            element = self.opened.pop()
            self.opened[-1].children.extend(_nodes(element))

    def handle_data(self, data: str) -> None:
        preformatted = any(element.name == "pre" for element in self.opened)
        self.opened[-1].children.append(data if preformatted else _SPACE.sub(" ", data))


def _nodes(element: _Element) -> list[Node]:
    """What an element becomes; one that means nothing in print leaves its children."""
    given = element.attributes
    children = element.children
    heading = _HEADING.fullmatch(element.name)
    if heading:
        return [{"t": "h", "level": int(heading[1]), "c": _isolated(children)}]
    match element.name:
        case "p" | "em" | "strong" | "code" as name:
            return [{"t": name, "c": _isolated(children)}]
        case "th" | "td":
            align = given.get("align") or "left"
            return [{"t": "cell", "align": align, "c": _isolated(children)}]
        case "a":
            return [{"t": "a", "url": given.get("href") or "", "c": _isolated(children)}]
        case "img":
            return [given.get("alt") or ""]
        case "br" | "hr" as name:
            return [{"t": name}]
        case "ul" | "blockquote" | "li" as name:
            return [{"t": name, "c": _in_blocks(children)}]
        case "ol":
            return [{"t": "ol", "start": int(given.get("start") or 1), "c": _in_blocks(children)}]
        case "pre":
            return [{"t": "pre", "text": "".join(_texts(children)).rstrip("\n")}]
        case "tr":
            return [{"t": "tr", "c": [cell for cell in children if isinstance(cell, dict)]}]
        case "table":
            rows = [row["c"] for row in children if isinstance(row, dict)]
            return [{"t": "table", "head": rows[0], "rows": rows[1:]}] if rows else []
        case _:
            return children


def _in_blocks(children: list[Node]) -> list[Node]:
    """Without the line ends between blocks; texts between them, as in a tight list, stay."""
    kept: list[Node] = []
    for child in children:
        if isinstance(child, str):
            if child.isspace() and (not kept or _is_block(kept[-1])):
                continue
            child = isolated(child)
        elif _is_block(child):
            _end_line(kept)
        kept.append(child)
    _end_line(kept)
    return kept


def _end_line(nodes: list[Node]) -> None:
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip()


def _is_block(node: Node) -> bool:
    return isinstance(node, dict) and node["t"] in _BLOCKS


def _isolated(children: list[Node]) -> list[Node]:
    return [isolated(child) if isinstance(child, str) else child for child in children]


def _texts(children: list[Node]) -> list[str]:
    """All texts below these nodes, in order."""
    found = []
    for child in children:
        if isinstance(child, str):
            found.append(child)
        elif isinstance(inner := child.get("c"), list):
            found += _texts(inner)
    return found
