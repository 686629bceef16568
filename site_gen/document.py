"""A practice file as read: front matter nodes, body, and the faults met on the way.

Reading never raises for what a file holds. What cannot be read is a `Fault` under the name of the
rule that it breaks; the rules report it.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from site_gen import entries, front_matter, markdown
from site_gen.fields import BY_NAME
from site_gen.front_matter import BadYAMLError, Mapping, PositionedYAML
from site_gen.markdown import Outline
from site_gen.problems import SiteGenError, printable_path, shown

MAX_BYTES = 200_000
MAX_FRONT_MATTER = 50_000
# The same lines as the handler's own pattern, which tries every character of the text.
_BOUNDARY = re.compile(r"---(?<=^---)-*\s*$", re.M)
_HANDLER = PositionedYAML(_BOUNDARY)
_ENDINGS = (".md", ".markdown")  # in any case: what is meant as a practice is not passed over
_MISFILED = (".yml", ".yaml", ".md.txt")  # in a country's folder: the rules say how to rename it
# Characters that nobody sees: what YAML calls unprintable, line ends that editors do not show as
# such, soft hyphens, zero-width spaces, and what turns the direction of reading round.
CONTROL = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\xac\xae-\u200a\u200c-\u2027\u202f-\u205f\u2070-\ud7ff"
    r"\ue000-\ufefe\uff00-\ufffd\U00010000-\U000dffff\U000e0100-\U000e01ef\U000f0000-\U0010ffff]"
)
_PLAIN = bytes((*b"\t\n", *range(0x20, 0x7F)))  # what ASCII has besides
_KEY = re.compile(r"([a-z_]+):(?: |$)", re.M)
_TAB = "a tab character; use spaces, as no two editors agree on the width of a tab"
_LATER = re.compile(r"^---\n(?:title|summary):", re.M)
_MOST = 20  # faults of one kind in one file; more say nothing new
# Windows would change the ends of lines in what is not declared binary.
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
LOST = "\ufffd"  # stands where a program met a letter that it could not read


@dataclass(frozen=True, slots=True)
class Fault:
    rule: str
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """`path` is how problems name the file, `folder` and `slug` where it lies below practices/.

    `front` is None when there is no readable front matter, else parsed from `front_text`;
    `body_line` is the body's first line in the file, counted from 1; the lines of `outline` count
    from the body's. `digest` is the SHA-256 of the file, empty when there is none to be read.
    """

    path: str
    folder: str
    slug: str
    front: Mapping | None
    front_text: str
    body: str
    body_line: int
    outline: Outline
    faults: tuple[Fault, ...]
    digest: bytes


def find(root: Path) -> list[Path]:
    """Every file below `root` that is meant as a practice, sorted; links are not followed."""
    return [root / place for place in places(root)]


def places(root: Path) -> list[str]:
    """The same files by their places below `root`, with '/' between folder and name."""
    if not root.is_dir():
        raise SiteGenError(f"there is no folder '{printable_path(str(root))}'")
    return sorted(_walk(str(root), ""))


def _walk(folder: str, place: str) -> Iterator[str]:
    endings = _ENDINGS + _MISFILED if place else _ENDINGS
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from _walk(entry.path, f"{place}{entry.name}/")
                elif entry.name.lower().endswith(endings) or entry.is_symlink():
                    yield place + entry.name
    except OSError as error:
        message = f"the folder '{printable_path(folder)}' cannot be read: {error.strerror}"
        raise SiteGenError(message) from None


def read(path: Path, root: Path, *, shown_as: str | None = None) -> Document:
    """The document at `path`, which lies below `root`, the practices folder."""
    place = "/".join(path.parts[len(root.parts) :])
    return read_place(str(path), place, shown_as=shown_as or path.as_posix())


def read_place(file: str, place: str, *, shown_as: str) -> Document:
    """The document at `file`, which lies at `place` below the practices folder."""
    folder, _, name = printable_path(place).rpartition("/")
    about = {"path": printable_path(shown_as), "folder": folder, "slug": name.removesuffix(".md")}
    try:
        status = os.lstat(file)
        fault = _unreadable(file, status)
        if fault is None:
            return parse(_content(file, status.st_size), **about)
    except OSError as error:
        fault = Fault("file-unreadable", 1, 1, f"cannot be read: {error.strerror}")
    nothing = markdown.outline("")
    return Document(
        **about,
        front=None,
        front_text="",
        body="",
        body_line=1,
        outline=nothing,
        faults=(fault,),
        digest=b"",
    )


def parse(content: bytes, *, path: str, folder: str, slug: str) -> Document:
    """The document that `content` holds, whatever that is."""
    faults: list[Fault] = []
    text = _decode(content, faults)
    front: Mapping | None = None
    yaml_text, body, body_line = "", "", 1
    if text is not None:
        text = _one_line_end(text)
        text = _replace_controls(text, faults)
        parts = _split(text, faults)
        if parts:
            yaml_text, body, body_line = parts
            front = _load(yaml_text, faults)
    return Document(
        path=path,
        folder=folder,
        slug=slug,
        front=front,
        front_text=_without_tabs(yaml_text) if front else "",
        body=body,
        body_line=body_line,
        outline=markdown.outline(body),
        faults=tuple(faults),
        digest=hashlib.sha256(content).digest(),
    )


def _unreadable(file: str, status: os.stat_result) -> Fault | None:
    if stat.S_ISLNK(status.st_mode):
        return Fault("symlink", 1, 1, f"a symbolic link to {shown(os.readlink(file))}")  # noqa: PTH115
    if not stat.S_ISREG(status.st_mode):
        return Fault("file-unreadable", 1, 1, "cannot be read: it is a device or pipe, not a file")
    return _too_large(status.st_size) if status.st_size > MAX_BYTES else None


def _content(file: str, size: int) -> bytes:
    """The bytes of a file of about `size`, by the system's own calls: Path and file objects take
    longer for a small file than the system takes to read it."""
    handle = os.open(file, _READ)
    try:
        content = b""
        while more := os.read(handle, size + 1):  # until nothing is left, should it have grown
            content += more
        return content
    finally:
        os.close(handle)


def _too_large(size: int) -> Fault:
    return Fault("file-size", 1, 1, f"{size:,} bytes; a practice has at most {MAX_BYTES:,}")


def _decode(content: bytes, faults: list[Fault]) -> str | None:
    if len(content) > MAX_BYTES:
        faults.append(_too_large(len(content)))
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        faults.append(_not_utf8(content, error.start))
        return None
    if "\0" in text and text.count("\0") > _MOST:
        faults.append(_not_utf8(content, 0))
        return None
    return text.lstrip("\ufeff")  # byte-order marks, as Windows' Notepad writes: harmless


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _not_utf8(content: bytes, offset: int) -> Fault:
    wide = content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff"))
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if wide or marked or (content[:4:2] == b"\0\0") != (content[1:4:2] == b"\0\0"):
        encoding = "UTF-32" if wide else "UTF-16, which some editors call Unicode"
        return Fault("file-encoding", 1, 1, f"saved as {encoding}; save it as UTF-8")
    if b"\0" in content:
        return Fault("file-encoding", 1, 1, "this is not a text file")
    before = _one_line_end(content[:offset].decode("utf-8").lstrip("\ufeff"))
    line, column = _position(before, len(before))
    byte = content[offset : offset + 1]
    guess = byte.decode("cp1252", "ignore")
    hint = f", perhaps {guess!r} of Windows-1252, which some editors call ANSI" if guess else ""
    message = (
        f"not UTF-8: byte 0x{byte.hex()}{hint}; open the file so that its letters are right, "
        "and save it as UTF-8"
    )
    return Fault("file-encoding", line, column, message)


def _replace_controls(text: str, faults: list[Fault]) -> str:
    """Each unprintable character becomes a space, so that it moves no position."""
    # In most files nothing is left here to look at; the search below takes far longer.
    rare = text.encode().translate(None, _PLAIN).decode()
    if rare.isprintable() and LOST not in rare:
        return text
    for match in islice(CONTROL.finditer(text), _MOST):
        line, column = _position(text, match.start())
        message = f"the invisible character U+{ord(match[0]):04X}; delete it"
        faults.append(Fault("control-character", line, column, message))
    if LOST in text:
        line, column = _position(text, text.index(LOST))
        message = f"{shown(LOST)} stands for a letter that was lost; type the letter again"
        faults.append(Fault("file-encoding", line, column, message))
    return CONTROL.sub(" ", text)


def _split(text: str, faults: list[Fault]) -> tuple[str, str, int] | None:
    """Front matter with as many line ends before it as it has in the file; body; body's line."""
    opening = _BOUNDARY.match(text)
    if not opening:
        faults.append(Fault("front-matter-missing", 1, 1, _missing(text)))
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
    body = body.lstrip("\n")
    # The last line, when there is no body: positions never lie outside the file.
    before = text[: len(text) - len(body)] if body else text.rstrip("\n")
    line = before.count("\n") + 1
    key = _KEY.match(body)
    if key and key[1] in BY_NAME:
        message = f"'{key[1]}' is a key, but the line '---' above ends the keys; delete that line"
        faults.append(Fault("front-matter-unclosed", line, 1, message))
        return None
    return "\n" * text.count("\n", 0, opening.end()) + front, body, line


def _missing(text: str) -> str:
    start = text.lstrip()
    key = _KEY.match(start)
    if not start:
        return "the file is empty"
    if start.startswith("---"):
        return "line 1 has to be '---' alone, without an empty line, space or text beside it"
    if key and key[1] in BY_NAME:
        return f"the key {shown(key[1])} stands first; put a line '---' above it and below the keys"
    if start.startswith(("```", "~~~")):
        return "the file begins with a code block; delete its lines, '---' stands first"
    if start.startswith("+++"):
        return (
            "front matter between '+++' is TOML; write YAML, 'key: value', between lines of '---'"
        )
    if later := _LATER.search(text):
        line = text.count("\n", 0, later.start()) + 1
        return f"the front matter begins in line {line}; move it to the top of the file"
    return "the front matter is missing: the file begins with a line of three hyphens, '---'"


def _load(front: str, faults: list[Fault]) -> Mapping | None:
    tabs = list(islice(re.finditer(r"\t+", front), _MOST)) if "\t" in front else []
    for match in tabs:
        faults.append(Fault("tab", *_position(front, match.start()), _TAB))
    comments: list[BadYAMLError] = []
    try:
        node = entries.parse(_without_tabs(front), lost=comments)
    except BadYAMLError as error:
        if not tabs:  # they may well be the reason
            faults.append(_fault(error))
        return None
    faults.extend(map(_fault, comments))
    if node is None:
        faults.append(Fault("front-matter-missing", 1, 1, "the front matter is empty"))
        return None
    if not isinstance(node, Mapping):
        message = "the front matter is not made of 'key: value' lines"
        faults.append(Fault("yaml-syntax", node.line, node.column, message))
        return None
    if "“" in front or "„" in front or "«" in front:
        faults.extend(map(_fault, front_matter.unclosed_quotes(node)))
    if "\\" in front:  # "\u200b" in double quotes is written with visible characters
        faults.extend(_escaped(node))
    return node


def _without_tabs(front: str) -> str:
    return front.replace("\t", " ")


def _fault(error: BadYAMLError) -> Fault:
    return Fault(error.rule, error.line, error.column, error.message)


def _escaped(node: Mapping) -> Iterator[Fault]:
    for text in front_matter.scalars(node):
        match = CONTROL.search(text.value)
        if match:
            message = f"the invisible character U+{ord(match[0]):04X} is in this text; delete it"
            yield Fault("control-character", text.line, text.column, message)


def _position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of `offset`, counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
