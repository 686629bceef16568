"""Tables with a practice to a row: which column is what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from site_gen.fields import BY_NAME
from site_gen.importing.entry import Entry, Read
from site_gen.importing.names import OWN, SECTION, Names
from site_gen.importing.pandoc_tree import readable
from site_gen.practice import Link
from site_gen.problems import shown
from site_gen.vocabulary import Vocabulary

MAX_ROWS = 20_000
MAX_COLUMNS = 300
_TOLD = 2_000  # characters of a text that no key takes
_HEAD_WITHIN = 20  # rows in which the row of headings stands
_LISTED = re.compile(r"[;\n]")
_NAMED = re.compile(r"(?P<title>.*?)\s*(?::\s+|<)(?P<url>(?:https?://|mailto:)[^\s<>]+)>?")
_MARKED = re.compile(r"\s*(?:[-*+>|#]|[0-9]{1,3}[.)] )|\s")
_BULLET = re.compile(r"^\s*[•●▪·–]\s+", re.M)
_ESCAPED = re.compile(
    r"(^|; ?)'(?=\s*[=+\-@＝＋－＠])"
)  # what our CSV puts before a formula's sign

Row = Sequence[str]


def entries(rows: Sequence[Row], terms: Vocabulary, *, what: str = "row") -> Read | None:
    """The practices of a table; None when it has no row of headings. `what` names a row."""
    names = Names(terms)
    head = next((i for i, row in enumerate(rows[:_HEAD_WITHIN]) if _is_head(row, names)), None)
    if head is None:
        return None
    meanings = _meanings(rows[head], names)
    notes = [
        f"column {shown(cell.strip())}: no key of the format; its texts are listed in the drafts"
        for cell, found in zip(rows[head], meanings, strict=True)
        if cell.strip() and not found
    ]
    found = tuple(
        _entry(rows[head], meanings, row, f"{what} {number}")
        for number, row in enumerate(rows[head + 1 :], start=head + 2)
        if any(cell.strip() for cell in row)
    )
    return Read(found, tuple(notes))


def _is_head(row: Row, names: Names) -> bool:
    known = [found[0] for cell in row if cell.strip() and (found := names.find(cell))]
    return "title" in known and len(set(known)) > 1


def _meanings(head: Row, names: Names) -> list[list[str]]:
    """What each column is. With an `id` the table is our own export, and knows its page's address;
    "Address" or "Status" in a table of somebody else's means something else."""
    found = [names.find(cell) if cell.strip() else [] for cell in head]
    ours = ["id"] in found
    own = [cell.strip().lower() in (*OWN, "related") for cell in head]
    return [
        (["own"] if ours else each if each == ["links"] else []) if is_own else each
        for each, is_own in zip(found, own, strict=True)
    ]


def _entry(head: Row, meanings: Sequence[Sequence[str]], row: Row, place: str) -> Entry:
    facts: dict[str, tuple[str, ...]] = {}
    sections: dict[str, str] = {}
    links: list[Link] = []
    notes: list[str] = []
    for column, cell in enumerate(row):
        given = _ESCAPED.sub(r"\1", readable_lines(cell)).strip()
        if not given:
            continue
        found = meanings[column] if column < len(meanings) else []
        if not found:
            label = head[column].strip() if column < len(head) else ""
            where = shown(label) if label else f"{column + 1} (no heading)"
            notes.append(f"column {where}: {shown(given, _TOLD)}")
            continue
        name = found[0]
        if name.startswith(SECTION):
            ids = [each.removeprefix(SECTION) for each in found]
            sections[ids[0]] = "\n\n".join(filter(None, (sections.get(ids[0]), markdown(given))))
        elif name == "links":
            links += _links(given, notes)
        elif name != "own":
            facts[name] = (*facts.get(name, ()), *_items(name, given))
    title = next(iter(facts.get("title", ())), "")
    return Entry(
        place=f"{place}, {shown(title)}" if title else place,
        facts=facts,
        sections=sections,
        links=tuple(links),
        notes=tuple(notes),
    )


def _items(name: str, given: str) -> tuple[str, ...]:
    field = BY_NAME.get(name)
    if field is None or field.shape == "one" or field.kind in ("term", "country"):
        return (given,)
    return tuple(_listed(given))


def _links(given: str, notes: list[str]) -> list[Link]:
    links = []
    for item in _listed(given):
        match = _NAMED.fullmatch(item)
        if match:
            links.append(Link(match["title"].strip(), match["url"]))
        elif item.startswith(("http://", "https://", "mailto:")):
            links.append(Link("", item))
        else:
            notes.append(f"links {shown(item, 200)}: no address")
    return links


def _listed(given: str) -> list[str]:
    return [" ".join(item.split()) for item in _LISTED.split(given) if item.strip()]


def readable_lines(text: str) -> str:
    """`text` with plain spaces and line ends, without what nobody sees."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(map(readable, lines))


def markdown(text: str) -> str:
    """A cell's text as Markdown: its lines are paragraphs, its bullets a list."""
    text = _BULLET.sub("- ", text)
    if "\n\n" in text:
        return text
    lines = [line.rstrip() for line in text.split("\n")]
    made = lines[:1]
    for before, line in pairwise(lines):
        follows = _MARKED.match(line) and _MARKED.match(before)
        made += [line] if follows else ["", line]
    return "\n".join(made)
