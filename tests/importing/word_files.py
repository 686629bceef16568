"""Word files in the layout of the original, laid out from lines of text.

A line is a paragraph, `- ` begins a list's item and `|` a table's row; `**bold**`, `*italic*` and
`<https://…>` are what they are in Markdown. `Commented [..]: text` is a comment in the margin.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph

LABELS = (
    "Type", "Area of intervention", "Duration", "Purpose", "Stimulus/Rationale", "Process",
    "Impact", "Impact/outcomes", "Key reference documents", "Further information",
    "Stimulus/Rationale and Process", "Duration/Elaboration Period", "Aim",
)  # fmt: skip
_LABEL = re.compile(rf"({'|'.join(map(re.escape, LABELS))})\s*:", re.I)
_INLINE = re.compile(r"(\*\*\*.+?\*\*\*|\*\*.+?\*\*|\*.+?\*)")
_COMMENT = re.compile(r"Commented \[(\w+)\]: (.*)")
_DEAD_LINK = re.compile(r"\[([^\]]*)\]\(#\)")  # what a text keeps of a link whose target is lost
_CELL = re.compile(r"<[^>]+>")


def lay_out(lines: Sequence[str], headings: Mapping[int, int], *, styled: bool = True) -> Document:
    """A document of the lines. `headings` are levels by the number of the line, from 0; without
    styles a heading is bold text, as in many files that editors receive."""
    document = docx.Document()
    rows: list[str] = []
    for number, line in enumerate(lines):
        if not line.startswith("|") and rows:
            _table(document, rows)
            rows = []
        if not line.strip():
            continue
        line = _DEAD_LINK.sub(r"\1", line)
        if number in headings:
            line = line.replace("*", "")
        if number in headings and styled:
            document.add_heading(line.strip(), headings[number])
        elif number in headings:
            document.add_paragraph().add_run(line.strip()).bold = True
        elif line.startswith("|"):
            rows.append(line)
        elif match := _COMMENT.match(line):
            last = document.paragraphs[-1]
            last.add_run("")
            document.add_comment(last.runs, text=match[2], author=match[1], initials="")
        elif re.match(r" *- ", line):
            style = "List Bullet 2" if line.startswith(" ") else "List Bullet"
            _runs(document.add_paragraph(style=style), line.strip()[2:])
        else:
            _runs(document.add_paragraph(), line)
    if rows:
        _table(document, rows)
    return document


def content(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _runs(paragraph: Paragraph, text: str) -> None:
    match = _LABEL.match(text)
    if match:
        paragraph.add_run(match[0]).bold = True
        text = text[match.end() :]
    for part in _INLINE.split(text):
        stars = len(part) - len(part.lstrip("*")) if _INLINE.fullmatch(part) else 0
        run = paragraph.add_run(part[stars : len(part) - stars])
        run.italic, run.bold = stars in (1, 3) or None, stars > 1 or None


def _table(document: Document, rows: Sequence[str]) -> None:
    cells = [[_CELL.sub(" ", c).strip() for c in row.strip(" |").split("|")] for row in rows]
    cells = [row for row in cells if not all(set(c) <= set("-: ") for c in row)]
    if not cells:
        return
    table = document.add_table(len(cells), max(map(len, cells)))
    for number, row in enumerate(cells):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
