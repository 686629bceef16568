"""The contributor's form in a real browser: it judges as `compendium validate` does."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from site_gen import document, front_matter, markdown
from site_gen.pages.questions import MESSAGES, PROSE, STEPS
from site_gen.rules import RULES
from tests.browser.proposals import (
    ADDRESSES,
    GOOD,
    HOSTILE,
    WRONG,
    Folder,
    fill,
    finish,
    made,
    said,
)
from tests.publishing import TERMS


def test_a_good_filling_is_a_good_file(form: Page, folder: Folder) -> None:
    fill(form, GOOD)
    finish(form)
    assert said(form) == []
    file = made(form)
    assert file["path"] == "practices/fr/open-city-hall-of-metz.md"
    assert folder.judge(file) == []


def test_the_examples_together_are_a_good_practice(form: Page, folder: Folder) -> None:
    facts: dict[str, Any] = {f"sections.{section}": text for section, text in PROSE.items()}
    for question in (question for step in STEPS for question in step.questions):
        if question.widget == "rows":
            facts[question.key] = [{part.key: part.example for part in question.parts}]
        elif question.widget in ("choices", "main"):
            facts[question.key] = question.example.split()
        else:
            facts[question.key] = question.example
    fill(form, facts | {"principle.main": "equality"})
    file = made(form)
    assert folder.judge(file) == []
    assert file["path"] == "practices/fr/espace-egalite.md"
    for line in (
        'title: "Espace Égalité"',
        "area: [anti-discrimination, education]",
        'country: ["FR"]',
        '  - {title: "City of Strasbourg", url: "https://www.strasbourg.eu", language: "fr"}',
    ):
        assert line in file["text"].splitlines()


def test_wrong_fillings_break_the_same_rules_as_on_the_command_line(
    form: Page, folder: Folder
) -> None:
    assert len(WRONG) >= 20
    for name, (changes, rules) in WRONG.items():
        form.evaluate("localStorage.clear()")
        form.reload()
        fill(form, GOOD | changes)
        finish(form)
        found = said(form)
        if "section-missing" in found:  # one problem of the file, an error at each section
            found = sorted({*found})
        assert found == sorted(rules), name
        assert folder.judge(made(form)) == sorted(rules), name
        expect(form.locator(".propose-finish")).to_be_hidden()
        assert form.locator(".propose-summary li").count() >= len(rules)


def test_an_empty_form_breaks_the_same_rules(form: Page, folder: Folder) -> None:
    finish(form)
    found = said(form)
    assert found.count("section-missing") == 2
    assert sorted([*found[:-2], "section-missing"]) == folder.judge(made(form))


def test_every_rule_of_the_form_is_broken_here() -> None:
    broken = {rule for _, rules in WRONG.values() for rule in rules}
    assert broken | {"duplicate-slug"} == set(MESSAGES)  # that one has a test of its own
    assert broken <= set(RULES)


def test_addresses_are_judged_as_on_the_command_line(form: Page, folder: Folder) -> None:
    for address in ADDRESSES:
        fill(form, GOOD | {"links": [{"links.title": "Page", "links.url": address}]})
        finish(form)
        assert said(form) == folder.judge(made(form)), address


def test_any_text_is_a_fact_as_it_was_typed(form: Page, folder: Folder) -> None:
    for text in HOSTILE:
        facts = {"place": f"P {text}", "lead": f"L {text}", "partners": f"x {text}"}
        source = [{"source.document": f"D {text}"}]
        fill(form, GOOD | facts | {"title": f"T {text}", "source": source, "slug": "a-slug"})
        file = made(form)
        assert set(folder.judge(file)) == ({"file-encoding"} if "\ud800" in text else set()), text
        front: Any = front_matter.plain(_read(file).front)  # type: ignore[arg-type]
        typed = text.replace("\ud800", "\ufffd")
        line = " ".join(re.sub(r"[\r\n]", "", typed).split())  # as in every box of one line
        assert front["title"] == f"T {line}".strip()
        assert (front["place"], front["lead"]) == (f"P {line}".strip(), f"L {line}".strip())
        assert front["source"] == [{"document": f"D {line}".strip()}]
        assert " ".join(front["partners"]) == " ".join(f"x {typed}".split())


def test_any_text_is_a_section_as_it_was_typed(form: Page, folder: Folder) -> None:
    """Published, it is what the preview shows: paragraphs and lists of the same characters."""
    sections = [f"sections.{name}" for name in TERMS["section"]]
    texts = [f"As in\n\n{text}\n\n{text} x\n{text}" for text in HOSTILE if "\ud800" not in text]
    for place in range(0, len(texts), len(sections)):
        some = dict(zip(sections, texts[place:], strict=False))
        fill(form, GOOD | some)
        file = made(form)
        assert folder.judge(file) == [], some
        assert _plain(markdown.render(_read(file).body)) == _plain(_preview(form)), some


def _read(file: dict[str, str]) -> document.Document:
    return document.parse(file["text"].encode(), path="fr/x.md", folder="fr", slug="x")


def _preview(page: Page) -> str:
    """The body in the form's preview, as HTML."""
    page.wait_for_timeout(350)
    return str(page.evaluate(
        """() => {
            const body = [...document.querySelector(".propose-page").firstElementChild.children];
            const first = body.findIndex((element) => element.localName === "h3");
            return body.slice(first).map((element) => element.outerHTML).join("");
        }"""
    ))  # fmt: skip


def _plain(html: str) -> str:
    """Rendered text in one form: headings and loose lists aside."""
    text = re.sub(r"\s+", " ", html.replace("h2", "h3").replace("&quot;", '"'))
    text = re.sub(r"<li> ?<p>(.*?)</p> ?</li>", r"<li>\1</li>", text)
    return re.sub(r" ?(</?(?:p|ul|ol|li|h3)>) ?", r"\1", text).strip()
