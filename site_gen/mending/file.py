"""A practice file while it is mended: its text, what was read from it, and edits to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from site_gen import document, front_matter
from site_gen.document import Document
from site_gen.front_matter import Plain, Scalar, Span
from site_gen.rules.subject import Subject, survey
from site_gen.vocabulary import Vocabulary


class Edit(NamedTuple):
    """`text` in the place of what stands from `start` to `end`.

    `what` tells a person; `was` and `now` are the texts of the front matter, or headings, that the
    edit takes away and puts there: nothing else may change its meaning.
    """

    start: int
    end: int
    text: str
    what: str
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """What a file is called: by problems, its folder below practices/, and its slug."""

    path: str
    folder: str
    slug: str


@dataclass(frozen=True, slots=True)
class File:
    """`starts` are the offsets of the lines in `text`, whose lines end with a line feed."""

    name: Name
    text: str
    document: Document
    subject: Subject
    starts: tuple[int, ...]
    spans: dict[tuple[int, int], Span]

    def offset(self, line: int, column: int) -> int:
        """Where in the text a line and column are, both counted from 1."""
        return self.starts[line - 1] + column - 1

    def line_at(self, offset: int) -> int:
        """The number of the line that `offset` lies in."""
        return bisect_right(self.starts, offset)

    def line(self, number: int) -> str:
        """A line without its end."""
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end]

    def place(self, node: Scalar) -> tuple[int, int, str] | None:
        """Where a text begins and ends, quotation marks included, and their kind.

        None for what stands in lines of its own below `|` or `>`.
        """
        span = self.spans.get((node.line, node.column))
        if span is None or span.style in ("|", ">"):
            return None
        start = self.offset(node.line, node.column)
        return start, self.offset(span.last_line, span.end_column), span.style

    @property
    def body_start(self) -> int:
        """Where the body begins."""
        return len(self.text) - len(self.document.body)

    @property
    def texts(self) -> list[str]:
        """All texts of the front matter, keys too."""
        front = self.document.front
        return [node.text for node in front_matter.scalars(front)] if front else []

    @property
    def facts(self) -> Plain | None:
        """The front matter as texts, lists and dicts."""
        front = self.document.front
        return front_matter.plain(front) if front else None

    def edited(self, edits: Iterable[Edit]) -> File:
        """The file after the edits."""
        return read(apply(self.text, edits), self.name)


# Finds what to mend; the places that links lead to are asked for only where it matters.
Linked = Callable[[], frozenset[str]]
Find = Callable[[File, Vocabulary, Linked], Iterator[Edit]]


def read(text: str, name: Name) -> File:
    """The file that `text` makes."""
    parsed = document.parse(
        text.encode("utf-8"), path=name.path, folder=name.folder, slug=name.slug
    )
    lengths = (len(line) + 1 for line in text.split("\n")[:-1])
    return File(
        name,
        text,
        parsed,
        survey(parsed),
        tuple(accumulate(lengths, initial=0)),
        front_matter.spans(parsed.front_text),
    )


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` after the edits, of which the later of two that overlap is left out."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits):
        if edit.start >= done:
            parts += (text[done : edit.start], edit.text)
            done = edit.end
    return "".join([*parts, text[done:]])
