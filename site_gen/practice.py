"""A practice: the typed, frozen facts of one checked document.

Building one assumes that the rules found no error; it raises whatever it raises otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

from site_gen.dates import ONGOING, bounds
from site_gen.document import Document
from site_gen.fields import BY_NAME, Field
from site_gen.front_matter import Node, Scalar, Sequence, plain
from site_gen.parallel import shared
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
    facts: dict[str, object] = dict.fromkeys(("principle", "country", "level", "type", "area"), ())
    facts["source"] = ()
    for key, node in document.front.entries:
        value = _value(BY_NAME[key.value], node)
        if value:
            facts[key.value] = value
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


def _value(field: Field, node: Node) -> object:
    if type(node) is Scalar:
        text = node.text
        if field.shape != "one":
            return (text,) if text else ()
        if field.kind == "day":
            return _day(text)
        return shared(text) if field.scheme else text
    if type(node) is Sequence:
        items = tuple([_item(field, item) for item in node.items])
        return shared(items) if field.kind in ("term", "country") else items
    return _item(field, node)


_day = lru_cache(maxsize=10_000)(date.fromisoformat)


def _item(field: Field, node: Node) -> object:
    if type(node) is Scalar:
        return node.text
    return shared(_PARTS[field.name](**plain(node)))  # type: ignore[arg-type]


def _sections(document: Document, vocabulary: Vocabulary) -> tuple[Section, ...]:
    headings = [h for h in document.outline.headings if h.level == 2]
    if not headings:
        return (Section("", "", document.body.strip()),) if document.body.strip() else ()
    lines = document.body.split("\n")
    ends = [h.line - 1 for h in headings[1:]] + [len(lines)]
    texts = ["\n".join(lines[h.last_line : end]) for h, end in zip(headings, ends, strict=True)]
    titles = [shared(h.text) for h in headings]
    return tuple([
        Section(_id(title, vocabulary), title, text.strip())
        for title, text in zip(titles, texts, strict=True)
    ])  # fmt: skip


@lru_cache(maxsize=1000)
def _id(heading: str, vocabulary: Vocabulary) -> str:
    wanted = fold(heading)
    found = (term.id for term in vocabulary["section"].values() if fold(term.label) == wanted)
    return next(found, "")
