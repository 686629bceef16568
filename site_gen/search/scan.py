"""The search in Python: for exports of what the search page shows, and to check the browser's.

It looks through the documents for every query and shares nothing with the index but the words of
each field and the constants of the scoring.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from site_gen.catalogue import Catalogue
from site_gen.practice import Practice
from site_gen.search.index import STOP_WORDS, document_texts
from site_gen.search.inverted import FIELDS, FULL, SATURATION
from site_gen.search.stems import stems
from site_gen.text import words

EXACT, INFLECTED, COMPLETED = 16, 13, 10
MISSPELT = {1: 9, 2: 8}
MISBEGUN = {1: 6, 2: 5}
LOOSE_FROM, ENOUGH = 3, 5
_NOTHING: Counter[str] = Counter()


@dataclass(frozen=True, slots=True)
class Answer:
    """`scores` by document, 0 where it does not match. No listed document had to have the words in
    `dropped`; `loose` says that some lack one of the others."""

    scores: list[int]
    dropped: list[str] = field(default_factory=list)
    loose: bool = False


def find(catalogue: Catalogue, text: str) -> list[Practice]:
    """The practices that the search page finds for what was typed, the best first."""
    documents, _ = document_texts(catalogue, ())
    answer = Scan(documents, len(catalogue.practices)).search(text)
    if answer is None:
        return list(catalogue.practices)
    ranked = sorted(range(len(catalogue.practices)), key=lambda number: -answer.scores[number])
    return [catalogue.practices[number] for number in ranked if answer.scores[number]]


class Scan:
    """Documents, each a mapping of field -> words; the first `practices` of them are practices,
    the others guides, which only count where no practice matches."""

    def __init__(self, documents: Iterable[Mapping[str, Sequence[str]]], practices: int) -> None:
        self.documents = list(documents)
        self.practices = practices
        self.counts = [{name: Counter(f) for name, f in d.items()} for d in self.documents]
        self.holders: defaultdict[str, set[int]] = defaultdict(set)
        for number, fields in enumerate(self.documents):
            for found in fields.values():
                for word in found:
                    self.holders[word].add(number)
        self.vocabulary = sorted(self.holders)
        self.averages = {}
        for name in FIELDS:
            lengths = [len(d[name]) for d in self.documents if d.get(name)]
            self.averages[name] = sum(lengths) / len(lengths) if lengths else 1.0
        self.stem = dict(zip(self.vocabulary, stems(self.vocabulary), strict=True))
        self.family = defaultdict(list)
        for word, stem in self.stem.items():
            self.family[stem].append(word)

    def impact(self, word: str, number: int) -> int:
        """How much a word tells of a document, as the index has it: 1 to FULL, 0 without it."""
        strength = 0.0
        for name, kind in FIELDS.items():
            count = self.counts[number].get(name, _NOTHING)[word]
            if count:
                share = len(self.documents[number][name]) / self.averages[name]
                strength += (
                    kind.weight * count / (1 - kind.normalisation + kind.normalisation * share)
                )
        if not strength:
            return 0
        family = (self.holders[other] for other in self.family[self.stem[word]])
        size, frequency = len(self.documents), len(set().union(*family))
        rarity = math.log1p((size - frequency + 0.5) / (frequency + 0.5)) / math.log1p(
            (size - 0.5) / 1.5
        )
        return min(max(int(FULL * rarity * strength / (strength + SATURATION)), 1), FULL)

    def forms(self, word: str, *, growing: bool) -> dict[str, int]:
        """The known words that stand for a word, with what each counts, of EXACT."""
        found: dict[str, int] = {}
        if word in self.stem:
            for other in self.family.get(self.stem.get(word, ""), ()):
                found[other] = INFLECTED
            found[word] = EXACT
        if growing and len(word) >= 3:
            for other in self.vocabulary:
                if other.startswith(word) and other != word:
                    found[other] = max(found.get(other, 0), COMPLETED)
        tolerance = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        if not found and tolerance:
            near = sorted(
                (distance, -len(self.holders[other]), other)
                for other in self.vocabulary
                if (distance := OSA.distance(word, other, score_cutoff=tolerance)) <= tolerance
            )
            found = {
                w: (MISSPELT if w[0] == word[0] else MISBEGUN)[d]
                for d, _, w in [each for each in near if each[0] == near[0][0]][:12]
            }
        return found

    def column(self, unit: tuple[str, ...], *, phrase: bool, growing: bool) -> list[int]:
        """The score of every document for one word or phrase."""
        scores = [0] * len(self.documents)
        if phrase:
            for n in set.intersection(*(self.holders.get(word, set()) for word in unit)):
                if self.has_phrase(n, unit):
                    scores[n] = EXACT * sum(self.impact(word, n) for word in unit)
            return scores
        for word, weight in self.forms(unit[0], growing=growing).items():
            for n in self.holders[word]:
                scores[n] = max(scores[n], self.impact(word, n) * weight)
        return scores

    def has_phrase(self, number: int, phrase: tuple[str, ...]) -> bool:
        """Whether the words stand one after the other in a field whose words are a text."""
        for name, kind in FIELDS.items():
            text = self.documents[number].get(name, ())
            if kind.spoken and any(
                tuple(text[start : start + len(phrase)]) == phrase for start in range(len(text))
            ):
                return True
        return False

    def search(self, text: str) -> Answer | None:
        """The answer to what was typed; None when that asks for nothing."""
        units, excluded = parse(text)
        if not units and not excluded:
            return None
        columns = [self.column(u, phrase=p, growing=g) for u, p, g in units]
        banned = set()
        for word in excluded:
            found = self.forms(word, growing=False)
            if found and min(found.values()) >= COMPLETED:
                banned |= set().union(*(self.holders[w] for w in found))
        if not units:
            return Answer([0 if n in banned else 1 for n in range(len(self.documents))])
        columns = [[0 if n in banned else s for n, s in enumerate(column)] for column in columns]
        everyone = range(len(self.documents))
        ranked = everyone[: self.practices]
        if not self.attainable(columns, ranked):
            ranked = everyone[self.practices :]
        wanted = self.attainable(columns, ranked)
        lacking = [sum(not columns[u][n] for u in wanted) for n in everyone]
        full = sum(not lacking[n] for n in ranked)
        loose = len(wanted) >= LOOSE_FROM and full < ENOUGH
        kept = [bool(wanted) and number <= loose for number in lacking]
        scores = [sum(column[n] for column in columns) if kept[n] else 0 for n in everyone]
        dropped = [" ".join(u[0]) for i, u in enumerate(units) if wanted and i not in wanted]
        return Answer(scores, dropped, loose and 1 in lacking)

    def attainable(self, columns: list[list[int]], numbers: Sequence[int]) -> tuple[int, ...]:
        """Which words to insist on: as many as any document has, those that few have first."""
        counts = [sum(1 for n in numbers if column[n]) for column in columns]
        seen = {tuple(u for u, column in enumerate(columns) if column[n]) for n in numbers} - {()}
        return min(
            seen,
            key=lambda units: (
                -len(units),
                sum(counts[u] for u in units),
                sum(1 << u for u in units),
            ),
            default=(),
        )


Unit = tuple[tuple[str, ...], bool, bool]  # words, phrase, growing


def parse(text: str) -> tuple[list[Unit], list[str]]:
    """What must be found, and the words that must not be."""
    units: list[Unit] = []
    excluded: list[str] = []
    for match in re.finditer(r'(-?)"([^"]*)"?|(\S+)', text):
        bare = match[3]
        found = words(match[2] if bare is None else bare)
        negative = match[1] == "-" if bare is None else bool(re.match(r"-[^\W_]", bare))
        if negative:
            excluded += found
        elif bare is None and len(found) > 1:
            units.append((tuple(found), True, False))
        else:
            units += [((word,), False, False) for word in found]
    telling = [u for u in units if u[1] or u[0][0] not in STOP_WORDS]
    if units and not units[-1][1] and re.search(r"[^\W_]$", text):
        last = units[-1]
        grown = (last[0], False, True)
        units = [*units[:-1], grown]
        telling = [*telling[:-1], grown] if telling and telling[-1] == last else telling
    kept = list({u[0]: u for u in (telling or units)}.values())
    return kept[:12], excluded
