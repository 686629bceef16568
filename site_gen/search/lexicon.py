"""Words as numbers: whole columns of texts are cut into words, and the words looked up, at once.

A collection has millions of words, and few different ones. A Python object for each would take
most of an index's time, so the folded texts are laid end to end as bytes: numpy finds where words
begin and end, and looks up their first bytes in a table. Only words that the table does not know
are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from site_gen.search.stems import stems
from site_gen.text import spaced

Numbers = NDArray[np.int32]
_Places = NDArray[np.intp]
_Keys = NDArray[np.uint64]  # a row for each word: its first bytes, as two numbers

_KEY = 16  # bytes, padded with zeros; the table knows no longer words
_SLOT_BITS = 18  # the table has four times as many slots as large collections have words
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)
# What remains of the first bytes, and of those after them, in a word of this length.
_MASKS = np.frombuffer(
    b"".join(b"\xff" * size + bytes(_KEY - size) for size in range(_KEY + 1)), dtype="<u8"
).reshape(-1, 2)


class Lexicon:
    """Numbers words in the order in which they are met; `words` and their `stems` by number."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.stems: list[str] = []
        self._numbers: dict[bytes, int] = {}
        # A key leads to one slot. The first word that comes there stays: it tends to be frequent.
        self._slots = np.full(1 << _SLOT_BITS, -1, dtype=np.int32)
        # The keys of words by number, so that those of frequent words lie close together; zeros for
        # long words, and in the last row, for a slot to which no key has led yet.
        self._keys: _Keys = np.zeros((1 << 16, 2), dtype=np.uint64)

    def read(self, texts: Sequence[str]) -> tuple[Numbers, Numbers]:
        """The numbers of the words of `texts`, one after the other, and how many each text has."""
        folded = [spaced(text).encode() for text in texts]
        content = b" ".join([b"", *folded, bytes(_KEY)])
        inside = np.frombuffer(content, dtype=np.uint8) > ord(" ")
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        begins, ends = edges[::2], edges[1::2]
        numbers = self._look_up(content, begins, ends)
        self._keep_new()
        text_ends = np.cumsum([len(text) + 1 for text in folded], dtype=np.intp)
        counts = np.diff(np.searchsorted(begins, text_ends), prepend=0)
        return numbers, counts.astype(np.int32)

    def _look_up(self, content: bytes, begins: _Places, ends: _Places) -> Numbers:
        sizes = ends - begins
        keys = _keys(content, begins, sizes)
        one, other = keys.T
        slots = ((one * _MIX[0] ^ other * _MIX[1]) * _MIX[0] >> (64 - _SLOT_BITS)).astype(np.intp)
        numbers: Numbers = self._slots.take(slots)
        same = self._keys.take(numbers, axis=0) == keys
        rest = np.flatnonzero(~(same[:, 0] & same[:, 1] & (sizes <= _KEY)))
        numbers[rest] = [
            self._numbers.setdefault(content[begin:end], len(self._numbers))
            for begin, end in zip(begins[rest].tolist(), ends[rest].tolist(), strict=True)
        ]
        while len(self._keys) <= len(self._numbers):
            self._keys = np.concatenate((self._keys, np.zeros_like(self._keys)))
        short = rest[sizes[rest] <= _KEY]
        self._keys[numbers[short]] = keys[short]
        free = short[self._slots[slots[short]] < 0]
        self._slots[slots[free]] = numbers[free]
        return numbers

    def _keep_new(self) -> None:
        new = list(islice(reversed(self._numbers), len(self._numbers) - len(self.words)))
        self.words += [word.decode() for word in reversed(new)]
        self.stems += stems(self.words[len(self.stems) :])


def _keys(content: bytes, begins: _Places, sizes: _Places) -> _Keys:
    """The first bytes of each word, which has _KEY bytes or more from its begin in `content`; no
    word has a key of zeros."""
    # Taken as bytes without a meaning: numbers that lie anywhere take numpy twice as long.
    windows = np.ndarray(len(content) - _KEY + 1, dtype=f"V{_KEY}", buffer=content, strides=(1,))
    keys: _Keys = windows[begins].view("<u8").reshape(-1, 2)
    keys &= _MASKS.take(np.minimum(sizes, _KEY), axis=0)
    return keys
