"""Other names of what a document mentions, so that it is found by those too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from site_gen.search.lexicon import Lexicon, Numbers
from site_gen.search.stems import stems
from site_gen.text import words
from site_gen.vocabulary import Term

_Places = NDArray[np.intp]


class Synonyms:
    """Knows the names of concepts by the stems of their words, so that plurals match. `names` are
    what to be found by: for each name all names of every concept that it means, in one text."""

    def __init__(self, concepts: Mapping[str, Term], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        # The names are a tree of stems: from node 0, the stems of a name lead to its own node.
        self._nodes: dict[tuple[str, ...], int] = {(): 0}
        self._stems: dict[str, int] = {"": 0}  # those that stand in names; 0 is any other
        meant: defaultdict[int, list[Term]] = defaultdict(list)
        for concept in concepts.values():
            for name in (concept.label, *concept.aliases):
                if node := self._add(stems(words(name))):
                    meant[node].append(concept)
        self._next = np.zeros((len(self._nodes), len(self._stems)), dtype=np.int32)
        for path, node in self._nodes.items():
            if path:
                self._next[self._nodes[path[:-1]], self._stems[path[-1]]] = node
        self.names = [_all_names(terms) for terms in meant.values()]
        self._meaning = np.full(len(self._nodes), -1, dtype=np.int32)  # of a node, in `names`
        self._meaning[list(meant)] = np.arange(len(meant))
        self._stem_of = np.empty(0, dtype=np.int32)  # of each word of the lexicon

    def mentioned(self, numbers: Numbers, counts: Numbers) -> Iterator[tuple[_Places, Numbers]]:
        """Texts in which a label or alias of a concept stands, by number, each with the place of
        that name in `names`; the texts are given as `Lexicon.read` has them. A concept's `synonyms`
        are in `names` too, but never looked for: who types "cutting" may mean a mutilation, but
        grass is cut too."""
        for texts, nodes in self._walk(numbers, np.cumsum(counts)):
            meaning = self._meaning[nodes]
            yield texts[meaning >= 0], meaning[meaning >= 0]

    def _walk(self, numbers: Numbers, text_ends: _Places) -> Iterator[tuple[_Places, Numbers]]:
        """Every step into the tree from every word that begins a name: the text, and the node."""
        new = self._lexicon.stems[len(self._stem_of) :]
        known = np.array([self._stems.get(stem, 0) for stem in new], dtype=np.int32)
        self._stem_of = np.append(self._stem_of, known)
        stem_at = self._stem_of[numbers]
        nodes = self._next[0][stem_at]
        places = np.flatnonzero(nodes)
        nodes = nodes[places]
        texts = np.searchsorted(text_ends, places, side="right")
        while len(places):
            yield texts, nodes
            places += 1
            inside = places < text_ends[texts]
            places, texts, nodes = places[inside], texts[inside], nodes[inside]
            nodes = self._next[nodes, stem_at[places]]
            onward = nodes > 0
            places, texts, nodes = places[onward], texts[onward], nodes[onward]

    def _add(self, name: Sequence[str]) -> int:
        """The node of a name, given by its stems; 0 when it has none."""
        for length, stem in enumerate(name, start=1):
            self._nodes.setdefault(tuple(name[:length]), len(self._nodes))
            self._stems.setdefault(stem, len(self._stems))
        return self._nodes[tuple(name)]


def _all_names(concepts: Iterable[Term]) -> str:
    return " ".join(name for c in concepts for name in (c.label, *c.aliases, *c.synonyms))
