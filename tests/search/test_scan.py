"""The search in Python; that it agrees with the browser's is tests/browser/test_engine.py's."""

from __future__ import annotations

import pytest

from site_gen.catalogue import catalogue
from site_gen.search.scan import find
from tests.publishing import TERMS, practice

CORPUS = catalogue(
    [
        practice("football", title="Football in the park", summary="Boys and girls play."),
        practice("mentors", title="Mentors for newcomers", summary="Football is not all."),
        practice("roma", title="Roma women's councils"),
        practice("draft", title="Football drafts", status="draft"),
    ],
    TERMS,
)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("football", ["football", "mentors"]),
        ("FOOTBAL", ["football", "mentors"]),
        ("footbll mentor", ["mentors"]),
        ('"in the park"', ["football"]),
        ("football -park", ["mentors"]),
        ("womens council", ["roma"]),
        ("", ["football", "mentors", "roma"]),
        ("zebra", []),
    ],
)
def test_find(text: str, slugs: list[str]) -> None:
    assert [practice.id for practice in find(CORPUS, text)] == slugs
