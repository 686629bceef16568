"""The front matter's keys: what each is called, holds, and whether it is needed.

The one description of the format. Rules, drafts and the contributors' page are made from it.
"""

# ruff: noqa: E501 (a table: one line for each key)

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "term", "country", "date", "day", "url", "slug", "language", "page"]
Shape = Literal["one", "many", "any"]  # a single value, a list, or either


@dataclass(frozen=True, slots=True)
class Field:
    """`parts` are the keys of a mapping field; then `kind` does not apply. `scheme` names the
    vocabulary's scheme of a term. `example` is YAML, as it would stand behind the colon."""

    name: str
    help: str
    example: str
    kind: Kind = "text"
    shape: Shape = "one"
    required: bool = False
    scheme: str | None = None
    parts: tuple[Field, ...] = ()
    shared: bool = False  # a fact that a translation takes from its original


def _terms(name: str, help: str, example: str, *, required: bool = True) -> Field:
    return Field(
        name, help, example, "term", "many", required=required, scheme=name, shared=True
    )  # fmt: skip


PERIOD = (
    Field("start", "year, year and month, or date", "2019-09", "date"),
    Field("end", "the same, or `ongoing`", "ongoing", "date"),
    Field("note", "what the source says of the time otherwise", "Revised every year"),
)
SOURCE = (
    Field("document", "the document's reference", "CDADI(2024)39", required=True),
    Field("page", "page number", "14", "page"),
    Field("entry", "the entry's id in the inventory of sources", "C05"),
)
LINKS = (
    Field("title", "what the link leads to", "Project page", required=True),
    Field("url", "its address: http, https or mailto", "https://…", "url", required=True),
    Field("language", "language of the page, as a code", "fr", "language"),
)
FIELDS = (
    Field("title", "The practice's name", "Espace Égalité", required=True),
    Field("summary", "One sentence of at most 240 characters", "A permanent …", required=True),
    _terms("principle", "Principles of intercultural integration, the main one first", "[equality]"),
    Field("country", "ISO codes of two letters, or `int`", "[FR]", "country", "many", True, shared=True),
    Field("place", "City or region, as its people write it", "Strasbourg", shared=True),
    _terms("level", "Who runs it", "[local]"),
    _terms("type", "What kind of practice it is", "[project]"),
    _terms("area", "What it is about", "[education]"),
    _terms("group", "Whom it is for", "[children-and-youth]", required=False),
    Field("extent", "`full`, or `brief` for an entry of one paragraph", "brief", "term", scheme="extent", shared=True),
    Field("period", "When it ran or runs", "{start: 2019-09-30, end: ongoing}", parts=PERIOD, shared=True),
    Field("lead", "Who leads it", "City of Strasbourg", shape="any", shared=True),
    Field("partners", "Who takes part", "[Regional school authority]", shape="any", shared=True),
    Field("funding", "Who pays, and how much", "Erasmus+", shape="any", shared=True),
    Field("contact", "Whom to ask", "name@example.org", shape="any", shared=True),
    Field("aliases", "Other names to search by", "[Equality Space]", shape="many"),
    Field("formerly", "Slugs under which the practice was published before", "[old-slug]", "slug", "many"),
    Field("source", "Where the facts come from", "[{document: …, page: 14}]", shape="many", required=True, parts=SOURCE, shared=True),
    Field("links", "Where to read on", "[{title: …, url: …}]", shape="many", parts=LINKS, shared=True),
    Field("status", "draft, published or archived", "published", "term", required=True, scheme="status"),
    Field("reviewed", "Date of the last editorial check", "2026-11-20", "day", required=True),
    Field("lang", "Language of this text, if not English", "fr", "language"),
    Field("translation_of", "Slug of the practice that this text translates", "espace-egalite", "slug"),
    Field("related", "Slugs of related practices, picked by an editor", "[some-slug]", "slug", "many", shared=True),
    Field("not_duplicate_of", "Slugs of practices that look like this one and are others", "[some-slug]", "slug", "many", shared=True),
)  # fmt: skip
BY_NAME = {field.name: field for field in FIELDS}
# The keys of the front matter, '', and of the mappings in it; then those that are needed.
PARTS = {"": BY_NAME} | {
    field.name: {part.name: part for part in field.parts} for field in FIELDS if field.parts
}
REQUIRED = {
    name: tuple(field for field in fields.values() if field.required)
    for name, fields in PARTS.items()
}
# What values look like. Rules, JSON Schema and the contributor's form all take it from here, so the
# patterns keep to what Python and JavaScript read alike.
SUMMARY_LIMIT = 240
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_SLUG = 100
PAGE = re.compile(r"[1-9][0-9]{0,4}")
URL_SCHEMES = ("http", "https", "mailto")
UNSAFE_IN_URL = re.compile(r'[\s\\<>"]')
NOTHING = (  # what people write, in whatever case, where they have nothing to write
    "~",
    "null",
    "-",
    "–",
    "—",
    "?",
    "...",
    "…",
    "n/a",
    "tbd",
    "tba",
    "todo",
    "xxx",
)
