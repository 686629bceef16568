"""What the rules look at: a document, and its front matter sorted by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from site_gen.document import Document
from site_gen.fields import PARTS, Field, Kind
from site_gen.front_matter import Mapping, Node, Scalar, Sequence
from site_gen.markdown import Heading, Outline
from site_gen.parallel import shared
from site_gen.text import slugify

EXTENTS = ("full", "brief")
_new = tuple.__new__  # makes a leaf in half the time that calling its class takes


class Leaf(NamedTuple):
    """A text in the front matter with the field that it belongs to."""

    field: Field
    node: Scalar


class Part(NamedTuple):
    """A mapping in the front matter with the fields that it may have; `name` is '' at the top.

    `entries` are its keys and values by name; of a key that stands twice, the first. `filled` are
    the names in `fields` that have a value: a text, a list with items, or a mapping.
    """

    name: str
    fields: dict[str, Field]
    node: Mapping
    entries: dict[str, tuple[Scalar, Node]]
    filled: set[str]


@dataclass(frozen=True, slots=True)
class Subject:
    """`kinds` and `names` are the texts by their field's kind and name, without the empty ones.
    `sections` are the headings that begin one, `titles` their texts.

    What is out of order: `unknown_keys` with the part that they stand in and their values,
    `repeated_keys` each with the first of that name, `empty_items` of lists, and `misfits`, values
    of another shape than their field's, with a message that says which.
    `extent` is `full` or `brief`; empty when it cannot be known, so that the body's form is not
    judged. A translation has its original's.
    """

    document: Document
    sections: tuple[Heading, ...]
    titles: tuple[str, ...]
    parts: tuple[Part, ...]
    kinds: dict[Kind, list[Leaf]]
    names: dict[str, list[Scalar]]
    lists: tuple[tuple[Field, Sequence], ...]
    unknown_keys: tuple[tuple[Part, Scalar, Node], ...]
    repeated_keys: tuple[tuple[Scalar, Scalar], ...]
    empty_items: tuple[tuple[Field, Node], ...]
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
    def anchors(self) -> list[str]:
        """What links to the sections end with, behind the '#'."""
        return anchors(self.titles)

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
    sections = [h for h in document.outline.headings if h.level == 2 and not h.nested]
    return Subject(
        document=document,
        sections=tuple(sections),
        titles=shared(tuple([heading.text for heading in sections])),
        parts=tuple(collector.parts),
        kinds=collector.kinds,
        names=collector.names,
        lists=tuple(collector.lists),
        unknown_keys=tuple(collector.unknown_keys),
        repeated_keys=tuple(collector.repeated_keys),
        empty_items=tuple(collector.empty_items),
        misfits=tuple(collector.misfits),
        extent=_extent(document.front),
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
    """Walks through the front matter once, for all rules."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.kinds: dict[Kind, list[Leaf]] = defaultdict(list)
        self.names: dict[str, list[Scalar]] = defaultdict(list)
        self.lists: list[tuple[Field, Sequence]] = []
        self.unknown_keys: list[tuple[Part, Scalar, Node]] = []
        self.repeated_keys: list[tuple[Scalar, Scalar]] = []
        self.empty_items: list[tuple[Field, Node]] = []
        self.misfits: list[tuple[Node, str]] = []

    def mapping(self, name: str, node: Mapping) -> None:
        fields = PARTS[name]
        entries: dict[str, tuple[Scalar, Node]] = {}
        filled: set[str] = set()
        part = Part(name, fields, node, entries, filled)
        self.parts.append(part)
        for entry in node.entries:
            key, value = entry
            first = entries.setdefault(key.value, entry)
            if first is not entry:
                self.repeated_keys.append((key, first[0]))
            field = fields.get(key.value)
            if field is None:
                self.unknown_keys.append((part, key, value))
                continue
            if is_empty(value):
                continue
            if first is entry and (type(value) is not Sequence or value.items):
                filled.add(field.name)
            if type(value) is Sequence and field.shape != "one":
                self._list(field, value)
            elif field.shape == "many":
                self.misfits.append((value, f"'{field.name}' is a list: write {field.example}"))
            else:
                self._single(field, value)

    def _list(self, field: Field, node: Sequence) -> None:
        self.lists.append((field, node))
        for item in node.items:
            if is_empty(item):
                self.empty_items.append((field, item))
            else:
                self._single(field, item, "an item of ")

    def _single(self, field: Field, node: Node, which: str = "") -> None:
        if type(node) is Scalar and not field.parts:
            self.kinds[field.kind].append(_new(Leaf, (field, node)))
            self.names[field.name].append(node)
        elif type(node) is Mapping and field.parts:
            self.mapping(field.name, node)
        elif field.parts:
            keys = ", ".join(part.name for part in field.parts)
            self.misfits.append((node, f"{which}'{field.name}' is made of the keys {keys}"))
        else:
            wrong = "list" if type(node) is Sequence else "mapping"
            quotes = "" if wrong == "list" else "; a text that holds ': ' needs quotes"
            message = f"{which}'{field.name}' is a text, not a {wrong}{quotes}"
            self.misfits.append((node, message))


def is_empty(node: Node) -> bool:
    """Whether a key or an item of a list has no value."""
    return type(node) is Scalar and (not node.value or node.value.isspace())
