"""Keys: their spelling, and their order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.fields import BY_NAME
from site_gen.mending.file import Edit, File, Linked
from site_gen.vocabulary import Vocabulary

_CLOSING = re.compile(r"-{3,}\s*")
_ORDER = {name: number for number, name in enumerate(BY_NAME)}


def as_key(name: str) -> str:
    """The name in the form that keys have."""
    return re.sub(r"[\s_-]+", "_", name.strip().lower())


def spelling(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """Keys in capitals, with spaces or hyphens, or called by their facet's label."""
    for part in file.subject.parts:
        taken = set(part.entries)
        for key in (entry[0] for entry in part.node.entries):
            if key.value in part.fields:
                continue
            name = as_key(key.value)
            facet = None if part.name else terms.exact("facet", key.value)
            for known in (name, facet.id if facet else name):
                place = file.place(key)
                if known in part.fields and known not in taken and place:
                    taken.add(known)
                    start, end, style = place
                    what = f"'{key.text}:' → '{known}:'"
                    new = f"{style}{known}{style}"
                    yield Edit(start, end, new, what, (key.text,), (known,))
                    break


def order(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """The keys in the order of the format, each with its lines and the comments right above it.

    Only where every key is known and stands once, in a line of its own.
    """
    front = file.document.front
    keys = [key for key, _ in front.entries] if front else []
    names = [key.value for key in keys]
    if not keys or not set(names) <= set(BY_NAME) or len(set(names)) < len(names):
        return
    if names == sorted(names, key=_ORDER.__getitem__) or any(key.column > 1 for key in keys):
        return
    after = range(keys[-1].line + 1, len(file.starts) + 1)
    close = next((n for n in after if _CLOSING.fullmatch(file.line(n))), 0)
    if not close:
        return
    while close - 1 > keys[-1].line and _is_aside(file.line(close - 1)):
        close -= 1  # comments behind the last value stay behind
    firsts = [_with_comments(file, key.line) for key in keys]
    chunks = {
        name: file.text[file.starts[first - 1] : file.starts[after - 1]]
        for name, first, after in zip(names, firsts, [*firsts[1:], close], strict=True)
    }
    ordered = "".join(chunks[name] for name in sorted(names, key=_ORDER.__getitem__))
    yield Edit(file.starts[firsts[0] - 1], file.starts[close - 1], ordered, "order of keys")


def _is_aside(line: str) -> bool:
    return not line.strip() or line.startswith("#")


def _with_comments(file: File, line: int) -> int:
    """The first of the lines of comments that stand right above a key, else its own."""
    while line > 2 and file.line(line - 1).startswith("#"):
        line -= 1
    return line
