"""Quotation marks that YAML needs."""

from __future__ import annotations

import pytest

from tests.checking import changed, check
from tests.mending.mended import line, mended


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lublin: a city for all", '"Lublin: a city for all"'),
        ("Strasbourg:", '"Strasbourg:"'),
        ("“Lublin: a city”", '"Lublin: a city"'),
        ("„Lublin: a city“", '"Lublin: a city"'),
        ("the “old: town” there", '"the “old: town” there"'),
        ('Lublin: the "old" town', "'Lublin: the \"old\" town'"),
        ("C:\\ l'Isle: x", "'C:\\ l''Isle: x'"),
        ("@strasbourg", '"@strasbourg"'),
        ("`Strasbourg`", '"`Strasbourg`"'),
        ("%Strasbourg", '"%Strasbourg"'),
    ],
)
def test_what_is_put_in_quotes(text: str, expected: str) -> None:
    assert line("place: Strasbourg", f"place: {text}") == f"place: {expected}"
    assert check(mended(changed("place: Strasbourg", f"place: {text}"))) == []


def test_a_key_in_capitals_too() -> None:
    assert line("place: Strasbourg", "Place: Metz: a city") == 'place: "Metz: a city"'


def test_several_lines() -> None:
    content = changed("title: Espace", "title: Espace: an").replace("City of", "City: of")
    after = mended(content)
    assert 'title: "Espace: an Égalité"\n' in after
    assert 'lead: "City: of Strasbourg"\n' in after


@pytest.mark.parametrize(
    "new",
    [
        "place: Lublin: a city\n  for all",
        "place: Lublin: a city #1",
        'place: "the "old" town"',
        "place: 'l'Isle'",
        "place: &city Strasbourg",
        "place: *city* x",
        "place: [a: b",
        "plaec: Lublin: a city",
        "area: Lublin: a city",
        "partners:\n  - a: b: c",
        "place: “”: x: y\n\t",
        "place:Strasbourg",
    ],
)
def test_what_is_left_alone(new: str) -> None:
    content = changed("place: Strasbourg", new)
    assert mended(content) == content


def test_one_that_cannot_be_mended_leaves_all_as_they_are() -> None:
    content = changed("title: Espace", "title: Espace: an").replace("place: Str", "place: 'l'Str")
    assert mended(content) == content
