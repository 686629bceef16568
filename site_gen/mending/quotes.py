"""Quotation marks around a text that YAML cannot read without."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen import front_matter
from site_gen.fields import BY_NAME
from site_gen.front_matter import BadYAMLError
from site_gen.mending.file import Edit, File, Linked
from site_gen.mending.keys import as_key
from site_gen.vocabulary import Vocabulary

_MOST = 20
_LINE = re.compile(r"([A-Za-z][A-Za-z_ -]*):( +)(\S.*?) *")
_CURLY = re.compile(r"[“”„‟«»]([^“”„‟«»]*)[“”„‟«»]")
# What begins a text that YAML refuses, and nothing that somebody could mean as YAML.
_PLAIN = re.compile(r"""[^\[\]{}|>"'&*!#?,\s-]""")


def missing(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """Straight quotation marks around texts of one line; curly ones around them go."""
    front = _front(file) if file.document.front is None else None
    edits: list[Edit] = []
    while front is not None and len(edits) <= _MOST:
        try:
            front_matter.parse(front, lost=[])
        except BadYAMLError as error:
            edit = _quoted(file, error.line) if error.rule == "yaml-syntax" else None
            if edit is None or edit in edits:
                return
            edits.append(edit)
            lines = front.split("\n")
            lines[error.line - 1] = _written(file, edit, error.line)
            front = "\n".join(lines)
        else:
            yield from edits
            return


def _front(file: File) -> str | None:
    """The lines between the two lines of hyphens, each where it stands in the file."""
    lines = file.text.split("\n")
    ends = [number for number, line in enumerate(lines) if re.fullmatch(r"-{3,}\s*", line)]
    if len(ends) < 2 or ends[0] or "\t" in file.text[: file.starts[ends[1]]]:
        return None
    return "\n".join(["", *lines[1 : ends[1]]])


def _quoted(file: File, number: int) -> Edit | None:
    match = _LINE.fullmatch(file.line(number))
    field = BY_NAME.get(as_key(match[1])) if match else None
    if not match or not field or field.kind != "text" or field.parts or field.shape == "many":
        return None
    if not _PLAIN.match(match[3]) or " #" in match[3] or file.line(number + 1).startswith(" "):
        return None
    curly = _CURLY.fullmatch(match[3])
    text = curly[1].strip() if curly else match[3]
    if not text:
        return None
    quoted = f'"{text}"'
    if '"' in text or "\\" in text:
        quoted = "'" + text.replace("'", "''") + "'"
    start = file.starts[number - 1]
    what = f"quotation marks around '{field.name}'"
    return Edit(start + match.start(3), start + match.end(3), quoted, what, (), (text,))


def _written(file: File, edit: Edit, number: int) -> str:
    start = file.starts[number - 1]
    line = file.line(number)
    return line[: edit.start - start] + edit.text + line[edit.end - start :]
