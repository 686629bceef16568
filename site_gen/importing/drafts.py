"""The text of a draft, and a slug that no practice has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from site_gen.fields import FIELDS
from site_gen.front_matter import flow, written
from site_gen.importing.mapping import Mapped
from site_gen.text import slugify
from site_gen.vocabulary import Vocabulary

_BRIEF = 2_000  # characters; a longer text without sections is one whose sections are to be found
_NOTES = 20_000  # characters of notes; front matter has room for 50,000
_ROOM = 56  # of a slug's 60 characters, when a number follows


def text(found: Mapped, terms: Vocabulary, *, today: str, origin: str) -> str:
    """A draft with everything that the file said. What did not become a fact is listed on top, in
    comments, which neither the rules nor the site mind."""
    facts = {**found.facts, "status": "draft", "reviewed": today}
    sections = [
        f"## {term.label}\n\n{found.sections[term.id].strip()}"
        for term in terms["section"].values()
        if found.sections.get(term.id, "").strip()
    ]
    if not sections and _is_brief(found.body):
        facts["extent"] = "brief"
    head = [f"# Imported from {origin}."]
    if found.notes:
        head += ["# For the editor, to be deleted when seen to:", *_listed(found.notes)]
    body = "\n\n".join(filter(None, (found.body.strip(), *sections)))
    return f"---\n{front_matter(facts, comments=head)}---\n\n{body}\n"


def front_matter(facts: Mapping[str, object], *, comments: Sequence[str] = ()) -> str:
    """The facts as lines of YAML in the format's order, lists of mappings one to a line."""
    lines = [" ".join(each.split()) for each in comments]
    for field in FIELDS:
        if field.name not in facts:
            continue
        value = facts[field.name]
        if isinstance(value, list) and field.parts:
            lines += [f"{field.name}:", *(f"  - {flow(each)}" for each in value)]
        else:
            lines.append(written(field.name, value))
    return "".join(f"{line}\n" for line in lines)


def free_slug(title: str, taken: Collection[str], *, wished: str = "") -> str:
    """A slug made from the title, or the wished one, with a number if somebody has it."""
    slug = wished or slugify(title) or "practice"
    if slug not in taken:
        return slug
    base = slug if len(slug) <= _ROOM else slug[:_ROOM].rpartition("-")[0] or slug[:_ROOM]
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def _listed(notes: Sequence[str]) -> Iterator[str]:
    """The notes as comments, as many as front matter has room for."""
    room = _NOTES
    for number, note in enumerate(notes):
        room -= len(note)
        if room < 0:
            yield f"# - and {len(notes) - number} more, which the import printed"
            return
        yield f"# - {note}"


def _is_brief(body: str) -> bool:
    return 0 < len(body.strip()) <= _BRIEF and not any(
        line.startswith("#") for line in body.split("\n")
    )
