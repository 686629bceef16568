"""The contributor's form asks for every key of the format, and judges by the rules alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from site_gen.catalogue import catalogue
from site_gen.fields import FIELDS, PARTS
from site_gen.pages import form
from site_gen.pages.questions import LEFT_OUT, MESSAGES, PLAIN, PROSE, STEPS, TEXT, Question
from site_gen.rules import RULES
from tests.html_tree import Element, parse
from tests.publishing import SETTINGS, TERMS

CATALOGUE = catalogue([], TERMS)
GITHUB = replace(SETTINGS, repo_url="https://github.com/some/where/")


@pytest.fixture(scope="module")
def page() -> Element:
    return parse(form.form(CATALOGUE, SETTINGS, "../../", "assets/search/0123/"))


def asked() -> Iterator[Question]:
    for step in STEPS:
        for question in step.questions:
            yield from (question, *question.parts)


def test_every_key_is_asked_for_or_left_to_the_editors() -> None:
    keys = {field.name for field in FIELDS}
    keys |= {f"{part}.{name}" for part in PARTS if part for name in PARTS[part]}
    on_the_form = {question.key for question in asked()}
    on_the_form |= {key.partition(".")[0] for key in on_the_form}
    assert keys - on_the_form <= set(LEFT_OUT)
    assert on_the_form - keys == {"slug"}
    assert not on_the_form & set(LEFT_OUT)


def test_every_section_is_asked_for(page: Element) -> None:
    names = [area.get("name") for area in page.all("textarea")]
    assert [f"sections.{name}" for name in TERMS["section"]] == [
        n for n in names if "sections" in n
    ]
    assert set(PROSE) <= set(TERMS["section"])


def test_every_term_can_be_chosen(page: Element) -> None:
    for name in ("level", "type", "area", "group", "principle", "extent"):
        values = [box.get("value") for box in page.all("input", name=name)]
        assert values == list(TERMS[name])
    html = form.form(CATALOGUE, SETTINGS, "", "")
    for code in TERMS["country"]:
        assert f'<option value="{code}">' in html


def test_every_control_has_a_label_and_descriptions_that_exist(page: Element) -> None:
    ids = {element.get("id") for element in page if element.get("id")}
    labelled = {label.get("for") for label in page.all("label")}
    for control in (*page.all("input"), *page.all("select"), *page.all("textarea")):
        assert control.get("id") in labelled
        assert set(control.get("aria-describedby").split()) <= ids | {""}


def test_every_question_has_an_example(page: Element) -> None:
    questions = [q for q in (*asked(), TEXT) if not q.parts]
    assert all(question.example for question in questions)
    labels = form._examples(TERMS)
    assert labels["area"] == "Human rights and anti-discrimination, Education"
    assert all(labels[q.key] for q in questions if q.key in labels)


def test_messages_are_about_rules_and_say_what_they_require() -> None:
    assert set(MESSAGES) <= set(RULES)
    assert set(PLAIN) <= set(MESSAGES)
    said = form.messages()
    assert "at most 240 characters" in said["summary-length"]
    assert "`" not in "".join(said.values())


def test_patterns_are_those_of_the_rules(page: Element) -> None:
    data = json.loads(page.one("script", "propose-data").raw)
    assert data == json.loads(json.dumps(form.data(TERMS, SETTINGS)))
    assert re.fullmatch(data["patterns"]["slug"], "a-slug")
    assert "\\U" not in data["patterns"]["control"]


@pytest.mark.parametrize(
    ("repo_url", "edit_uri", "address"),
    [
        ("https://github.com/some/where/", "edit/main/", "https://github.com/some/where/new/main/"),
        ("https://github.com/a/b/", "edit/trunk/sub/", "https://github.com/a/b/new/trunk/sub/"),
        ("https://gitlab.com/some/where/", "edit/main/", ""),
        ("https://github.com/some/where/", "", ""),
        ("", "edit/main/", ""),
    ],
)
def test_where_a_new_file_begins(repo_url: str, edit_uri: str, address: str) -> None:
    settings = replace(SETTINGS, repo_url=repo_url, edit_uri=edit_uri)
    assert form.new_file(settings) == address
