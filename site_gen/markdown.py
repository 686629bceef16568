"""Markdown bodies: CommonMark with tables, rendered by comrak. Raw HTML comes out as text.

The outline (headings, links, raw HTML with their positions) is read off comrak's own rendering with
source positions, so what is checked is what is published: there is no second parser to disagree.
Nothing but comrak writes a tag here, because all raw HTML is escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import comrak


def _extensions(link: Callable[[str], str] | None = None) -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.table = True
    options.link_url_rewriter = link
    return options


def _rendering(**switches: bool) -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    for name, value in switches.items():
        setattr(options, name, value)
    return options


_EXTENSIONS = _extensions()
_PUBLISH = _rendering(escape=True)
# With unsafe_ the addresses are kept as written, for checking; what is published drops bad ones.
_TRACE = _rendering(escape=True, unsafe_=True, sourcepos=True)
_OMIT = _rendering(sourcepos=True)
_PARSE = comrak.ParseOptions()
_PARSE.sourcepos_chars = True
_PARSE_ASCII = comrak.ParseOptions()  # where each byte is a character, none need to be counted
_OMITTED = "<!-- raw HTML omitted -->"

# A heading with all below that readers do not see: tags and white space.
_HEADING = re.compile(
    r'<h([1-6]) data-sourcepos="(\d+):(\d+)-(\d+):\d+">(.*?)</h\1>(?:\s+|<(?!h[1-6]|img)[^>]*>)*',
    re.S,
)
_TARGET = re.compile(r'<(a|img) data-sourcepos="(\d+):(\d+)-\d+:\d+"(?: (?:href|src)="([^"]*)")?')
_HASH = re.compile(r"\n#{1,6}[^#\s]")
_UNSPACED = re.compile(r'<p data-sourcepos="(\d+):(\d+)-[^>]*>(#{1,6})([^\s#<][^\n<]*)')
_ELEMENT = re.compile(r'<(\w+)[^>]* data-sourcepos="(\d+):(\d+)-(\d+):(\d+)"')
_HTML_START = re.compile(r"(?<!\\)<[A-Za-z/!?]")
_TAGS = re.compile(r"<[^>]*>(?:\n*<[^>]*>)*\n*")  # side by side, with the ends of their lines
_INLINE_TAG = re.compile(r"</?(?:a|em|strong|code)\b[^>]*>")  # part no words from each other
_SEEN = re.compile(r"(?:\A|>)\s*[^<\s]|<img")  # something that readers see, between or behind tags
_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f"  # the white space of ASCII besides
_SECTION = re.compile(r"<h2>(.*?)</h2>\n?", re.S)


class Heading(NamedTuple):
    """`text` is without markup; `nested` says it stands inside a list or quotation."""

    level: int
    text: str
    line: int
    column: int
    last_line: int
    nested: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link or an image points, as written but for percent-encoding."""

    url: str
    image: bool
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Unspaced:
    """A line such as `##Purpose`, which is no heading for want of a space."""

    marks: str
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Outline:
    """`has_preamble` says whether readers see something before the first heading."""

    headings: tuple[Heading, ...]
    targets: tuple[Target, ...]
    unspaced: tuple[Unspaced, ...]
    raw_html: tuple[int, int] | None
    has_preamble: bool


def outline(body: str) -> Outline:
    """The headings, targets and raw HTML of `body`; lines count from 1 in `body`."""
    rendered = comrak.render_markdown(
        body,
        extension_options=_EXTENSIONS,
        parse_options=_PARSE_ASCII if body.isascii() else _PARSE,
        render_options=_TRACE,
    )
    found = list(_HEADING.finditer(rendered))
    first = found[0].start() if found else len(rendered)
    return Outline(
        tuple(_headings(rendered, found)),
        tuple(_targets(rendered)),
        tuple(_unspaced(rendered)) if _HASH.search(f"\n{body}") else (),
        _raw_html(body) if "<" in body else None,
        _SEEN.search(rendered, 0, first) is not None,
    )


def render(body: str, link: Callable[[str], str] | None = None) -> str:
    """`body` as safe HTML; `link` maps each link's address to the one that is published."""
    extensions = _extensions(link) if link else _EXTENSIONS
    return comrak.render_markdown(body, extension_options=extensions, render_options=_PUBLISH)


def sections(rendered: str) -> list[tuple[str, str]]:
    """Rendered HTML, split at its second-level headings: (heading's text, HTML up to the next)."""
    parts = _SECTION.split(rendered)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return [(_text(title), content.strip()) for title, content in pairs]


def prose(rendered: str) -> str:
    """Rendered HTML as plain text without its section headings, which are the same everywhere."""
    return _text(_SECTION.sub("\n", rendered))


def text(rendered: str) -> str:
    """Rendered HTML as plain text, with single spaces."""
    return _text(rendered)


def is_evenly_spaced(text: str) -> bool:
    """Whether all white space between words is single spaces, as it nearly always is."""
    if text.isascii():
        return not ("  " in text or any(map(text.__contains__, _BLANKS)))
    return "  " not in text and text.isprintable()  # no other white space is printable


def _headings(rendered: str, found: list[re.Match[str]]) -> Iterator[Heading]:
    nested = [match[3] != "1" and _is_nested(rendered, match) for match in found]
    pairs = zip(pairwise([*found, None]), pairwise([*nested, False]), strict=True)
    for (match, after), (inside, after_inside) in pairs:
        assert match is not None
        level, line, column, last_line, title = match.groups()
        deeper = after_inside or (after is not None and after[1] > level)
        seen = match.end() < (after.start() if after else len(rendered))
        yield Heading(
            int(level),
            _title(title),
            int(line),
            int(column),
            int(last_line),
            inside,
            not deeper and not seen,
        )


def _targets(rendered: str) -> Iterator[Target]:
    for match in _TARGET.finditer(rendered):
        name, line, column, url = match.groups()
        yield Target(html.unescape(url or ""), name == "img", int(line), int(column))


def _is_nested(rendered: str, heading: re.Match[str]) -> bool:
    """Whether a list item or quotation is open at the heading, whose mark then stands before it."""
    return any(
        rendered.count(f"<{name}", 0, heading.start())
        > rendered.count(f"</{name}", 0, heading.start())
        for name in ("li", "blockquote")
    )


def _unspaced(rendered: str) -> Iterator[Unspaced]:
    for match in _UNSPACED.finditer(rendered):
        text = html.unescape(match[4]).strip()
        yield Unspaced(match[3], text, int(match[1]), int(match[2]))


def _raw_html(body: str) -> tuple[int, int] | None:
    """Where raw HTML first stands: comrak marks its absence, the element before it leads there."""
    rendered = comrak.render_markdown(
        body, extension_options=_EXTENSIONS, parse_options=_PARSE, render_options=_OMIT
    )
    found = rendered.find(_OMITTED)
    if found == -1:
        return None
    line, column = 1, 0
    for element in _ELEMENT.finditer(rendered, 0, found):
        name, *place = element.groups()
        closed = rendered.find(f"</{name}>", element.end(), found) != -1
        first_line, first_column, last_line, last_column = map(int, place)
        line, column = (last_line, last_column) if closed else (first_line, first_column - 1)
    for number, content in enumerate(body.split("\n")[line - 1 :], start=line):
        match = _HTML_START.search(content, column)
        if match:
            return number, match.start() + 1
        column = 0
    return None


def _text(fragment: str) -> str:
    if "<" in fragment or "&" in fragment:
        fragment = html.unescape(_TAGS.sub(" ", _INLINE_TAG.sub("", fragment)))
    spaced = fragment.replace("\n", " ").strip()
    return spaced if is_evenly_spaced(spaced) else " ".join(spaced.split())


_title = lru_cache(maxsize=10_000)(_text)  # most headings are called alike
