"""Words get the same numbers wherever they stand, whatever the table knows of them."""

from __future__ import annotations

from itertools import chain
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.search import lexicon
from site_gen.search.lexicon import Lexicon
from site_gen.search.stems import stems
from site_gen.text import words

LONG = "antidisestablishmentarianism"
WORD = st.sampled_from(
    ("city", "cities", "a", "12345678", "123456789", LONG[:15], LONG[:16], LONG[:17], LONG, "Łódź",
     "гостеприимство", "гостеприимность", "多様性", "İstanbul", "L'Été", "𞤀𞤁")
)  # fmt: skip
TEXT = st.lists(WORD | st.text(max_size=8), max_size=30).map(" ".join)
READS = st.lists(st.lists(TEXT, max_size=4), max_size=4)


@pytest.mark.parametrize("bits", [1, 3, 18])  # in a small table most words share a slot
@given(READS)
def test_words_come_back(bits: int, reads: list[list[str]]) -> None:
    with patch.object(lexicon, "_SLOT_BITS", bits):
        known = Lexicon()
        for texts in reads:
            numbers, counts = known.read(texts)
            expected = [words(text) for text in texts]
            assert [known.words[number] for number in numbers] == list(chain(*expected))
            assert counts.tolist() == [len(text) for text in expected]
    assert len(set(known.words)) == len(known.words)
    assert known.stems == stems(known.words)


def test_words_that_begin_alike_are_different_words() -> None:
    alike = [LONG[:size] for size in range(1, len(LONG) + 1)]
    known = Lexicon()
    for _ in range(2):  # the second time, the table knows the short ones
        numbers, _ = known.read([" ".join(alike)])
        assert numbers.tolist() == list(range(len(alike)))


def test_a_word_is_numbered_when_first_met() -> None:
    known = Lexicon()
    assert known.read(["Open city", "city hall"])[0].tolist() == [0, 1, 1, 2]
    assert known.read(["hall, open; OPEN!"])[0].tolist() == [2, 0, 0]
    assert known.words == ["open", "city", "hall"]


def test_words_beyond_what_is_first_kept_are_known_too() -> None:
    many = [f"w{number}" for number in range(70_000)]
    known = Lexicon()
    for _ in range(2):
        numbers, _ = known.read([" ".join(many)])
        assert numbers.tolist() == list(range(len(many)))
