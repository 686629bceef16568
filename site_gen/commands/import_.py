"""`compendium import`: drafts from Word files, workbooks, CSV and our own JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from site_gen import document, front_matter, importing, rules, vocabulary
from site_gen.catalogue.loading import read_all
from site_gen.document import Document
from site_gen.fields import FIELDS
from site_gen.importing import drafts
from site_gen.importing.mapping import Mapped, folder_of, mapped, wished_slug
from site_gen.problems import Problem, SiteGenError, as_text, has_errors, printable_path, shown
from site_gen.vocabulary import Vocabulary, nearest

# What --set may give: facts of a whole file, which it does not say.
SETTABLE = tuple(
    field.name
    for field in FIELDS
    if not field.parts and field.name not in ("title", "summary", "status", "reviewed")
)


@dataclass(frozen=True, slots=True)
class _Draft:
    path: Path
    text: str
    found: Mapped
    parsed: Document


def import_(
    files: Sequence[str],
    *,
    practices: Path,
    output: Path,
    source: str,
    given: Mapping[str, str],
    today: date,
) -> int:
    """Write a draft for every practice in the files, and say what an editor has to see to.

    All files are read before the first draft is written; nothing that exists is written over.
    `given` are facts for what the files do not say.
    """
    terms = vocabulary.load(practices / vocabulary.FILE_NAME)
    paths = [Path(file) for file in files]
    for path in paths:
        importing.check_extras(path)
    reads = [(path, importing.read(path, terms)) for path in paths]
    there = read_all(practices)
    taken = set(_slugs(there))
    if output != practices and output.is_dir():
        taken |= {document.slug for document in read_all(output)}
    made: list[_Draft] = []
    for path, found in reads:
        name = printable_path(path.name)
        # With one practice in a file, what concerns the file concerns it.
        shared = found.notes if len(found.entries) == 1 else ()
        for entry in found.entries:
            facts = {**{key: (text,) for key, text in given.items()}, **entry.facts}
            filled = replace(entry, facts=facts, notes=(*entry.notes, *shared))
            each = mapped(filled, terms, source=source or name)
            origin = f"{name}, {entry.place}, on {today.isoformat()}"
            draft = _draft(each, wished_slug(entry), terms, taken, output, today, origin)
            made.append(draft)
            taken.add(draft.path.stem)
    for draft in made:
        _write(draft)
    problems = _problems(there, made, terms)
    for path, found in reads:
        _tell_file(path, found)
    wrong = 0
    for draft in made:
        click.echo(f"{printable_path(draft.path.as_posix())} is written as a draft.")
        for note in draft.found.notes:
            click.echo(f"    {note}")
        mine = [problem for problem in problems if problem.path == draft.parsed.path]
        click.echo("".join(f"    {line}\n" for line in as_text(mine).splitlines()), nl=False)
        wrong += has_errors(mine)
    _tell_end(len(made), wrong, output, among=output == practices)
    return 1 if wrong or not all(found.entries for _, found in reads) else 0


def facts_given(pairs: Iterable[str]) -> dict[str, str]:
    """`KEY=VALUE` texts by key. Raises SiteGenError for a key that no file may get so."""
    facts = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key = key.strip()
        if not equals or not value.strip():
            raise SiteGenError(f"--set {shown(pair)} is not KEY=VALUE, such as level=local")
        if key not in SETTABLE:
            near = nearest(key.lower(), list(SETTABLE))
            hint = f"did you mean '{near}'? " if near else ""
            raise SiteGenError(f"--set {shown(key)}: {hint}allowed: {', '.join(SETTABLE)}")
        facts[key] = value.strip()
    return facts


def _slugs(there: Iterable[Document]) -> Iterable[str]:
    """The slugs that practices have, and had."""
    for each in there:
        yield each.slug
        old = each.front.get("formerly") if each.front else None
        if isinstance(old, front_matter.Sequence):
            yield from (n.value for n in old.items if isinstance(n, front_matter.Scalar))


def _draft(
    found: Mapped,
    wished: str,
    terms: Vocabulary,
    taken: set[str],
    output: Path,
    today: date,
    origin: str,
) -> _Draft:
    folder = folder_of(found.facts)
    title = str(found.facts.get("title", ""))
    usual = drafts.free_slug(title, (), wished=wished)
    slug = drafts.free_slug(title, taken, wished=wished)
    path = output / folder / f"{slug}.md"
    while path.exists() or path.is_symlink():  # perhaps no practice, but somebody's
        taken.add(slug)
        slug = drafts.free_slug(title, taken, wished=wished)
        path = output / folder / f"{slug}.md"
    if slug != usual:
        note = f"the name '{usual}' is taken; see that this is not the same practice"
        found = replace(found, notes=(note, *found.notes))
    text = drafts.text(found, terms, today=today.isoformat(), origin=origin)
    parsed = document.parse(
        text.encode("utf-8"), path=printable_path(path.as_posix()), folder=folder, slug=slug
    )
    return _Draft(path, text, found, parsed)


def _write(draft: _Draft) -> None:
    """Write a file that must not be there yet."""
    try:
        draft.path.parent.mkdir(parents=True, exist_ok=True)
        with draft.path.open("xb") as file:
            file.write(draft.text.encode("utf-8"))
    except OSError as error:
        name = printable_path(draft.path.as_posix())
        raise SiteGenError(f"{name} cannot be written: {error.strerror}") from None


def _problems(
    there: Sequence[Document], made: Sequence[_Draft], terms: Vocabulary
) -> list[Problem]:
    """The problems of the drafts among all practices."""
    paths = {draft.parsed.path for draft in made}
    found = rules.check([*there, *(draft.parsed for draft in made)], terms)
    return [problem for problem in found if problem.path in paths]


def _tell_file(path: Path, found: importing.Read) -> None:
    name = printable_path(path.name)
    count = len(found.entries)
    what = "no practice found" if not count else f"{count} practice{'s' if count > 1 else ''}"
    click.echo(f"{name}: {what}")
    if not count:
        click.echo(
            "    A practice is a title with lines such as 'Type:', 'Purpose:' below it, or a row "
            "below headings such as 'Title', 'Type'."
        )
    for note in found.notes:
        click.echo(f"    {note}")


def _tell_end(made: int, wrong: int, output: Path, *, among: bool) -> None:
    """`among`: whether the drafts lie among the practices, where errors stop a build."""
    if not made:
        return
    count = "1 draft" if made == 1 else f"{made} drafts"
    state = f"{wrong} with something to mend" if wrong else "all valid"
    click.echo(f"{count}: {state}. Go through them, then run", err=True)
    click.echo(f"    compendium validate {printable_path(output.as_posix())}", err=True)
    if wrong and among:
        click.echo("Until then `compendium build` stops, unless with --keep-going.", err=True)
