"""Other names of what a text mentions: both ways between wordings, one way from synonyms."""

from __future__ import annotations

import pytest

from site_gen.search.lexicon import Lexicon
from site_gen.search.synonyms import Synonyms
from site_gen.text import words
from site_gen.vocabulary import Term

TERMS = {
    "fgm": Term("fgm", "female genital mutilation", aliases=("FGM",), synonyms=("cutting",)),
    "ngo": Term("ngo", "non-governmental organisation", aliases=("NGO",)),
}
FGM = ["female genital mutilation", "FGM", "cutting"]
NGO = ["non-governmental organisation", "NGO"]


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["Against female genital mutilation."], FGM),
        (["A board on FGM"], FGM),
        (["Cutting grass"], []),
        (["NGO, and FGM"], [*FGM, *NGO]),
        (["Two non-governmental organisations"], NGO),
        (["female", "genital mutilation"], []),
        (["genital female mutilation"], []),
        (["", "ngo NGO"], NGO),
        ([], []),
    ],
)
def test_names(texts: list[str], names: list[str]) -> None:
    assert _mentioned(TERMS, texts) == {word for name in names for word in words(name)}


def _mentioned(concepts: dict[str, Term], texts: list[str]) -> set[str]:
    return set().union(*_by_text(concepts, texts).values())


def _by_text(concepts: dict[str, Term], texts: list[str]) -> dict[int, set[str]]:
    """The number of a text -> the words of all names of what it mentions."""
    lexicon = Lexicon()
    synonyms = Synonyms(concepts, lexicon)
    found: dict[int, set[str]] = {}
    for numbers, names in synonyms.mentioned(*lexicon.read(texts)):
        for number, name in zip(numbers.tolist(), names.tolist(), strict=True):
            found.setdefault(number, set()).update(words(synonyms.names[name]))
    return found


def test_each_text_is_told_apart() -> None:
    found = _by_text(TERMS, ["Grass", "a board on FGM", "", "an NGO and its ngo", "genital"])
    assert found.keys() == {1, 3}
    assert found[1] == {word for name in FGM for word in words(name)}
    assert found[3] == {word for name in NGO for word in words(name)}


def test_a_name_may_begin_another_or_belong_to_two() -> None:
    concepts = {
        "a": Term("a", "open city", synonyms=("one",)),
        "b": Term("b", "open city hall", aliases=("hall",), synonyms=("two",)),
        "c": Term("c", "C", aliases=("Open cities",), synonyms=("three",)),
    }
    both = {"open", "city", "cities", "c", "one", "three"}
    assert _mentioned(concepts, ["an open city"]) == both
    assert _mentioned(concepts, ["open city hall"]) == {*both, "hall", "two"}
    assert _mentioned(concepts, ["open"]) == set()


def test_words_met_later_are_known_too() -> None:
    lexicon = Lexicon()
    synonyms = Synonyms(TERMS, lexicon)
    assert list(synonyms.mentioned(*lexicon.read(["nothing"]))) == []
    assert [texts.tolist() for texts, _ in synonyms.mentioned(*lexicon.read(["", "ngo"]))] == [[1]]


def test_names_without_words_are_never_mentioned() -> None:
    assert _mentioned({"x": Term("x", "?!")}, ["", "a"]) == set()


def test_without_concepts_nothing_is_mentioned() -> None:
    assert _mentioned({}, ["FGM"]) == set()
