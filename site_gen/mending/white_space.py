"""White space: what nobody sees, and nobody means.

In a body only what leaves its rendering as it is: two spaces at the end of a line are a line break,
and code is shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen import markdown
from site_gen.mending.file import Edit, File, Linked, apply
from site_gen.vocabulary import Vocabulary

_TRAILING = re.compile(r"[ \t]+(?=\n|\Z)")
_TAB_STOP = 4  # CommonMark's
_MOST = 300  # places that are tried one by one, when some of them mean something


def before_front_matter(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """Empty lines and spaces before the first line of hyphens."""
    match = re.match(r"\s+(?=---[ \t]*\n)", file.text)
    if match and file.document.front is None:
        yield Edit(0, match.end(), "", "nothing before the first line")


def tabs_in_front_matter(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """A space for each tab, which is how the front matter was read."""
    if file.document.front is not None:
        for match in re.finditer(r"\t", file.text[: file.body_start]):
            yield Edit(match.start(), match.end(), " ", "spaces instead of tabs")


def trailing_in_front_matter(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """Spaces at the ends of lines, except inside texts of several lines."""
    if file.document.front is None:
        return
    inside = {
        line
        for (first, _column), span in file.spans.items()
        for line in range(first, span.last_line)
    }
    for match in _TRAILING.finditer(file.text, 0, file.body_start):
        if file.line_at(match.start()) not in inside:
            yield Edit(match.start(), match.end(), "", "no spaces at the ends of lines")


def body(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """Spaces at the ends of lines, tabs, and the end of the file."""
    text, start = file.document.body, file.body_start
    if not text.strip() or file.text[start:] != text:  # it has invisible characters
        return
    for edits in (_trailing(text), _tabs(text), _end(text)):
        for edit in _harmless(text, edits):
            yield edit._replace(start=edit.start + start, end=edit.end + start)


def end_without_body(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """The line end behind the last line of a file that has no body."""
    if file.document.front is not None and not file.document.body:
        bare = file.text.rstrip("\n")
        if file.text != f"{bare}\n":
            yield Edit(len(bare), len(file.text), "\n", "one line end at the end")


def _harmless(text: str, edits: list[Edit]) -> list[Edit]:
    """Those of the edits that leave the rendering as it is, alone and together."""
    rendered = markdown.render(text) if edits else ""
    if not edits or markdown.render(apply(text, edits)) == rendered:
        return edits
    if len(edits) > _MOST:
        return []
    kept = [edit for edit in edits if markdown.render(apply(text, [edit])) == rendered]
    return kept if markdown.render(apply(text, kept)) == rendered else []


def _trailing(text: str) -> list[Edit]:
    what = "no spaces at the ends of lines"
    return [Edit(found.start(), found.end(), "", what) for found in _TRAILING.finditer(text)]


def _tabs(text: str) -> list[Edit]:
    """Spaces up to the next tab stop for each tab before or among a line's text."""
    edits: list[Edit] = []
    column = 0
    for offset, character in enumerate(text if "\t" in text else ""):
        if character == "\n":
            column = 0
        elif character == "\t":
            width = _TAB_STOP - column % _TAB_STOP
            edits.append(Edit(offset, offset + 1, " " * width, "spaces instead of tabs"))
            column += width
        else:
            column += 1
    ends = {found.start() for found in re.finditer(r"\t(?=[ \t]*(?:\n|\Z))", text)}
    return [edit for edit in edits if edit.start not in ends]


def _end(text: str) -> list[Edit]:
    bare = text.rstrip("\n")
    if text == f"{bare}\n":
        return []
    return [Edit(len(bare), len(text), "\n", "one line end at the end")]
