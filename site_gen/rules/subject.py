"""What the rules look at: a document, its body's outline, and its front matter sorted by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_gen import markdown
from site_gen.document import Document
from site_gen.fields import FIELDS, Field
from site_gen.front_matter import Mapping, Node, Scalar, Sequence
from site_gen.markdown import Outline


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text in the front matter with the field that it belongs to."""

    field: Field
    node: Scalar


@dataclass(frozen=True, slots=True)
class Part:
    """A mapping in the front matter with the fields that it may have; `name` is '' at the top."""

    name: str
    fields: tuple[Field, ...]
    node: Mapping


@dataclass(frozen=True, slots=True)
class Subject:
    """`misfits` are values of another shape than their field's, with a message that says which."""

    document: Document
    outline: Outline
    parts: tuple[Part, ...]
    leaves: tuple[Leaf, ...]
    lists: tuple[tuple[Field, Sequence], ...]
    misfits: tuple[tuple[Node, str], ...]

    @property
    def is_translation(self) -> bool:
        """Whether it says that it translates another practice."""
        return self.text("translation_of") != ""

    def text(self, name: str) -> str:
        """The text of a top-level key; empty when there is none."""
        leaf = self.leaf(name)
        return leaf.value.strip() if leaf else ""

    def leaf(self, name: str) -> Scalar | None:
        """The node of a top-level key that holds one text."""
        front = self.document.front
        node = front.get(name) if front else None
        return node if isinstance(node, Scalar) else None

    def texts(self, name: str) -> list[Scalar]:
        """The nodes of the texts below a top-level key."""
        return [leaf.node for leaf in self.leaves if leaf.field.name == name]

    def lines_of(self, line: int) -> int:
        """A line of the body as a line of the file."""
        return line + self.document.body_line - 1


def survey(document: Document) -> Subject:
    """Sort the front matter of `document` by field and outline its body."""
    collector = _Collector()
    if document.front:
        collector.mapping("", FIELDS, document.front)
    return Subject(
        document,
        markdown.outline(document.body),
        tuple(collector.parts),
        tuple(collector.leaves),
        tuple(collector.lists),
        tuple(collector.misfits),
    )


class _Collector:
    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.leaves: list[Leaf] = []
        self.lists: list[tuple[Field, Sequence]] = []
        self.misfits: list[tuple[Node, str]] = []

    def mapping(self, name: str, fields: tuple[Field, ...], node: Mapping) -> None:
        self.parts.append(Part(name, fields, node))
        known = {field.name: field for field in fields}
        for key, value in node.entries:
            field = known.get(key.value)
            if field is None or _is_empty(value):
                continue
            if isinstance(value, Sequence) and field.shape != "one":
                self.lists.append((field, value))
                for item in value.items:
                    self.single(field, item)
            elif field.shape == "many":
                self.misfits.append((value, f"'{field.name}' is a list: write {field.example}"))
            else:
                self.single(field, value)

    def single(self, field: Field, node: Node) -> None:
        if field.parts:
            if isinstance(node, Mapping):
                self.mapping(field.name, field.parts, node)
            else:
                keys = ", ".join(part.name for part in field.parts)
                self.misfits.append((node, f"'{field.name}' is made of the keys {keys}"))
        elif isinstance(node, Scalar):
            self.leaves.append(Leaf(field, node))
        else:
            what = "list" if isinstance(node, Sequence) else "mapping"
            self.misfits.append((node, f"'{field.name}' is a text, not a {what}"))


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.value.strip()


def leaves_of(subject: Subject, kind: str) -> Iterator[Leaf]:
    """The leaves whose field has that kind and that are not empty."""
    return (
        leaf for leaf in subject.leaves if leaf.field.kind == kind and leaf.node.value.strip()
    )
