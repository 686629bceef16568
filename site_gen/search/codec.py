"""How numbers travel in scripts: base64 of variable-length integers, bytes, and bit sets.

gzip takes the base64 off again nearly for free, and the browser's `atob` decodes it natively.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def varints(numbers: Integers) -> tuple[bytes, Integers]:
    """Natural numbers below 2**35 as LEB128 (seven bits to a byte, lowest first, the high bit says
    that more follow), and where each begins, with the end added."""
    lengths = np.ones(len(numbers), dtype=np.uint8)
    for bits in (7, 14, 21, 28):
        lengths += numbers >= (1 << bits)
    longest = int(lengths.max(initial=0))
    septets = np.empty((len(numbers), longest), dtype=np.uint8)
    for place in range(longest):
        more = lengths > place + 1
        septets[:, place] = (numbers >> (7 * place)) & 127 | more << 7
    content = septets[np.arange(longest) < lengths[:, None]]
    return content.tobytes(), np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))


def base64(content: bytes) -> str:
    """`content` in base64, without the padding."""
    return b64encode(content).rstrip(b"=").decode("ascii")


def bit_set(numbers: Iterable[int], size: int) -> str:
    """A set of numbers below `size`: bit n is in byte n // 8, lowest bit first."""
    content = bytearray((size + 7) // 8)
    for number in numbers:
        content[number >> 3] |= 1 << (number & 7)
    return base64(bytes(content))


def shorts(numbers: Iterable[int]) -> str:
    """Numbers below 65,536, two bytes each, lowest first."""
    return base64(b"".join(number.to_bytes(2, "little") for number in numbers))


def front_coded(words: Sequence[str]) -> str:
    """Sorted words, each as the length that it shares with the one before (one digit of base 36)
    and what follows; spaces between.

    Beyond U+FFFF nothing is shared: there the browser counts two where Python counts one.
    """
    coded = []
    previous = ""
    for word in words:
        shared = 0
        for mine, theirs in zip(word[:35], previous, strict=False):
            if mine != theirs or mine > "\uffff":
                break
            shared += 1
        coded.append(_DIGITS[shared] + word[shared:])
        previous = word
    return " ".join(coded)
