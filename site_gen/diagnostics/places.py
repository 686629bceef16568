"""The place of a problem: its line, which part of it is meant, and what to write instead.

Problems carry a line and a column. What is underlined is found again in the file, so that 10,000
files are checked without keeping the end of every text.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from site_gen import front_matter
from site_gen.document import MAX_BYTES
from site_gen.front_matter import Span
from site_gen.problems import Problem

# Problems that begin at 1:1 are about the file as a whole, except where its first line is wrong.
_FIRST_LINE = ("front-matter-missing", "front-matter-unclosed", "yaml-syntax")
_LINE_RULES = ("trailing-comment",)  # what is meant goes on to the end of the line
# In a body: a heading, a link or picture, HTML, a word, any other character.
_MEANT = re.compile(
    r"#{1,6}(?=\s).*\S|!?\[[^\]]*\]\([^)]*\)|</?\w[^>]*>|<!--.*?(?:-->|$)|[\w-]+|\t+|."
)
_SUGGESTED = re.compile(r"did you mean '([^']+)'")
_GIVEN = re.compile(r"'([^']+)'")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, and the part of it that is meant, by columns counted from 1."""

    text: str
    column: int
    end_column: int

    @property
    def meant(self) -> str:
        """The part that is meant."""
        return self.text[self.column - 1 : self.end_column - 1]


@dataclass(slots=True)
class Sources:
    """The files that problems are about, each read once; `root` is what their paths start from."""

    root: Path = Path()
    _files: dict[str, _File | None] = field(default_factory=dict)

    def place(self, problem: Problem) -> Place | None:
        """Where `problem` is; None when it is about the whole file, or that cannot be read."""
        if (problem.line, problem.column) == (1, 1) and problem.rule not in _FIRST_LINE:
            return None
        if problem.path not in self._files:
            self._files[problem.path] = _read(self.root / problem.path)
        file = self._files[problem.path]
        if file is None or not 1 <= problem.line <= len(file.lines):
            return None
        text = file.lines[problem.line - 1]
        column = min(problem.column, len(text) + 1)
        end = _end(problem, text, column, file.spans.get((problem.line, column)))
        return Place(text, column, max(column + 1, end))


def suggestion(problem: Problem) -> str:
    """What the message takes to be meant, or ''."""
    found = _SUGGESTED.search(problem.message)
    return found[1] if found else ""


def mended(problem: Problem, place: Place | None) -> str:
    """The underlined part as it should be written, or '' when the rule does not know."""
    wanted = suggestion(problem)
    given = _GIVEN.search(problem.message)
    if not (place and wanted and given):
        return ""
    return place.meant.replace(given[1], wanted) if given[1] in place.meant else ""


def _end(problem: Problem, text: str, column: int, span: Span | None) -> int:
    if problem.rule in _LINE_RULES:
        return len(text.rstrip()) + 1
    if span is not None:
        whole = span.last_line == problem.line
        return span.end_column if whole else len(text.rstrip()) + 1
    match = _MEANT.match(text, column - 1)
    return match.end() + 1 if match else column + 1


@dataclass(frozen=True, slots=True)
class _File:
    lines: list[str]
    spans: dict[tuple[int, int], Span]


def _read(path: Path) -> _File | None:
    """The lines as problems count them. A byte that is not UTF-8 stands as a surrogate."""
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            return None
        content = path.read_bytes()
    except (OSError, ValueError):
        return None
    text = content.decode("utf-8", "surrogateescape").lstrip("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _File(lines, front_matter.spans(_front(path, lines)))


def _front(path: Path, lines: list[str]) -> str:
    """The YAML of a file, each line where it stands."""
    if path.suffix in (".yml", ".yaml"):
        front = lines
    elif lines[0].rstrip() != "---":
        return ""
    else:
        ends = (number for number, line in enumerate(lines) if number and line.rstrip() == "---")
        front = ["", *lines[1 : next(ends, len(lines))]]
    # A surrogate cannot be handed to the parser; a space in its stead moves nothing.
    return re.sub(r"[\t\ud800-\udfff]", " ", "\n".join(front))
