"""Fillings of the contributor's form: a good one, wrong ones, hostile texts; what comes of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from site_gen.cli import main
from site_gen.fields import SUMMARY_LIMIT
from tests.publishing import PRACTICES

FORM = "contribute/propose/"

GOOD: dict[str, Any] = {
    "title": "Open City Hall of Metz",
    "summary": "Residents of all origins meet the mayor once a month.",
    "country": ["FR"],
    "level": ["local"],
    "principle.main": "participation",
    "type": ["project"],
    "area": ["education"],
    "sections.purpose": "To open city hall to all.",
    "sections.process": "A round table meets every month.",
    "source": [{"source.document": "CDADI(2024)39"}],
}
# What is filled in otherwise than in GOOD, and the rules that are broken.
WRONG: dict[str, tuple[dict[str, Any], list[str]]] = {
    "no title": ({"title": ""}, ["missing-key"]),
    "title of spaces": ({"title": "   "}, ["missing-key"]),
    "no summary": ({"summary": ""}, ["missing-key"]),
    "no country": ({"country": [""]}, ["missing-key"]),
    "no level": ({"level": []}, ["missing-key"]),
    "no main principle": ({"principle.main": ""}, ["missing-key"]),
    "no type, no area": ({"type": [], "area": []}, ["missing-key", "missing-key"]),
    "no source": ({"source": [{}]}, ["missing-key"]),
    "page without a document": ({"source": [{"source.page": "14"}]}, ["missing-key"]),
    "link without a title": ({"links": [{"links.url": "https://a.org"}]}, ["missing-key"]),
    "link without an address": ({"links": [{"links.title": "Page"}]}, ["missing-key"]),
    "second source without a document": (
        {"source": [{"source.document": "CDADI"}, {"source.page": "2"}]}, ["missing-key"],
    ),
    "no text": ({"sections.purpose": "", "sections.process": " \n "}, ["section-missing"]),
    "brief without text": ({"extent": "brief"}, ["section-missing"]),
    "long summary": ({"summary": "é" * (SUMMARY_LIMIT + 1)}, ["summary-length"]),
    "two sentences": ({"summary": "It began small. Then it grew"}, ["summary-sentence"]),
    "long, in two sentences": (
        {"summary": "It began small. " + "Å" * SUMMARY_LIMIT},
        ["summary-length", "summary-sentence"],
    ),
    "nothing to say": (
        {"place": "N/A", "funding": "tbd", "lead": "–", "contact": "?"}, ["placeholder"] * 4,
    ),
    "nothing to say in lists": (
        {"partners": "City of Metz\nTODO", "aliases": "null", "period.note": "…"},
        ["placeholder"] * 3,
    ),
    "nothing to say in rows": ({"source": [{"source.document": "n/a"}]}, ["placeholder"]),
    "day first": ({"period.start": "30.09.2019"}, ["bad-date"]),
    "month 13": ({"period.start": "2019-13", "period.end": "soon"}, ["bad-date", "bad-date"]),
    "30 February": ({"period.end": "2023-02-30"}, ["bad-date"]),
    "years exchanged": ({"period.start": "2023", "period.end": "2021-12-31"}, ["period-order"]),
    "page with letters": (
        {"source": [{"source.document": "CDADI", "source.page": "p. 14"}]}, ["bad-page"],
    ),
    "page zero": ({"source": [{"source.document": "CDADI", "source.page": "0"}]}, ["bad-page"]),
    "named twice": ({"partners": "Metz\nMetz\nMetz", "aliases": "A\nB\nA"}, ["repeated-value"] * 3),
    "country twice": ({"country": ["FR", "FR"]}, ["repeated-value"]),
    "file name": ({"slug": "Espace Égalité"}, ["file-name"]),
    "long file name": ({"slug": "x" * 101}, ["file-name"]),
    "invisible character": ({"place": "Stras\u200bbourg"}, ["control-character"]),
    "invisible character in a text": ({"sections.purpose": "To\u00adday"}, ["control-character"]),
    "control character": ({"lead": "City\u0002"}, ["control-character"]),
    "lost letter": ({"place": "M\ufffdtz"}, ["file-encoding"]),
    "too long": ({"sections.purpose": "Long. " * 33_400}, ["file-size"]),
    "far too many names": ({"aliases": "\n".join(map(str, range(10_000)))}, ["file-size"]),
    "everything at once": (
        {"title": "", "summary": "A. b. Cde fghi. Jkl", "period.start": "1/2/2003", "place": "xxx",
         "links": [{"links.url": "www.metz.fr"}]},
        ["missing-key", "missing-key", "bad-date", "bad-url", "placeholder", "summary-sentence"],
    ),
}  # fmt: skip
ADDRESSES = [
    "www.metz.fr", "javascript:alert(1)", "ftp://a.org", "https://", "https://a b.org",
    "https:/a.org", "https://user@a.org", "https://user:x@a.org:80", "https://a",
    "https://a.org:99999", "https://a..org", "https://a.org:0", "https://-a.org",
    "https://a_.org", 'https://a.org/"', "https://[::1]/", "https://[a.org", "mailto:info",
    "mailto:@a.org", "mailto:a@b.org,c@d.org", "https:", f"https://{'a' * 64}.org",
    "https://a.org\\b", "https://a.org:x", "http:a.org", "https://www.metz.fr",
    "HTTP://METZ.FR/Ä?a=b#c", "mailto:a@b.org?subject=x", "https://müller.de:8080/",
    "https://127.0.0.1/x", "https://a.org?x", "https://пример.рф/", "https://a.org:",
]  # fmt: skip
HOSTILE = [
    "NO", "yes", "~", "# heading", "a # b", "key: value", "- item", "'quoted'", '"quoted"', "\\",
    "\\n", "{a: b}", "[a, b]", "&anchor *alias", "!tag", "%TAG", "@at", "`tick`", "| pipe",
    "> fold", "---", "...", "? key", ": x", "\t tab \t", "1e3", "0x10", "2019-01-01", "😀 👩‍👩‍👧",
    "Łódź – “Ausländer”", "</script><script>alert(1)</script>", "<b>bold</b>",
    "**bold** _it_ __x__ a_b_c", "[a](javascript:x)", "![x](https://a.org/x.png)",
    "[a]: https://a.org", "<https://a.org>", "&amp; &#35; AT&T &copy", "## Purpose", "#Purpose",
    "1. one\n3. three", "12. December", "1) one\n2) two\n\n1) again",
    "- a\n\n- b\ntext\n\n* c\n• d", "Setext\n---\nmore\n===", "| a | b |\n|---|---|\n| 1 | 2 |",
    "```\ncode\n```", "~~~\ncode", "    indented\n\n    code", "> quote\n>> more", "***", "___",
    "- - -", "+ x", "a  \nb", "a\\\nb", "line\r\nlime\u2028lane", "\ud800 half",
    "{{ 7*7 }} {% x %}", "<!-- compendium:form -->", "$(rm -rf) `x` ::set-output name=x::y",
    "x" * 500, "مرحبا بالعالم", "Ελλάδα: «ναι»", "- ", "-", "*", "1.", "[^1] and [^1]: note",
    "https://www.a.org www.a.org a@b.org", "a\n\n\n\nb", "\\# \\* \\[", "-1 degree", "=",
]  # fmt: skip


def fill(page: Page, facts: dict[str, Any]) -> None:
    """Fill the form in by its public controls, as fast as may be, and let it follow."""
    page.evaluate(
        """(facts) => {
            const form = document.querySelector("propose-form form");
            const all = (name) => [...form.querySelectorAll(`[name="${name}"]`)];
            for (const [name, value] of Object.entries(facts)) {
                const group = form.querySelector(`[data-rows="${name}"]`);
                if (group) {
                    const rows = () => [...group.querySelectorAll("[data-row]")];
                    const more = group.querySelector(".propose-add");
                    while (rows().length < value.length) more.click();
                    value.forEach((row, at) => {
                        const parts = typeof row === "string" ? { [name]: row } : row;
                        for (const control of rows()[at].querySelectorAll("[name]"))
                            control.value = parts[control.name] ?? "";
                    });
                } else if (Array.isArray(value)) {
                    for (const box of all(name)) box.checked = value.includes(box.value);
                } else if (all(name)[0].type === "radio") {
                    for (const box of all(name)) box.checked = box.value === value;
                } else all(name)[0].value = value;
            }
            form.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        facts,
    )


def made(page: Page) -> dict[str, str]:
    """The file that the form would make now."""
    return dict(page.evaluate("document.querySelector('propose-form').file"))


def finish(page: Page) -> None:
    page.get_by_role("button", name="Check and finish").click()
    page.wait_for_selector("propose-form:not([aria-busy])")
    page.wait_for_selector(".propose-summary:not([hidden]), .propose-finish:not([hidden])")


def said(page: Page) -> list[str]:
    """The rules that the form finds broken, as its errors name them."""
    rules = page.locator(".propose-error:not([hidden]) [data-rule]")
    return sorted(rules.evaluate_all("all => all.map((error) => error.dataset.rule)"))


class Folder:
    """A practices folder, and what the command line says of a file in it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root / "practices", capsys
        self.root.mkdir(parents=True)
        shutil.copy(PRACTICES / "vocabulary.yml", self.root)

    def judge(self, file: dict[str, str]) -> list[str]:
        path = self.root.parent / file["path"]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file["text"].encode())
        self.capsys.readouterr()
        main(["validate", "--format", "json", str(path)])
        problems = json.loads(self.capsys.readouterr().out)
        path.unlink()
        return sorted(problem["rule"] for problem in problems)
