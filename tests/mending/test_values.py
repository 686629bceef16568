"""Values: what becomes of them, and what is left alone."""

from __future__ import annotations

import pytest

from tests.checking import GOOD, changed, check
from tests.mending.mended import line, mended


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("area: [education, anti-discrimination]", "area: [Schools, Racism]",
         "area: [education, anti-discrimination]"),
        ("type: [project]", "type: [ 'Initiative' ]", "type: [ 'project' ]"),
        ("type: [project]", 'type: ["PROJECT"]', 'type: ["project"]'),
        ("type: [project]", "type: [“Project”]", "type: [project]"),
        ("principle: [equality]", "principle: [Ensuring equality]", "principle: [equality]"),
        ("principle: [equality]", "principle: Equal treatment", "principle: [equality]"),
        ("group: [children-and-youth]", "group: Youth; New arrivals",
         "group: [children-and-youth, newcomers]"),
        ("country: [FR]", "country: [France]", "country: [FR]"),
        ("country: [FR]", "country: [fr]", "country: [FR]"),
        ("country: [FR]", "country: France", "country: [FR]"),
        ("status: published", "status: Published", "status: published"),
        ("end: ongoing}", "end: Ongoing}", "period: {start: 2019-09-30, end: ongoing}"),
        ("{start: 2019-09-30,", "{start: 30.9.2019,",
         "period: {start: 2019-09-30, end: ongoing}"),
        ("{start: 2019-09-30,", "{start: “2019-09-30”,",
         "period: {start: 2019-09-30, end: ongoing}"),
        ("reviewed: 2026-11-20", 'reviewed: "20 November 2026"', 'reviewed: "2026-11-20"'),
        ("language: fr", "language: French",
         '  - {title: Project page, url: "https://www.example.org/", language: fr}'),
        ("language: fr", "language: FR",
         '  - {title: Project page, url: "https://www.example.org/", language: fr}'),
        ("page: 14", "page: p. 14", "  - {document: CDADI(2024)39, page: 14, entry: C05}"),
    ],
)  # fmt: skip
def test_what_is_mended(old: str, new: str, expected: str) -> None:
    assert line(old, new) == expected
    assert check(mended(changed(old, new))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[education, anti-discrimination]", "[educaton]"),  # near is not the same
        ("[education, anti-discrimination]", "[education, schools]"),  # would stand twice
        ("principle: [equality]", "principle: equality, zebra"),
        ("principle: [equality]", "principle: equality, Equal treatment"),
        ("area: [education", "area: >\n  education\nlevel: [x"),
        ("country: [FR]", "country: [Norway]"),  # the file would lie in the wrong folder
        ("end: ongoing", "end: 03/04/2020"),
        ("end: ongoing", "end: May 2018"),  # before its start
        ("reviewed: 2026-11-20", "reviewed: November 2026"),
        ("start: 2019-09-30", "start: ongoing"),
        ("lead: City of Strasbourg", "lead: Schools"),
        ("place: Strasbourg", "place: “Strasbourg”"),
        ("page: 14", "page: pages 14-16"),
        ("language: fr", "language: Frensh"),
    ],
)
def test_what_is_not_understood_is_left_alone(old: str, new: str) -> None:
    content = changed(old, new)
    assert mended(content) == content


def test_of_two_names_of_one_term_one_is_mended() -> None:
    content = changed("[education, anti-discrimination]", "[schools, intercultural education]")
    assert "area: [education, intercultural education]" in mended(content)


def test_one_that_cannot_be_mended_does_not_stop_the_others() -> None:
    content = GOOD.replace("[FR]", "[Norway]").replace("[project]", "[Initiative]")
    assert mended(content) == GOOD.replace("[FR]", "[Norway]")


def test_a_text_of_several_lines_and_a_comment() -> None:
    content = changed("[project]", "[\n    Action\n    plan, # the city's\n    Project]")
    assert "type: [\n    strategy, # the city's\n    project]" in mended(content)
