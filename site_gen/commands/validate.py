"""`compendium validate`: every problem of practice files, or the help of a rule."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from site_gen import document, rules, vocabulary
from site_gen.catalogue import loading
from site_gen.commands import places
from site_gen.diagnostics import printed
from site_gen.diagnostics.github import summary
from site_gen.document import Document
from site_gen.problems import ContentError, Problem, SiteGenError, has_errors
from site_gen.rules import Rule


def validate(paths: Sequence[str], *, format: str, vocabulary_file: str | None) -> int:
    """Print every problem in the files at `paths`, checked among all practices beside them."""
    try:
        problems = find_problems(paths, vocabulary_file=vocabulary_file)
    except ContentError as error:
        problems = list(error.problems)
    click.echo(printed(problems, sys.stdout, format), nl=False)
    if problems and format in ("text", "short"):
        click.echo(_summary(problems), err=True)
    if problems and format == "github":
        _summarise(problems)
    return 1 if has_errors(problems) else 0


def find_problems(paths: Sequence[str], *, vocabulary_file: str | None = None) -> list[Problem]:
    """The problems of the files at `paths`, sorted. A path is a practices folder, or lies in one.

    A file that lies in none is checked by itself. Without a vocabulary of its own, a folder or file
    is checked against that of practices/.
    """
    problems: set[Problem] = set()
    for folder, wanted in places.by_folder(paths).items():
        terms = vocabulary.load(places.vocabulary_of(folder, vocabulary_file))
        if folder is not None:
            chosen = [places.whole(place) for place in wanted]
            found = loading.check(folder, terms)
            problems.update(p for p in found if any(places.lies_in(p.path, c) for c in chosen))
        else:
            for each in wanted:
                problems.update(rules.check([_read_alone(Path(each))], terms))
    return sorted(problems)


def _read_alone(path: Path) -> Document:
    whole = path.absolute()
    return document.read(whole, whole.parent.parent, shown_as=path.as_posix())


def list_rules() -> int:
    """Print every rule's name and requirement."""
    width = max(len(name) for name in rules.RULES)
    for rule in rules.RULES.values():
        click.echo(f"{rule.name:{width}}  {rule.requirement}")
    return 0


def explain(name: str) -> int:
    """Print a rule's requirement, reason and examples."""
    click.echo(explanation(rules.get(name)), nl=False)
    return 0


def explanation(rule: Rule) -> str:
    """A rule's help as text."""
    kind = "A warning: it does not stop a build.\n\n" if rule.severity == "warning" else ""
    return (
        f"{rule.name}: {rule.requirement}\n\n{rule.reason}\n\n{kind}"
        f"Not so:\n{_indent(rule.bad)}\n\nBut so:\n{_indent(rule.good)}\n"
    )


def _summarise(problems: Sequence[Problem]) -> None:
    """Add the table of all problems to the summary of GitHub's step, where there is one."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8") as handle:
            handle.write(summary(problems))
    except OSError as error:
        raise SiteGenError(f"the step's summary cannot be written: {error.strerror}") from None


def _summary(problems: Sequence[Problem]) -> str:
    files = len({problem.path for problem in problems})
    number = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
    where = f"{files} file{'s' if files > 1 else ''}"
    return (
        f"{number} in {where}. `compendium validate --explain RULE` says more about a rule, "
        "`compendium fix` mends what is safe."
    )


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
