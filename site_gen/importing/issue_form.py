"""The issue form "Propose a practice": what it asks, and what somebody answered.

The form is made from the format's keys and the vocabulary, and read with the same questions, so its
two ends cannot drift apart. GitHub renders an answered form as Markdown: a heading for each
question, and the answer below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from site_gen.fields import FIELDS, Field
from site_gen.importing.entry import Entry
from site_gen.practice import Source
from site_gen.vocabulary import Term, Vocabulary

PATH = ".github/ISSUE_TEMPLATE/propose-a-practice.yml"
PLACE = "the issue"
LABEL = "proposal"  # by which the workflow knows the form's issues
_EDITORS = ("extent", "status", "reviewed", "lang")  # set by editors, as are all slugs
_FURTHER = "principle.further"
_PAGE = "source.page"
_NO_ANSWER = "_No response_"  # GitHub's words
_HEADING = "### "
_MOST = 2_000  # characters of an answer that holds terms; all of a scheme's labels are fewer
_AGREED = (
    "The text is mine to share, and may be published under CC BY 4.0.",
    "It holds no personal data of people who have not agreed to it.",
)
_INTRODUCTION = (
    "Thank you for telling others about it. Write plainly, in words of your own, and only what you "
    "can show a source for. What you do not know, leave empty; editors ask back.\n\n"
    "A workflow drafts the practice from your answers and opens a pull request with it. Everything "
    "that you write here is public."
)


@dataclass(frozen=True, slots=True)
class Question:
    """`key` says where the answer goes: a key of the front matter, a key's other part or a section
    (`section.impact`). With `options` one of them is chosen, or several if there may be `many`."""

    key: str
    label: str
    help: str
    example: str = ""
    options: tuple[str, ...] = ()
    many: bool = False
    long: bool = False
    lists: bool = False  # one item a line if it is long, else between commas
    required: bool = False


def questions(terms: Vocabulary) -> tuple[Question, ...]:
    """What the form asks, in the format's order, with the sections before sources and links."""
    asked = [each for field in FIELDS if _is_asked(field) for each in _of_field(field, terms)]
    last = [each for each in asked if each.key.startswith(("source", "links"))]
    sections = [_of_section(term) for term in terms["section"].values()]
    return tuple([each for each in asked if each not in last] + sections + last)


def _is_asked(field: Field) -> bool:
    return field.kind != "slug" and field.name not in _EDITORS


def _of_field(field: Field, terms: Vocabulary) -> Iterator[Question]:
    name, label = field.name, field.name.capitalize()
    facet = terms["facet"].get(name)
    if facet:
        label = facet.label
    if name == "principle":  # the main one is filed first, so it is asked for by itself
        options = _labels(terms, name)
        yield Question(name, "Main principle", facet.definition if facet else field.help,
                       options=options, required=True)  # fmt: skip
        yield Question(_FURTHER, "Further principles", "Others that it puts to work as well",
                       options=options, many=True)  # fmt: skip
    elif field.kind == "term" and field.scheme:
        yield Question(name, label, facet.definition if facet else field.help,
                       options=_labels(terms, field.scheme), many=True,
                       required=field.required)  # fmt: skip
    elif name == "country":
        yield Question(name, label, "Names of countries, with commas between them",
                       "France, Spain", required=True)  # fmt: skip
    elif name == "source":
        yield Question(name, label, f"{field.help}: a document or the address of a page",
                       "CDADI(2024)39", required=True)  # fmt: skip
        yield Question(_PAGE, "Page of the source", "Its number, if it has one", "14")
    elif name == "period":
        yield Question(name, label, field.help, "September 2019 – ongoing")
    elif name == "links":
        yield Question(name, label, f"{field.help}; one a line: what it is, then its address",
                       "Project page https://www.example.org/project", long=True,
                       lists=True)  # fmt: skip
    elif name == "partners":
        yield Question(name, label, f"{field.help}; one a line", long=True, lists=True)
    elif field.shape == "many":
        yield Question(name, label, f"{field.help}, with commas between them",
                       field.example.strip("[]"), lists=True, required=field.required)  # fmt: skip
    else:
        yield Question(name, label, field.help, field.example, long=name == "summary",
                       required=field.required)  # fmt: skip


def _of_section(term: Term) -> Question:
    return Question(f"section.{term.id}", term.label, term.definition, long=True,
                    required=term.required)  # fmt: skip


def _labels(terms: Vocabulary, scheme: str) -> tuple[str, ...]:
    return tuple(term.label for term in terms[scheme].values())


def as_yaml(terms: Vocabulary) -> str:
    """The form's file, as GitHub reads it."""
    form = {
        "name": "Propose a practice",
        "description": "Tell about a good practice; no knowledge of Git is needed.",
        "title": "Practice: ",
        "labels": [LABEL],
        "body": [
            {"type": "markdown", "attributes": {"value": _INTRODUCTION}},
            *(_element(question) for question in questions(terms)),
            _consent(),
        ],
    }
    top = "# Made from the format and the vocabulary by .github/scripts/write_issue_form.py\n"
    return top + yaml.safe_dump(form, sort_keys=False, allow_unicode=True, width=100)


def _element(question: Question) -> dict[str, object]:
    kind = "dropdown" if question.options else "textarea" if question.long else "input"
    attributes: dict[str, object] = {"label": question.label, "description": question.help}
    if question.options:
        attributes |= {"multiple": question.many, "options": list(question.options)}
    elif question.example:
        attributes["placeholder"] = question.example
    return {
        "type": kind,
        "id": question.key.replace(".", "-"),
        "attributes": attributes,
        "validations": {"required": question.required},
    }


def _consent() -> dict[str, object]:
    options = [{"label": label, "required": True} for label in _AGREED]
    return {
        "type": "checkboxes",
        "id": "consent",
        "attributes": {"label": "Please confirm", "options": options},
    }


def read(body: str, terms: Vocabulary) -> Entry:
    """The practice that an issue's text tells, in the texts as they stand."""
    asked = {question.label: question for question in questions(terms)}
    given = {asked[label].key: text for label, text in _answers(body, list(asked)).items()}
    facts = {
        question.key: tuple(_texts(question, given[question.key]))
        for question in asked.values()
        if question.key in given and "." not in question.key and question.key != "source"
    }
    if _FURTHER in given:
        facts["principle"] = (*facts.get("principle", ()), given[_FURTHER])
    notes = [
        f"{key}: the answer is too long to be read as terms"
        for key in ("country", *_schemes())
        if len("".join(facts.get(key, ()))) > _MOST and facts.pop(key)
    ]
    source = " ".join(given.get("source", "").split())
    page = given.get(_PAGE, "").removeprefix("p.").strip()
    return Entry(
        place=PLACE,
        facts=facts,
        sections={t: given[f"section.{t}"] for t in terms["section"] if f"section.{t}" in given},
        sources=(Source(source, page),) if source else (),
        notes=tuple(notes),
    )


def _schemes() -> Iterator[str]:
    return (field.name for field in FIELDS if field.kind == "term")


def _answers(body: str, labels: Sequence[str]) -> Mapping[str, str]:
    """The text below each question's heading. The questions come in order, so a heading that
    somebody wrote into an answer, and that an earlier question has, is a part of that answer."""
    found: dict[str, list[str]] = {}
    ahead = [*labels, "Please confirm"]
    current: list[str] = []
    for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        label = line.removeprefix(_HEADING).strip() if line.startswith(_HEADING) else ""
        if label in ahead:
            del ahead[: ahead.index(label) + 1]
            current = found[label] = []
        else:
            current.append(line)
    texts = {label: "\n".join(lines).strip() for label, lines in found.items() if label in labels}
    return {label: text for label, text in texts.items() if text and text != _NO_ANSWER}


def _texts(question: Question, text: str) -> Iterator[str]:
    """The values of an answer: its lines, its items between commas, or the whole."""
    parts = text.split("\n" if question.long else ",") if question.lists else [text]
    return filter(None, (" ".join(part.removeprefix("- ").split()) for part in parts))
