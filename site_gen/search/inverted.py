"""The inverted index: which words stand in which documents, how much each tells, and where.

The score of a word in a document is BM25F (Robertson and Zaragoza, The Probabilistic Relevance
Framework, 2009): term frequencies of the fields, each weighted and normalised by its own length,
are added before they saturate. All of it is known when the index is built, so the browser only
adds up small integers, and a second implementation can agree with it exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from site_gen.search.codec import Integers, varints
from site_gen.search.stems import stems

SATURATION = 4.0  # BM25's k1, high because a title's one mention must outweigh a text's many
FULL = 255  # the impact of the rarest word in the best place
# Positions count on through all documents, so that a word's are one ascending list. A document
# has STRIDE of them, the last left free, so that no phrase spans two documents; words beyond are
# in no phrase.
STRIDE = 1 << 13
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


def invert(texts: Sequence[Text]) -> list[Posting]:
    """The postings of every word of `texts`, sorted by word; a text's place is its number."""
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
    columns = {name: _Column.of([text.get(name, ()) for text in texts], numbers) for name in FIELDS}
    order = sorted(numbers)
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[[numbers[word] for word in order]] = np.arange(len(order))
    words, documents, impacts = _impacts(columns, ranks, _families(order), len(texts))
    frequencies = np.bincount(words, minlength=len(order))
    encoded = _encode(words, documents, frequencies)
    ends = np.cumsum(frequencies)
    impact_bytes = impacts.astype(np.uint8).tobytes()
    places = _positions(columns, ranks, len(order))
    return [
        Posting(word, int(count), gaps + impact_bytes[end - count : end], position)
        for word, count, end, gaps, position in zip(
            order, frequencies, ends, encoded, places, strict=True
        )
    ]


@dataclass(frozen=True, slots=True)
class _Column:
    """A field of all texts: the words' numbers one after the other, and how many each text has."""

    words: Integers
    lengths: Integers

    @classmethod
    def of(cls, fields: Sequence[Sequence[str]], numbers: Mapping[str, int]) -> _Column:
        """The column of `fields`, a sequence of words for each text; `numbers` grows."""
        flat = map(numbers.__getitem__, chain.from_iterable(fields))
        lengths = [len(field) for field in fields]
        return cls(np.fromiter(flat, np.int64, sum(lengths)), np.array(lengths, dtype=np.int64))

    def documents(self) -> Integers:
        """The number of the text that each word stands in."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)


def _families(words: Sequence[str]) -> Integers:
    """A number for each word, the same for words of the same stem."""
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(stem, len(numbers)) for stem in stems(words)]
    return np.array(found, dtype=np.int64)


def _impacts(
    columns: Mapping[str, _Column], ranks: Integers, families: Integers, size: int
) -> tuple[Integers, Integers, Integers]:
    """(word, document, impact) of every pair that occurs, by word and then document."""
    keys, strengths = [], []
    for name, column in columns.items():
        if not len(column.words):
            continue
        kind = FIELDS[name]
        pairs, counts = np.unique(
            ranks[column.words] * size + column.documents(), return_counts=True
        )
        average = column.lengths[column.lengths > 0].mean()
        share = column.lengths[pairs % size] / average
        norm = 1 - kind.normalisation + kind.normalisation * share
        keys.append(pairs)
        strengths.append(kind.weight * counts / norm)
    if not keys:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing
    pairs, places = np.unique(np.concatenate(keys), return_inverse=True)
    strength = np.bincount(places, weights=np.concatenate(strengths))
    words, documents = np.divmod(pairs, size)
    # As rare as all its inflections together: a plural is not worth more for being used less.
    related = families[words]
    frequency = np.bincount(_distinct(related * size + documents) // size)[related]
    # BM25's inverse document frequency, as a share of the rarest word's.
    rarity = np.log1p((size - frequency + 0.5) / (frequency + 0.5)) / np.log1p((size - 0.5) / 1.5)
    impact = FULL * rarity * strength / (strength + SATURATION)
    return words, documents, np.clip(impact.astype(np.int64), 1, FULL)


def _distinct(numbers: Integers) -> Integers:
    """The numbers in ascending order, each once. np.unique hashes, which takes ten times as long
    when there are millions."""
    ascending = np.sort(numbers)
    return ascending[np.concatenate(([True], ascending[1:] != ascending[:-1]))]


def _positions(columns: Mapping[str, _Column], ranks: Integers, count: int) -> Iterator[bytes]:
    """For each word in order the encoded positions of its occurrences in spoken fields."""
    spoken = [column for name, column in columns.items() if FIELDS[name].spoken]
    words, places = [], []
    offset = np.zeros_like(spoken[0].lengths)
    for column in spoken:
        starts = np.cumsum(column.lengths) - column.lengths
        inside = np.arange(len(column.words)) - np.repeat(starts, column.lengths)
        place = inside + np.repeat(offset, column.lengths)
        kept = place < STRIDE - 1
        words.append(ranks[column.words][kept])
        places.append((column.documents() * STRIDE + place)[kept])
        offset = offset + np.where(column.lengths > 0, column.lengths + FIELD_GAP, 0)
    word, place = np.concatenate(words), np.concatenate(places)
    order = np.lexsort((place, word))
    return _encode(word[order], place[order], np.bincount(word, minlength=count))


def _encode(groups: Integers, ascending: Integers, sizes: Integers) -> Iterator[bytes]:
    """The gaps in each group of ascending numbers, group by group; `sizes` are the groups'."""
    if not len(ascending):
        yield from (b"" for _ in sizes)
        return
    previous = np.concatenate(([-1], ascending[:-1]))
    first = np.concatenate(([True], groups[1:] != groups[:-1]))
    previous[first] = -1
    content, starts = varints(ascending - previous - 1)
    ends = np.cumsum(sizes)
    for begin, end in zip(ends - sizes, ends, strict=True):
        yield content[starts[begin] : starts[end]]
