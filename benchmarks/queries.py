"""What the search benchmark asks: the same seeded queries for every engine."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import projects

FEWEST, MOST = 5, 0.05  # practices that have the word: at least, and at most as a part of all
ONE, TWO, TYPO, PREFIX, FILTERS = "one word", "two words", "typo", "prefix", "two filters, counts"
KINDS = (ONE, TWO, TYPO, PREFIX, FILTERS)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, a value for each facet that filters, and the word that is meant."""

    text: str
    filters: Mapping[str, str]
    meant: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The practices by their slugs: the values of their facets, and their words."""

    facets: Mapping[str, Mapping[str, list[str]]]
    words: Mapping[str, frozenset[str]]


def read(practices: Path) -> Corpus:
    """The corpus in a folder of practices."""
    facets, words = {}, {}
    for slug, facts, body in projects.parsed(practices):
        text = " ".join((facts["title"], facts["place"], facts["summary"], body))
        facets[slug] = {name: facts[name] for name in projects.FACETS}
        words[slug] = frozenset(re.findall(r"[a-z]+", text.lower()))
    return Corpus(facets, words)


def make(corpus: Corpus, count: int, seed: int = 1) -> dict[str, list[Query]]:
    """`count` queries of each kind, each with words of one practice that suit a search.

    They are longer than five letters, in several practices but not in many, as what people look
    for is; the filters are values that the practice has, so no answer is empty.
    """
    frequency = Counter(word for words in corpus.words.values() for word in words)
    most = max(FEWEST, MOST * len(corpus.words))
    suited = {word for word, n in frequency.items() if len(word) > 5 and FEWEST <= n <= most}
    source = random.Random(seed)
    slugs = sorted(slug for slug, words in corpus.words.items() if len(words & suited) > 1)
    made: dict[str, list[Query]] = {kind: [] for kind in KINDS}
    for _ in range(count):
        slug = source.choice(slugs)
        one, other = source.sample(sorted(corpus.words[slug] & suited), 2)
        filters = {name: corpus.facets[slug][name][0] for name in ("principle", "area")}
        made[ONE].append(Query(one, {}, one))
        made[TWO].append(Query(f"{one} {other}", {}, one))
        made[TYPO].append(Query(_mistyped(one, source, set(frequency)), {}, one))
        made[PREFIX].append(Query(one[:4], {}, one))
        made[FILTERS].append(Query(one, filters, one))
    return made


def _mistyped(word: str, source: random.Random, known: set[str]) -> str:
    """Two neighbours changed over, or a letter replaced or left out, but never the first; what
    comes out is no word of the corpus."""
    while True:
        at = source.randint(1, len(word) - 2)
        wrong = source.choice([
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + source.choice(LETTERS) + word[at + 1 :],
            word[:at] + word[at + 1 :],
        ])  # fmt: skip
        if wrong not in known:
            return wrong
