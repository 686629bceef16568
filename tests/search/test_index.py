"""The browser's data: scripts that parse back, and that say what the catalogue says."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.catalogue import catalogue
from site_gen.catalogue.cards import card
from site_gen.catalogue.facets import address, values
from site_gen.catalogue.loading import load
from site_gen.practice import Period, Practice
from site_gen.search import CHUNK, index
from site_gen.text import words
from site_gen.vocabulary import FACETS
from tests.publishing import PRACTICES, TERMS, practice

_CALL = re.compile(rb'compendiumRegister\("([a-z0-9-]+)",(.*)\);\n', re.S)


def _scripts(*practices: Practice) -> dict[str, Any]:
    """What each script registers, by name; the scripts are checked for their form on the way."""
    found = index(catalogue(practices, TERMS))
    registered = {}
    for path, content in found.files.items():
        assert content.isascii()
        match = _CALL.fullmatch(content)
        assert match, path
        assert path == f"{found.folder}{match[1].decode()}.js"
        registered[match[1].decode()] = json.loads(match[2])
    return registered


def _postings(terms: Any) -> dict[str, dict[int, int]]:
    """word -> number of the practice -> weight."""
    return {
        word: dict(zip(flat[::2], flat[1::2], strict=True))
        for word, flat in zip(terms["words"], terms["postings"], strict=True)
    }


def _found(word: str, *practices: Practice) -> list[str]:
    ordered = catalogue(practices, TERMS).practices
    hits = _postings(_scripts(*practices)["terms"]).get(word, {})
    return [ordered[number].id for number in hits]


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"title": "Västra Götaland"}, "vastra"),
        ({"title": "Västra Götaland"}, "gotaland"),
        ({"summary": "Gemeng epakt: Zesummeliewen."}, "zesummeliewen"),
        ({"aliases": ("Espace Égalité",)}, "egalite"),
        ({"place": "Łódź"}, "lodz"),
        ({"place": "Tromsø"}, "tromso"),
        ({"country": ("TR",)}, "turkiye"),
        ({"country": ("TR",)}, "turkey"),
        ({"country": ("GB",)}, "uk"),
        ({"country": ("GB",)}, "scotland"),
        ({"country": ("NO",)}, "norway"),
        ({"title": "EU-Belong: 26 criteria"}, "26"),
        ({"title": "EU-Belong: 26 criteria"}, "belong"),
    ],
)
def test_a_practice_is_found_by_what_people_type(facts: dict[str, object], word: str) -> None:
    assert _found(word, practice("one", **facts), practice("two", country=("IS",))) == ["one"]


def test_the_weight_is_that_of_the_best_field() -> None:
    corpus = [
        practice("a", title="Music", summary="Music"),
        practice("b", title="B", summary="Music"),
        practice("c", title="C", place="Music", summary="Other"),
        practice("d", title="D", aliases=("Music",)),
        practice("e", title="E"),
    ]
    postings = _postings(_scripts(*corpus)["terms"])["music"]
    # b, c, d, e, Music: practices are numbered in title order.
    assert postings.keys() == {0, 1, 2, 4}
    assert postings[4] == postings[2] > postings[1] > postings[0] > 0


def test_words_are_sorted_and_so_are_postings() -> None:
    terms = _scripts(*(practice(f"p{n}", title=f"Word{n} école Éclair") for n in range(12)))[
        "terms"
    ]
    assert terms["words"] == sorted(set(terms["words"]))
    for flat in terms["postings"]:
        assert flat[::2] == sorted(set(flat[::2]))


@given(
    st.lists(
        st.tuples(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["FR", "TR", "int"])),
        max_size=5,
    )
)
def test_every_word_of_any_text_leads_to_its_practice(texts: list[tuple[str, str, str]]) -> None:
    corpus = [
        practice(f"p{n}", title=title or "Title", summary=summary, country=(country,))
        for n, (title, summary, country) in enumerate(texts)
    ]
    ordered = catalogue(corpus, TERMS).practices
    postings = _postings(_scripts(*corpus)["terms"])
    for number, each in enumerate(ordered):
        for word in words(f"{each.title} {each.summary}"):
            assert number in postings[word]
    assert sum(map(len, postings.values())) == sum(
        len(
            {
                word
                for text in (
                    each.title,
                    each.summary,
                    *(
                        name
                        for term in [TERMS["country"][each.country[0]]]
                        for name in (term.label, *term.aliases, *term.synonyms)
                    ),
                )
                for word in words(text)
            }
        )
        for each in ordered
    )


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 3])
def test_cards_come_in_chunks(size: int) -> None:
    corpus = [practice(f"p{number:03}") for number in range(size)]
    registered = _scripts(*corpus)
    assert registered["table"]["size"] == size
    assert registered["table"]["chunk"] == CHUNK
    chunks = [registered[f"cards-{number}"] for number in range(len(registered) - 2)]
    assert all(len(chunk) == CHUNK for chunk in chunks[:-1])
    cards = [each for chunk in chunks for each in chunk]
    built = catalogue(corpus, TERMS)
    expected = [asdict(card(each, built)) for each in built.practices]
    assert cards == json.loads(json.dumps(expected))


def test_the_folder_is_named_after_the_content_and_nothing_else() -> None:
    one = index(catalogue([practice()], TERMS))
    same = index(catalogue([practice(body="## Purpose\n\nOther text.\n")], TERMS))
    other = index(catalogue([practice(title="Another title")], TERMS))
    draft = index(catalogue([practice(), practice("b", status="draft")], TERMS))
    assert re.fullmatch(r"assets/search/[0-9a-f]{12}/", one.folder)
    assert one == same == draft
    assert other.folder != one.folder
    assert all(path.startswith(other.folder) for path in other.files)


def test_the_table_says_what_the_facets_say() -> None:
    built = load(PRACTICES).catalogue
    table = _scripts(*built.practices)["table"]
    assert [facet["name"] for facet in table["facets"]] == list(FACETS)
    for facet in table["facets"]:
        name = facet["name"]
        assert len(facet["values"]) == len(facet["labels"]) == len(set(facet["values"]))
        assert len(facet["columns"]) == table["size"]
        for each, column in zip(built.practices, facet["columns"], strict=True):
            found = {facet["values"][number] for number in column}
            assert found == {address(value) for value in values(each, name)}
            assert column == sorted(set(column))
        labels = {address(term.id): term.brief for term in TERMS[name].values()}
        assert facet["labels"] == [labels[value] for value in facet["values"]]


def test_the_orders_are_those_that_readers_choose() -> None:
    corpus = [
        practice("a", country=("SE",), period=Period(start="2020")),
        practice("b", country=("AX",), period=Period(start="2021-05")),
        practice("c", country=("ES",)),
        practice("d", country=("ES",), period=Period(start="2021")),
    ]
    order = _scripts(*corpus)["table"]["order"]
    assert order == {"country": [1, 2, 3, 0], "newest": [1, 3, 0, 2]}


def test_the_browser_folds_letters_as_we_do() -> None:
    fold = _scripts(practice())["table"]["fold"]
    assert (fold["ø"], fold["ł"], fold["ß"], fold["æ"]) == ("o", "l", "ss", "ae")


def test_text_that_looks_like_a_script_stays_text() -> None:
    title = '</script><script>alert(1)</script> "); alert(1); ("\u2028'
    registered = _scripts(practice(title=title))
    assert registered["cards-0"][0]["title"] == title
