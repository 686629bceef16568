"""Markdown bodies: CommonMark with tables, rendered by comrak. Raw HTML comes out as text.

The outline (headings, links, raw HTML with their positions) is read off comrak's own rendering with
source positions, so what is checked is what is published: there is no second parser to disagree.
Nothing but comrak writes a tag here, because all raw HTML is escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

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
_OMITTED = "<!-- raw HTML omitted -->"

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>blockquote|li|h[1-6]|a|img|table)\b"
    r'(?: data-sourcepos="(?P<line>\d+):(?P<column>\d+)-(?P<end>\d+):\d+")?'
    r'(?: (?:href|src)="(?P<url>[^"]*)")?'
)
_POSITION = re.compile(r'data-sourcepos="(\d+):(\d+)-')
_HTML_START = re.compile(r"<[A-Za-z/!?]")
_ANY_TAG = re.compile(r"<[^>]*>")
_SECTION = re.compile(r"<h2>(.*?)</h2>\n?", re.S)


@dataclass(frozen=True, slots=True)
class Heading:
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
class Outline:
    headings: tuple[Heading, ...]
    targets: tuple[Target, ...]
    raw_html: tuple[int, int] | None
    has_preamble: bool


def outline(body: str) -> Outline:
    """The headings, targets and raw HTML of `body`; lines count from 1 in `body`."""
    rendered = comrak.render_markdown(
        body, extension_options=_EXTENSIONS, parse_options=_PARSE, render_options=_TRACE
    )
    headings: list[Heading] = []
    targets: list[Target] = []
    depth = 0
    first_heading = len(rendered)
    for match in _TAG.finditer(rendered):
        name, closing = match["name"], bool(match["close"])
        if name in ("blockquote", "li"):
            depth += -1 if closing else 1
        elif closing or match["line"] is None:
            continue
        elif name in ("a", "img"):
            url = html.unescape(match["url"] or "")
            targets.append(Target(url, name == "img", int(match["line"]), int(match["column"])))
        elif name != "table":
            first_heading = min(first_heading, match.start())
            headings.append(_heading(rendered, match, nested=depth > 0))
    return Outline(
        tuple(headings),
        tuple(targets),
        _raw_html(body) if "<" in body else None,
        bool(_text(rendered[:first_heading])),
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


def text(rendered: str) -> str:
    """Rendered HTML as plain text, with single spaces."""
    return _text(rendered)


def _heading(rendered: str, match: re.Match[str], *, nested: bool) -> Heading:
    level = int(match["name"][1])
    end = rendered.find(f"</h{level}>", match.end())
    following = _TAG.search(rendered, end + 5)
    while following and not (following["name"][0] == "h" and not following["close"]):
        following = _TAG.search(rendered, following.end())
    until = following.start() if following else len(rendered)
    between = rendered[end + 5 : until]
    deeper = following is not None and int(following["name"][1]) > level
    return Heading(
        level=level,
        text=_text(rendered[rendered.find(">", match.start()) + 1 : end]),
        line=int(match["line"]),
        column=int(match["column"]),
        last_line=int(match["end"]),
        nested=nested,
        empty=not deeper and not _text(between),
    )


def _raw_html(body: str) -> tuple[int, int] | None:
    """Where raw HTML first stands: comrak marks its absence, the source position before it leads there."""
    rendered = comrak.render_markdown(
        body, extension_options=_EXTENSIONS, parse_options=_PARSE, render_options=_OMIT
    )
    found = rendered.find(_OMITTED)
    if found == -1:
        return None
    before = rendered.rfind('data-sourcepos="', 0, found)
    position = _POSITION.match(rendered, before) if before != -1 else None
    line, column = (int(position[1]), int(position[2]) - 1) if position else (1, 0)
    for number, content in enumerate(body.split("\n")[line - 1 :], start=line):
        match = _HTML_START.search(content, column)
        if match:
            return number, match.start() + 1
        column = 0
    return None


def _text(fragment: str) -> str:
    return " ".join(html.unescape(_ANY_TAG.sub(" ", fragment)).split())
