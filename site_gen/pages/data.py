"""The catalogue as open data: JSON, CSV, and a data package that describes them.

The package follows the Frictionless Data Package standard (v1), the CSV RFC 4180.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from site_gen.catalogue import Catalogue
from site_gen.fields import FIELDS, Field
from site_gen.pages.settings import Settings
from site_gen.practice import Practice
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


def files(
    records: list[dict[str, object]], vocabulary: Vocabulary, settings: Settings
) -> dict[str, bytes]:
    """The data files by their paths below the site's root."""
    contents = {
        "practices.json": lines(records),
        "practices.csv": table(records),
        NAME: _dump(practice_schema(vocabulary)),
    }
    contents["datapackage.json"] = _dump(package(contents, settings))
    return {f"{FOLDER}{name}": content for name, content in contents.items()}


def records(
    practices: Iterable[Practice], catalogue: Catalogue, settings: Settings
) -> list[dict[str, object]]:
    """The practices as the data files hold them."""
    return [record(practice, catalogue, settings) for practice in practices]


def record(practice: Practice, catalogue: Catalogue, settings: Settings) -> dict[str, object]:
    """One practice with every key of the format, empty ones too, and what follows from them."""
    related = catalogue.related[practice.translation_of or practice.id]
    return {
        "id": practice.id,
        "url": settings.absolute(practice.url),
        **{field.name: _plain(getattr(practice, field.name)) for field in FIELDS},
        "stage": practice.stage,
        "sections": _plain(practice.sections),
        "related": _plain(related),
    }


def table(records: list[dict[str, object]]) -> bytes:
    """The records as CSV; lists are joined by semicolons, texts that look like formulas quoted."""
    return "".join(rows(records)).encode("utf-8")


def rows(records: Iterable[dict[str, object]]) -> Iterator[str]:
    """The table's lines, of which a text may make several: its header, then one for each record."""
    columns = [name for name, _ in _columns()]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    cells = ([_cell(flat[column]) for column in columns] for flat in map(_flat, records))
    for row in chain([columns], cells):
        writer.writerow(row)
        yield text.getvalue()
        text.seek(0)
        text.truncate()


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


def _flat(facts: dict[str, object]) -> dict[str, object]:
    period = facts["period"]
    assert isinstance(period, dict)
    return facts | {f"period_{part}": text for part, text in period.items()}


def _item(item: object) -> str:
    """A list's item in one cell: a link as `title <url>`, a source as `document, p. page`."""
    assert isinstance(item, dict)
    if "url" in item:
        return f"{item['title']} <{item['url']}>"
    if "document" in item:
        page = f", p. {item['page']}" if item["page"] else ""
        return f"{item['document']}{page}"
    return str(item.get("id", ""))


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        value = _LIST_SEPARATOR.join([i if isinstance(i, str) else _item(i) for i in value])
    text = str(value)
    if not text or (text[0].isalnum() and not _LATER_FORMULA.search(text)):
        return text
    return _FORMULA.sub(r"\1'", text)


def _plain(value: object) -> object:
    """`value` as JSON and CSV take it; a tuple may stay one."""
    if isinstance(value, str | bool):
        return value
    if isinstance(value, tuple):
        plain = not value or isinstance(value[0], str)
        return value if plain else tuple(map(_plain, value))
    if isinstance(value, date):
        return value.isoformat()
    # A part of a practice: slotted, so its keys are its slots.
    return {name: _plain(getattr(value, name)) for name in value.__slots__}  # type: ignore[attr-defined]


def lines(records: list[dict[str, object]]) -> bytes:
    """A JSON list with one record to a line: good to compare, and quick to write."""
    write = json.JSONEncoder(
        ensure_ascii=False, check_circular=False, separators=(",", ":")
    ).encode  # fmt: skip
    written = [write(facts).encode("utf-8") for facts in records]
    return b"[\n" + b",\n".join(written) + b"\n]\n"


def _dump(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
