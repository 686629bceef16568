"""What tests of the validation half share: a small practices folder, and how to check one file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_gen import document, rules, vocabulary
from site_gen.document import Document
from site_gen.problems import Problem, printable_path

FIXTURES = Path(__file__).parent / "fixtures"
PRACTICES = FIXTURES / "practices"
TERMS = vocabulary.load(PRACTICES / vocabulary.FILE_NAME)
GOOD = (PRACTICES / "fr/espace-egalite.md").read_text(encoding="utf-8")


def parse(content: str | bytes, path: str = "fr/espace-egalite.md") -> Document:
    """The document that `content` would be at `path`, below practices/."""
    data = content.encode() if isinstance(content, str) else content
    folder, _, name = path.rpartition("/")
    slug = printable_path(name.removesuffix(".md"))
    return document.parse(data, path=printable_path(path), folder=folder, slug=slug)


def check(
    content: str | bytes,
    path: str = "fr/espace-egalite.md",
    others: Mapping[str, str] | None = None,
) -> list[Problem]:
    """The problems of `content` at `path`, among other files given by their paths.

    Most of these are copies of the good file; test_near_duplicate.py says what is made of that.
    """
    documents = [parse(content, path)]
    documents += [parse(text, other) for other, text in (others or {}).items()]
    found = [p for p in rules.check(documents, TERMS) if p.path == documents[0].path]
    return [p for p in found if p.rule != "near-duplicate"]


def changed(old: str, new: str, text: str = GOOD) -> str:
    """The good file with `new` where `old` first stands."""
    assert old in text, old
    return text.replace(old, new, 1)


BODY = GOOD[GOOD.index("## Purpose") :]
