"""What every document says, field by field: the words by which it is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from site_gen.search.inverted import FIELDS, Texts
from site_gen.search.lexicon import Lexicon, Numbers
from site_gen.search.synonyms import Synonyms
from site_gen.vocabulary import Term

_SHARE = 48  # documents read at a time: fresh memory would cost more than the work on it
_FIELD = {name: number for number, name in enumerate(FIELDS)}
# Whether a field mentions anything: nobody wrote the labels of terms and countries there.
_MENTIONS = np.array([name not in ("country", "terms") for name in FIELDS])
_Places = NDArray[np.intp]


class Document(NamedTuple):
    """`texts` are pairs of a field and a text, in the order of FIELDS; a field may have several,
    and no name of a concept spans two. `also` are names by which the document is found besides
    those of the concepts that it mentions: their places among all that are given to `read`."""

    texts: Sequence[tuple[str, str]]
    also: Sequence[int] = ()


def read(
    documents: Iterable[Document], concepts: Mapping[str, Term], names: Sequence[str] = ()
) -> Texts:
    """The words of all documents, in their order."""
    reader = _Reader(concepts, names)
    waiting = iter(documents)
    shares = iter(lambda: list(islice(waiting, _SHARE)), [])
    parts = [reader.read(share) for share in shares] or [reader.read([])]
    numbers, lengths = zip(*parts, strict=True)
    words, stems = reader.lexicon.words, reader.lexicon.stems
    return Texts(words, stems, np.concatenate(numbers), np.concatenate(lengths))


class _Reader:
    def __init__(self, concepts: Mapping[str, Term], names: Sequence[str]) -> None:
        self.lexicon = Lexicon()
        self._synonyms = Synonyms(concepts, self.lexicon)
        self._given = len(names)
        self._names = _WordSets([*names, *self._synonyms.names], self.lexicon)

    def read(self, documents: Sequence[Document]) -> tuple[Numbers, Numbers]:
        """The words of some documents, by document and field, and how many each field has."""
        texts = [text for each in documents for _, text in each.texts]
        fields = np.array([_FIELD[name] for each in documents for name, _ in each.texts], dtype=int)
        holders = _repeated([len(each.texts) for each in documents])
        numbers, counts = self.lexicon.read(texts)
        lengths = np.zeros((len(documents), len(FIELDS)), dtype=np.int32)
        np.add.at(lengths, (holders, fields), counts)
        written = _cut(numbers, lengths.sum(axis=1))
        named = [_repeated([len(each.also) for each in documents])]
        names = [np.fromiter(chain.from_iterable(each.also for each in documents), dtype=int)]
        for found, meaning in self._synonyms.mentioned(numbers, counts):
            mention = _MENTIONS[fields[found]]
            named.append(holders[found[mention]])
            names.append(meaning[mention] + self._given)
        also, counts = self._names.united(
            np.concatenate(named), np.concatenate(names), len(documents)
        )
        lengths[:, _FIELD["synonyms"]] = counts
        parts = chain.from_iterable(zip(written, _cut(also, counts), strict=True))
        return np.concatenate([numbers[:0], *parts]), lengths


class _WordSets:
    """Sets of words, each as a row of bits: thousands of documents have the same few."""

    def __init__(self, texts: Sequence[str], lexicon: Lexicon) -> None:
        numbers, counts = lexicon.read(texts)
        self._words, columns = np.unique(numbers, return_inverse=True)
        has = np.zeros((len(texts), len(self._words)), dtype=np.bool_)
        has[_repeated(counts), columns] = True
        self._rows = np.packbits(has, axis=1)

    def united(self, groups: _Places, sets: _Places, size: int) -> tuple[Numbers, Numbers]:
        """The words of the sets in each of `size` groups, each once, and how many each has."""
        order = np.argsort(groups, kind="stable")
        present, first = np.unique(groups[order], return_index=True)
        rows = np.zeros((size, self._rows.shape[1]), dtype=np.uint8)
        rows[present] = np.bitwise_or.reduceat(self._rows[sets[order]], first, axis=0)
        has = np.unpackbits(rows, axis=1, count=len(self._words)).view(np.bool_)
        columns = np.flatnonzero(has) % len(self._words)
        return self._words[columns], has.sum(axis=1, dtype=np.int32)


def _repeated(counts: Sequence[int] | Numbers) -> _Places:
    """The numbers from 0, each as often as `counts` says."""
    return np.repeat(np.arange(len(counts)), counts)


def _cut(numbers: Numbers, lengths: Numbers) -> list[Numbers]:
    """`numbers` in pieces of these lengths."""
    return [numbers[begin:end] for begin, end in pairwise([0, *np.cumsum(lengths).tolist()])]
