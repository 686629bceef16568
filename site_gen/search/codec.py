"""How numbers travel in scripts: base64 of variable-length integers, bytes, and bit sets.

gzip takes the base64 off again nearly for free, and the browser's `atob` decodes it natively.
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST_SHARED = len(_DIGITS) - 1


def varints(numbers: Integers) -> tuple[bytes, Integers]:
    """Natural numbers below 2**35 as LEB128 (seven bits to a byte, lowest first, the high bit says
    that more follow), and where each begins, with the end added."""
    lengths = np.ones(len(numbers), dtype=np.uint8)
    for bits in (7, 14, 21, 28):
        lengths += numbers >= 1 << bits
    starts = np.zeros(len(numbers) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    content = np.empty(starts[-1], dtype=np.uint8)
    content[starts[:-1]] = numbers & 127
    for place in range(1, int(lengths.max(initial=1))):
        longer = np.flatnonzero(lengths > place)  # fewer at each place: most numbers are small
        begins = starts[longer] + place
        content[begins - 1] |= 128
        content[begins] = numbers[longer] >> 7 * place & 127
    return content.tobytes(), starts


def base64(content: bytes) -> str:
    """`content` in base64, without the padding."""
    return b2a_base64(content, newline=False).rstrip(b"=").decode("ascii")


def bit_set(numbers: Iterable[int], size: int) -> str:
    """A set of numbers below `size`: bit n is in byte n // 8, lowest bit first."""
    has = np.zeros(size, dtype=np.bool_)
    has[np.fromiter(numbers, dtype=np.intp)] = True
    return base64(np.packbits(has, bitorder="little").tobytes())


def shorts(numbers: Iterable[int]) -> str:
    """Numbers below 65,536, two bytes each, lowest first."""
    return base64(np.fromiter(numbers, dtype="<u2").tobytes())


def front_coded(words: Sequence[str]) -> str:
    """Sorted words, each as the length that it shares with the one before (one digit of base 36)
    and what follows; spaces between.

    Beyond U+FFFF nothing is shared: there the browser counts two where Python counts one.
    """
    shared = _shared(words)
    return " ".join([_DIGITS[n] + word[n:] for n, word in zip(shared, words, strict=True)])


def _shared(words: Sequence[str]) -> list[int]:
    """How many letters each word shares with the one before."""
    width = min(max(map(len, words), default=0), _MOST_SHARED)
    # One column more, which has no letters: there the shared beginning ends.
    letters = np.array([word[:width] for word in words], dtype=f"U{width + 1}").view(np.uint32)
    letters = letters.reshape(len(words), width + 1)
    same = (letters[1:] == letters[:-1]) & (letters[1:] > 0) & (letters[1:] <= 0xFFFF)
    return [0, *same.argmin(axis=1).tolist()][: len(words)]
