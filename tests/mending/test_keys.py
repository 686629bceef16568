"""Keys: spelling and order."""

from __future__ import annotations

import pytest

from tests.checking import GOOD, changed
from tests.mending.mended import line, mended


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("place: Strasbourg", "Place: Strasbourg", "place: Strasbourg"),
        ("place: Strasbourg", '"PLACE": Strasbourg', '"place": Strasbourg'),
        ("group: [children-and-youth]", "For whom: [children-and-youth]",
         "group: [children-and-youth]"),
        ("page: 14", "Page: 14", "  - {document: CDADI(2024)39, page: 14, entry: C05}"),
    ],
)  # fmt: skip
def test_spelling(old: str, new: str, expected: str) -> None:
    assert line(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("place: Strasbourg", "place: Strasbourg\nPlace: Paris"),  # which of the two?
        ("place: Strasbourg", "plaec: Strasbourg"),
        ("place: Strasbourg", "budget: 3000"),
        ("start: 2019", "Begin: 2019"),
    ],
)
def test_other_keys_are_left_alone(old: str, new: str) -> None:
    assert mended(changed(old, new)) == changed(old, new)


def test_a_translation_s_key_with_another_mark() -> None:
    content = changed("status:", "Translation of: espace\nstatus:")
    assert "\ntranslation_of: espace\n" in mended(content)


def test_a_key_and_its_value_together() -> None:
    content = changed("principle: [equality]", "Principle: Ensuring equality")
    content = content.replace("summary: A", "Summary: “a: b” A").replace("status:", "Status:")
    assert mended(content) == GOOD.replace("summary: A", 'summary: "“a: b” A').replace(
        "discrimination.\nprin", 'discrimination."\nprin'
    )


def test_one_that_brings_a_problem_does_not_stop_the_others() -> None:
    content = changed("principle: [equality]", "Principle: Ensuring equality")
    wrong = content.replace("country: [FR]", "country: [Norway]")
    assert mended(wrong) == GOOD.replace("country: [FR]", "country: [Norway]")


def test_order() -> None:
    content = changed("place: Strasbourg\n", "").replace("---\n\n", "place: Strasbourg\n---\n\n", 1)
    assert mended(content) == GOOD


def test_comments_and_lists_go_with_their_keys() -> None:
    content = """---
# The head stays at the head.

reviewed: 2026-11-20
# Two lines
# about the source
source:

  - document: CDADI(2024)39 # no comment is lost

title: A
# The foot stays at the foot.
---

## Purpose

x

## Process

y
"""
    assert (
        mended(content.replace(" # no comment is lost", ""))
        == """---
# The head stays at the head.

title: A
# Two lines
# about the source
source:

  - document: CDADI(2024)39

reviewed: 2026-11-20
# The foot stays at the foot.
---

## Purpose

x

## Process

y
"""
    )


@pytest.mark.parametrize(
    "front",
    [
        "{reviewed: 2026-11-20, title: A}",
        "reviewed: 2026-11-20\nbudget: 3\ntitle: A",
        "reviewed: 2026-11-20\ntitle: A\ntitle: B",
        "title: A\nsummary: B",
    ],
)
def test_order_is_left_alone(front: str) -> None:
    content = f"---\n{front}\n---\n"
    assert mended(content) == content


def test_order_without_a_body() -> None:
    assert mended("---\nsummary: B\ntitle: |\n  A\n  ---\n---\n") == (
        "---\ntitle: |\n  A\n  ---\nsummary: B\n---\n"
    )
