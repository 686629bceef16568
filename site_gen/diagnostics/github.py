"""Problems for GitHub: annotations on the lines of a pull request, and a table of all of them.

GitHub shows at most ten annotations of a step, so the table goes into the step's summary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from site_gen.problems import Problem

MAX_SUMMARY = 900_000  # bytes; GitHub takes one MiB for a step
_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = _IN_MESSAGE | {":": "%3A", ",": "%2C"}
_MARKS = re.compile(r"[^\w\s',;()?-]|_")  # what could mean something to Markdown or to GitHub


def as_github(problems: Iterable[Problem]) -> str:
    """A workflow command for each problem."""
    return "".join(_annotation(problem) for problem in problems)


def summary(problems: Sequence[Problem]) -> str:
    """A Markdown table of all problems; what is too long for GitHub is left out, and counted."""
    files = _counted(len({problem.path for problem in problems}), "file")
    parts = [
        f"### compendium validate: {_counted(len(problems), 'problem')} in {files}\n\n"
        "| Place | | Problem | Rule |\n| --- | --- | --- | --- |\n"
    ]
    size = len(parts[0])
    for number, problem in enumerate(problems):
        row = _row(problem)
        size += len(row.encode())
        if size > MAX_SUMMARY:
            parts.append(f"\nand {len(problems) - number} more; the log has them all\n")
            break
        parts.append(row)
    return "".join(parts)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _annotation(problem: Problem) -> str:
    facts = {
        "file": problem.path,
        "line": str(problem.line),
        "col": str(problem.column),
        "title": problem.rule,
    }
    properties = ",".join(f"{key}={_escaped(value, _IN_PROPERTY)}" for key, value in facts.items())
    return f"::{problem.severity} {properties}::{_escaped(problem.message, _IN_MESSAGE)}\n"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)


def _row(problem: Problem) -> str:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    cells = (place, problem.severity, problem.message, problem.rule)
    return f"| {' | '.join(map(_plain, cells))} |\n"


def _plain(text: str) -> str:
    """`text` for a cell: nothing in it is markup, a link or a mention."""
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split()))
