"""Front matter with the place of every key and value.

python-frontmatter splits the file and hands the YAML to `PositionedYAML`, which builds a small tree
from PyYAML's events. Events instead of `yaml.compose`: they are as fast, they show anchors and tags
where they stand, and deep nesting cannot exhaust the C stack (compose crashes on 100,000 brackets).

Every scalar is the text that was written: `NO` is not a boolean, `1.10` and `012` are not numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import frontmatter
import yaml

MAX_DEPTH = 8


class Scalar(NamedTuple):
    """A text as written, without its quotes; line and column of its first character."""

    value: str
    line: int
    column: int


class Sequence(NamedTuple):
    items: tuple[Node, ...]
    line: int
    column: int


class Mapping(NamedTuple):
    """Key and value nodes in the file's order; a key may stand twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, name: str) -> Node | None:
        """The value of the first key of that name."""
        return next((value for key, value in self.entries if key.value == name), None)


Node = Scalar | Sequence | Mapping
Plain = str | list["Plain"] | dict[str, "Plain"]


class YAMLFault(Exception):
    """The YAML cannot be read: `rule` says which rule it breaks, at `line` and `column`."""

    def __init__(self, rule: str, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.rule, self.message, self.line, self.column = rule, message, line, column


class PositionedYAML(frontmatter.YAMLHandler):
    """python-frontmatter's YAML handler, loading nodes with positions instead of values."""

    def load(self, fm: str, **_: object) -> Node | None:
        """The tree of `fm`; None when it is empty. Raises YAMLFault."""
        try:
            events = yaml.parse(fm, Loader=yaml.CBaseLoader)
            return _Composer(events).document()
        except yaml.MarkedYAMLError as error:
            raise _fault(error, fm) from None


def plain(node: Node) -> Plain:
    """The node as texts, lists and dicts; white space in texts is folded to single spaces."""
    if isinstance(node, Scalar):
        return " ".join(node.value.split())
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.entries}


class _Composer:
    """Turns the flat events of one YAML document into nodes."""

    def __init__(self, events: object) -> None:
        self._events = iter(events)  # type: ignore[call-overload]

    def document(self) -> Node | None:
        next(self._events)  # the stream's start
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        node = self._node(next(self._events), 0)
        next(self._events)  # the document's end
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _at(event, "yaml-syntax", "the front matter is more than one YAML document")
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise _at(event, "yaml-feature", f"YAML alias '*{event.anchor}': write the value out")
        if event.anchor is not None:
            raise _at(event, "yaml-feature", f"YAML anchor '&{event.anchor}': put the text in quotes")
        if event.tag is not None:
            raise _at(event, "yaml-feature", f"YAML tag '{event.tag}': put the text in quotes")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, mark.line + 1, mark.column + 1)
        if depth == MAX_DEPTH:
            raise _at(event, "yaml-feature", f"lists or mappings nested more than {MAX_DEPTH} deep")
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(event, depth + 1))
            return Sequence(tuple(items), mark.line + 1, mark.column + 1)
        entries = []
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _at(event, "yaml-feature", "a list or mapping as a key: a key is one word")
            entries.append((key, self._node(next(self._events), depth + 1)))
        return Mapping(tuple(entries), mark.line + 1, mark.column + 1)


def _at(event: yaml.Event, rule: str, message: str) -> YAMLFault:
    return YAMLFault(rule, message, event.start_mark.line + 1, event.start_mark.column + 1)


# libyaml's wording -> ours. The first that is part of libyaml's message applies.
_HINTS = (
    ("found unexpected end of stream", "this quotation mark is never closed"),
    ("found unknown escape", "in \"double\" quotes a backslash must be doubled; use 'single' quotes"),
    ("mapping values are not allowed", "a colon where none can stand: put a value that holds ': ' in quotes, "
     "write one key to a line, and a space after its colon"),
    ("cannot start any token", "a value cannot begin with this character: put the value in quotes"),
    ("did not find expected ',' or ']'", "this list is never closed with ']', or a comma is missing"),
    ("did not find expected ',' or '}'", "this mapping is never closed with '}', or a comma is missing"),
    ("block sequence entries are not allowed", "a list's '- ' begins on a line of its own"),
    ("could not find expected ':'", "a line without a colon: each line is 'key: value'"),
    ("did not find expected key", "not a key: quotes inside a quoted value, text after a closing "
     "quote or bracket, or a line that is indented differently from the others"),
    ("did not find expected <document start>", "not a key: indented differently from the lines before"),
)  # fmt: skip
_OPENING = ("quoted scalar", "flow sequence", "flow mapping")


def _fault(error: yaml.MarkedYAMLError, text: str) -> YAMLFault:
    """Point at the opening quote or bracket when that is what lacks its end, else at the spot."""
    problem, context = error.problem or "", error.context or ""
    unclosed = any(word in context for word in _OPENING) and "escape" not in problem
    mark = error.context_mark if unclosed else error.problem_mark
    mark = mark or error.problem_mark or error.context_mark
    hint = next((ours for theirs, ours in _HINTS if theirs in problem), None)
    message = hint or f"this is not YAML: {problem or context or 'unreadable'}"
    if mark is None:
        return YAMLFault("yaml-syntax", message, 1, 1)
    last = text.count("\n") + 1
    return YAMLFault("yaml-syntax", message, min(mark.line + 1, last), mark.column + 1)
