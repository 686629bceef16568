"""The catalogue as open data: JSON, CSV, and a data package that describes them.

The package follows the Frictionless Data Package standard (v1), the CSV RFC 4180.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import attrgetter, itemgetter

import orjson

from site_gen.catalogue import Catalogue
from site_gen.catalogue.related import Related
from site_gen.fields import FIELDS, PERIOD, Field
from site_gen.pages.metadata import citation
from site_gen.pages.settings import Settings
from site_gen.practice import Link, Practice, Source
from site_gen.schema import NAME, practice_schema
from site_gen.vocabulary import Vocabulary

# A spreadsheet program takes a cell that begins so for a formula, and runs it; where semicolons
# part cells, each item of a list is one.
_FORMULA = re.compile(r"(^|; ?)(?=\s*[=+\-@＝＋－＠]|[\t\r\n])")
_LATER_FORMULA = re.compile(r";\s*[=+\-@＝＋－＠\t\r\n]")  # rules most cells out, and quickly
_LIST_SEPARATOR = "; "
FOLDER = "data/"
NAMES = ("practices.json", "practices.csv", NAME, "datapackage.json")
_TYPES = {"day": "date", "url": "string"}
_KEYS = tuple(field.name for field in FIELDS)
_values_of = attrgetter(*_KEYS)
_BETWEEN = b",\n"  # two lines of JSON

Record = dict[str, object]  # keys and values of a practice, as the practice itself holds them


class Files:
    """The data files, which grow by some practices at a time: the lines and rows of all at once
    would take several times the memory."""

    def __init__(self) -> None:
        self._json, self._csv = io.BytesIO(), io.BytesIO()
        self._json.write(b"[\n")
        self._csv.write(header().encode("utf-8"))
        self._between = b""  # what stands before the next line

    def add(self, lines: Iterable[bytes], rows: Iterable[str]) -> None:
        """Add the lines and rows of the next records."""
        for line in lines:
            self._json.write(self._between)
            self._json.write(line)
            self._between = _BETWEEN
        self._csv.write("".join(rows).encode("utf-8"))

    def contents(self, vocabulary: Vocabulary, settings: Settings) -> dict[str, bytes]:
        """The files by their paths below the site's root, once all records have been added."""
        self._json.write(b"\n]\n")
        contents = {
            "practices.json": self._json.getvalue(),
            "practices.csv": self._csv.getvalue(),
            NAME: _dump(practice_schema(vocabulary)),
        }
        contents["datapackage.json"] = _dump(package(contents, settings))
        return {f"{FOLDER}{name}": content for name, content in contents.items()}


def records(
    practices: Iterable[Practice], catalogue: Catalogue, settings: Settings
) -> list[Record]:
    """The practices as the data files hold them."""
    return [record(practice, catalogue, settings) for practice in practices]


def record(practice: Practice, catalogue: Catalogue, settings: Settings) -> Record:
    """One practice with every key of the format, empty ones too, and what follows from them."""
    return {
        "id": practice.id,
        "url": settings.absolute(practice.url),
        **dict(zip(_KEYS, _values_of(practice), strict=True)),
        "stage": practice.stage,
        "sections": practice.sections,
        "related": catalogue.related[practice.translation_of or practice.id],
    }


def lines(records: Iterable[Record]) -> bytes:
    """A JSON list in UTF-8 with one record to a line: good to compare, and quick to write."""
    return b"[\n%b\n]\n" % _BETWEEN.join(json_lines(records))


def json_lines(records: Iterable[Record]) -> Iterator[bytes]:
    """Each record as JSON on a line; the parts of a practice are objects with its fields."""
    return map(orjson.dumps, records)


def table(records: Iterable[Record]) -> bytes:
    """The records as CSV; lists are joined by semicolons, texts that look like formulas quoted."""
    return "".join([header(), *rows(records)]).encode("utf-8")


def header() -> str:
    """The table's first line: the columns' names."""
    return _write_row([name for name, _ in _columns()])


def rows(records: Iterable[Record]) -> Iterator[str]:
    """Each record as a line of the table, of which a text may make several."""
    cells_of = itemgetter(*[name for name, _ in _columns()])
    for facts in records:
        yield _write_row(list(map(_cell, cells_of(facts | _period(facts)))))


def package(contents: dict[str, bytes], settings: Settings) -> dict[str, object]:
    """The data package's descriptor."""
    licence = {"title": settings.licence_name, "path": settings.licence_url}
    return {
        "profile": "data-package",
        "name": "intercultural-good-practices",
        "title": settings.site_name,
        **({"homepage": settings.site_url} if settings.site_url else {}),
        **({"licenses": [licence]} if settings.licence_url else {}),
        "resources": [
            {
                "name": name.replace(".", "-"),
                "path": name,
                "format": name.rpartition(".")[2],
                "mediatype": "text/csv" if name.endswith(".csv") else "application/json",
                "encoding": "utf-8",
                "bytes": len(content),
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                **(_schema() if name.endswith(".csv") else {}),
            }
            for name, content in contents.items()
        ],
    }


def dataset(catalogue: Catalogue, settings: Settings) -> dict[str, object]:
    """The data as a schema.org Dataset."""
    return {
        "@type": "Dataset",
        "name": settings.site_name,
        "description": f"{len(catalogue.practices)} good practices of intercultural integration "
        "with principle, country, level, type, area, period, text and sources.",
        "url": settings.absolute(FOLDER),
        "license": settings.licence_url,
        "creator": {"@type": "Organization", "name": settings.publisher},
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": mediatype,
                "contentUrl": settings.absolute(FOLDER + name),
            }
            for name, mediatype in (
                ("practices.json", "application/json"),
                ("practices.csv", "text/csv"),
            )
        ],
    }


def columns() -> list[tuple[str, str]]:
    """The CSV's columns with their descriptions, in order."""
    return [(name, field.help) for name, field in _columns()]


def _columns() -> Iterator[tuple[str, Field]]:
    yield "id", Field("id", "The practice's slug: its permanent id", "")
    yield "url", Field("url", "Address of the practice's page", "", "url")
    for field in FIELDS:
        if field.name == "period":
            for part in field.parts:
                yield f"period_{part.name}", part
        elif field.name == "related":
            yield field.name, replace(field, help="Related practices, editors' picks first")
        else:
            yield field.name, field
    yield "stage", Field("stage", "planned, ongoing or completed, as of the last review", "")


def _schema() -> dict[str, object]:
    described = [
        {"name": name, "type": _TYPES.get(field.kind, "string"), "description": field.help}
        for name, field in _columns()
    ]
    return {
        "profile": "tabular-data-resource",
        "schema": {"fields": described, "primaryKey": "id", "missingValues": [""]},
    }


class _Echo:
    """A file for a csv writer that hands back what is written."""

    def write(self, text: str) -> str:
        return text


_write_row: Callable[[list[str]], str] = csv.writer(_Echo(), lineterminator="\r\n").writerow


def _period(facts: Record) -> Record:
    period = facts["period"]
    return {f"period_{part.name}": getattr(period, part.name) for part in PERIOD}


def _item(item: object) -> str:
    """A list's item in one cell: a link as `title <url>`, a source as `document, p. page`."""
    if isinstance(item, Link):
        return f"{item.title} <{item.url}>"
    if isinstance(item, Source):
        return citation(item)
    assert isinstance(item, Related)
    return item.id


def _cell(value: object) -> str:
    if not value:
        return ""
    if isinstance(value, tuple):
        items = value if isinstance(value[0], str) else map(_item, value)
        value = _LIST_SEPARATOR.join(items)
    text = str(value)
    if text[:1].isalnum() and not (";" in text and _LATER_FORMULA.search(text)):
        return text
    return _FORMULA.sub(r"\1'", text)


def _dump(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
