"""The issue form: made from format and vocabulary, and read back as it was answered."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_gen.fields import FIELDS
from site_gen.importing.issue_form import LABEL, PATH, as_yaml, questions, read
from site_gen.importing.mapping import mapped
from tests.publishing import ROOT, TERMS

FORM = yaml.safe_load(as_yaml(TERMS))
ELEMENTS = [each for each in FORM["body"] if each["type"] != "markdown"]
ANSWERS = {
    "Title": "Open City Hall",
    "Summary": "Residents of all origins\nmeet the mayor.",
    "Main principle": "Ensuring equality",
    "Further principles": "Multilevel governance, Valuing diversity",
    "Country": "France, Türkiye",
    "Place": "Lyon",
    "Level": "Local",
    "Type": "Tool, guide or research, Policy",
    "Area of intervention": "Culture, sport and leisure, Housing",
    "For whom": "Children, young people and families, Women",
    "Period": "September 2019 – ongoing",
    "Lead": "City of Lyon",
    "Partners": "- A school\n- Red Cross, Lyon",
    "Aliases": "City Hall, open; OCH",
    "Purpose": "To *open*\n\ncity hall.",
    "Process": "A round table.",
    "Source": "CDADI(2024)39",
    "Page of the source": "14",
    "Links": "Project page: https://www.example.org/project",
}


def rendered(answers: dict[str, str], *, newline: str = "\r\n") -> str:
    """An answered form as GitHub renders it: every question, with its words where none is given."""
    labels = [each["attributes"]["label"] for each in ELEMENTS[:-1]]
    assert set(answers) <= set(labels)
    parts = [f"### {label}\n\n{answers.get(label, '_No response_')}" for label in labels]
    parts.append("### Please confirm\n\n- [x] The text is mine to share.\n- [x] It holds no …")
    return "\n\n".join(parts).replace("\n", newline)


def test_the_committed_form_is_what_is_made() -> None:
    committed = (ROOT / PATH).read_text(encoding="utf-8")
    assert committed == as_yaml(TERMS), "run .venv/bin/python .github/scripts/write_issue_form.py"


def test_the_workflow_knows_the_form_by_its_label() -> None:
    assert FORM["labels"] == [LABEL]
    assert f"'{LABEL}'" in (ROOT / ".github/workflows/propose.yml").read_text("utf-8")


def test_the_form_is_one_that_github_takes() -> None:
    ids = [each["id"] for each in ELEMENTS]
    labels = [each["attributes"]["label"] for each in ELEMENTS]
    assert len(set(ids)) == len(ids)
    assert len(set(labels)) == len(labels)
    assert all(set(each) - set("abcdefghijklmnopqrstuvwxyz-") == set() for each in ids)
    for each in ELEMENTS:
        options = each["attributes"].get("options", [])
        assert (each["type"] in ("dropdown", "checkboxes")) == bool(options)
        if each["type"] == "dropdown":
            assert all(isinstance(option, str) and option != "None" for option in options)
            assert len(set(options)) == len(options)


def test_everything_that_is_required_is_asked() -> None:
    required = {each.key for each in questions(TERMS) if each.required}
    asked = {each.key for each in questions(TERMS)}
    needed = {field.name for field in FIELDS if field.required} - {"status", "reviewed"}
    sections = {f"section.{term.id}" for term in TERMS["section"].values() if term.required}
    assert needed | sections == required
    assert {f"section.{term}" for term in TERMS["section"]} <= asked


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_an_answered_form(newline: str) -> None:
    entry = read(rendered(ANSWERS, newline=newline), TERMS)
    found = mapped(entry, TERMS, source="")
    assert found.facts == {
        "title": "Open City Hall",
        "summary": "Residents of all origins meet the mayor.",
        "principle": ["equality", "multilevel-governance", "diversity"],
        "country": ["FR", "TR"],
        "place": "Lyon",
        "level": ["local"],
        "type": ["tool", "policy"],
        "area": ["culture-and-leisure", "housing"],
        "group": ["children-and-youth", "women"],
        "period": {"start": "2019-09", "end": "ongoing"},
        "lead": "City of Lyon",
        "partners": ["A school", "Red Cross, Lyon"],
        "aliases": ["City Hall", "open; OCH"],
        "source": [{"document": "CDADI(2024)39", "page": "14"}],
        "links": [{"title": "Project page", "url": "https://www.example.org/project"}],
    }
    assert entry.sections == {"purpose": "To *open*\n\ncity hall.", "process": "A round table."}
    assert found.notes == ()


def test_an_empty_form_and_none() -> None:
    for body in (rendered({}), "", "An issue of its own.", "### Another heading\n\ntext"):
        entry = read(body, TERMS)
        assert (entry.facts, entry.sections, entry.sources) == ({}, {}, ())


def test_a_heading_in_an_answer_belongs_to_the_answer() -> None:
    text = "one\n\n### Title\n\ntwo\n\n### A heading of mine\n\nthree"
    entry = read(rendered(ANSWERS | {"Process": text}), TERMS)
    assert entry.facts["title"] == ("Open City Hall",)
    assert entry.sections["process"] == text


def test_an_answer_that_would_take_for_ever_is_not_read_as_terms() -> None:
    entry = read(rendered(ANSWERS | {"Country": "France," * 9_000}), TERMS)
    assert "country" not in entry.facts
    assert entry.notes == ("country: the answer is too long to be read as terms",)


@given(st.text())
def test_no_answer_is_lost(text: str) -> None:
    entry = read(rendered(ANSWERS | {"Process": text}), TERMS)
    kept = " ".join([*entry.sections.values(), *(t for ts in entry.facts.values() for t in ts)])
    assert [word for word in text.split() if word not in kept and not word.startswith("#")] == []


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    mapped(read(text, TERMS), TERMS, source="")
