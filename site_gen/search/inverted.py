"""The inverted index: which words stand in which documents, how much each tells, and where.

The score of a word in a document is BM25F (Robertson and Zaragoza, The Probabilistic Relevance
Framework, 2009): term frequencies of the fields, each weighted and normalised by its own length,
are added before they saturate. All of it is known when the index is built, so the browser only
adds up small integers, and a second implementation can agree with it exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from site_gen.search.codec import Integers, varints
from site_gen.search.lexicon import Numbers

SATURATION = 4.0  # BM25's k1, high because a title's one mention must outweigh a text's many
FULL = 255  # the impact of the rarest word in the best place
# Positions count on through all documents, so that a word's are one ascending list. A document
# has STRIDE of them, the last left free, so that no phrase spans two documents; words beyond are
# in no phrase.
STRIDE = 1 << 13
_SHARE = 1 << 16  # occurrences worked on at a time: a processor's cache holds them
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
class Texts:
    """All documents. `numbers` are their words, one after the other, by document and field, in the
    order of FIELDS; `lengths` has a row for each document: how many words each field has. `words`
    and `stems` say what a number stands for, and may have more than occurs."""

    words: Sequence[str]
    stems: Sequence[str]
    numbers: Numbers
    lengths: Numbers

    def by_field(self) -> Iterator[Text]:
        """The words of each document."""
        bounds = pairwise([0, *np.cumsum(self.lengths).tolist()])
        found = (self.numbers[begin:end].tolist() for begin, end in bounds)
        for _ in self.lengths:
            yield {name: [self.words[number] for number in next(found)] for name in FIELDS}


class Posting(NamedTuple):
    """One word: how many documents have it, and their encoding: the gaps between their numbers
    (less one, the first from -1) as varints, then an impact byte for each, 1 to FULL.

    `positions` are gaps too: STRIDE times the document's number, plus the word's place in it.
    """

    word: str
    stem: str
    frequency: int
    documents: bytes
    positions: bytes


def invert(texts: Texts) -> list[Posting]:
    """The postings of every word that occurs, sorted by word."""
    whole = _sort(texts)
    postings = chain.from_iterable(_postings(*share, whole) for share in _shares(whole))
    return sorted(postings, key=attrgetter("word"))


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A field of a document is a piece; they are numbered through all documents. BM25F multiplies
    a word's count in one by `weights` and divides it by `norms`. `shifts` make a position in the
    document of a place among all words: beyond STRIDE where no phrase is to be found."""

    weights: NDArray[np.float64]
    norms: NDArray[np.float64]
    shifts: Integers


@dataclass(frozen=True, slots=True)
class _Sorted:
    """All occurrences by word, and there as the words stand: `spots` are STRIDE times the piece,
    plus the position in the document, or STRIDE - 1 where no phrase is to be found. A word's number
    is its place in `words`, where inflections stand side by side; they share a number in
    `families`. `before` says how many occurrences the words before it have, and at the end how many
    there are."""

    words: Sequence[str]
    stems: Sequence[str]
    families: Integers
    before: Integers
    spots: NDArray[np.unsignedinteger]
    pieces: _Pieces
    size: int


def _sort(texts: Texts) -> _Sorted:
    numbers: dict[str, int] = {}
    families = np.array([numbers.setdefault(stem, len(numbers)) for stem in texts.stems], dtype=int)
    counts = np.zeros(len(families), dtype=int)
    for start in range(0, len(texts.numbers), _SHARE):  # numpy would make a copy of them all
        counts += np.bincount(texts.numbers[start : start + _SHARE], minlength=len(families))
    order = np.argsort(families, kind="stable")
    order = order[counts[order] > 0]
    ranks = np.empty(len(families), dtype=np.uint32)
    ranks[order] = np.arange(len(order))
    before = np.concatenate(([0], np.cumsum(counts[order])))
    pieces = _pieces(texts.lengths)
    return _Sorted(
        words=[texts.words[number] for number in order.tolist()],
        stems=[texts.stems[number] for number in order.tolist()],
        families=families[order],
        before=before,
        spots=_spots(texts, ranks, before, pieces.shifts),
        pieces=pieces,
        size=len(texts.lengths),
    )


def _spots(
    texts: Texts, ranks: NDArray[np.uint32], before: Integers, shifts: Integers
) -> NDArray[np.unsignedinteger]:
    # 64 bits would be twice the memory, and nearly all collections need 32.
    spots = np.empty(len(texts.numbers), dtype=np.min_scalar_type(texts.lengths.size * STRIDE))
    ends = np.cumsum(texts.lengths)  # of pieces
    free = before[:-1].copy()  # where the next occurrence of each word belongs
    for start in range(0, len(spots), _SHARE):
        words = ranks[texts.numbers[start : start + _SHARE]]
        last = start + len(words) - 1
        first, final = np.searchsorted(ends, (start, last), side="right")
        some = np.arange(first, final + 1)
        pieces = np.repeat(some, np.diff(np.minimum(ends[some], last + 1), prepend=start))
        positions = np.minimum(np.arange(start, last + 1) + shifts[pieces], STRIDE - 1)
        # In two halves, because numpy sorts 16 bits by radix, which is much faster.
        order = np.lexsort((words.astype(np.uint16), (words >> 16).astype(np.uint16)))
        words = words[order]
        begins = np.flatnonzero(_differ(words))
        counts = np.diff(begins, append=len(words))
        belongs = np.arange(len(words)) + np.repeat(free[words[begins]] - begins, counts)
        spots[belongs] = (pieces * STRIDE + positions)[order]
        free[words[begins]] += counts
    return spots


def _pieces(lengths: Numbers) -> _Pieces:
    kinds = FIELDS.values()
    weights = np.tile([kind.weight for kind in kinds], len(lengths))
    norms = [_norms(column, kind) for column, kind in zip(lengths.T, kinds, strict=True)]
    spoken = np.array([kind.spoken for kind in kinds])
    taken = np.where(spoken & (lengths > 0), lengths + FIELD_GAP, 0)
    begins = np.cumsum(lengths).reshape(lengths.shape) - lengths
    shifts = np.where(spoken, np.cumsum(taken, axis=1) - taken - begins, STRIDE)
    return _Pieces(weights, np.array(norms).T.ravel(), shifts.ravel())


def _norms(lengths: Numbers, kind: FieldType) -> NDArray[np.float64]:
    average = lengths[lengths > 0].mean() if lengths.any() else 1.0
    return 1 - kind.normalisation + kind.normalisation * (lengths / average)


def _shares(of: _Sorted) -> Iterator[tuple[int, int]]:
    """The words, cut between families into runs with about _SHARE occurrences."""
    begins = np.flatnonzero(_differ(of.families))
    wanted = np.arange(0, len(of.spots), _SHARE)
    cuts = np.unique(np.searchsorted(of.before[begins], wanted, side="right") - 1)
    return pairwise([*begins[cuts].tolist(), len(of.words)])


def _postings(first: int, last: int, of: _Sorted) -> list[Posting]:
    """The postings of a run of words; here they are counted from the first."""
    before = of.before[first : last + 1]
    spots = of.spots[before[0] : before[-1]].astype(np.int64)
    pieces = spots // STRIDE
    words = np.repeat(np.arange(last - first), np.diff(before))
    holders, documents, impacts = _impacts(words, pieces, of.families[first:last], of)
    frequencies = np.bincount(holders)
    gaps = _encode(holders, documents, len(frequencies))
    impact_bytes = impacts.astype(np.uint8).tobytes()
    within = spots - pieces * STRIDE
    spoken = np.flatnonzero(within < STRIDE - 1)
    positions = pieces[spoken] // len(FIELDS) * STRIDE + within[spoken]
    return [
        Posting(word, stem, count, gap + impact_bytes[end - count : end], position)
        for word, stem, count, end, gap, position in zip(
            of.words[first:last],
            of.stems[first:last],
            frequencies.tolist(),
            np.cumsum(frequencies).tolist(),
            gaps,
            _encode(words[spoken], positions, len(frequencies)),
            strict=True,
        )
    ]


def _impacts(
    words: Integers, pieces: Integers, families: Integers, of: _Sorted
) -> tuple[Integers, Integers, Integers]:
    """(word, document, impact) of every pair that occurs, by word and then document; the families
    are those of the words."""
    size = of.size
    starts = np.flatnonzero(_differ(words) | _differ(pieces))
    counts = np.diff(starts, append=len(words))
    words, pieces = words[starts], pieces[starts]
    documents = pieces // len(FIELDS)
    first = _differ(words) | _differ(documents)
    # Added field by field, in their order: the search in Python comes to the same last digit.
    strength = np.bincount(
        np.cumsum(first) - 1, weights=of.pieces.weights[pieces] * counts / of.pieces.norms[pieces]
    )
    words, documents = words[first], documents[first]
    # As rare as all its inflections together: a plural is not worth more for being used less.
    relatives = (families - families[0])[words]
    frequency = np.bincount(_distinct(relatives * size + documents) // size)
    # BM25's inverse document frequency, as a share of the rarest word's.
    rarity = np.log1p((size - frequency + 0.5) / (frequency + 0.5)) / np.log1p((size - 0.5) / 1.5)
    impact = FULL * rarity[relatives] * strength / (strength + SATURATION)
    return words, documents, np.clip(impact.astype(np.int64), 1, FULL)


def _encode(groups: Integers, ascending: Integers, count: int) -> list[bytes]:
    """The gaps in each of `count` groups of ascending numbers; a group may be empty."""
    first = _differ(groups)
    gaps = np.diff(ascending, prepend=-1) - 1
    gaps[first] = ascending[first]
    content, starts = varints(gaps)
    ends = starts[np.cumsum(np.bincount(groups, minlength=count))].tolist()
    return [content[begin:end] for begin, end in pairwise([0, *ends])]


def _differ(numbers: Integers | NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which numbers differ from the one before."""
    differ = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=differ[1:])
    return differ


def _distinct(numbers: Integers) -> Integers:
    """The numbers in ascending order, each once. np.unique hashes, which takes ten times as long
    when there are millions."""
    ascending = np.sort(numbers, kind="stable")  # finds that they ascend in long runs
    return ascending[_differ(ascending)]
