"""The frame: one page that the theme rendered, cut at its slots and filled for every page of ours.

A slot is a marker text that we put into the empty page's title, description and content; the theme
carries it to wherever it shows them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from site_gen.problems import SiteGenError

# What the theme must show at least once, for a page to be whole.
NEEDED = ("title", "description", "article", "head")
_MARKER = re.compile(r"slot-(title|description|canonical|article|head)-end")
_VERBATIM = re.compile(r"(<(script|style|pre|textarea)\b.*?</\2>)", re.S)
_BREAK = re.compile(r"\s*\n\s*")
_HEAD = re.compile(r"(<meta charset=[^>]*>)")


def marker(slot: str) -> str:
    """The text that stands for a slot in the page that the theme renders."""
    return f"slot-{slot}-end"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before each slot, the slots' names, and what stands behind the last."""

    texts: tuple[bytes, ...]
    slots: tuple[str, ...]
    rest: bytes

    def fill(self, contents: Mapping[str, bytes]) -> bytes:
        """The page; contents are HTML, already escaped for text and attributes."""
        pieces = zip(self.texts, map(contents.__getitem__, self.slots), strict=True)
        return b"".join([*chain.from_iterable(pieces), self.rest])


def cut(page: str, *, canonical: str | None) -> Frame:
    """Cut the rendered empty page, whose own canonical URL becomes a slot too.

    The heading that the theme adds to an empty page goes: each article has its own.
    Raises SiteGenError when the theme left out a slot: then it is a version that we do not know.
    """
    if canonical:
        page = page.replace(f'"{canonical}"', f'"{marker("canonical")}"')
    page = _unindented(page.replace(f"<h1>{marker('title')}</h1>", ""))
    parts = _MARKER.split(page)  # text, slot, text, slot, …, text
    missing = [slot for slot in NEEDED if slot not in parts[1::2]]
    if missing:
        raise SiteGenError(f"the theme's page has no place for {', '.join(missing)}")
    *texts, rest = [text.encode("utf-8") for text in parts[::2]]
    return Frame(tuple(texts), tuple(parts[1::2]), rest)


def _unindented(page: str) -> str:
    """A fifth less for every page of ours: the theme's templates leave much blank space."""
    pieces = _VERBATIM.split(page)  # text, what stays as it is, the name of its tag, text, …
    between = [_BREAK.sub("\n", text) for text in pieces[::3]]
    kept = [*pieces[1::3], ""]
    return "".join(chain.from_iterable(zip(between, kept, strict=True)))


def add_head(page: str, head: str) -> str:
    """`page` with `head` right behind the declaration of its encoding, before any script.

    What is added later stands before what was added first.
    """
    return _HEAD.sub(lambda match: match[1] + head, page, count=1)
