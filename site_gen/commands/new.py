"""`compendium new`: a valid draft in the right place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from site_gen import document, output, rules, vocabulary
from site_gen.catalogue.loading import read_all
from site_gen.countries import INTERNATIONAL
from site_gen.fields import FIELDS, SLUG, Field
from site_gen.front_matter import written
from site_gen.problems import ContentError, SiteGenError, shown
from site_gen.text import slugify
from site_gen.vocabulary import Vocabulary

# What `new` asks for; the rest of the format has values that a new draft can do without.
ASKED = tuple(
    field for field in FIELDS if field.required and field.name not in ("status", "reviewed")
)


def new(folder: Path, facts: Mapping[str, str], *, slug: str, today: date) -> int:
    """Write the draft and say where it is. `facts` are texts by key; lists are comma-separated."""
    terms = vocabulary.load(folder / vocabulary.FILE_NAME)
    values = {
        field.name: _value(field, facts[field.name], terms)
        for field in ASKED
        if facts.get(field.name)
    }
    name = slug or slugify(facts.get("title", ""))
    if slug and not SLUG.fullmatch(slug):
        raise SiteGenError(f"--slug {shown(slug)} is not lower-case ASCII words joined by hyphens")
    if not name:
        raise SiteGenError("the title has no letter that an address could be made of; give --slug")
    countries = values.get("country") or [INTERNATIONAL]
    code = countries[0] if isinstance(countries, list) and len(countries) == 1 else INTERNATIONAL
    path = folder / str(code).lower() / f"{name}.md"
    text = draft(values, terms, today=today)
    _check(text, path, folder, terms)
    output.write(path, text.encode("utf-8"))
    click.echo(f"{path.as_posix()} is written as a draft. Fill its sections, then run")
    click.echo(f"    compendium validate {path.as_posix()}")
    return 0


def ask(field: Field, folder: Path) -> str:
    """What somebody at a terminal answers, asked again until the rules have nothing against it."""
    terms = vocabulary.load(folder / vocabulary.FILE_NAME)
    example = field.parts[0].example if field.parts else field.example.strip("[]")

    def judged(given: str) -> str:
        text = draft({field.name: _value(field, given, terms)}, terms, today=date.today())
        parsed = document.parse(text.encode("utf-8"), path="", folder="", slug="")
        problems = [p for p in rules.check([parsed], terms) if p.line == _line(text, field.name)]
        if problems:
            raise click.UsageError(problems[0].message)
        return given

    question = f"{field.help} (for example {example})"
    answer: str = click.prompt(question, value_proc=judged, err=True)
    return answer


def _line(text: str, key: str) -> int:
    """The line of a top-level key in a draft."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(f"{key}:"))


def draft(values: Mapping[str, object], terms: Vocabulary, *, today: date) -> str:
    """The text of a draft: front matter, and the sections with what each is to say."""
    facts = {**values, "status": "draft", "reviewed": today.isoformat()}
    lines = [written(field.name, facts[field.name]) for field in FIELDS if field.name in facts]
    sections = [
        f"## {term.label}\n\n*To be written: {term.definition or 'text'}*"
        for term in terms["section"].values()
    ]
    front = "\n".join(lines)
    return f"---\n{front}\n---\n\n" + "\n\n".join(sections) + "\n"


def _value(field: Field, given: str, terms: Vocabulary) -> object:
    """What stands in the file for a text that was asked for."""
    if field.parts:  # only `source`, of which the document is all that is needed
        return [{"document": given.strip()}]
    if field.shape == "one":
        return " ".join(given.split())
    items = [item.strip() for item in given.split(",") if item.strip()]
    scheme = "country" if field.kind == "country" else field.scheme
    return [_term(terms, scheme, item) if scheme else item for item in items]


def _term(terms: Vocabulary, scheme: str, given: str) -> str:
    """The id of a term given by id, label or alias; the rules judge what stays unknown."""
    found = terms.exact(scheme, given)
    return found.id if found else given


def _check(text: str, path: Path, folder: Path, terms: Vocabulary) -> None:
    """Refuse to write what is not valid, or over what is there. Raises SiteGenError."""
    there = read_all(folder)
    taken = [each.path for each in there if each.slug == path.stem]
    if taken:
        raise SiteGenError(f"there is a practice of that name already: {taken[0]}")
    parsed = document.parse(
        text.encode("utf-8"), path=path.as_posix(), folder=path.parent.name, slug=path.stem
    )
    # Among all the others, because an earlier slug may be claimed; their own problems stay theirs.
    problems = set(rules.check([*there, parsed], terms)) - set(rules.check(there, terms))
    if problems:
        raise ContentError(sorted(problems), "the draft was not written")


def missing(facts: Mapping[str, str]) -> Sequence[Field]:
    """What is still to be asked for."""
    return [field for field in ASKED if not facts.get(field.name)]
