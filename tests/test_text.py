"""Texts folded, sorted and made into slugs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.fields import SLUG
from site_gen.text import fold, slugify, sort_key, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Västra Götaland", "vastra gotaland"),
        ("Łódź", "lodz"),
        ("TÜRKİYE", "turkiye"),
        ("Türkiye", "turkiye"),
        ("Istanbul", "istanbul"),
        ("İstanbul", "istanbul"),
        ("Tromsø", "tromso"),
        ("Straße", "strasse"),
        ("Ærø", "aero"),
        ("Cafe\u0301", "cafe"),
        ("Ⅻ", "xii"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_folding_goes_character_by_character(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@given(st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F)))
def test_case_does_not_matter_in_latin(text: str) -> None:
    assert fold(text.upper()) == fold(text.upper().lower())


def test_words() -> None:
    assert words("L'Espace: Égalité – 2019!") == ["l", "espace", "egalite", "2019"]
    assert words("a_b c-d") == ["a", "b", "c", "d"]
    assert words("… – !") == []


@given(st.text())
def test_words_are_folded_and_without_spaces(text: str) -> None:
    for word in words(text):
        assert word
        assert not re.search(r"\s", word)
        assert words(word) == [word]


def test_sorting_ignores_case_accents_and_punctuation() -> None:
    titles = ["Öster", "zebra", "Espace", "«École»", "ecole 2", "Ost"]
    expected = ["«École»", "ecole 2", "Espace", "Ost", "Öster", "zebra"]
    assert sorted(titles, key=sort_key) == expected


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Espace Égalité", "espace-egalite"),
        ("L'Hôtel de ville", "lhotel-de-ville"),
        ("Łódź & Gdańsk: 2024!", "lodz-gdansk-2024"),
        ("Ισότητα", "isotita"),
        ("…", ""),
        ("", ""),
        ("word " * 20, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 100, "x" * 60),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_is_a_valid_one_or_empty(text: str) -> None:
    slug = slugify(text)
    assert not slug or SLUG.fullmatch(slug)
    assert len(slug) <= 60
    assert slugify(slug) == slug
