"""Other names of what a text mentions: both ways between wordings, one way from synonyms."""

from __future__ import annotations

import pytest

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
    assert Synonyms(TERMS).of([words(text) for text in texts]) == names


def test_names_without_words_are_never_mentioned() -> None:
    assert Synonyms({"x": Term("x", "?!")}).of([[], ["a"]]) == []
