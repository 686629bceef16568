"""`compendium validate`: every problem of practice files, or the help of a rule."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from site_gen import document, rules, vocabulary
from site_gen.catalogue import loading
from site_gen.document import Document
from site_gen.problems import (
    FORMATS,
    ContentError,
    Problem,
    SiteGenError,
    has_errors,
    printable_path,
)
from site_gen.rules import Rule

DEFAULT_FOLDER = "practices"


def validate(paths: Sequence[str], *, format: str, vocabulary_file: str | None) -> int:
    """Print every problem in the files at `paths`, checked among all practices beside them."""
    try:
        problems = find_problems(paths or [DEFAULT_FOLDER], vocabulary_file=vocabulary_file)
    except ContentError as error:
        problems = list(error.problems)
    click.echo(FORMATS[format](problems), nl=False)
    if problems and format == "text":
        click.echo(_summary(problems), err=True)
    return 1 if has_errors(problems) else 0


def find_problems(paths: Sequence[str], *, vocabulary_file: str | None = None) -> list[Problem]:
    """The problems of the files at `paths`, sorted. A path is a practices folder, or lies in one.

    A file that lies in none is checked by itself. Without a vocabulary of its own, a folder or file
    is checked against that of practices/.
    """
    problems: set[Problem] = set()
    for folder, wanted in _by_folder(paths).items():
        terms = vocabulary.load(_vocabulary(folder, vocabulary_file))
        if folder is not None:
            places = [_whole(place) for place in wanted]
            found = loading.check(folder, terms)
            problems.update(p for p in found if any(_lies_in(p.path, place) for place in places))
        else:
            for each in wanted:
                problems.update(rules.check([_read_alone(Path(each))], terms))
    return sorted(problems)


def _vocabulary(folder: Path | None, given: str | None) -> Path:
    default = Path(DEFAULT_FOLDER, vocabulary.FILE_NAME)
    own = default if folder is None else folder / vocabulary.FILE_NAME
    return Path(given) if given else own if own.is_file() else default


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


def _by_folder(paths: Sequence[str]) -> dict[Path | None, list[str]]:
    """The practices folder of each path, None for none, with the paths wanted in it."""
    folders: dict[Path | None, list[str]] = {}
    for given in paths:
        path = Path(given)
        if not path.exists() and not path.is_symlink():
            raise SiteGenError(f"there is no file or folder '{printable_path(given)}'")
        folders.setdefault(_folder_of(path), []).append(path.as_posix())
    return folders


def _folder_of(path: Path) -> Path | None:
    """The nearest folder that has a vocabulary, from `path` up, else a folder itself."""
    for folder in (path, *path.absolute().parents):
        if (folder / vocabulary.FILE_NAME).is_file():
            return folder if path.is_absolute() else Path(os.path.relpath(folder))
    return path if path.is_dir() else None


def _whole(path: str) -> str:
    return printable_path(os.path.normpath(Path(path).absolute()))


def _lies_in(path: str, place: str) -> bool:
    """Whether the file of a problem is `place`, or lies below it."""
    file = _whole(path)
    return file == place or file.startswith(place.rstrip("/") + "/")


def _summary(problems: Sequence[Problem]) -> str:
    files = len({problem.path for problem in problems})
    number = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
    where = f"{files} file{'s' if files > 1 else ''}"
    return f"{number} in {where}. `compendium validate --explain RULE` says more about a rule."


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
