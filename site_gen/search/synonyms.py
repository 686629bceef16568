"""Other names of what a document mentions, so that it is found by those too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from site_gen.search.stems import stems
from site_gen.text import words
from site_gen.vocabulary import Term


class _Stems(dict[str, str]):
    """word -> stem, filled as words are met: a large collection has few different ones."""

    def __missing__(self, word: str) -> str:
        return self.setdefault(word, stems([word])[0])


class Synonyms:
    """Knows the names of concepts by the stems of their words, so that plurals match."""

    def __init__(self, concepts: Mapping[str, Term]) -> None:
        self._stems = _Stems()
        self._concepts = list(concepts.values())
        # stemmed name -> the numbers of its concepts; first stem -> how long its names are
        self._names: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for number, concept in enumerate(self._concepts):
            for name in (concept.label, *concept.aliases):
                if stemmed := self._stemmed(words(name)):
                    self._names[stemmed].add(number)
                    self._lengths[stemmed[0]].add(len(stemmed))
        # Words met so far, and those among them that begin a name: most texts have none.
        self._met: set[str] = set()
        self._begin: dict[str, set[int]] = {}

    def of(self, texts: Iterable[Sequence[str]]) -> list[str]:
        """All names of every concept whose label or alias stands in one of the texts, given as
        folded words. A concept's `synonyms` are among what is returned, never what is looked for:
        who types "cutting" may mean a mutilation, but grass is cut too."""
        found = {number for text in texts for number in self._mentioned(text)}
        concepts = [self._concepts[number] for number in sorted(found)]
        return [name for c in concepts for name in (c.label, *c.aliases, *c.synonyms)]

    def _mentioned(self, text: Sequence[str]) -> Iterator[int]:
        new = list(set(text) - self._met)
        self._met.update(new)
        for word, stem in zip(new, stems(new), strict=True):
            if stem in self._lengths:
                self._begin[word] = self._lengths[stem]
        begin = self._begin
        for place in [place for place, word in enumerate(text) if word in begin]:
            for length in begin[text[place]]:
                yield from self._names.get(self._stemmed(text[place : place + length]), ())

    def _stemmed(self, text: Sequence[str]) -> tuple[str, ...]:
        return tuple([self._stems[word] for word in text])
