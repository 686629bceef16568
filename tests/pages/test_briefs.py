"""Briefs of practices for the shortlist: what they hold, and the file that has a slug."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

from site_gen.catalogue import Catalogue, catalogue
from site_gen.pages import briefs
from site_gen.practice import Period, Practice
from site_gen.vocabulary import FACETS
from tests.publishing import SETTINGS, TERMS, practice

FOLDER = "assets/search/0123/"


def _read(files: Iterable[tuple[str, bytes]]) -> dict[str, Any]:
    """What the scripts register, by name."""
    found = {}
    for path, content in files:
        text = content.decode("ascii").removeprefix("compendiumRegister(").removesuffix(");\n")
        name, data = json.loads(f"[{text}]")
        assert path == f"{FOLDER}{name}.js"
        found[name] = data
    return found


def _built(*practices: Practice) -> Catalogue:
    return catalogue(practices, TERMS)


def _brief(one: Practice) -> dict[str, Any]:
    return dict(json.loads(json.dumps(briefs.brief(one, _built(one), SETTINGS))))


def test_every_slug_is_in_the_file_that_its_letters_name(real: Catalogue) -> None:
    found = _read(briefs.files(real, SETTINGS, FOLDER))
    shares = found.pop("briefs")
    assert set(found) == {f"brief-{number}" for number in range(shares)}
    for one in real.pages:
        share = found[f"brief-{briefs.share_of(one.id, shares)}"]
        assert share[one.id]["title"] == one.title
    assert sum(map(len, found.values())) == len(real.pages)
    assert max(map(len, found.values())) < 4 * briefs.SHARE  # letters share them out evenly


@pytest.mark.parametrize(
    ("slug", "shares", "number"), [("", 7, 0), ("a", 1000, 97), ("ab", 100_000, 3105)]
)
def test_the_number_follows_from_the_letters(slug: str, shares: int, number: int) -> None:
    assert briefs.share_of(slug, shares) == number


def test_an_earlier_slug_names_the_present_one() -> None:
    one, other = practice("new-name", formerly=("old-name",)), practice("other")
    found = _read(briefs.files(_built(one, other), SETTINGS, FOLDER))
    assert found["briefs"] == 1
    assert found["brief-0"]["old-name"] == "new-name"
    assert set(found["brief-0"]) == {"new-name", "old-name", "other"}


def test_a_compendium_without_practices_has_one_empty_file() -> None:
    assert _read(briefs.files(_built(), SETTINGS, FOLDER)) == {"briefs": 1, "brief-0": {}}


def test_a_brief_has_facts_texts_and_citation() -> None:
    told = _brief(
        practice(
            "open-city-hall",
            title="Ouverte à tous",
            lang="fr",
            place="Łódź",
            area=("education", "housing"),
            period=Period("2019", "ongoing", "Revised"),
            lead=("City",),
        )
    )
    assert (told["title"], told["lang"], told["archived"]) == ("Ouverte à tous", "fr", False)
    assert told["url"] == f"{SETTINGS.site_url}practices/open-city-hall/"
    assert "CDADI(2024)39, p. 14" in told["citation"]
    facts = dict(told["facts"])
    assert facts["Where"] == ["Łódź", "France"]
    assert facts["Led by"] == ["City"]
    assert facts["When"][-2:] == ["Revised", "Ongoing"]
    assert told["facts"][0] == ["Principle", ["Equality"]]


def test_labels_are_the_same_for_one_value_and_for_several() -> None:
    one = dict(_brief(practice(area=("education",)))["facts"])
    two = dict(_brief(practice(area=("education", "housing")))["facts"])
    assert set(one) == set(two)
    assert not {TERMS["facet"][name].plural for name in FACETS} & set(two)


def test_sections_are_plain_text_line_by_line() -> None:
    body = (
        "## Purpose\n\nTo **open** [city hall](https://city.test) & all.\n\n- first\n- second\n"
        "  - inner\n\n## Process\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    assert _brief(practice(body=body))["sections"] == [
        ["Purpose", "To open city hall & all.\n• first\n• second\n• inner"],
        ["Process", "• one\n• two\na b\nc d"],
    ]


def test_white_space_in_a_text_is_one_space() -> None:
    body = (
        "## Purpose\n\nSoft\nbreak,  two   spaces,\u00a0no\u2003break\tand &nbsp; names.\n\nMore.\n"
    )
    text = "Soft break, two spaces, no break and names.\nMore."
    assert _brief(practice(body=body))["sections"] == [["Purpose", text]]


def test_a_body_without_sections_is_one_text() -> None:
    assert _brief(practice(body="Only this."))["sections"] == [["Text", "Only this."]]


def test_markup_in_a_practice_stays_text_and_ends_no_script() -> None:
    hostile = '</script><img src=x onerror="alert(1)">'
    told = _brief(practice(title=hostile, summary=hostile, body=f"## Purpose\n\n{hostile}\n"))
    assert told["title"] == told["summary"] == hostile
    assert told["sections"][0][1] == hostile
