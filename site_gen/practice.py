"""A practice: the typed, frozen facts of one checked document.

Building one assumes that the rules found no error; it raises whatever it raises otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

from site_gen.dates import ONGOING, bounds
from site_gen.document import Document
from site_gen.fields import BY_NAME
from site_gen.front_matter import Plain, plain
from site_gen.text import fold
from site_gen.vocabulary import Vocabulary


class _Facts:
    """Sent to another process as values in order: dataclasses' own way takes twice as long."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple([getattr(self, name) for name in self.__slots__])


@dataclass(frozen=True, slots=True)
class Period(_Facts):
    """`start` and `end` as written: `2019`, `2019-09`, `2019-09-30`; `end` may be `ongoing`."""

    start: str = ""
    end: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source(_Facts):
    document: str
    page: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Link(_Facts):
    title: str
    url: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Section(_Facts):
    """`id` is the vocabulary's term; `markdown` the text below the heading."""

    id: str
    title: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Practice(_Facts):
    """The front matter's keys under their own names, with `id` (the slug), body and file.

    A key that is absent is an empty text, an empty tuple or None.
    """

    id: str
    path: str
    body: str
    sections: tuple[Section, ...]
    title: str
    summary: str
    principle: tuple[str, ...]
    country: tuple[str, ...]
    level: tuple[str, ...]
    type: tuple[str, ...]
    area: tuple[str, ...]
    source: tuple[Source, ...]
    status: str
    reviewed: date
    place: str = ""
    group: tuple[str, ...] = ()
    extent: str = "full"
    period: Period = Period()
    lead: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    lang: str = "en"
    translation_of: str = ""
    related: tuple[str, ...] = ()
    not_duplicate_of: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The page's address below the site's root."""
        return f"practices/{self.id}/"

    @property
    def stage(self) -> str:
        """planned, ongoing or completed as of the last review; empty when the period is silent."""
        start, end = bounds(self.period.start), bounds(self.period.end)
        if start and start[0] > self.reviewed:
            return "planned"
        if self.period.end == ONGOING or (end and end[1] >= self.reviewed):
            return "ongoing"
        return "completed" if end else ""


def build(document: Document, vocabulary: Vocabulary) -> Practice:
    """The practice of a document without errors. A translation still lacks its original's facts."""
    assert document.front is not None
    given = plain(document.front)
    assert isinstance(given, dict)
    facts: dict[str, object] = dict.fromkeys(("principle", "country", "level", "type", "area"), ())
    facts["source"] = ()
    for name, value in given.items():
        if value:
            facts[name] = _value(name, value)
    return Practice(
        id=document.slug,
        path=document.path,
        body=document.body,
        sections=_sections(document, vocabulary),
        **facts,  # type: ignore[arg-type]
    )


def inherit(translation: Practice, original: Practice) -> Practice:
    """The translation with its original's facts."""
    shared = {f.name: getattr(original, f.name) for f in fields(Practice) if f.name in _SHARED}
    return replace(translation, **shared)


_SHARED = {name for name, field in BY_NAME.items() if field.shared}
_PARTS: dict[str, type[Period | Source | Link]] = {
    "period": Period, "source": Source, "links": Link,
}  # fmt: skip


def _value(name: str, value: Plain) -> object:
    field = BY_NAME[name]
    if field.parts:
        part = _PARTS[name]
        if isinstance(value, list):
            return tuple(part(**item) for item in value)  # type: ignore[arg-type]
        return part(**value)  # type: ignore[arg-type]
    if field.shape == "one":
        return date.fromisoformat(str(value)) if field.kind == "day" else value
    return tuple(value) if isinstance(value, list) else (value,)


def _sections(document: Document, vocabulary: Vocabulary) -> tuple[Section, ...]:
    lines = document.body.split("\n")
    headings = [h for h in document.outline.headings if h.level == 2]
    if not headings:
        return (Section("", "", document.body.strip()),) if document.body.strip() else ()
    ends = [h.line - 1 for h in headings[1:]] + [len(lines)]
    known = {fold(term.label): term.id for term in vocabulary["section"].values()}
    return tuple(
        Section(known.get(fold(h.text), ""), h.text, "\n".join(lines[h.last_line : end]).strip())
        for h, end in zip(headings, ends, strict=True)
    )
