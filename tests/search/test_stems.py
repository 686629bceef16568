"""Words that are inflections of each other share a stem, and no others do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.search.stems import stems
from site_gen.text import words


@pytest.mark.parametrize(
    "family",
    [
        ("school", "schools", "schooling", "schooled"),
        ("city", "cities"),
        ("migrant", "migrants"),
        ("participate", "participating", "participation"),
        ("neighbour", "neighbours", "neighbouring"),
    ],
)
def test_inflections_share_a_stem(family: tuple[str, ...]) -> None:
    assert len(set(stems(family))) == 1


@pytest.mark.parametrize(("one", "other"), [("roma", "rome"), ("school", "scheme")])
def test_look_alikes_do_not(one: str, other: str) -> None:
    assert len(set(stems([one, other]))) == 2


@pytest.mark.parametrize("word", ["écoles", "łódźs", "2023", "26s", "covid19s", "города"])
def test_what_is_not_english_letters_is_its_own_stem(word: str) -> None:
    assert stems([word]) == [word]


@given(st.lists(st.text(max_size=12)).map(lambda texts: words(" ".join(texts))))
def test_a_stem_does_not_depend_on_the_other_words(given_: list[str]) -> None:
    assert stems(given_) == [stems([word])[0] for word in given_]
    assert all(stems(given_))
