"""Front matter with the place of every key and value.

python-frontmatter splits the file and hands the YAML to `PositionedYAML`, which builds a small tree
from PyYAML's events. Events instead of `yaml.compose`: they are as fast, they show anchors and tags
where they stand, and deep nesting cannot exhaust the C stack (compose crashes on 100,000 brackets).

Every scalar is the text that was written: `NO` is not a boolean, `1.10` and `012` are not numbers.
"""

from __future__ import annotations

import re
from collections import abc
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml
from frontmatter.default_handlers import YAMLHandler
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from site_gen.problems import shown

MAX_DEPTH = 8
_UNQUOTED = ("status", "reviewed")  # written without quotes, which other readers would not need
_NUMBERS = re.compile(r"[0-9]+(?:-[0-9]+){0,2}")


class Scalar(NamedTuple):
    """A text as written, without its quotes; line and column of its first character."""

    value: str
    line: int
    column: int

    @property
    def text(self) -> str:
        """The value in one line, with single spaces."""
        return " ".join(self.value.split())


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


class BadYAMLError(Exception):
    """The YAML cannot be read: `rule` says which rule it breaks, at `line` and `column`."""

    def __init__(self, rule: str, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.rule, self.message, self.line, self.column = rule, message, line, column


class PositionedYAML(YAMLHandler):
    """python-frontmatter's YAML handler, loading nodes with positions instead of values."""

    def load(self, fm: str, **_: object) -> Any:
        """What `parse` returns."""
        return parse(fm)


def parse(text: str, *, lost: list[BadYAMLError] | None = None) -> Node | None:
    """The tree of `text`; None when it is empty. Raises BadYAMLError.

    Comments behind texts, which were perhaps meant as part of them, are added to `lost`; the first
    is raised when there is no such list.
    """
    composer = _Composer(text)
    try:
        node = composer.document()
    except yaml.MarkedYAMLError as error:
        raise _fault(error, text, composer.last) from None
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position].decode(errors="ignore")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"the invisible character U+{error.character:04X}; delete it"
        raise BadYAMLError("control-character", message, line, column) from None
    if lost is not None:
        lost.extend(composer.lost)
    elif composer.lost:
        raise composer.lost[0]
    return node


def plain(node: Node) -> Plain:
    """The node as texts, lists and dicts; white space in texts is folded to single spaces."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.entries}


def scalars(node: Node) -> Iterator[Scalar]:
    """Every text in the node, keys too, in the file's order."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for key, value in node.entries:
            yield key
            yield from scalars(value)


class Span(NamedTuple):
    """Where a text, or a list or mapping in brackets, ends; `style` is its quotation mark or ''."""

    last_line: int
    end_column: int
    style: str


def spans(text: str) -> dict[tuple[int, int], Span]:
    """The ends of the nodes of `text` by line and column of their beginning, in the file's order.

    Nodes themselves do without: ends are needed for few files. Of what is refused, those before
    the fault.
    """
    found: dict[tuple[int, int], Span] = {}
    opened: list[Any] = []
    try:
        for event in yaml.parse(text, yaml.CBaseLoader):
            if isinstance(event, ScalarEvent):
                found[_place(event.start_mark)] = Span(*_place(event.end_mark), event.style or "")
            elif isinstance(event, CollectionStartEvent):
                opened.append(event)
                if len(opened) > MAX_DEPTH:
                    break
            elif isinstance(event, CollectionEndEvent):
                start = opened.pop()
                if start.flow_style:
                    found[_place(start.start_mark)] = Span(*_place(event.end_mark), "")
    except (yaml.YAMLError, RecursionError):
        pass
    return found


def _place(mark: Any) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


def unclosed_quotes(node: Node) -> Iterator[BadYAMLError]:
    """Texts that begin with a curly quotation mark and end before it is closed."""
    for text in scalars(node):
        if text.value[:1] in _OPENING and not any(mark in text.value[1:] for mark in _CLOSING):
            message = f"{shown(text.value[0])} holds no text together, {_STRAIGHT}"
            yield BadYAMLError("yaml-syntax", message, text.line, text.column)


_OPENING = ("“", "„", "«")
_CLOSING = ("”", "“", "»")
_STRAIGHT = 'as YAML takes it for a letter; type a straight one, ", at both ends'
_CURLY = re.compile(r"(?:: +|[\[{,] *|^ *- +)([“”„«»]).*[“”»] *(?:[,}\]]|$)")


_new = tuple.__new__  # makes a node in half the time that calling its class takes


class _Composer:
    """Turns the flat events of one YAML document into nodes; `last` is the text met last."""

    def __init__(self, text: str) -> None:
        # The parser itself: yaml.parse would ask it twice for each event.
        self._next: Callable[[], Any] = yaml.CBaseLoader(text).get_event
        self._lines = text.split("\n") if " #" in text else []
        self.last: Any = None
        self.lost: list[BadYAMLError] = []

    def document(self) -> Node | None:
        self._next()  # the stream's start
        event = self._next()
        if type(event) is StreamEndEvent:
            return None
        node = self._node(self._next(), 0)
        self._next()  # the document's end
        event = self._next()
        if type(event) is not StreamEndEvent:
            raise _at(event, "yaml-syntax", "the front matter is more than one YAML document")
        return node

    def _node(self, event: Any, depth: int) -> Node:
        if event.anchor is not None or event.tag is not None:
            raise _feature(event)
        mark = event.start_mark
        kind = type(event)
        if kind is ScalarEvent:
            self.last = event
            if self._lines and not event.style:
                self._find_comment(event.end_mark)
            return _new(Scalar, (event.value, mark.line + 1, mark.column + 1))
        if depth == MAX_DEPTH:
            raise _at(event, "yaml-feature", f"lists or mappings nested more than {MAX_DEPTH} deep")
        step, node, depth = self._next, self._node, depth + 1
        if kind is SequenceStartEvent:
            items = []
            while type(event := step()) is not SequenceEndEvent:
                items.append(node(event, depth))
            return _new(Sequence, (tuple(items), mark.line + 1, mark.column + 1))
        entries = []
        while type(event := step()) is not MappingEndEvent:
            key = node(event, depth)
            if type(key) is not Scalar:
                raise _at(event, "yaml-feature", f"a list or mapping as a key; {_QUOTE}")
            entries.append((key, node(step(), depth)))
        return _new(Mapping, (tuple(entries), mark.line + 1, mark.column + 1))

    def _find_comment(self, end: Any) -> None:
        """Note what stands behind a text without quotes: YAML drops it in silence."""
        behind = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
        lost = behind.lstrip(" ")
        if lost.startswith("#"):
            column = end.column + len(behind) - len(lost) + 1
            message = f"{shown(lost)} would be lost as a comment; {_QUOTE}"
            self.lost.append(BadYAMLError("trailing-comment", message, end.line + 1, column))


_QUOTE = "put the text in quotes"


def _at(event: Any, rule: str, message: str) -> BadYAMLError:
    return BadYAMLError(rule, message, event.start_mark.line + 1, event.start_mark.column + 1)


def _feature(event: Any) -> BadYAMLError:
    """The refusal of an alias, anchor or tag, which plain texts never need."""
    if type(event) is AliasEvent:
        what = f"alias '*{event.anchor}'"
    elif event.anchor is not None:
        what = f"anchor '&{event.anchor}'"
    else:
        what = f"tag {shown(event.tag.replace('tag:yaml.org,2002:', '!!'))}"
    return _at(event, "yaml-feature", f"YAML {what}; {_QUOTE}")


_KEY = "each line is 'key: value', with a colon and a space, and '---' ends the front matter"
_BEGINS = f"a text cannot begin with this character; {_QUOTE}"
# libyaml's wording -> ours. The first that is part of libyaml's message applies.
_HINTS = (
    ("found unexpected end of stream", "this quotation mark is never closed"),
    ("found unknown escape", "in \"double\" quotes a backslash is doubled; use 'single' quotes"),
    ("found unexpected ':'", f"a space is missing behind this colon, or {_QUOTE}"),
    ("mapping values are not allowed", "a colon where none can stand: put a text that holds ': ' "
     "in quotes, and write one key to a line"),
    ("mapping keys are not allowed", _BEGINS),
    ("cannot start any token", _BEGINS),
    ("did not find expected alphabetic", _BEGINS),
    ("did not find expected comment", _BEGINS),
    ("did not find expected node content", "a value is missing: a comma too many, or a text that "
     "begins with this character and needs quotes"),
    ("did not find expected ',' or ']'", "this list is not closed with ']', or a comma is missing"),
    ("did not find expected ',' or '}'", "this mapping is not closed with '}', or a comma is "
     "missing"),
    ("block sequence entries are not allowed", "a list's '- ' begins on a line of its own"),
    ("could not find expected ':'", f"not a key: {_KEY}"),
    ("did not find expected key", "text after a closing quote or bracket; a value that holds "
     "quotes stands in the other kind of quotes"),
    ("did not find expected '-' indicator", "a list's items begin with '- ', all in one column"),
    ("did not find expected <document start>", f"not a key: {_KEY}"),
)  # fmt: skip
# Where libyaml notices something is not always where it begins: with these, its context is.
_BEGUN = ("quoted scalar", "flow sequence", "flow mapping", "simple key", "alias", "anchor",
          "block scalar")  # fmt: skip
_INDENTED = re.compile(r" +[\w-]*")
_AT_A_KEY = ("expected key", "mapping values")
_NO_BREAK = re.compile(r":[^\S ]")


def _fault(error: yaml.MarkedYAMLError, text: str, last: Any) -> BadYAMLError:
    """Where the user has to change something, and what, rather than where libyaml gave up."""
    problem, context = error.problem or "", error.context or ""
    begun = any(word in context for word in _BEGUN) and "escape" not in problem
    mark = (error.context_mark if begun else error.problem_mark) or error.problem_mark
    message = next((ours for theirs, ours in _HINTS if theirs in problem), None)
    if mark is None:
        return BadYAMLError("yaml-syntax", f"not YAML: {problem or 'unreadable'}", 1, 1)
    lines = text.split("\n")
    number, column = min(mark.line, len(lines) - 1), mark.column
    line = lines[number]
    if _runs_on(last, error.problem_mark):
        # An opening quote without its twin runs on to the next quotation mark, lines below.
        number, column = last.start_mark.line, last.start_mark.column
        message = "this quotation mark is not closed in its line"
    elif "expected ':'" in problem and (space := _NO_BREAK.search(line)):
        column = space.start() + 1
        message = "a no-break space after the colon; type a plain space"
    elif curly := _CURLY.search(line):
        column = curly.start(1)
        message = f"{shown(curly[1])} is no quotation mark, {_STRAIGHT}"
    elif _INDENTED.fullmatch(line[:column]) and any(word in problem for word in _AT_A_KEY):
        column = len(line) - len(line.lstrip())
        message = "this line is indented differently from the lines before it"
    return BadYAMLError(
        "yaml-syntax", message or f"not YAML: {problem or context}", number + 1, column + 1
    )


def _runs_on(text: Any, mark: Any) -> bool:
    """Whether `text`, quoted, ends lines below its beginning and just where `mark` stands."""
    return (
        text is not None
        and bool(text.style)
        and text.style in "'\""
        and text.start_mark.line < text.end_mark.line == mark.line
    )


def written(key: str, value: object) -> str:
    """A top-level key with its value as one line of YAML."""
    return f"{key}: {value if key in _UNQUOTED else flow(value)}"


def flow(value: object) -> str:
    """`value` as YAML on one line. In a mapping, dates and pages stand without quotes, as in our
    own files; its values are texts."""
    if isinstance(value, abc.Mapping):
        inside = ((k, v if _NUMBERS.fullmatch(v) else flow(v)) for k, v in value.items())
        return f"{{{', '.join(f'{key}: {text}' for key, text in inside)}}}"
    listed = yaml.safe_dump(
        [value], default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False
    )
    return listed.strip()[1:-1]
