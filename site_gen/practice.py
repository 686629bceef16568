"""A practice: the typed, frozen facts of one checked document.

Building one assumes that the rules found no error; it raises whatever it raises otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from itertools import accumulate

from site_gen.dates import ONGOING, bounds
from site_gen.document import Document
from site_gen.fields import BY_NAME, Field
from site_gen.front_matter import Node, Scalar, Sequence, plain
from site_gen.markdown import Outline
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


# A section's id and title, and where its text begins and ends in the body, with white space around:
# thousands of practices travel between processes, and none is to carry its text twice.
Place = tuple[str, str, int, int]


@dataclass(frozen=True, slots=True)
class Practice(_Facts):
    """The front matter's keys under their own names, with `id` (the slug), body and file;
    `places` are those of the sections in the body. `digest` is the SHA-256 of the file: whoever
    keeps something made of it can tell by that whether it is still the same.

    A key that is absent is an empty text, an empty tuple or None.
    """

    id: str
    path: str
    body: str
    places: tuple[Place, ...]
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
    digest: bytes = field(default=b"", compare=False)

    @property
    def url(self) -> str:
        """The page's address below the site's root."""
        return f"practices/{self.id}/"

    @property
    def sections(self) -> tuple[Section, ...]:
        """The parts of the body below its second-level headings; a body without them is one."""
        body = self.body
        return tuple([
            Section(id_, title, body[start:end].strip()) for id_, title, start, end in self.places
        ])  # fmt: skip

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
        places=places(document.body, document.outline, vocabulary),
        digest=document.digest,
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
    if field.kind != "text" or field.parts:
        return _repeated(field.name, node)
    if type(node) is Sequence:
        return tuple([_text(item) for item in node.items])
    text = _text(node)
    return text if field.shape == "one" else (text,) if text else ()


@lru_cache(maxsize=10_000)
def _repeated(name: str, node: Node) -> object:
    """The value of a key with values that many practices have: a term, a date, a source."""
    field = BY_NAME[name]
    if type(node) is Sequence:
        return shared(tuple([_item(field, item) for item in node.items]))
    value = _item(field, node)
    if field.shape == "one" or type(node) is not Scalar:
        return value
    return (value,) if value else ()


def _item(field: Field, node: Node) -> object:
    if type(node) is not Scalar:
        return shared(_PARTS[field.name](**plain(node)))  # type: ignore[arg-type]
    return date.fromisoformat(node.text) if field.kind == "day" else shared(node.text)


def _text(node: Node) -> str:
    assert type(node) is Scalar
    return node.text


def places(body: str, outline: Outline, vocabulary: Vocabulary) -> tuple[Place, ...]:
    """The places of the sections in `body`, whose outline is given."""
    headings = [h for h in outline.headings if h.level == 2]
    if not headings:
        return (("", "", 0, len(body)),) if body.strip() else ()
    starts = list(accumulate([len(line) + 1 for line in body.split("\n")], initial=0))
    ends = [starts[h.line - 1] for h in headings[1:]] + [len(body)]
    return tuple([
        (*_named(h.text, vocabulary), starts[h.last_line], end)
        for h, end in zip(headings, ends, strict=True)
    ])  # fmt: skip


@lru_cache(maxsize=1000)
def _named(heading: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """A section's id and title."""
    wanted = fold(heading)
    found = (term.id for term in vocabulary["section"].values() if fold(term.label) == wanted)
    return next(found, ""), heading
