"""What the browser does with the index's scripts, written a second time, plainly."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_CALL = re.compile(rb'compendiumRegister\(("[a-z0-9-]+"),(.*)\);\n')


def registered(content: bytes) -> tuple[str, Any]:
    """The name and the data that a script registers; it is ASCII and on one line."""
    assert content.isascii()
    match = _CALL.fullmatch(content)
    assert match, content[:80]
    return json.loads(match[1]), json.loads(match[2])


def binary(text: str) -> bytes:
    assert "=" not in text
    return b64decode(text + "=" * (-len(text) % 4), validate=True)


def varints(content: bytes) -> list[int]:
    numbers, number, shift = [], 0, 0
    for byte in content:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(number)
            number = shift = 0
    assert shift == 0, "the last number is cut off"
    return numbers


def ascending(gaps: Iterable[int]) -> list[int]:
    """The numbers that have these gaps, less one, between them."""
    numbers, previous = [], -1
    for gap in gaps:
        previous += gap + 1
        numbers.append(previous)
    return numbers


def postings(content: bytes, frequency: int) -> dict[int, int]:
    """Document -> impact."""
    impacts = content[len(content) - frequency :]
    documents = ascending(varints(content[: len(content) - frequency]))
    return dict(zip(documents, impacts, strict=True))


def bit_set(text: str) -> set[int]:
    content = binary(text)
    return {n for n in range(8 * len(content)) if content[n // 8] >> n % 8 & 1}


def shorts(text: str) -> list[int]:
    content = binary(text)
    return [low + 256 * high for low, high in zip(content[::2], content[1::2], strict=True)]


def front_coded(text: str) -> list[str]:
    """The words; as in the browser, a character beyond U+FFFF counts as two."""
    words, previous = [], b""
    for coded in text.split(" ") if text else []:
        previous = previous[: 2 * int(coded[0], 36)] + coded[1:].encode("utf-16-le")
        words.append(previous.decode("utf-16-le"))
    return words


def dictionary(runs: list[str]) -> list[str]:
    """All words; each run can be decoded without the one before."""
    return [word for run in runs for word in front_coded(run)]


@dataclass(frozen=True)
class Entry:
    """What the index knows of a word; positions are (document, place in it)."""

    documents: dict[int, int]
    positions: list[tuple[int, int]]
    relatives: list[str]


def entries(scripts: dict[str, Any], stride: int) -> dict[str, Entry]:
    """Every word of all shards, in their order."""
    found: dict[str, Entry] = {}
    for number in range(sum(name.startswith("terms-") for name in scripts)):
        terms, places = scripts[f"terms-{number}"], scripts[f"places-{number}"]
        columns = (front_coded(terms["words"]), terms["frequencies"], terms["postings"])
        for word, frequency, posting, relatives, place in zip(
            *columns, terms["relatives"], places, strict=True
        ):
            assert word not in found
            positions = ascending(varints(binary(place)))
            found[word] = Entry(
                postings(binary(posting), frequency),
                [divmod(position, stride) for position in positions],
                relatives.split(),
            )
    return found
