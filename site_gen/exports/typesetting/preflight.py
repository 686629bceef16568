"""Practices checked before a book is set: characters without a font, heading levels.

Typst would stop at the first of them, and name a place in our template instead of the file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from site_gen import markdown
from site_gen.practice import Practice
from site_gen.problems import Problem

FONTS = Path(__file__).parent.parent / "fonts"
_UNSEEN = frozenset("\n\t\r\u00ad\u200b\u200c\u200d\u2060")  # typst sets them without a glyph


def check(practices: Iterable[Practice]) -> list[Problem]:
    """What would stop the book, with its places in the files, sorted."""
    return sorted(problem for practice in practices for problem in _check(practice))


def covered() -> frozenset[str]:
    """The characters that every face of one of our families has."""
    families: dict[str, frozenset[str]] = {}
    for path in FONTS.glob("*.ttf"):
        family = path.stem.partition("-")[0]
        has = _characters(path)
        families[family] = families[family] & has if family in families else has
    return frozenset().union(*families.values(), _UNSEEN)


@cache
def _characters(path: Path) -> frozenset[str]:
    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def missing(text: str) -> list[str]:
    """The characters of `text` that no font has, each once, in order."""
    return [] if text.isascii() else [c for c in dict.fromkeys(text) if c not in _covered()]


@cache
def _covered() -> frozenset[str]:
    return covered()


def named(character: str) -> str:
    """The character, its number and its name."""
    return f"'{character}' (U+{ord(character):04X}, {unicodedata.name(character, 'no name')})"


def _check(practice: Practice) -> Iterator[Problem]:
    written = _written(practice)
    for character in missing("\n".join(_texts(practice))):
        at = written.find(character)
        line, column = _position(written, at) if at >= 0 else (1, 1)
        message = f"no font of the PDF has the character {named(character)}"
        yield Problem(practice.path, line, column, "pdf-glyph", message)
    before = written.count("\n", 0, max(written.find(practice.body), 0))
    previous = 1
    for heading in markdown.outline(practice.body).headings:
        if heading.nested:
            continue  # set as a line of text
        if not 1 < heading.level <= previous + 1:
            message = f"a heading of level {heading.level} after one of level {previous}"
            line = before + heading.line
            yield Problem(practice.path, line, heading.column, "pdf-heading-level", message)
        previous = heading.level


def _texts(practice: Practice) -> Iterator[str]:
    yield from (practice.title, practice.summary, practice.place, practice.period.note)
    for values in (practice.lead, practice.partners, practice.funding, practice.contact):
        yield from values
    yield from practice.aliases
    yield from (link.title for link in practice.links)
    for source in practice.source:
        yield from (source.document, source.page, source.entry)
    yield markdown.text(markdown.render(practice.body))


def _written(practice: Practice) -> str:
    """The file's text, which alone knows the lines; the body where it cannot be read."""
    try:
        return Path(practice.path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return practice.body


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
