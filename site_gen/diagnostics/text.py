"""Problems for people: the line of the contract, the source below it, and how to mend it.

Everything below a problem's own line is indented, so that what reads lines can pass it over.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from site_gen.diagnostics.places import Place, Sources, mended, suggestion
from site_gen.problems import Problem
from site_gen.rules import RULES

WIDTH = 100
_LEAST = 40  # columns of source, however narrow the terminal
_BEFORE = 30  # columns of source before what is meant, when a line has to be cut
_CODES = {"bold": "1", "error": "1;31", "warning": "1;33", "help": "36", "dim": "2"}


def as_text(
    problems: Iterable[Problem], *, colour: bool = False, width: int = WIDTH, root: Path = Path()
) -> str:
    """Each problem with its source line, the place underlined, and help.

    What a rule requires is told with the first of its problems only.
    """
    sources = Sources(root)
    told: set[str] = set()
    return "".join(_problem(problem, sources, told, _Ink(colour), width) for problem in problems)


class _Ink:
    """Colours texts, or leaves them as they are."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, kind: str, text: str) -> str:
        return f"\x1b[{_CODES[kind]}m{text}\x1b[0m" if self.colour and text else text


def _problem(problem: Problem, sources: Sources, told: set[str], ink: _Ink, width: int) -> str:
    where = ink("bold", f"{problem.path}:{problem.line}:{problem.column}:")
    what = ink(problem.severity, f"{problem.severity}:")
    lines = [f"{where} {what} {problem.message} {ink('dim', f'[{problem.rule}]')}"]
    place = sources.place(problem)
    number = f"{problem.line:>4}"
    margin = " " * len(number)
    if place:
        shown, marks = _cut(place, max(width - len(number) - 3, _LEAST))
        lines.append(f"{ink('dim', f'{number} |')} {shown}".rstrip())
        lines.append(f"{ink('dim', f'{margin} |')} {ink(problem.severity, marks)}")
    if advice := _help(problem, place, told):
        lines.append(f"{margin} {ink('help', '= help:')} {advice}")
    return "".join(f"{line}\n" for line in lines)


def _help(problem: Problem, place: Place | None, told: set[str]) -> str:
    if better := mended(problem, place) or suggestion(problem):
        return f"write {better}"
    if problem.rule in told or problem.rule not in RULES:
        return ""
    told.add(problem.rule)
    return RULES[problem.rule].requirement


def _cut(place: Place, room: int) -> tuple[str, str]:
    """The line in at most `room` columns, what is meant among them; and the carets below it."""
    pieces = [visible(character) for character in place.text]
    widths = [_columns(piece) for piece in pieces]
    start, end = place.column - 1, min(place.end_column - 1, len(pieces))
    first, last = 0, len(pieces)
    if sum(widths) > room:
        first = start
        while first and sum(widths[first - 1 : start]) <= _BEFORE:
            first -= 1
        last, used = first, 2  # the marks of what is left out
        while last < len(pieces) and used + widths[last] <= room:
            used += widths[last]
            last += 1
    before = "…" if first else ""
    after = "…" if last < len(pieces) else ""
    indent = len(before) + sum(widths[first:start])
    length = max(1, sum(widths[start : min(end, last)]))
    return before + "".join(pieces[first:last]) + after, " " * indent + "^" * length


def visible(character: str) -> str:
    """A character as it can be printed: one that cannot be seen by its name."""
    if character == "\t":
        return "<TAB>"
    if character.isprintable() or character == "\xa0":
        return "<U+00A0>" if character == "\xa0" else character
    code = ord(character)
    return f"<{code - 0xDC00:02X}>" if 0xDC80 <= code <= 0xDCFF else f"<U+{code:04X}>"


def _columns(text: str) -> int:
    """How many columns a terminal needs for `text`."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
