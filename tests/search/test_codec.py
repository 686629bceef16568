"""Numbers and words come back from their encodings."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.search import codec
from site_gen.text import words
from tests.publishing import ROOT
from tests.search import decoding

NUMBERS = st.lists(st.integers(0, 300) | st.integers(0, (1 << 35) - 1), max_size=30)
WORDS = st.text(max_size=60).map(words)


@given(NUMBERS)
def test_varints_come_back(numbers: list[int]) -> None:
    content, starts = codec.varints(np.array(numbers, dtype=np.int64))
    assert decoding.varints(content) == numbers
    pieces = [content[begin:end] for begin, end in pairwise(starts)]
    assert [decoding.varints(piece) for piece in pieces] == [[number] for number in numbers]
    assert b"".join(pieces) == content
    assert all(0 < len(piece) <= 5 for piece in pieces)


@pytest.mark.parametrize(
    ("number", "content"),
    [
        (0, "00"),
        (127, "7f"),
        (128, "80 01"),
        (300, "ac 02"),
        (2**14 - 1, "ff 7f"),
        (2**14, "80 80 01"),
        (2**21, "80 80 80 01"),
        (2**28, "80 80 80 80 01"),
        (2**35 - 1, "ff ff ff ff 7f"),
    ],
)
def test_varints_are_leb128(number: int, content: str) -> None:
    assert codec.varints(np.array([number], dtype=np.int64))[0] == bytes.fromhex(content)


@given(st.sets(st.integers(0, 1 << 20)))
def test_gaps_come_back(numbers: set[int]) -> None:
    given_ = sorted(numbers)
    gaps = [after - before - 1 for before, after in pairwise([-1, *given_])]
    assert decoding.ascending(gaps) == given_


@given(st.binary(max_size=20))
def test_base64_has_no_padding(content: bytes) -> None:
    assert decoding.binary(codec.base64(content)) == content


@given(st.data(), st.integers(0, 100))
def test_bit_sets_come_back(data: st.DataObject, size: int) -> None:
    numbers = data.draw(st.sets(st.integers(0, size - 1))) if size else set()
    coded = codec.bit_set(numbers, size)
    assert decoding.bit_set(coded) == numbers
    assert len(decoding.binary(coded)) == -(-size // 8)


def test_the_lowest_bit_comes_first() -> None:
    assert decoding.binary(codec.bit_set([0, 9], 10)) == b"\x01\x02"


@given(st.lists(st.integers(0, 65_535)))
def test_shorts_come_back(numbers: list[int]) -> None:
    assert decoding.shorts(codec.shorts(numbers)) == numbers


@given(st.lists(WORDS))
def test_words_come_back(texts: list[list[str]]) -> None:
    given_ = sorted({word for text in texts for word in text})
    assert decoding.front_coded(codec.front_coded(given_)) == given_


@pytest.mark.parametrize(
    ("given_", "coded"),
    [
        ([], ""),
        (["school"], "0school"),
        (["school", "schooling", "schools", "town"], "0school 6ing 6s 0town"),
        (["a" * 40, "a" * 40 + "b"], f"0{'a' * 40} z{'a' * 5}b"),
        (["𞤀𞤁", "𞤀𞤂"], "0𞤀𞤁 0𞤀𞤂"),  # two units each in the browser: nothing is shared
        (["город", "города"], "0город 5а"),
    ],
)
def test_words_share_their_beginnings(given_: list[str], coded: str) -> None:
    assert codec.front_coded(given_) == coded
    assert decoding.front_coded(coded) == given_


def test_the_browser_has_a_decoder_for_each_encoding() -> None:
    script = (ROOT / "site_gen/assets/codec.js").read_text(encoding="utf-8")
    assert "codec: { bytes, gaps, bitSet, shorts, frontCoded }" in script
