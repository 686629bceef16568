"""What is wrong with content (`Problem`) and what stops us altogether (`SiteGenError`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


class SiteGenError(Exception):
    """The command cannot go on; the message is one plain sentence for its user."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong at one place. Lines and columns count from 1, columns in characters."""

    path: str
    line: int
    column: int
    rule: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return (
            f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message} [{self.rule}]"
        )


class ContentError(SiteGenError):
    """Files have errors and the command cannot go on; `problems` are all of them."""

    def __init__(self, problems: Iterable[Problem], message: str) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


def as_text(problems: Iterable[Problem]) -> str:
    """One line for each problem; site_gen.diagnostics has the other forms."""
    return "".join(f"{problem}\n" for problem in problems)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is more than a warning."""
    return any(problem.severity == "error" for problem in problems)


def shown(value: str, limit: int = 60) -> str:
    """A value from outside, quoted for a message: shortened, on one line, nothing invisible.

    A message goes to terminals and logs, so what is not printable appears as escapes.
    """
    if len(value) > limit:
        value = value[: limit - 1] + "…"
    return f"'{printable_path(value)}'"


def printable_path(path: str) -> str:
    """A path that can be printed, whatever bytes its name is made of."""
    if path.isprintable():
        return path
    return "".join(c if c.isprintable() else _escape(c) for c in path)


def _escape(character: str) -> str:
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")
