"""The inverted index: which words stand in which documents, how much each tells, and where.

The score of a word in a document is BM25F (Robertson and Zaragoza, The Probabilistic Relevance
Framework, 2009): term frequencies of the fields, each weighted and normalised by its own length,
are added before they saturate. All of it is known when the index is built, so the browser only
adds up small integers, and a second implementation can agree with it exactly.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from site_gen.search.codec import Integers, varints
from site_gen.search.stems import stems

SATURATION = 4.0  # BM25's k1, high because a title's one mention must outweigh a text's many
FULL = 255  # the impact of the rarest word in the best place
# Positions count on through all documents, so that a word's are one ascending list. A document
# has STRIDE of them, the last left free, so that no phrase spans two documents; words beyond are
# in no phrase.
STRIDE = 1 << 13
_SHARE = 1 << 18  # occurrences worked on at a time: a processor's cache holds them
FIELD_GAP = 8  # positions left free between fields, so that no phrase spans two of them


@dataclass(frozen=True, slots=True)
class FieldType:
    """`weight` is BM25F's boost, `normalisation` its b: how much longer fields count less.

    `spoken` says that the field's words stand in the text in this order, so phrases are found.
    """

    weight: float
    normalisation: float
    spoken: bool = True


FIELDS = {
    "title": FieldType(14.0, 0.3),
    "aliases": FieldType(10.0, 0.1, spoken=False),
    "place": FieldType(10.0, 0.0),
    "country": FieldType(10.0, 0.0, spoken=False),
    "summary": FieldType(4.0, 0.4),
    "terms": FieldType(3.0, 0.3, spoken=False),
    "body": FieldType(1.0, 0.75),
    "synonyms": FieldType(1.0, 0.0, spoken=False),
}

Text = Mapping[str, Sequence[str]]  # field -> its words


@dataclass(frozen=True, slots=True)
class Posting:
    """One word: how many documents have it, and their encoding: the gaps between their numbers
    (less one, the first from -1) as varints, then an impact byte for each, 1 to FULL.

    `positions` are gaps too: STRIDE times the document's number, plus the word's place in it.
    """

    word: str
    frequency: int
    documents: bytes
    positions: bytes


def invert(texts: Iterable[Text]) -> list[Posting]:
    """The postings of every word of `texts`, sorted by word; a text's place is its number.

    A text is needed only while it is read: all at once take much memory.
    """
    read = _read(texts)
    shares = _shares(_occurrences(read), read) if read.words else []
    postings = chain.from_iterable(_postings(share, read) for share in shares)
    return sorted(postings, key=attrgetter("word"))


@dataclass(frozen=True, slots=True)
class _Column:
    """A field of all texts: the numbers of its words one after the other, how many each text has,
    and what BM25F divides their counts by."""

    words: Integers
    lengths: Integers
    norms: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Read:
    """All texts. A word's number is its place in `words`, where inflections stand side by side;
    they share a number in `families`."""

    words: Sequence[str]
    families: Integers
    columns: Sequence[_Column]  # as FIELDS
    size: int


def _read(texts: Iterable[Text]) -> _Read:
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))  # as they are met
    found = {name: (array("l"), array("l")) for name in FIELDS}
    for text in texts:
        for name, (words, lengths) in found.items():
            field = text.get(name, ())
            words.extend(map(numbers.__getitem__, field))
            lengths.append(len(field))
    pairs = sorted(zip(stems(list(numbers)), numbers, strict=True))
    order = np.empty(len(pairs), dtype=np.int64)
    order[[numbers[word] for _, word in pairs]] = np.arange(len(pairs))
    families: dict[str, int] = {}
    columns = [
        _Column(order[np.array(words)], np.array(lengths), _norms(np.array(lengths), FIELDS[name]))
        for name, (words, lengths) in found.items()
    ]
    return _Read(
        [word for _, word in pairs],
        np.array([families.setdefault(stem, len(families)) for stem, _ in pairs]),
        columns,
        len(columns[0].lengths),
    )


def _norms(lengths: Integers, kind: FieldType) -> NDArray[np.float64]:
    average = lengths[lengths > 0].mean() if lengths.any() else 1.0
    return 1 - kind.normalisation + kind.normalisation * (lengths / average)


def _occurrences(read: _Read) -> Integers:
    """Every word that stands anywhere, as one number made of the word, the document, the field and
    the place in the document, ascending. The place of a word that is in no phrase is the last."""
    found = []
    offset = np.zeros(read.size, dtype=np.int64)
    for field, (kind, column) in enumerate(zip(FIELDS.values(), read.columns, strict=True)):
        lengths = column.lengths
        if kind.spoken:
            before = np.cumsum(lengths) - lengths
            places = np.arange(len(column.words)) + np.repeat(offset - before, lengths)
            np.minimum(places, STRIDE - 1, out=places)
            offset += np.where(lengths > 0, lengths + FIELD_GAP, 0)
        else:
            places = np.full(len(column.words), STRIDE - 1)
        pairs = column.words * read.size + np.repeat(np.arange(read.size), lengths)
        found.append((pairs * len(FIELDS) + field) * STRIDE + places)
    whole = np.concatenate(found)
    whole.sort()
    return whole


def _shares(occurrences: Integers, read: _Read) -> list[Integers]:
    """The occurrences, cut between families into shares of about _SHARE."""
    per_word = read.size * len(FIELDS) * STRIDE
    begins = np.flatnonzero(_differ(read.families)) * per_word  # of each family
    families = _distinct(read.families[occurrences[::_SHARE] // per_word])
    return np.split(occurrences, np.searchsorted(occurrences, begins[families])[1:])


def _postings(occurrences: Integers, read: _Read) -> list[Posting]:
    """The postings of a share's words."""
    mentions, places = np.divmod(occurrences, STRIDE)
    words, documents, impacts = _impacts(mentions, read)
    first = int(words[0])
    frequencies = np.bincount(words - first)
    gaps = _encode(words - first, documents, len(frequencies))
    ends = np.cumsum(frequencies).tolist()
    impact_bytes = impacts.astype(np.uint8).tobytes()
    spoken = places < STRIDE - 1
    words, documents = np.divmod(mentions[spoken] // len(FIELDS), read.size)
    positions = _encode(words - first, documents * STRIDE + places[spoken], len(frequencies))
    return [
        Posting(word, count, gap + impact_bytes[end - count : end], position)
        for word, count, end, gap, position in zip(
            read.words[first : first + len(ends)], frequencies.tolist(), ends, gaps, positions,
            strict=True,
        )
    ]  # fmt: skip


def _impacts(mentions: Integers, read: _Read) -> tuple[Integers, Integers, Integers]:
    """(word, document, impact) of every pair that occurs, by word and then document; a mention is
    made of word, document and field."""
    size = read.size
    starts = np.flatnonzero(_differ(mentions))
    counts = np.diff(starts, append=len(mentions))
    pairs, fields = np.divmod(mentions[starts], len(FIELDS))
    weights = np.array([kind.weight for kind in FIELDS.values()])
    norms = np.array([column.norms for column in read.columns])
    first = _differ(pairs)
    # Added field by field, in their order: the search in Python comes to the same last digit.
    strength = np.bincount(
        np.cumsum(first) - 1, weights=weights[fields] * counts / norms[fields, pairs % size]
    )
    words, documents = np.divmod(pairs[first], size)
    # As rare as all its inflections together: a plural is not worth more for being used less.
    families = read.families[words] - read.families[words[0]]
    frequency = np.bincount(_distinct(families * size + documents) // size)[families]
    # BM25's inverse document frequency, as a share of the rarest word's.
    rarity = np.log1p((size - frequency + 0.5) / (frequency + 0.5)) / np.log1p((size - 0.5) / 1.5)
    impact = FULL * rarity * strength / (strength + SATURATION)
    return words, documents, np.clip(impact.astype(np.int64), 1, FULL)


def _encode(groups: Integers, ascending: Integers, count: int) -> list[bytes]:
    """The gaps in each of `count` groups of ascending numbers; a group may be empty."""
    first = _differ(groups)
    gaps = np.diff(ascending, prepend=-1) - 1
    gaps[first] = ascending[first]
    content, starts = varints(gaps)
    ends = starts[np.cumsum(np.bincount(groups, minlength=count))].tolist()
    return [content[begin:end] for begin, end in pairwise([0, *ends])]


def _differ(ascending: Integers) -> NDArray[np.bool_]:
    """Which numbers differ from the one before."""
    differ: NDArray[np.bool_] = np.diff(ascending, prepend=-1) != 0
    return differ


def _distinct(numbers: Integers) -> Integers:
    """The numbers in ascending order, each once. np.unique hashes, which takes ten times as long
    when there are millions."""
    ascending = np.sort(numbers)
    return ascending[_differ(ascending)]
