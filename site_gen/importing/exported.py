"""JSON of our own export, data/practices.json; nothing in it is taken on trust."""

from __future__ import annotations

import json
from collections.abc import Iterable

from site_gen.fields import BY_NAME, PARTS
from site_gen.importing.columns import readable_lines
from site_gen.importing.entry import Entry, Read
from site_gen.importing.names import OWN
from site_gen.practice import Link, Period, Source
from site_gen.problems import SiteGenError, shown
from site_gen.vocabulary import Vocabulary

EXTRA = ""
_KNOWN = frozenset((*BY_NAME, *OWN, "id", "sections"))
_KEYS = {name: frozenset(parts) for name, parts in PARTS.items()} | {
    "sections": frozenset(("id", "title", "markdown"))
}
_DROPPED = frozenset(("related", *OWN))  # worked out anew


def read(content: bytes, *, name: str, terms: Vocabulary) -> Read:
    """The entries of the JSON. Raises SiteGenError for anything but a list of objects."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise SiteGenError(f"{shown(name)} is not JSON in UTF-8") from None
    records = [data] if isinstance(data, dict) else data
    if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
        raise SiteGenError(f"{shown(name)} is not a list of practices, as our export writes it")
    found = (_entry(record, number, terms) for number, record in enumerate(records, start=1))
    return Read(tuple(found))


def _entry(record: dict[str, object], number: int, terms: Vocabulary) -> Entry:
    notes = [
        f"key {shown(str(key))}: no key of the format: {shown(_brief(value), 200)}"
        for key, value in record.items()
        if key not in _KNOWN
    ]
    facts: dict[str, tuple[str, ...]] = {}
    for key, value in record.items():
        field = BY_NAME.get(key)
        if key == "id" or (field and not field.parts and key not in _DROPPED):
            facts[key] = tuple(_texts(value, key, notes))
    sections: dict[str, str] = {}
    body: list[str] = []
    for part in _parts(record.get("sections"), "sections", notes):
        text = part.get("markdown", "")
        term = terms.exact("section", part.get("id") or part.get("title", ""))
        if term:
            sections[term.id] = "\n\n".join(filter(None, (sections.get(term.id), text)))
        else:
            title = part.get("title", "")
            body.append(f"### {title}\n\n{text}" if title else text)
    period = next(iter(_parts(record.get("period"), "period", notes)), {})
    title = next(iter(facts.get("title", ())), "")
    return Entry(
        place=f"number {number}, {shown(title)}",
        facts={name: texts for name, texts in facts.items() if texts},
        sections={name: text for name, text in sections.items() if text.strip()},
        body="\n\n".join(filter(None, body)),
        period=Period(*(period.get(name, "") for name in Period.__slots__)) if period else None,
        sources=tuple(
            Source(each["document"], each.get("page", ""), each.get("entry", ""))
            for each in _parts(record.get("source"), "source", notes)
            if _has(each, "document", "source", notes)
        ),
        links=tuple(
            Link(each.get("title", ""), each["url"], each.get("language", ""))
            for each in _parts(record.get("links"), "links", notes)
            if _has(each, "url", "links", notes)
        ),
        notes=tuple(notes),
    )


def _texts(value: object, key: str, notes: list[str]) -> Iterable[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            text = readable_lines(item).strip()
            if text:
                yield text
        elif item is not None:
            notes.append(f"{key} {shown(_brief(item), 200)}: not a text")


def _parts(value: object, key: str, notes: list[str]) -> Iterable[dict[str, str]]:
    """The mappings of texts that `value`, one of them or a list, is made of."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            found: dict[str, str] = {}
            for name, text in item.items():
                if name not in _KEYS[key] or not isinstance(text, str | int):
                    notes.append(f"{key} {shown(_brief({name: text}), 200)}: left out")
                elif name == "markdown":
                    found[name] = readable_lines(str(text))
                else:
                    found[name] = " ".join(readable_lines(str(text)).split())
            yield found
        elif item is not None:
            notes.append(f"{key} {shown(_brief(item), 200)}: not made of keys")


def _has(part: dict[str, str], name: str, key: str, notes: list[str]) -> bool:
    if part and not part.get(name):
        notes.append(f"{key} {shown(_brief(part), 200)}: no {name}")
    return bool(part.get(name))


def _brief(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
