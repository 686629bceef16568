"""A page as a tree, read by the standard library's parser: enough to ask what is on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "path",
     "source", "track", "wbr")
)  # fmt: skip


@dataclass(eq=False)
class Element:
    """An element with its attributes; children are elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    position: int = 0  # the element's number in the page, in the order of its start tags

    def __iter__(self) -> Iterator[Element]:
        """Every element below this one, in document order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def all(self, tag: str = "", css: str = "", **attributes: str) -> list[Element]:
        """The elements below with this tag, class and attributes."""
        return [
            each
            for each in self
            if (not tag or each.tag == tag)
            and (not css or css in each.get("class").split())
            and all(each.get(name.replace("_", "-")) == v for name, v in attributes.items())
        ]

    def one(self, tag: str = "", css: str = "", **attributes: str) -> Element:
        """The only element below with this tag, class and attributes."""
        found = self.all(tag, css, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag} class={css!r} {attributes}>"
        return found[0]

    @property
    def text(self) -> str:
        """The text inside, scripts left out, with single spaces."""
        return " ".join(self._text().split())

    @property
    def raw(self) -> str:
        """The text directly inside, as it stands: what a script or style holds."""
        return "".join(child for child in self.children if isinstance(child, str))

    def _text(self) -> str:
        if self.tag in ("script", "style"):
            return ""
        return "".join(c if isinstance(c, str) else c._text() for c in self.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]
        self.count = 0
        self.comments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count += 1
        # As in browsers, the first of two attributes of one name counts.
        attributes = {name: value or "" for name, value in reversed(attrs)}
        element = Element(tag, attributes, position=self.count)
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """The page's root element."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
