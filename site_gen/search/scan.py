"""A second search engine, as plain as can be, to hold the browser's against.

It scans every document for every query and shares nothing with the index but the words of each
field and the constants of the scoring.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from site_gen.search.index import STOP_WORDS
from site_gen.search.inverted import FIELDS, FULL, SATURATION
from site_gen.search.stems import stems
from site_gen.text import words

EXACT, INFLECTED, COMPLETED = 16, 13, 10
MISSPELT = {1: 9, 2: 8}
MISBEGUN = {1: 6, 2: 5}
LOOSE_FROM, ENOUGH = 3, 5


@dataclass
class Answer:
    scores: list[int]
    dropped: list[str] = field(default_factory=list)
    loose: bool = False


class Reference:
    """The engine over documents, each a mapping of field -> words."""

    def __init__(self, documents: Sequence[Mapping[str, Sequence[str]]], practices: int) -> None:
        self.documents = documents
        self.practices = practices
        self.vocabulary = sorted({w for d in documents for f in d.values() for w in f})
        self.frequency = {
            word: sum(any(word in f for f in d.values()) for d in documents)
            for word in self.vocabulary
        }
        self.averages = {}
        for name in FIELDS:
            lengths = [len(d[name]) for d in documents if d.get(name)]
            self.averages[name] = sum(lengths) / len(lengths) if lengths else 1.0
        self.stem = dict(zip(self.vocabulary, stems(self.vocabulary), strict=True))
        self.family = defaultdict(list)
        for word, stem in self.stem.items():
            self.family[stem].append(word)
        self.family_frequency = {
            word: sum(
                any(other in f for other in self.family[stem] for f in d.values())
                for d in documents
            )
            for word, stem in self.stem.items()
        }

    def impact(self, word: str, number: int) -> int:
        strength = 0.0
        for name, kind in FIELDS.items():
            found = self.documents[number].get(name, ())
            count = sum(1 for other in found if other == word)
            if count:
                share = len(found) / self.averages[name]
                strength += (
                    kind.weight * count / (1 - kind.normalisation + kind.normalisation * share)
                )
        if not strength:
            return 0
        size, frequency = len(self.documents), self.family_frequency[word]
        rarity = math.log1p((size - frequency + 0.5) / (frequency + 0.5)) / math.log1p(
            (size - 0.5) / 1.5
        )
        return min(max(int(FULL * rarity * strength / (strength + SATURATION)), 1), FULL)

    def forms(self, word: str, *, growing: bool) -> dict[str, int]:
        found: dict[str, int] = {}
        if word in self.frequency:
            for other in self.family.get(self.stem.get(word, ""), ()):
                found[other] = INFLECTED
            found[word] = EXACT
        if growing and len(word) >= 3:
            for other in self.vocabulary:
                if other.startswith(word) and other != word:
                    found[other] = max(found.get(other, 0), COMPLETED)
        tolerance = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        if not found and tolerance:
            near = [
                (edits(word, other), -self.frequency[other], other) for other in self.vocabulary
            ]
            near = sorted(each for each in near if each[0] <= tolerance)
            found = {
                w: (MISSPELT if w[0] == word[0] else MISBEGUN)[d]
                for d, _, w in [each for each in near if each[0] == near[0][0]][:12]
            }
        return found

    def column(self, unit: tuple[str, ...], *, phrase: bool, growing: bool) -> list[int]:
        size = len(self.documents)
        if phrase:
            return [
                EXACT * sum(self.impact(w, n) for w in unit) if self.has_phrase(n, unit) else 0
                for n in range(size)
            ]
        found = self.forms(unit[0], growing=growing)
        return [
            max((self.impact(w, n) * v for w, v in found.items()), default=0) for n in range(size)
        ]

    def has_phrase(self, number: int, phrase: tuple[str, ...]) -> bool:
        for name, kind in FIELDS.items():
            text = self.documents[number].get(name, ())
            if kind.spoken and any(
                tuple(text[start : start + len(phrase)]) == phrase for start in range(len(text))
            ):
                return True
        return False

    def search(self, text: str) -> Answer | None:
        units, excluded = parse(text)
        if not units and not excluded:
            return None
        columns = [self.column(u, phrase=p, growing=g) for u, p, g in units]
        banned = set()
        for word in excluded:
            found = self.forms(word, growing=False)
            if found and min(found.values()) >= COMPLETED:
                banned |= {
                    n for n in range(len(self.documents)) if any(self.impact(w, n) for w in found)
                }
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


def edits(a: str, b: str) -> int:
    """Optimal string alignment: insertions, deletions, substitutions, neighbours exchanged."""
    table = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
            )
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[len(a)][len(b)]
