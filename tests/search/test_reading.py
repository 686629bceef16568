"""What documents say comes back as words by field, with the names of what they mention."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.search import reading
from site_gen.search.inverted import FIELDS
from site_gen.search.reading import Document, read
from site_gen.text import words
from site_gen.vocabulary import Term

CONCEPTS = {
    "fgm": Term("fgm", "female genital mutilation", aliases=("FGM",), synonyms=("cutting",)),
    "ngo": Term("ngo", "non-governmental organisation", aliases=("NGO",)),
}
FGM = {"female", "genital", "mutilation", "fgm", "cutting"}
WRITTEN = [name for name in FIELDS if name != "synonyms"]
TEXTS = st.lists(st.tuples(st.sampled_from(WRITTEN), st.text(max_size=20)), max_size=9).map(
    lambda texts: sorted(texts, key=lambda text: WRITTEN.index(text[0]))
)


def _also(*documents: Document) -> list[set[str]]:
    return [set(text["synonyms"]) for text in read(documents, CONCEPTS).by_field()]


@given(st.lists(st.tuples(TEXTS, st.lists(st.text(max_size=9), max_size=3)), max_size=7))
def test_words_come_back_by_document_and_field(
    given_: list[tuple[list[tuple[str, str]], list[str]]],
) -> None:
    with patch.object(reading, "_SHARE", 2):
        names = [name for _, also in given_ for name in also]
        documents = [
            Document(texts, [names.index(name) for name in also]) for texts, also in given_
        ]
        found = list(read(documents, {}, names).by_field())
    assert len(found) == len(given_)
    for text, (texts, also) in zip(found, given_, strict=True):
        assert list(text) == list(FIELDS)
        for name in WRITTEN:
            assert text[name] == [
                w for field, given in texts if field == name for w in words(given)
            ]
        assert sorted(text["synonyms"]) == sorted({w for name in also for w in words(name)})


@pytest.mark.parametrize("name", ["title", "aliases", "place", "summary", "body"])
def test_a_document_has_the_names_of_what_it_mentions(name: str) -> None:
    found = _also(Document([("title", "Grass")]), Document([(name, "A board on FGM")]))
    assert found == [set(), FGM]


@pytest.mark.parametrize("name", ["country", "terms"])
def test_labels_mention_nothing(name: str) -> None:
    assert _also(Document([(name, "NGO")])) == [set()]


def test_no_name_spans_two_texts() -> None:
    aliases = [("aliases", "Female"), ("aliases", "genital mutilation")]
    assert _also(Document(aliases), Document([("aliases", "Female genital mutilations")])) == [
        set(),
        FGM,
    ]


def test_names_by_which_a_document_is_found_stand_beside_those() -> None:
    documents = [Document([("body", "FGM")], [0, 1]), Document([], [2])]
    names = ["Girls' health", "FGM", "health"]
    found = [set(text["synonyms"]) for text in read(documents, CONCEPTS, names).by_field()]
    assert found == [{*FGM, "girls", "health"}, {"health"}]
