"""pandoc's tree of a text, made fit for a practice: what Markdown lacks is taken out and told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from site_gen.problems import shown

Node = dict[str, Any]
_UNWRAPPED = ("Underline", "SmallCaps", "Superscript", "Subscript", "Strikeout")
_QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}
_LINKED = ("http://", "https://", "mailto:")
_JOINERS = "\u200c\u200d"  # invisible, but some scripts need them


def readable(text: str) -> str:
    """`text` without characters that nobody sees, and with plain spaces."""
    if text.isprintable():
        return text
    kept = (c if c.isprintable() or c in _JOINERS else " " if c.isspace() else "" for c in text)
    return "".join(kept)


def inlines(nodes: Iterable[Node], tell: Callable[[str], None]) -> list[Node]:
    """Inline nodes with nothing but text, emphasis, web links and line breaks."""
    return [made for node in nodes for made in _inline(node, tell)]


def _inline(node: Node, tell: Callable[[str], None]) -> Iterator[Node]:
    kind: str = node["t"]
    content: Any = node.get("c")
    if kind in ("Space", "SoftBreak", "LineBreak"):
        yield node
    elif kind == "Str":
        yield string(readable(content))
    elif kind in ("Emph", "Strong"):
        inner = inlines(content, tell)
        yield from [{"t": kind, "c": inner}] if plain(inner).strip() else inner
    elif kind in _UNWRAPPED:
        yield from inlines(content, tell)
    elif kind == "Span":
        yield from _span(content, tell)
    elif kind == "Link":
        inner = inlines(content[1], tell)
        url = readable(content[2][0])
        linked = url.lower().startswith(_LINKED) and plain(inner).strip()
        yield from [{"t": "Link", "c": [["", [], []], inner, [url, ""]]}] if linked else inner
    elif kind == "Note":
        tell("a footnote, now in brackets in the text")
        yield string(f" ({' '.join(filter(None, (blocks_text([b]) for b in content)))})")
    elif kind == "Image":
        name = plain(inlines(content[1], _silent)).strip()
        tell("a picture, left out" + (f": {shown(name)}" if name else ""))
    elif kind == "Quoted":
        opening, closing = tuple(_QUOTES[content[0]["t"]])
        yield from [string(opening), *inlines(content[1], tell), string(closing)]
    elif kind == "Cite":
        yield from inlines(content[1], tell)
    elif kind in ("Code", "Math"):
        if kind == "Math":
            tell("a formula, now plain text")
        yield string(readable(content[1]))
    else:
        tell("something that Markdown cannot say, left out")


def _span(content: Any, tell: Callable[[str], None]) -> Iterator[Node]:
    (_, classes, attributes), inner = content
    about = dict(attributes)
    if "comment-start" in classes:
        said = plain(inlines(inner, _silent))
        author = readable(about.get("author", ""))
        tell(f"a comment in the margin, left out: {shown(f'{author}: {said}', 200)}")
    elif "deletion" in classes:
        said = plain(inlines(inner, _silent))
        if said.strip():
            tell(f"a tracked deletion, taken as accepted: {shown(said, 200)}")
    elif "comment-end" in classes or any(each.startswith("paragraph-") for each in classes):
        yield from inlines(inner, tell)
    else:
        made = inlines(inner, tell)
        if "insertion" in classes and plain(made).strip():
            tell(f"a tracked insertion, taken as accepted: {shown(plain(made), 200)}")
        yield from made


def string(text: str) -> Node:
    return {"t": "Str", "c": text}


def plain(nodes: Iterable[Node], *, urls: bool = False) -> str:
    """The text of clean inline nodes; with `urls`, links say where they lead: `words <url>`."""
    return "".join(_plain(node, urls) for node in nodes)


def _plain(node: Node, urls: bool) -> str:
    kind = node["t"]
    if kind == "Str":
        return str(node["c"])
    if kind == "Link":
        text, url = plain(node["c"][1]), node["c"][2][0]
        return f"{text} <{url}> " if urls and url not in text else text
    return plain(node["c"], urls=urls) if "c" in node else "\n" if kind == "LineBreak" else " "


def without_start(nodes: Iterable[Node], count: int) -> list[Node]:
    """Clean inline nodes without their first `count` characters."""
    left: list[Node] = []
    for node in nodes:
        length = len(_plain(node, False))
        if count <= 0:
            left.append(node)
        elif length > count:
            if node["t"] == "Str":
                left.append(string(node["c"][count:]))
            elif node["t"] == "Link":
                about, inner, target = node["c"]
                left.append({"t": "Link", "c": [about, without_start(inner, count), target]})
            elif "c" in node:
                left.append({"t": node["t"], "c": without_start(node["c"], count)})
        count -= length
    while left and left[0]["t"] in ("Space", "SoftBreak", "LineBreak"):
        left.pop(0)
    return left


def lines(nodes: list[Node]) -> Iterator[list[Node]]:
    """Clean inline nodes parted at line breaks, those inside emphasis too."""
    line: list[Node] = []
    for node in nodes:
        if node["t"] == "LineBreak":
            yield line
            line = []
        elif node["t"] in ("Emph", "Strong"):
            first, *more = lines(node["c"])
            line.append({"t": node["t"], "c": first})
            for each in more:
                yield line
                line = [{"t": node["t"], "c": each}]
        else:
            line.append(node)
    yield line


def _silent(_: str) -> None:
    """Told elsewhere."""


def blocks_text(nodes: Iterable[Node], tell: Callable[[str], None] = _silent) -> str:
    """The text of block nodes, whatever they are, on one line; links say where they lead."""
    parts: list[str] = []

    def gather(value: Any) -> None:
        if isinstance(value, list):
            if value and all(isinstance(v, dict) and "t" in v for v in value):
                first = value[0]["t"]
                if first in _INLINE:
                    parts.append(plain(inlines(value, tell), urls=True))
                    return
            for each in value:
                gather(each)
        elif isinstance(value, dict) and "c" in value:
            gather(value["c"])

    gather(list(nodes))
    return " ".join(" ".join(parts).split())


_INLINE = frozenset(
    ("Str", "Space", "SoftBreak", "LineBreak", "Emph", "Strong", "Span", "Link", "Note", "Image",
     "Quoted", "Cite", "Code", "Math", "RawInline", *_UNWRAPPED)
)  # fmt: skip
