"""Hostile files: what would run anywhere else is text on a practice's page."""

from __future__ import annotations

import pytest

from site_gen.catalogue import catalogue
from site_gen.pages import practice_page
from site_gen.practice import Link, Period, Practice
from tests.html_tree import Element, parse
from tests.publishing import SETTINGS, TERMS, practice, unchecked


def _show(one: Practice) -> Element:
    """The article of a practice that is alone in its catalogue."""
    return parse("".join(practice_page.article(one, catalogue([one], TERMS), SETTINGS)))


def _facts(article: Element) -> dict[str, str]:
    rows = article.one(css="facts").one("dl").all("div")
    return {row.one("dt").text: row.one("dd").text for row in rows}


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "</title></head><body onload=alert(1)>",
    "--><svg/onload=alert(1)>",
    "<!-- compendium:search -->",
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}",
    "slot-article-end slot-head-end slot-title-end",
    "&lt;b&gt; &amp;amp; &#x3c;script&#x3e;",
    "javascript:alert(1)",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_facts_are_shown_as_text(text: str) -> None:
    article = _show(
        practice(
            title=text,
            summary=text,
            place=text,
            lead=(text,),
            partners=(text, text),
            aliases=(text,),
            period=Period(note=text),
            contact=(text,),
            links=(Link(text, "https://example.org/"),),
        )
    )
    plain = _show(practice())
    assert {e.tag for e in article} <= {e.tag for e in plain} | {"li", "ul"}
    handlers = [name for e in article for name in e.attributes if name.startswith("on")]
    assert not handlers
    shown = " ".join(text.split())
    assert article.one("h1").text == shown
    assert article.one(css="practice-summary").text == shown
    facts = _facts(article)
    assert facts["Led by"] == shown
    assert shown in facts["Where"]
    assert text in article.one("button", "copy").get("data-copy")


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick=alert(1)>b</b> <a href='javascript:alert(1)'>c</a>",
        "<style>*{display:none}</style>",
        "<iframe src='https://example.org'></iframe>",
        "<svg><script>alert(1)</script></svg>",
        "</section></article></div><h1>Mine</h1>",
        "<!-- compendium:search -->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php echo 1 ?>",
        "```html\n<script>alert(1)</script>\n```",
        "`<script>`",
        "| a |\n|---|\n| <script>alert(1)</script> |",
        "[x](<javascript:alert(1)>)",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](vbscript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>",
        "[x][1]\n\n[1]: javascript:alert(1)",
        '[x](https://example.org "\\" onmouseover=\\"alert(1)")',
        '[x](https://example.org/"onmouseover=alert(1))',
        "{{ 7*7 }} {% include 'search.html' %}",
        "slot-article-end",
    ],
)
def test_hostile_bodies_are_shown_as_text(body: str) -> None:
    article = _show(practice(body=f"## Purpose\n\n{body}\n\n## Process\n\nIt goes on.\n"))
    tags = {e.tag for e in article}
    assert not tags & {"script", "img", "style", "iframe", "svg", "b", "object", "embed"}
    assert [h.text.rstrip("¶") for h in article.all("h2")] == [
        "Purpose", "Process", "Source", "How to cite",
    ]  # fmt: skip
    assert len(article.all("h1")) == 1
    for each in article:
        assert not [name for name in each.attributes if name.startswith(("on", "style"))]
        if "href" in each.attributes:
            target = each.get("href")
            assert target == "" or target.startswith(("../", "https:", "#"))
    assert "49" not in article.one(css="practice-body").text


def test_an_unchecked_file_can_be_shown_too() -> None:
    text = (
        "---\ntitle: '<i>'\nsummary: s\nprinciple: [equality]\ncountry: [FR]\nlevel: [local]\n"
        "type: [law]\narea: [education]\nsource: [{document: d}]\nstatus: published\n"
        "reviewed: 2026-11-20\n---\n> ## Quoted\n> text\n\nMore\n"
    )
    article = _show(unchecked(text))
    assert article.one("h1").text == "<i>"
    assert "Quoted" in article.one(css="practice-body").text
    assert "More" in article.one(css="practice-body").text
