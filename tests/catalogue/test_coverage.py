"""Coverage: every figure against a count that is written without the code under test."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_gen.catalogue import catalogue
from site_gen.catalogue.coverage import FEW, TABLES, Coverage, Table, coverage, table, words
from site_gen.catalogue.loading import load
from site_gen.practice import Link, Practice
from tests.publishing import PRACTICES, TERMS, practice, practice_file, unchecked

_CHOICES = {
    "principle": list(TERMS["principle"]),
    "country": ["FR", "ES", "TR", "int"],
    "level": list(TERMS["level"]),
    "type": list(TERMS["type"])[:4],
    "area": list(TERMS["area"])[:4],
}
_LINKS = (Link("Page", "https://example.org/"),)
_IMPACT = (("impact", "Impact", 0, 0),)
DAY = date(2026, 1, 1)


def _some(facet: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(_CHOICES[facet]), min_size=1, unique=True).map(tuple)


@st.composite
def corpora(draw: st.DrawFn) -> list[Practice]:
    return [
        practice(
            f"practice-{number}",
            **{facet: draw(_some(facet)) for facet in _CHOICES},
            extent=draw(st.sampled_from(["full", "brief"])),
            status=draw(st.sampled_from(["published", "draft", "archived"])),
            links=draw(st.sampled_from([(), _LINKS])),
            places=draw(st.sampled_from([(), _IMPACT])),
            reviewed=draw(st.dates(date(2025, 12, 1), date(2026, 2, 1))),
            body=draw(st.sampled_from(["", "One.", "One two three."])),
        )
        for number in range(draw(st.integers(0, 8)))
    ]


def _cover(practices: Iterable[Practice], *, thin: int = 3, drafts: bool = False) -> Coverage:
    return coverage(
        catalogue(practices, TERMS, drafts=True),
        thin=thin,
        overdue=lambda reviewed: reviewed < DAY,
        drafts=drafts,
    )


def _cells(found: Table) -> dict[tuple[str, str], int]:
    return {
        (row.id, column.id): found.cells[y][x]
        for y, row in enumerate(found.rows)
        for x, column in enumerate(found.columns)
    }


@given(corpora(), st.sampled_from([*TABLES, ("principle", "level")]))
def test_a_cross_table_says_what_a_direct_count_says(
    corpus: list[Practice], facets: tuple[str, str]
) -> None:
    rows, columns = facets
    found = table(corpus, TERMS, rows=rows, columns=columns)
    cells = _cells(found)
    for (row, column), count in cells.items():
        having = [p for p in corpus if row in getattr(p, rows) and column in getattr(p, columns)]
        assert count == len(having)
    pairs = sum(len(getattr(p, rows)) * len(getattr(p, columns)) for p in corpus)
    assert sum(cells.values()) == pairs
    for term, total in zip(found.rows, found.row_totals, strict=True):
        assert total == sum(term.id in getattr(p, rows) for p in corpus)
    for term, total in zip(found.columns, found.column_totals, strict=True):
        assert total == sum(term.id in getattr(p, columns) for p in corpus)
    assert sum(found.row_totals) == sum(len(getattr(p, rows)) for p in corpus)
    assert sum(found.column_totals) == sum(len(getattr(p, columns)) for p in corpus)
    assert found.total == len(corpus)
    empty = {(row.id, column.id) for row, column in found.empty()}
    assert empty == {pair for pair, count in cells.items() if not count}


@given(corpora(), st.booleans())
def test_totals_gaps_and_lists(corpus: list[Practice], drafts: bool) -> None:
    found = _cover(corpus, drafts=drafts)
    wanted = [p for p in corpus if p.status == "published" or (drafts and p.status == "draft")]
    totals = found.totals
    assert totals.practices == len(wanted)
    assert totals.full + totals.brief == len(wanted)
    assert totals.full == sum(p.extent == "full" for p in wanted)
    assert totals.countries == len({c for p in wanted for c in p.country if c != "int"})
    assert totals.status == {s: sum(p.status == s for p in corpus) for s in TERMS["status"]}
    assert [(t.row_facet, t.column_facet, t.total) for t in found.tables] == [
        (*facets, len(wanted)) for facets in TABLES
    ]

    areas = {area: sum(area in p.area for p in wanted) for area in TERMS["area"]}
    few = {term.id: count for term, count in found.few}
    assert few == {area: count for area, count in areas.items() if count < FEW}
    assert list(few.values()) == sorted(few.values())
    missing = {(principle.id, level.id) for principle, level in found.missing}
    served = {(a, b) for p in wanted for a in p.principle for b in p.level}
    assert missing == {(a, b) for a in TERMS["principle"] for b in TERMS["level"]} - served

    full = [p for p in wanted if p.extent == "full"]
    assert [each.path for each in found.without_links] == [p.path for p in wanted if not p.links]
    assert [each.path for each in found.without_impact] == [p.path for p in full if not p.sections]
    lengths = {p.path: len(p.body.split()) for p in full}
    assert [(each.path, n) for each, n in found.thin] == sorted(
        ((path, n) for path, n in lengths.items() if n < 3), key=lambda pair: (pair[1], pair[0])
    )
    assert [each.path for each in found.overdue] == [
        p.path for p in sorted(wanted, key=lambda p: (p.reviewed, p.path)) if p.reviewed < DAY
    ]


def test_rows_are_all_terms_by_label_but_only_countries_that_occur() -> None:
    by_country, by_type, by_area = _cover(
        [practice("a", country=("TR",)), practice("b", country=("AT", "int"))]
    ).tables
    assert [row.label for row in by_country.rows] == ["Austria", "International", "Türkiye"]
    assert [column.id for column in by_country.columns] == list(TERMS["principle"])
    assert {row.id for row in by_type.rows} == set(TERMS["type"])
    assert [column.id for column in by_type.columns] == list(TERMS["level"])
    labels = [row.label for row in by_area.rows]
    assert len(labels) == len(TERMS["area"])
    assert labels == sorted(labels)


def test_a_practice_of_two_columns_is_one_practice_of_its_row() -> None:
    two = practice("a", principle=("equality", "diversity"))
    by_country = _cover([two]).tables[0]
    assert by_country.cells == ((1, 1, 0, 0, 0),)
    assert (by_country.row_totals, by_country.total) == ((1,), 1)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("", 0),
        ("## Purpose\n\n## Process\n", 0),
        ("## Purpose\n\nTo open city hall.\n\n## Process\n\n- *Every* month\n- a table\n", 8),
        ("A [round table](https://example.org/a/b) meets.", 4),
        ("| who | what |\n|---|---|\n| city | talks |\n", 4),
    ],
)
def test_words_are_those_that_readers_see(body: str, count: int) -> None:
    assert words(practice(body=body)) == count


_PIECES = (
    "word ", "two words ", "## ", "### ", "\n", "\n\n", "- ", "> ", "1. ", "---", "===", "    ",
    "[a](b 'c d e f g h')", "[a b]: c", "`", "```", "~~~ a b c\n", "| a | b |\n|---|\n",
    "<b> ", "&nbsp;", "*", "\\", "<!-- a b c -->", "![a b](c)",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES)).map("".join), st.integers(0, 9))
def test_thin_are_those_of_fewer_words_than_that(body: str, thin: int) -> None:
    one = unchecked(practice_file(body=body))
    found = _cover([one], thin=thin).thin
    assert found == (((one, words(one)),) if words(one) < thin else ())


@pytest.mark.parametrize(("thin", "listed"), [(0, 0), (4, 0), (5, 1)])
def test_thin_is_below_the_threshold(thin: int, listed: int) -> None:
    corpus = [practice("a", body="One two three four."), practice("b", extent="brief", body="One")]
    assert len(_cover(corpus, thin=thin).thin) == listed


def _edition(**facts: object) -> Practice:
    given = {"lang": "fr", "translation_of": "a", "body": "Un.", "reviewed": date(2025, 1, 1)}
    return practice("b", **(given | facts))


def test_a_translation_is_no_practice_but_a_text_to_mend() -> None:
    original = practice("a", body="One two three.", places=_IMPACT, links=_LINKS)
    found = _cover([original, _edition()])
    assert (found.totals.practices, found.totals.translations) == (1, 1)
    assert found.totals.status == {"draft": 0, "published": 1, "archived": 0}
    assert [each.total for each in found.tables] == [1, 1, 1]
    assert [(each.id, count) for each, count in found.thin] == [("b", 1)]
    assert [each.id for each in found.overdue] == ["b"]
    assert [each.id for each in found.without_impact] == ["b"]
    assert not found.without_links  # it shares its original's


@pytest.mark.parametrize("drafts", [False, True])
def test_a_translation_that_is_a_draft_counts_with_drafts(drafts: bool) -> None:
    found = _cover([practice("a"), _edition(status="draft")], drafts=drafts)
    assert found.totals.translations == drafts
    assert [each.id for each in found.overdue] == ["b"] * drafts


def test_an_archived_translation_counts_nowhere() -> None:
    found = _cover([practice("a"), _edition(status="archived")])
    assert found.totals.status == {"draft": 0, "published": 1, "archived": 0}
    assert found.totals.translations == 0
    assert not found.overdue


@pytest.fixture(scope="module")
def facts() -> dict[str, dict[str, Any]]:
    """The front matter of the real practices as plain YAML reads it, by path.

    All values are texts, as `NO` would be False otherwise.
    """
    found = {}
    for path in PRACTICES.rglob("*.md"):
        front = path.read_text("utf-8").split("\n---\n")[0].removeprefix("---\n")
        found[path.relative_to(PRACTICES).as_posix()] = yaml.load(front, Loader=yaml.BaseLoader)
    return {path: front for path, front in found.items() if front["status"] == "published"}


def test_the_real_practices(facts: dict[str, dict[str, Any]]) -> None:
    loaded = load(PRACTICES, drafts=True)
    found = coverage(loaded.catalogue, thin=200, overdue=lambda reviewed: False)
    originals = {path: each for path, each in facts.items() if "translation_of" not in each}
    for each in found.tables:
        for (row, column), count in _cells(each).items():
            having = [
                path
                for path, front in originals.items()
                if row in front[each.row_facet] and column in front[each.column_facet]
            ]
            assert count == len(having), (row, column)
    assert found.totals.practices == len(originals) > 100
    assert found.totals.brief == sum(each.get("extent") == "brief" for each in originals.values())
    assert not found.overdue
    assert _below(found.without_links) == sorted(
        p for p, e in originals.items() if "links" not in e
    )
    without = [
        path
        for path, front in facts.items()
        if front.get("extent") != "brief"
        and "\n## Impact\n" not in (PRACTICES / path).read_text("utf-8")
    ]
    assert _below(found.without_impact) == sorted(without)


def _below(practices: Iterable[Practice]) -> list[str]:
    return [Path(each.path).relative_to(PRACTICES).as_posix() for each in practices]
