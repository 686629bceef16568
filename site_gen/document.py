"""A practice file as read: front matter nodes, body, and the faults met on the way.

Reading never raises for what a file holds. What cannot be read is a `Fault` under the name of the
rule that it breaks; the rules report it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from site_gen.front_matter import Mapping, PositionedYAML, YAMLFault
from site_gen.problems import SiteGenError, printable_path, shown

MAX_BYTES = 200_000
MAX_FRONT_MATTER = 50_000
_HANDLER = PositionedYAML()
# What YAML calls unprintable, and the characters that it takes for line ends and editors do not.
_CONTROL = re.compile(r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")  # fmt: skip
_LINE_END = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Fault:
    rule: str
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """`path` is how problems name the file, `folder` and `slug` where it lies below practices/.

    `front` is None when there is no readable front matter; `body_line` is the body's first line in
    the file, counted from 1.
    """

    path: str
    folder: str
    slug: str
    front: Mapping | None
    body: str
    body_line: int
    faults: tuple[Fault, ...]


def find(root: Path) -> list[Path]:
    """Every Markdown file below `root`, symbolic links included but not followed, sorted."""
    if not root.is_dir():
        raise SiteGenError(f"there is no folder {shown(str(root))}")
    return sorted(_walk(root))


def _walk(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path))
            elif entry.name.endswith(".md") or entry.is_symlink():
                yield Path(entry.path)


def read(path: Path, root: Path, *, shown_as: str | None = None) -> Document:
    """The document at `path`, which lies below `root`, the practices folder."""
    place = PurePosixPath(path.relative_to(root).as_posix())
    name = printable_path(shown_as or path.as_posix())
    folder = printable_path("/".join(place.parts[:-1]))
    slug = printable_path(place.stem)
    fault = _unreadable(path)
    if fault is None:
        try:
            with path.open("rb") as handle:
                return parse(handle.read(MAX_BYTES + 1), path=name, folder=folder, slug=slug)
        except OSError as error:
            fault = Fault("file-unreadable", 1, 1, f"cannot be read: {error.strerror}")
    return Document(name, folder, slug, None, "", 1, (fault,))


def parse(content: bytes, *, path: str, folder: str, slug: str) -> Document:
    """The document that `content` holds, whatever that is."""
    faults: list[Fault] = []
    text = _decode(content, faults)
    front: Mapping | None = None
    body, body_line = "", 1
    if text is not None:
        text = _LINE_END.sub("\n", text)
        text = _replace_controls(text, faults)
        parts = _split(text, faults)
        if parts:
            front_text, body, body_line = parts
            front = _load(front_text, faults)
    return Document(path, folder, slug, front, body, body_line, tuple(faults))


def _unreadable(path: Path) -> Fault | None:
    if path.is_symlink():
        return Fault("symlink", 1, 1, f"a symbolic link to {shown(os.readlink(path))}")
    try:
        size = path.stat().st_size
    except OSError as error:
        return Fault("file-unreadable", 1, 1, f"cannot be read: {error.strerror}")
    return _too_large(size) if size > MAX_BYTES else None


def _too_large(size: int) -> Fault:
    return Fault("file-size", 1, 1, f"{size:,} bytes; a practice has at most {MAX_BYTES:,}")


def _decode(content: bytes, faults: list[Fault]) -> str | None:
    if len(content) > MAX_BYTES:
        faults.append(_too_large(len(content)))
        return None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        faults.append(Fault("file-encoding", 1, 1, "saved as UTF-16; save it as UTF-8"))
        return None
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]  # a byte-order mark, as Windows' Notepad writes: harmless
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        byte = content[error.start : error.start + 1]
        guess = byte.decode("cp1252", "ignore")
        hint = f", perhaps {guess!r} of Windows-1252" if guess else ""
        message = f"not UTF-8: byte 0x{byte.hex()}{hint}; save the file as UTF-8"
        faults.append(Fault("file-encoding", line, column, message))
        return None


def _replace_controls(text: str, faults: list[Fault]) -> str:
    """Each unprintable character becomes a space, so that it moves no position."""
    for match in _CONTROL.finditer(text):
        line, column = _position(text, match.start())
        code = f"U+{ord(match[0]):04X}"
        faults.append(
            Fault("control-character", line, column, f"the invisible character {code}; delete it")
        )
        if len(faults) == 20:  # a binary file: enough said
            break
    return _CONTROL.sub(" ", text)


def _split(text: str, faults: list[Fault]) -> tuple[str, str, int] | None:
    """Front matter with as many line ends before it as it has in the file; body; body's line."""
    boundary = _HANDLER.FM_BOUNDARY
    assert boundary is not None
    opening = boundary.match(text)
    if not opening:
        message = "the file begins with a line of three hyphens, '---'"
        if not text.strip():
            message = "the file is empty"
        faults.append(Fault("front-matter-missing", 1, 1, message))
        return None
    try:
        front, body = _HANDLER.split(text)
    except ValueError:
        message = "the front matter that begins here is not closed by a second line '---'"
        faults.append(Fault("front-matter-unclosed", 1, 1, message))
        return None
    if len(front) > MAX_FRONT_MATTER:
        message = f"front matter of {len(front):,} characters; at most {MAX_FRONT_MATTER:,}"
        faults.append(Fault("file-size", 1, 1, message))
        return None
    blank = len(body) - len(body.lstrip("\n"))
    body_line = text.count("\n", 0, len(text) - len(body) + blank) + 1
    return "\n" * text.count("\n", 0, opening.end()) + front, body[blank:], body_line


def _load(front: str, faults: list[Fault]) -> Mapping | None:
    for match in re.finditer(r"\t+", front):
        line, column = _position(front, match.start())
        faults.append(Fault("tab", line, column, "a tab character; use spaces"))
        if len(faults) == 20:
            break
    try:
        node = _HANDLER.load(front.replace("\t", " "))
    except YAMLFault as fault:
        faults.append(Fault(fault.rule, fault.line, fault.column, fault.message))
        return None
    if node is None:
        faults.append(Fault("front-matter-missing", 1, 1, "the front matter is empty"))
        return None
    if not isinstance(node, Mapping):
        message = "the front matter is not a list of 'key: value' lines"
        faults.append(Fault("yaml-syntax", node.line, node.column, message))
        return None
    return node


def _position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of `offset`, counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
