"""The list of rules. A rule yields what it finds; it is named after its function.

Its docstring is its help: the first line says what is required; then the reason; then `Bad:` and
`Good:` with an indented example each. `compendium validate --explain` and the contributors' page
show exactly that.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent

from site_gen.front_matter import Node
from site_gen.problems import Severity, SiteGenError
from site_gen.rules.likeness import Pair
from site_gen.rules.member import Member
from site_gen.rules.subject import Subject
from site_gen.vocabulary import Vocabulary, nearest

Finding = tuple[int, int, str]  # line, column, message
Check = Callable[[Subject, Vocabulary], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Collection:
    """The files by slug, by earlier slug, and the translations by their original's slug.

    `alike` are the pairs that are probably the same practice, by the paths of both.
    """

    by_slug: Mapping[str, Sequence[Member]]
    formerly: Mapping[str, Sequence[Member]]
    translations: Mapping[str, Sequence[Member]]
    alike: Mapping[str, Sequence[Pair]]


CollectionCheck = Callable[[Member, Collection], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`check` judges one file by itself, `check_among` one file among all; a rule has either."""

    name: str
    requirement: str
    reason: str
    bad: str
    good: str
    severity: Severity
    check: Check | None = None
    check_among: CollectionCheck | None = None


RULES: dict[str, Rule] = {}


def rule(check: Check) -> Check:
    """Register a rule that judges one file by itself."""
    _register(check, check=check)
    return check


def warning(check: Check) -> Check:
    """Register a rule that does not stop a build."""
    _register(check, severity="warning", check=check)
    return check


def rule_among(check: CollectionCheck) -> CollectionCheck:
    """Register a rule that judges a file among all files."""
    _register(check, check_among=check)
    return check


def warning_among(check: CollectionCheck) -> CollectionCheck:
    """Register a rule that judges a file among all files, and does not stop a build."""
    _register(check, severity="warning", check_among=check)
    return check


def get(name: str) -> Rule:
    """The rule of that name. Raises SiteGenError with the nearest name."""
    if name not in RULES:
        near = nearest(name, list(RULES))
        hint = f"; did you mean '{near}'?" if near else ""
        raise SiteGenError(f"there is no rule '{name}'{hint} (--list-rules names them all)")
    return RULES[name]


def at(node: Node, message: str) -> Finding:
    """A finding where `node` begins."""
    return node.line, node.column, message


def one_of(allowed: Iterable[str], near: str | None = None) -> str:
    """`did you mean …? Allowed: …`, for the end of a message."""
    hint = f"; did you mean '{near}'?" if near else ";"
    return f"{hint} allowed: {', '.join(allowed)}"


def _register(
    function: Callable[..., object],
    *,
    severity: Severity = "error",
    check: Check | None = None,
    check_among: CollectionCheck | None = None,
) -> None:
    name = function.__name__.replace("_", "-")
    text = inspect.getdoc(function) or ""
    rest, _, good = text.partition("\nGood:\n")
    rest, _, bad = rest.partition("\nBad:\n")
    requirement, _, reason = rest.partition("\n\n")
    if not (reason and bad and good):
        raise TypeError(f"the rule {name} lacks a reason or an example in its docstring")
    RULES[name] = Rule(
        name=name,
        requirement=requirement,
        reason=" ".join(reason.split()),
        bad=dedent(bad).rstrip(),
        good=dedent(good).rstrip(),
        severity=severity,
        check=check,
        check_among=check_among,
    )
