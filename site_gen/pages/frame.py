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
    """Text and slot names by turns: text, slot, text, slot, …, text."""

    parts: tuple[str, ...]

    def fill(self, slots: Mapping[str, str]) -> str:
        """The page; values are HTML, already escaped for text and attributes."""
        return "".join(
            slots[part] if position % 2 else part for position, part in enumerate(self.parts)
        )


def cut(page: str, *, canonical: str | None) -> Frame:
    """Cut the rendered empty page, whose own canonical URL becomes a slot too.

    The heading that the theme adds to an empty page goes: each article has its own.
    Raises SiteGenError when the theme left out a slot: then it is a version that we do not know.
    """
    if canonical:
        page = page.replace(f'"{canonical}"', f'"{marker("canonical")}"')
    page = _unindented(page.replace(f"<h1>{marker('title')}</h1>", ""))
    parts = tuple(_MARKER.split(page))
    missing = [slot for slot in NEEDED if slot not in parts[1::2]]
    if missing:
        raise SiteGenError(f"the theme's page has no place for {', '.join(missing)}")
    return Frame(parts)


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
