"""The front matter's JSON Schema (2020-12), for editors and other people's programs.

Made from the keys, terms and patterns that the rules use. It knows those rules that judge one key
or one value; calendar, hosts of addresses, text and other files are left to `compendium validate`.

A program that reads YAML by the book makes numbers of `2019` and of a title such as `112`, where
our own reader keeps what is written. The schema takes either.
"""

from __future__ import annotations

from collections.abc import Iterable

from site_gen.countries import TAG
from site_gen.dates import DATE, ONGOING
from site_gen.fields import (
    FIELDS,
    NOTHING,
    PAGE,
    SLUG,
    SUMMARY_LIMIT,
    UNSAFE_IN_URL,
    URL_SCHEMES,
    Field,
)
from site_gen.vocabulary import Term, Vocabulary

Schema = dict[str, object]
NAME = "practice.schema.json"
_EMPTY: Schema = {"$ref": "#/$defs/empty"}


def practice_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of a practice's front matter."""
    required = [field for field in FIELDS if field.required]
    facts = [field for field in required if field.shared]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a good practice",
        "description": "The keys between the two lines '---' at the beginning of a practice file. "
        "'compendium validate' judges the whole file, and has the last word.",
        "type": "object",
        "properties": {field.name: _property(field) for field in FIELDS},
        "additionalProperties": False,
        "required": [field.name for field in required if not field.shared],
        "if": {  # a translation takes the facts from its original
            "required": ["translation_of"],
            "properties": {"translation_of": {"not": _EMPTY}},
        },
        "else": {
            "required": [field.name for field in facts],
            "properties": {field.name: _not_empty(field) for field in facts},
        },
        "$defs": _definitions(vocabulary),
    }


def _property(field: Field) -> Schema:
    about: Schema = {"description": field.help.replace("`", "'")}
    if field.required and not field.shared:
        return about | _value(field)
    return about | {"anyOf": [_value(field), _EMPTY]}  # an empty key says as little as none


def _not_empty(field: Field) -> Schema:
    return {"type": "array", "minItems": 1} if field.shape == "many" else {"not": _EMPTY}


def _value(field: Field) -> Schema:
    item: Schema = (
        _mapping(field.parts) if field.parts else {"$ref": f"#/$defs/{_definition(field)}"}
    )
    if field.shape == "one":
        return item
    many: Schema = {"type": "array", "items": item, "uniqueItems": not field.parts}
    return many if field.shape == "many" else {"anyOf": [item, many]}


def _mapping(parts: tuple[Field, ...]) -> Schema:
    return {
        "type": "object",
        "properties": {part.name: _property(part) for part in parts},
        "additionalProperties": False,
        "required": [part.name for part in parts if part.required],
    }


def _definition(field: Field) -> str:
    """The name of what defines a single value of the field."""
    if field.name in ("summary", "end"):
        return field.name
    return field.scheme or field.kind


def _definitions(vocabulary: Vocabulary) -> dict[str, Schema]:
    year: Schema = {"type": "integer", "minimum": 1000, "maximum": 9998}
    page: Schema = {"type": "integer", "minimum": 1, "maximum": 99999}
    schemes = [field.scheme for field in FIELDS if field.scheme]
    text: Schema = {
        "type": ["string", "number", "boolean"],
        "pattern": r"\S",
        "not": {"type": "string", "pattern": rf"^\s*(?:{_any_case(NOTHING)})\s*$"},
    }
    return {
        "empty": {"type": ["string", "null"], "pattern": r"^\s*$"},
        "text": text,
        "summary": text | {"maxLength": SUMMARY_LIMIT},
        **{scheme: _terms(vocabulary[scheme].values()) for scheme in ("country", *schemes)},
        "date": {"anyOf": [_pattern(DATE.pattern), year]},
        "end": {"anyOf": [_pattern(f"{DATE.pattern}|{ONGOING}"), year]},
        "day": _pattern(DATE.pattern) | {"minLength": len("2026-11-20")},
        "page": {"anyOf": [_pattern(PAGE.pattern), page]},
        "url": _pattern(f"(?:{_any_case(URL_SCHEMES)}):[^{UNSAFE_IN_URL.pattern[1:-1]}]+"),
        "slug": _pattern(SLUG.pattern),
        "language": _pattern(TAG.pattern),
    }


def _terms(terms: Iterable[Term]) -> Schema:
    """The ids. Editors show `enumDescriptions` beside them; to a validator it is a remark."""
    known = list(terms)
    described = [f"{t.label}: {t.definition}" if t.definition else t.label for t in known]
    return {"enum": [term.id for term in known], "enumDescriptions": described}


def _pattern(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


def _any_case(words: Iterable[str]) -> str:
    """A pattern for any of the words; JSON Schema has no switch that would leave case alone."""
    return "|".join("".join(map(_either, word)) for word in words)


def _either(character: str) -> str:
    if character.isalpha():
        return f"[{character.lower()}{character.upper()}]"
    return f"[{character}]" if character in ".?" else character
