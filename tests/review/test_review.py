"""What is to be looked at, from the catalogue alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from site_gen.catalogue import catalogue
from site_gen.catalogue.loading import load
from site_gen.practice import Link, Practice, Source
from site_gen.review import Review, report, review
from site_gen.review.changes import Change, Changes
from site_gen.review.links import Answer, Broken
from tests.publishing import PRACTICES, SETTINGS, TERMS, practice

LONG = "## Purpose\n\n" + "word " * 200
LINK = (Link("Page", "https://a.test/"),)


def made(*practices: Practice, drafts: bool = True) -> Review:
    return review(
        catalogue(practices, TERMS, drafts=drafts),
        day=SETTINGS.built,
        months=24,
        overdue=SETTINGS.overdue,
    )


def good(slug: str = "good", **facts: Any) -> Practice:
    return practice(slug, **{"body": LONG, "links": LINK, "path": f"{slug}.md", **facts})


def rows(found: Review) -> dict[str, list[tuple[str, str]]]:
    """The lists that are not empty, as paths and what is said of them."""
    return {
        section.id: [(row.path, row.says) for row in section.rows]
        for section in report.sections(found)
        if section.rows
    }


def test_nothing_to_do() -> None:
    assert rows(made(good())) == {}
    assert rows(made()) == {}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"status": "draft"}, {"drafts": ""}),
        ({"reviewed": date(2024, 12, 1)}, {"overdue": "reviewed 2024-12-01"}),
        ({"reviewed": date(2024, 12, 2)}, {}),
        ({"reviewed": date(2026, 12, 1)}, {}),
        ({"reviewed": date(2026, 12, 2)}, {"future": "2026-12-02"}),
        ({"status": "draft", "reviewed": date(2027, 1, 1)}, {"future": "2027-01-01", "drafts": ""}),
        ({"body": "## Purpose\n\nFew words."}, {"thin": "2 words"}),
        ({"body": "Few words.", "extent": "brief"}, {}),
        ({"links": ()}, {"without_links": ""}),
        ({"source": (Source("Book"),)}, {"untraced": "Book"}),
        ({"source": (Source("Book", entry="X"), Source("Paper"))}, {"untraced": "Paper"}),
        ({"status": "archived", "links": (), "reviewed": date(2030, 1, 1)}, {}),
    ],
)
def test_lists(facts: dict[str, Any], expected: dict[str, str]) -> None:
    assert rows(made(good(**facts))) == {key: [("good.md", says)] for key, says in expected.items()}


def test_drafts_are_listed_only_where_they_are_published() -> None:
    assert rows(made(good(status="draft"), drafts=False)) == {}


def test_translations_stand_in_the_lists_of_texts() -> None:
    french = practice(
        "bon", path="bon.md", body="## But\n\nPeu.", lang="fr", translation_of="good",
        reviewed=date(2024, 1, 1), source=(),
    )  # fmt: skip
    assert rows(made(good(), french)) == {
        "overdue": [("bon.md", "reviewed 2024-01-01")],
        "thin": [("bon.md", "1 words")],
    }


def test_pairs_that_are_alike() -> None:
    pair = good("a", title="Open City Hall"), good("b", title="City Hall, open")
    says = "like b.md: 'City Hall, open' is like 'Open City Hall' and both link to 'a.test/x'"
    shared = [replace(each, links=(Link("Page", "https://a.test/x"),)) for each in pair]
    assert rows(made(*shared)) == {"near_duplicates": [("a.md", says)]}
    told = replace(pair[1], not_duplicate_of=("a",))
    assert rows(made(pair[0], told)) == {}


def test_the_review_agrees_with_the_rule() -> None:
    loaded = load(PRACTICES)
    bare = [replace(each, not_duplicate_of=()) for each in loaded.catalogue.practices]
    found = review(
        catalogue(bare, loaded.catalogue.vocabulary),
        day=SETTINGS.built, months=24, overdue=SETTINGS.overdue,
    )  # fmt: skip
    assert len(found.alike) == 4
    assert "near-duplicate" not in {problem.rule for problem in loaded.problems}


HOSTILE = "`` @all <b>x</b> [x](y)\n# z \x1b[31m"
EVERYTHING = replace(
    made(good(title=HOSTILE, reviewed=date(2020, 1, 1), links=(), status="published")),
    left_out=["fr/`x`.md"],
    links=[
        Broken("https://a.test/`x`", Answer("failing", "answers 404 @all"), ("a.md", "b.md")),
        Broken("https://b.test/", Answer("moved", "has moved to https://c.test/"), ("b.md",)),
        Broken("https://d.test/", Answer("refused", "answers 403"), ("b.md",)),
    ],
    changes=Changes("v1", "by git", (Change("renamed", "new.md", "from old.md"),)),
)


def test_text() -> None:
    text = report.as_text(EVERYTHING)
    overview, *blocks = text.split("\n\n")
    assert overview.splitlines()[:4] == [
        "1 practice published on 2026-12-01",
        "  1  with errors",
        "  1  links that lead nowhere",
        "  1  links whose page has moved",
    ]
    assert "Links that lead nowhere: 1\nFind the page's new address, or take the link out.\n" in (
        text
    )
    assert "  a.md: https://a.test/`x` answers 404 @all (also in b.md)" in text
    assert "Changed since v1: 1\nFound by git.\n  new.md: renamed from old.md\n" in text
    assert all(line.isprintable() for line in text.splitlines())
    assert len(blocks) == len([s for s in report.sections(EVERYTHING) if s.rows])


def test_json() -> None:
    found = json.loads(report.as_json(EVERYTHING))
    assert list(found) == sorted(found)
    assert found["links"] == [
        {"path": "a.md", "url": "https://a.test/`x`", "detail": "answers 404 @all",
         "paths": ["a.md", "b.md"]},
    ]  # fmt: skip
    assert found["links_moved"][0]["detail"] == "has moved to https://c.test/"
    assert found["left_out"] == [{"path": "fr/`x`.md"}]
    assert found["overdue"] == [{"path": "good.md", "id": "good", "reviewed": "2020-01-01"}]
    assert (found["on"], found["practices"], found["changes_by"]) == ("2026-12-01", 1, "by git")
    assert found["changes"] == [{"path": "new.md", "kind": "renamed", "detail": "from old.md"}]
    quiet = json.loads(report.as_json(made(good())))
    assert (quiet["links"], quiet["changes"], quiet["drafts"]) == (None, None, [])


def test_markdown_keeps_what_others_wrote_as_code() -> None:
    text = report.as_markdown(EVERYTHING)
    assert "- `` fr/`x`.md ``\n" in text
    assert "- ` a.md `: `` https://a.test/`x` answers 404 @all (also in b.md) ``\n" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", "` a `"), ("`a", "`` `a ``"), ("a``b`", "``` a``b` ```"), ("a\n# b", "` a\\n# b `")],
)
def test_code(text: str, expected: str) -> None:
    assert report.code(text) == expected


@pytest.mark.parametrize("format", [report.as_text, report.as_json, report.as_markdown])
def test_formats_repeat_themselves(format: Callable[[Review], str]) -> None:
    assert format(EVERYTHING) == format(EVERYTHING)
    assert format(EVERYTHING).endswith("\n")
