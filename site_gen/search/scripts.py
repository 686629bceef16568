"""The index's files: classic scripts that call `compendiumRegister(name, data)`.

    table         the facets' names, what is where: loaded whole, first
    facets        a bit set for each value, start days: for filters, counts and orders
    terms-N       words with their postings and inflections, sorted; loaded by a word's beginning
    places-N      the positions of the same words; loaded for phrases
    dictionary    every word with its frequency; loaded when a word is unknown
    cards-N       what is shown of a document; loaded for the results on screen
    texts-N       its text, for a passage that shows the words found

Browsers run such scripts from file:// too, where they refuse fetch and modules. They are ASCII, so
that a server that names a wrong encoding does no harm.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from site_gen.search.codec import base64, front_coded
from site_gen.search.inverted import Posting

RUN = 4096  # words of the dictionary that the browser decodes without a pause
SHARD_BYTES = 24_000  # of postings in one file; small enough to arrive at once
_as_json = json.JSONEncoder(check_circular=False, separators=(",", ":")).encode


def script(name: str, data: object) -> bytes:
    """The file's content."""
    return wrapped(name, _as_json(data).encode("ascii"))


def wrapped(name: str, data: bytes) -> bytes:
    """The file's content, of data that are JSON in ASCII already."""
    return b"compendiumRegister(%b,%b);\n" % (json.dumps(name).encode("ascii"), data)


def shards(postings: Sequence[Posting]) -> list[Sequence[Posting]]:
    """The sorted postings, cut into runs of about SHARD_BYTES."""
    runs: list[Sequence[Posting]] = []
    start = size = 0
    for number, posting in enumerate(postings):
        size += len(posting.documents) + len(posting.word)
        if size >= SHARD_BYTES:
            runs.append(postings[start : number + 1])
            start, size = number + 1, 0
    return [*runs, postings[start:]] if start < len(postings) else runs


def term_scripts(runs: Sequence[Sequence[Posting]]) -> Iterator[tuple[str, object]]:
    """terms-N and places-N of each shard, and the dictionary, as (name, data)."""
    postings = list(chain.from_iterable(runs))
    relatives = _relatives(postings)
    for number, shard in enumerate(runs):
        yield (
            f"terms-{number}",
            {
                "words": front_coded([posting.word for posting in shard]),
                "frequencies": [posting.frequency for posting in shard],
                "postings": [base64(posting.documents) for posting in shard],
                "relatives": [" ".join(relatives.get(posting.word, ())) for posting in shard],
            },
        )
        yield f"places-{number}", [base64(posting.positions) for posting in shard]
    yield (
        "dictionary",
        {
            "words": [
                front_coded([posting.word for posting in postings[start : start + RUN]])
                for start in range(0, len(postings), RUN)
            ],
            "frequencies": [posting.frequency for posting in postings],
        },
    )


def _relatives(postings: Sequence[Posting]) -> dict[str, list[str]]:
    """word -> the other words with the same stem."""
    families: dict[str, list[str]] = defaultdict(list)
    for posting in postings:
        families[posting.stem].append(posting.word)
    return {
        word: [other for other in family if other != word]
        for family in families.values()
        if len(family) > 1
        for word in family
    }
