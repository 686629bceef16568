"""The judged queries through the real engine in a real browser: what people type finds what they
mean. The floors are what was reached, rounded down; whoever changes the ranking may raise them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from site_gen.catalogue.loading import load
from site_gen.pages import thesaurus
from site_gen.pages.guides import guides
from site_gen.search import index
from tests.publishing import PRACTICES, ROOT
from tests.search.judgements import (
    ALL,
    ENGINE,
    HELD_BACK,
    RANKED,
    TUNED,
    Totals,
    figures,
    judgements,
    table,
)

FLOORS = {ALL: (0.95, 0.97), TUNED: (0.94, 0.96), HELD_BACK: (0.98, 0.98)}  # MRR, recall at 3


@pytest.fixture(scope="module")
def reached(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Totals]:
    """The figures of the real practices, by group of queries."""
    root: Path = tmp_path_factory.mktemp("relevance")
    catalogue = load(PRACTICES).catalogue
    made = index(catalogue, [*guides(ROOT / "docs"), *thesaurus.guides(catalogue)])
    for path, content in made.files():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    assets = ROOT / "site_gen/assets"
    tags = "".join(f'<script src="{(assets / f"{name}.js").as_uri()}"></script>' for name in ENGINE)
    page_file = root / "index.html"
    page_file.write_text(f'<!doctype html><meta charset="utf-8">{tags}', encoding="utf-8")
    judged = judgements()
    page = browser.new_page()
    page.goto(page_file.as_uri())
    answers = page.evaluate(RANKED, [made.folder, [each.query for each in judged]])
    page.close()
    slugs = [practice.id for practice in catalogue.practices]
    return figures(judged, [[slugs[number] for number in found] for found in answers])


def test_every_expected_practice_exists() -> None:
    slugs = {practice.id for practice in load(PRACTICES).catalogue.practices}
    judged = judgements()
    assert {slug for each in judged for slug in each.expected} <= slugs
    assert all(each.expected and each.part in (TUNED, HELD_BACK) for each in judged)
    assert len({each.query for each in judged}) == len(judged) >= 110


@pytest.mark.parametrize("group", FLOORS)
def test_people_find_what_they_mean(reached: dict[str, Totals], group: str) -> None:
    print(*table({"MRR / recall at 3": reached}), sep="\n")
    rank, recall = FLOORS[group]
    assert reached[group].reciprocal_rank >= rank
    assert reached[group].recall >= recall
