"""The parts of a practice's article: a text that comes in is text, and an empty part is empty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from site_gen.catalogue.cards import Card
from site_gen.catalogue.related import Related
from site_gen.pages import pieces
from site_gen.pages import practice_parts as parts
from site_gen.pages.facts import Fact, Value
from site_gen.practice import Link, Practice, Source
from site_gen.vocabulary import Term
from tests.html_tree import parse
from tests.publishing import SETTINGS, practice

HOSTILE = '<script>"\'&lt;" onclick=\'x\' <b a="b">'
BASE = "../../"


def _card(text: str) -> Card:
    several, principles = (text, text), (("equality", text),)
    return Card("a", text, text, text, several, several, several, principles, text, text, "full")


# A part with a text in every place that a file, a vocabulary or a configuration fills.
FILLED: dict[str, Callable[[str], str]] = {
    "breadcrumbs": lambda text: parts.breadcrumbs([(text, text), (text, text)], BASE),
    "language": lambda text: f"<p{parts.language(practice(lang=text))}></p>\n",
    "edition": lambda text: parts.edition(practice(text, lang=text, title=text), BASE),
    "section": lambda text: "".join(parts.section(text, "<p>A</p>")),
    "links": lambda text: parts.links(practice(links=(Link(text, text, text),))),
    "source": lambda text: parts.source(practice(source=(Source(text, text), Source(text)))),
    "citation": lambda text: parts.citation(
        practice(text, title=text, source=(Source(text),)),
        replace(SETTINGS, site_name=text, publisher=text, site_url=text),
    ),
    "related": lambda text: "".join(parts.related(["<p>A</p>"], [Related("a", (text, text))])),
    "concepts": lambda text: parts.concepts([Term(text, text, text)]),
    "foot": lambda text: parts.foot(
        practice(text, path=text), replace(SETTINGS, repo_url=text, sheets=frozenset([text]))
    ),
    "fact": lambda text: pieces.fact(Fact(text, (Value(text), Value(text, "a/"))), BASE),
    "tags": lambda text: pieces.tags((("equality", text),), "brief", BASE),
    "words": lambda text: pieces.tags((("equality", text),), "full"),
    "card": lambda text: pieces.card(_card(text), BASE, "h3"),
}


@pytest.mark.parametrize("part", FILLED)
def test_no_text_becomes_a_tag_or_an_attribute(part: str) -> None:
    hostile, plain = parse(FILLED[part](HOSTILE)), parse(FILLED[part]("fr"))
    assert [e.tag for e in hostile] == [e.tag for e in plain]
    for one, other in zip(hostile, plain, strict=True):
        assert set(one.attributes) <= set(other.attributes)
    held = [hostile.text, *(value for e in hostile for value in e.attributes.values())]
    assert any(HOSTILE in value or HOSTILE[0].upper() + HOSTILE[1:] in value for value in held)


@pytest.mark.parametrize("part", FILLED)
def test_a_part_ends_its_line(part: str) -> None:
    assert FILLED[part]("fr").endswith(">\n")


@pytest.mark.parametrize("part", [parts.language, parts.links])
def test_a_part_without_content_is_empty(part: Callable[[Practice], str]) -> None:
    assert part(practice()) == ""


def test_what_nobody_mentions_or_relates_to_leaves_nothing() -> None:
    assert parts.concepts([]) == ""
    assert list(parts.related([], [])) == []
    assert parts.notices(practice(), SETTINGS) == ""


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("", "<section>\n"),
        ("Purpose", '<section aria-labelledby="purpose">\n<h2 id="purpose">Purpose<a'),
    ],
)
def test_a_section_has_a_heading_if_it_has_a_title(title: str, opening: str) -> None:
    begin, content, end = parts.section(title, "<p>A</p>")
    assert begin.startswith(opening)
    assert (content, end) == ("<p>A</p>", "\n</section>\n")
