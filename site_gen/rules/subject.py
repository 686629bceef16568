"""What the rules look at: a document, and its front matter sorted by kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from site_gen.document import Document
from site_gen.fields import PARTS, Field, Kind
from site_gen.front_matter import Mapping, Node, Scalar, Sequence
from site_gen.markdown import Heading, Outline
from site_gen.text import slugify

EXTENTS = ("full", "brief")


class Leaf(NamedTuple):
    """A text in the front matter with the field that it belongs to."""

    field: Field
    node: Scalar


class Part(NamedTuple):
    """A mapping in the front matter with the fields that it may have; `name` is '' at the top.

    `entries` are its keys and values by name; of a key that stands twice, the first.
    """

    name: str
    fields: dict[str, Field]
    node: Mapping
    entries: dict[str, tuple[Scalar, Node]]


@dataclass(frozen=True, slots=True)
class Subject:
    """`kinds` and `names` are the texts by their field's kind and name, without the empty ones.

    `misfits` are values of another shape than their field's, with a message that says which.
    `extent` is `full` or `brief`; empty when it cannot be known, so that the body's form is not
    judged. A translation has its original's.
    """

    document: Document
    parts: tuple[Part, ...]
    kinds: dict[Kind, list[Leaf]]
    names: dict[str, list[Scalar]]
    lists: tuple[tuple[Field, Sequence], ...]
    misfits: tuple[tuple[Node, str], ...]
    extent: str

    @property
    def outline(self) -> Outline:
        """The body's outline."""
        return self.document.outline

    @property
    def is_translation(self) -> bool:
        """Whether it says that it translates another practice."""
        node = self._value("translation_of")
        return node is not None and not is_empty(node)

    @property
    def sections(self) -> list[Heading]:
        """The headings that begin a section."""
        return [h for h in self.outline.headings if h.level == 2 and not h.nested]

    @property
    def anchors(self) -> list[str]:
        """What links to the sections end with, behind the '#'."""
        return anchors(heading.text for heading in self.sections)

    def text(self, name: str) -> str:
        """The text of a top-level key, in one line; empty when there is none."""
        leaf = self.leaf(name)
        return leaf.text if leaf else ""

    def leaf(self, name: str) -> Scalar | None:
        """The node of a top-level key that holds one text."""
        node = self._value(name)
        return node if isinstance(node, Scalar) else None

    def texts(self, name: str) -> list[Scalar]:
        """The nodes of the texts of the keys of that name."""
        return self.names.get(name, [])

    def leaves(self, kind: Kind) -> list[Leaf]:
        """The texts whose field is of that kind."""
        return self.kinds.get(kind, [])

    def _value(self, name: str) -> Node | None:
        found = self.parts[0].entries.get(name) if self.parts else None
        return found[1] if found else None

    def lines_of(self, line: int) -> int:
        """A line of the body as a line of the file."""
        return line + self.document.body_line - 1


def survey(document: Document) -> Subject:
    """Sort the front matter of `document` by field."""
    collector = _Collector()
    if document.front:
        collector.mapping("", document.front)
    return Subject(
        document,
        tuple(collector.parts),
        collector.kinds,
        collector.names,
        tuple(collector.lists),
        tuple(collector.misfits),
        _extent(document.front),
    )


def anchors(titles: Iterable[str]) -> list[str]:
    """What links to sections of these titles end with; a title that stands twice has one."""
    return list(dict.fromkeys(map(slugify, titles)))


def _extent(front: Mapping | None) -> str:
    if front is None:
        return ""
    node = front.get("extent")
    if node is None or is_empty(node):
        return "full"
    return node.value if isinstance(node, Scalar) and node.value in EXTENTS else ""


class _Collector:
    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.kinds: dict[Kind, list[Leaf]] = {}
        self.names: dict[str, list[Scalar]] = {}
        self.lists: list[tuple[Field, Sequence]] = []
        self.misfits: list[tuple[Node, str]] = []

    def mapping(self, name: str, node: Mapping) -> None:
        fields = PARTS[name]
        entries: dict[str, tuple[Scalar, Node]] = {}
        self.parts.append(Part(name, fields, node, entries))
        for key, value in node.entries:
            entries.setdefault(key.value, (key, value))
            field = fields.get(key.value)
            if field is None or is_empty(value):
                continue
            if isinstance(value, Sequence) and field.shape != "one":
                self.lists.append((field, value))
                for item in value.items:
                    if not is_empty(item):
                        self.single(field, item, f"an item of '{field.name}'")
            elif field.shape == "many":
                self.misfits.append((value, f"'{field.name}' is a list: write {field.example}"))
            else:
                self.single(field, value, f"'{field.name}'")

    def single(self, field: Field, node: Node, what: str) -> None:
        if field.parts:
            if isinstance(node, Mapping):
                self.mapping(field.name, node)
            else:
                keys = ", ".join(part.name for part in field.parts)
                self.misfits.append((node, f"{what} is made of the keys {keys}"))
        elif isinstance(node, Scalar):
            self.kinds.setdefault(field.kind, []).append(Leaf(field, node))
            self.names.setdefault(field.name, []).append(node)
        else:
            wrong = "list" if isinstance(node, Sequence) else "mapping"
            quotes = "" if wrong == "list" else "; a text that holds ': ' needs quotes"
            self.misfits.append((node, f"{what} is a text, not a {wrong}{quotes}"))


def is_empty(node: Node) -> bool:
    """Whether a key or an item of a list has no value."""
    return type(node) is Scalar and (not node.value or node.value.isspace())
