"""What every document says, field by field: the words by which it is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np

from site_gen.search.inverted import FIELDS, Texts
from site_gen.search.lexicon import Lexicon, Numbers, WordSet
from site_gen.search.synonyms import Synonyms
from site_gen.vocabulary import Term

_SHARE = 48  # documents read at a time: fresh memory would cost more than the work on it
_FIELD = {name: number for number, name in enumerate(FIELDS)}
_LABELS = ("country", "terms")  # fields that mention nothing: nobody wrote them there


class Document(NamedTuple):
    """`texts` are pairs of a field and a text, in the order of FIELDS; a field may have several,
    and no name of a concept spans two. `also` are names by which the document is found besides
    those of the concepts that it mentions."""

    texts: Sequence[tuple[str, str]]
    also: Sequence[str] = ()


def read(documents: Iterable[Document], concepts: Mapping[str, Term]) -> Texts:
    """The words of all documents, in their order."""
    reader = _Reader(concepts)
    waiting = iter(documents)
    shares = iter(lambda: list(islice(waiting, _SHARE)), [])
    parts = [reader.read(share) for share in shares] or [reader.read([])]
    numbers, lengths = zip(*parts, strict=True)
    words, stems = reader.lexicon.words, reader.lexicon.stems
    return Texts(words, stems, np.concatenate(numbers), np.concatenate(lengths))


class _Reader:
    def __init__(self, concepts: Mapping[str, Term]) -> None:
        self.lexicon = Lexicon()
        self._synonyms = Synonyms(concepts, self.lexicon)
        self._known: dict[str, WordSet] = {}  # most names stand in many documents

    def read(self, documents: Sequence[Document]) -> tuple[Numbers, Numbers]:
        """The words of some documents, by document and field, and how many each field has."""
        given = [(number, *text) for number, d in enumerate(documents) for text in d.texts]
        numbers, counts = self.lexicon.read([text for _, _, text in given])
        lengths = np.zeros((len(documents), len(FIELDS)), dtype=np.int32)
        np.add.at(
            lengths, ([n for n, _, _ in given], [_FIELD[name] for _, name, _ in given]), counts
        )
        ends = np.cumsum(lengths.sum(axis=1)).tolist()
        also = [set[int]().union(*map(self._words_of, d.also)) for d in documents]
        for text, found in self._synonyms.mentioned(numbers, counts):
            number, name, _ = given[text]
            if name not in _LABELS:
                also[number] |= found
        pieces = []
        for (begin, end), names in zip(pairwise([0, *ends]), also, strict=True):
            pieces += [numbers[begin:end], np.fromiter(names, np.int32, len(names))]
        lengths[:, _FIELD["synonyms"]] = [len(names) for names in also]
        return np.concatenate([numbers[:0], *pieces]), lengths

    def _words_of(self, names: str) -> WordSet:
        if names not in self._known:
            (self._known[names],) = self.lexicon.word_sets([names])
        return self._known[names]
