"""The form that makes a practice file in the browser, from the format's keys, terms and rules."""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_gen.catalogue import Catalogue
from site_gen.countries import INTERNATIONAL, language_names
from site_gen.dates import DATE, ONGOING
from site_gen.document import CONTROL, LOST, MAX_BYTES, MAX_FRONT_MATTER
from site_gen.fields import (
    FIELDS,
    MAX_SLUG,
    NOTHING,
    PAGE,
    PARTS,
    REQUIRED,
    SLUG,
    SUMMARY_LIMIT,
    UNSAFE_IN_URL,
    URL_SCHEMES,
    Field,
)
from site_gen.pages import questions
from site_gen.pages.questions import MESSAGES, PLAIN, PROSE, STEPS, Question
from site_gen.pages.settings import Settings
from site_gen.pages.templates import render
from site_gen.rules import RULES
from site_gen.rules.values import ABBREVIATIONS, HOST, SHORT_WORD
from site_gen.text import LATIN
from site_gen.vocabulary import Vocabulary

SCRIPTS = (
    "propose-file.js",
    "propose-rules.js",
    "propose-fields.js",
    "propose-view.js",
    "propose.js",
)
STYLE = "propose.css"
# Servers refuse addresses from about 8,192 bytes on; some room is left for the sign-in page, whose
# own address carries ours.
LONGEST_ADDRESS = 7_500
_LONG_ESCAPE = re.compile(r"\\U([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    hint: str = ""


def form(catalogue: Catalogue, settings: Settings, base: str, index_folder: str) -> str:
    """The form's HTML; `base` is the way from its page to the site's root."""
    vocabulary = catalogue.vocabulary
    return render(
        "form.html",
        base=base,
        index=index_folder,
        scripts=SCRIPTS,
        style=STYLE,
        steps=STEPS,
        examples=_examples(vocabulary),
        text=questions.TEXT,
        prose=[
            Question(
                f"sections.{term.id}", term.label, term.definition, PROSE.get(term.id, ""), "prose"
            )
            for term in vocabulary["section"].values()
        ],
        choices=_choices(vocabulary),
        needed=_needed(vocabulary),
        meanings={name: term.definition for name, term in vocabulary["facet"].items()},
        summary_limit=SUMMARY_LIMIT,
        data=data(vocabulary, settings),
    )


def data(vocabulary: Vocabulary, settings: Settings) -> dict[str, object]:
    """What the scripts know of the format: nothing that is not taken from the rules' own source."""
    return {
        "order": [field.name for field in FIELDS],
        "required": {part: [field.name for field in needed] for part, needed in REQUIRED.items()},
        "texts": [
            name for name, field in _all_fields() if field.kind == "text" and not field.parts
        ],
        "sections": [
            {"id": term.id, "label": term.label, "required": term.required}
            for term in vocabulary["section"].values()
        ],
        "patterns": {
            "date": _whole(DATE),
            "page": _whole(PAGE),
            "slug": _whole(SLUG),
            "host": _whole(HOST),
            "unsafe": UNSAFE_IN_URL.pattern,
            "control": _LONG_ESCAPE.sub(r"\\u{\1}", CONTROL.pattern),
        },
        "limits": {
            "summary": SUMMARY_LIMIT,
            "slug": MAX_SLUG,
            "file": MAX_BYTES,
            "front": MAX_FRONT_MATTER,
            "address": LONGEST_ADDRESS,
        },
        "schemes": URL_SCHEMES,
        "nothing": NOTHING,
        "abbreviations": ABBREVIATIONS,
        "shortWord": SHORT_WORD,
        "ongoing": ONGOING,
        "international": INTERNATIONAL,
        "lost": LOST,
        "letters": LATIN,
        "messages": messages(),
        "newFile": new_file(settings),
    }


def messages() -> dict[str, str]:
    """What the form says of each rule that it judges by."""
    return {
        name: text if name in PLAIN else f"{text} {RULES[name].requirement.replace('`', '')}"
        for name, text in MESSAGES.items()
    }


def new_file(settings: Settings) -> str:
    """Where GitHub begins a new file; empty when the repository lies elsewhere or nowhere."""
    found = re.fullmatch(r"edit/(.+/)", settings.edit_uri)
    on_github = re.match(r"https://([\w-]+\.)*github\.", settings.repo_url)
    return f"{settings.repo_url}new/{found[1]}" if found and on_github else ""


def _whole(pattern: re.Pattern[str]) -> str:
    return f"^(?:{pattern.pattern})$"


def _all_fields() -> list[tuple[str, Field]]:
    """Every field of the format with its key, parts as `source.page`."""
    return [
        (f"{part}.{name}" if part else name, field)
        for part, fields in PARTS.items()
        for name, field in fields.items()
    ]


def _needed(vocabulary: Vocabulary) -> set[str]:
    sections = {f"sections.{t.id}" for t in vocabulary["section"].values() if t.required}
    keys = {field.name for field in REQUIRED[""]}
    parts = {f"{key}.{part.name}" for key in keys for part in REQUIRED.get(key, ())}
    return {"text", *sections, *keys, *parts}


def _examples(vocabulary: Vocabulary) -> dict[str, str]:
    """The examples of the questions with choices, in the labels of now."""
    asked = [part for step in STEPS for q in step.questions for part in (q, *q.parts)]
    examples = {}
    for key, choices in _choices(vocabulary).items():
        labels = {choice.value: choice.label for choice in choices}
        values = next((q.example.split() for q in asked if q.key == key and q.example), [])
        examples[key] = ", ".join(labels[value] for value in values if value in labels)
    return examples


def _choices(vocabulary: Vocabulary) -> dict[str, list[Choice]]:
    terms = {
        field.name: [Choice(t.id, t.label, t.definition) for t in vocabulary[field.scheme].values()]
        for field in FIELDS
        if field.scheme
    }
    countries = sorted(
        vocabulary["country"].values(), key=lambda t: (t.id != INTERNATIONAL, t.label)
    )
    codes = language_names().items()
    languages = [Choice(code, name) for name, code in codes if len(code) == 2]
    return terms | {
        "country": [Choice(t.id, t.label) for t in countries],
        "lang": languages,
        "links.language": languages,
    }
