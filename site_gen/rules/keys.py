"""Rules about the front matter's keys: which there are, and the shape of their values."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.fields import REQUIRED
from site_gen.front_matter import Scalar
from site_gen.problems import shown
from site_gen.rules.registry import Finding, at, one_of, rule
from site_gen.rules.subject import Part, Subject, is_empty
from site_gen.vocabulary import Vocabulary, nearest


@rule
def unknown_key(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Every key is one that the format has.

    A misspelt key would be left out in silence, and with it what it says.

    Bad:
        plaec: Strasbourg
    Good:
        place: Strasbourg
    """
    for part, key, value in subject.unknown_keys:
        names = list(part.fields)
        inside = f" in '{part.name}'" if part.name else ""
        near = nearest(key.value.lower(), names)
        comma = part.name and is_empty(value) and not near
        hint = one_of(names, near) + ("; a text with a comma needs quotes" if comma else "")
        yield at(key, f"unknown key {shown(key.value)}{inside}{hint}")


@rule
def duplicate_key(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A key stands only once.

    Of two values, one would be lost without a word.

    Bad:
        place: Strasbourg
        place: Paris
    Good:
        place: Strasbourg
    """
    for key, first in subject.repeated_keys:
        yield at(key, f"the key {shown(key.value)} stands already in line {first.line}")


@rule
def missing_key(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """The keys that every practice needs are there and not empty.

    Readers find, trust and cite a practice by them. A translation takes the facts of its original.

    Bad:
        title: Espace Égalité
        summary:
    Good:
        title: Espace Égalité
        summary: A permanent hands-on space about discrimination.
    """
    for part in subject.parts:
        for field in REQUIRED[part.name]:
            name = field.name
            if name in part.filled or (field.shared and subject.is_translation):
                continue
            found = part.entries.get(name)
            inside = f" in '{part.name}'" if part.name else ""
            hint = f"{inside}: {field.help}, for example {field.example}"
            if found:
                yield at(found[0], f"the key '{name}' is empty{hint}")
            elif not _misspelt(part, name):
                line, column = (part.node.line, part.node.column) if part.name else (1, 1)
                yield line, column, f"the key '{name}' is missing{hint}"


def _misspelt(part: Part, name: str) -> bool:
    """Whether an unknown key looks like `name`: it is reported as that."""
    names = list(part.fields)
    unknown = [key.lower() for key in part.entries if key not in names]
    return any(nearest(key, names) == name for key in unknown)


@rule
def wrong_shape(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A value is a text, a list or a mapping as its key asks for.

    Lists stay lists even with one value, so that nobody has to guess what a comma means.

    Bad:
        principle: equality
    Good:
        principle: [equality]
    """
    for node, message in subject.misfits:
        given = f"; {shown(node.value)} is a text" if isinstance(node, Scalar) else ""
        yield at(node, message + given)


@rule
def empty_item(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A list has no empty items.

    An empty item is a forgotten value, or a comma too many.

    Bad:
        partners: [City of Paris, ""]
    Good:
        partners: [City of Paris]
    """
    for field, item in subject.empty_items:
        yield at(item, f"an empty item in '{field.name}'; delete it")


@rule
def repeated_value(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A list names each value once.

    Twice the same would be counted and shown twice.

    Bad:
        area: [education, education]
    Good:
        area: [education]
    """
    for field, sequence in subject.lists:
        if len(sequence.items) < 2:
            continue
        texts = [item for item in sequence.items if type(item) is Scalar]
        if len({text.value for text in texts}) == len(texts):
            continue
        seen: set[str] = set()
        for item in texts:
            if not is_empty(item):
                if item.value in seen:
                    yield at(item, f"{shown(item.value)} stands twice in '{field.name}'")
                seen.add(item.value)
