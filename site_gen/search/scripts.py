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

import codecs
import json
from binascii import b2a_base64
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain

import orjson

from site_gen.search.codec import front_coded
from site_gen.search.inverted import Posting

RUN = 4096  # words of the dictionary that the browser decodes without a pause
_ESCAPED = "compendium.json"  # the name of our rule for what is not ASCII
SHARD_BYTES = 24_000  # of postings in one file; small enough to arrive at once


def script(name: str, data: object) -> bytes:
    """The file's content."""
    return wrapped(name, orjson.dumps(data))


def wrapped(name: str, data: bytes) -> bytes:
    """The file's content, of data that are JSON already."""
    if not data.isascii():
        data = data.decode().encode("ascii", _ESCAPED)
    return b"compendiumRegister(%b,%b);\n" % (orjson.dumps(name), data)


def _escape(error: UnicodeError) -> tuple[str, int]:
    """What Python's encoder puts for letters that ASCII lacks. It looks for them four times as fast
    as a pattern does."""
    assert isinstance(error, UnicodeEncodeError)
    return _escaped(error.object[error.start : error.end]), error.end


@lru_cache(maxsize=1024)
def _escaped(letters: str) -> str:
    return json.dumps(letters)[1:-1]


codecs.register_error(_ESCAPED, _escape)


def shards(postings: Sequence[Posting]) -> list[Sequence[Posting]]:
    """The sorted postings, cut into runs of about SHARD_BYTES."""
    sizes = list(accumulate(len(posting.documents) + len(posting.word) for posting in postings))
    runs: list[Sequence[Posting]] = []
    start = before = 0
    while start < len(postings):
        end = bisect_left(sizes, before + SHARD_BYTES, start, len(sizes) - 1) + 1
        runs.append(postings[start:end])
        start, before = end, sizes[end - 1]
    return runs


def term_scripts(runs: Sequence[Sequence[Posting]]) -> Iterator[tuple[str, bytes]]:
    """terms-N and places-N of each shard, and the dictionary, as (name, script)."""
    postings = list(chain.from_iterable(runs))
    relatives = _relatives(postings)
    for number, shard in enumerate(runs):
        words, _, frequencies, documents, positions = zip(*shard, strict=True)
        terms = {
            "words": orjson.dumps(front_coded(words)),
            "frequencies": orjson.dumps(frequencies),
            "postings": _base64(documents),
            "relatives": orjson.dumps([relatives.get(word, "") for word in words]),
        }
        listed = b",".join([b'"%b":%b' % (name.encode(), data) for name, data in terms.items()])
        yield f"terms-{number}", wrapped(f"terms-{number}", b"{%b}" % listed)
        yield f"places-{number}", wrapped(f"places-{number}", _base64(positions))
    known = [posting.word for posting in postings]
    dictionary = {
        "words": [front_coded(known[start : start + RUN]) for start in range(0, len(known), RUN)],
        "frequencies": [posting.frequency for posting in postings],
    }
    yield "dictionary", script("dictionary", dictionary)


def _base64(contents: Iterable[bytes]) -> bytes:
    """A list of texts as JSON: each of `contents` in base64 without the padding, where there is
    nothing to escape; most of the index's bytes are such texts."""
    listed = b'","'.join([b2a_base64(content, newline=False) for content in contents])
    return b'["%b"]' % listed.replace(b"=", b"")


def _relatives(postings: Sequence[Posting]) -> dict[str, str]:
    """word -> the other words with the same stem, if there are any, with spaces between."""
    sizes = Counter([posting.stem for posting in postings])
    families: dict[str, list[str]] = defaultdict(list)
    for posting in postings:
        if sizes[posting.stem] > 1:
            families[posting.stem].append(posting.word)
    return {
        word: " ".join([other for other in family if other != word])
        for family in families.values()
        for word in family
    }
