"""Related practices: what two practices share, rare things counting more, with reasons in words.

Each practice is a bag of features: its facet values, its place, and the words of its title and
summary. A shared feature scores its inverse document frequency, log(N / df) (Spärck Jones 1972),
times a weight of its kind. Editors' picks come first. The result depends on nothing but the set of
practices.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, count, pairwise
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from site_gen.catalogue import prose
from site_gen.countries import INTERNATIONAL
from site_gen.practice import Practice
from site_gen.text import words
from site_gen.vocabulary import Vocabulary

LIMIT = 5
# Words tell less than what an editor has classified; a place says more than a level.
_WEIGHTS = {"area": 1.0, "group": 1.0, "type": 0.6, "principle": 0.6, "country": 0.8, "place": 0.8,
            "level": 0.3, "word": 0.5}  # fmt: skip
_KINDS = tuple(sorted(_WEIGHTS))
_PLACE, _COUNTRY, _LEVEL = map(_KINDS.index, ("place", "country", "level"))
_UNIT = 2.0**-32  # of which scores are multiples, so that sums are exact, whatever their order
_FACETS = ("area", "group", "type", "principle", "country", "level")
_MINIMUM = 0.5  # below this, two practices share next to nothing
_GATHERED = 250  # postings read per practice, from the rarest feature on; enough for the best five
_FINALISTS = 15
_BLOCK = 100  # practices that are looked at together
# Words that titles and summaries share without saying anything of the practices.
_STOP = frozenset(
    """
    about across after again all also among and another any are around because been before being
    between both but can city cities country does during each every few first five followed for four
    from give gives have help helps her his how into its itself just learn live local made make
    makes many may more most national new not now off once one only other others our out over own
    people place places practice project region regional same several she should since some such
    take than that the their them then there these they this those through three together too town
    towards two under until use used way ways well were what when where which while who whom whose
    why will with within without year years you
    """.split()
)

Feature = tuple[str, str]  # kind, value
_Numbers = NDArray[np.int64]
_Scores = NDArray[np.float64]
_Phrase = Callable[[tuple[int, ...]], str]


@dataclass(frozen=True, slots=True)
class Related:
    """`reasons` are phrases to join with semicolons; an editor's pick may share nothing."""

    id: str
    reasons: tuple[str, ...]
    picked: bool = False


@dataclass(frozen=True, slots=True)
class _Rows:
    """Lists of numbers, one behind the other: list r is `flat[starts[r]:starts[r + 1]]`."""

    flat: _Numbers
    starts: _Numbers

    def of(self, rows: _Numbers) -> tuple[_Numbers, _Numbers]:
        """What these lists hold, each number with the place of its list in `rows`."""
        starts = self.starts[rows]
        lengths = self.starts[rows + 1] - starts
        places = np.repeat(np.arange(len(rows)), lengths)
        shifts = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
        shifts += np.arange(len(places))
        return places, self.flat[shifts]


@dataclass(frozen=True, slots=True)
class _Shared:
    """The features that practices share, by number: the fewer have one, the smaller its number.

    What only one practice has relates it to nothing, and is left out.
    """

    features: Sequence[Feature]
    scores: _Scores
    kinds: _Numbers  # of the features, as numbers in _KINDS
    members: _Rows  # the practices that have the feature
    bags: _Rows  # the features of each practice, in order
    telling: _Rows  # the rarest of them, by which its neighbours are looked for


def related(
    practices: Sequence[Practice], vocabulary: Vocabulary
) -> dict[str, tuple[Related, ...]]:
    """Practice id -> at most LIMIT related ones, the most related first."""
    shared = _shared(practices)
    labels = [_label(vocabulary, feature) for feature in shared.features]
    phrase = cache(partial(_phrase, [kind for kind, _ in shared.features], labels))
    picks = _picks(practices)
    ids = [practice.id for practice in practices]
    found = {}
    for start in range(0, len(practices), _BLOCK):
        block = np.arange(start, min(start + _BLOCK, len(practices)))
        chosen = [
            (picks[number] + [other for other in near if other not in picks[number]])[:LIMIT]
            for number, near in enumerate(_nearest(block, shared), start)
        ]
        reasons = _reasons(block, chosen, shared, phrase)
        for number, others in enumerate(chosen, start):
            mine = [Related(ids[o], next(reasons), o in picks[number]) for o in others]
            found[ids[number]] = tuple(mine)
    return found


def _picks(practices: Sequence[Practice]) -> list[list[int]]:
    """What editors have picked for each practice, in their order, each once."""
    numbers = {practice.id: number for number, practice in enumerate(practices)}
    return [
        [numbers[slug] for slug in dict.fromkeys(one.related) if slug in numbers and slug != one.id]
        for one in practices
    ]


def _shared(practices: Sequence[Practice]) -> _Shared:
    numbers, holders, given = _given(practices)
    had = np.bincount(given).tolist()
    found = sorted(
        (had[number], (kind, value), number)
        for kind, known in numbers.items()
        for value, number in known.items()
        if had[number] > 1 and (kind != "word" or len(value) > 2)
    )
    features = [feature for _, feature, _ in found]
    ranks = np.full(len(had), -1)
    ranks[[number for _, _, number in found]] = np.arange(len(found))
    kept = ranks[given] >= 0
    holders, given = holders[kept], ranks[given[kept]]
    members = _grouped(given, holders, len(features))
    bags = _grouped(holders, given, len(practices))
    return _Shared(
        features,
        np.array([_score(len(practices) / count, kind) for count, (kind, _), _ in found]),
        np.array([_KINDS.index(kind) for kind, _ in features], np.int64),
        members,
        bags,
        _telling(bags, members),
    )


def _given(
    practices: Sequence[Practice],
) -> tuple[Mapping[str, Mapping[str, int]], _Numbers, _Numbers]:
    """Numbers for all features, as kind -> value -> number; and the practices, each repeated for
    every feature that it has, with the features' numbers."""
    new = count().__next__
    numbers = {kind: defaultdict[str, int](new) for kind in _KINDS}
    places, told = numbers["place"], numbers["word"]
    facets = [(attrgetter(facet), numbers[facet].__getitem__) for facet in _FACETS]
    given: list[int] = []
    ends = [0]
    for practice in practices:
        found = set(words(f"{practice.title} {practice.summary}")) - _STOP
        if practice.place:
            given.append(places[practice.place])
            found.difference_update(words(practice.place))
        given += map(told.__getitem__, found)
        for values, number in facets:
            given += map(number, dict.fromkeys(values(practice)))
        ends.append(len(given))
    holders = np.repeat(np.arange(len(practices)), np.diff(ends))
    return numbers, holders, np.array(given, np.int64)


def _score(rareness: float, kind: str) -> float:
    return round(math.log(rareness) * _WEIGHTS[kind] / _UNIT) * _UNIT


def _rows(lists: Sequence[Sequence[int]]) -> _Rows:
    starts = np.cumsum([0, *map(len, lists)])
    return _Rows(np.fromiter(chain.from_iterable(lists), np.int64, starts[-1]), starts)


def _grouped(groups: _Numbers, numbers: _Numbers, size: int) -> _Rows:
    """The numbers of each of `size` groups, in order."""
    most = numbers.max(initial=0) + 1
    ends = np.cumsum(np.bincount(groups, minlength=size))
    return _Rows(np.sort(groups * most + numbers) % most, np.concatenate(([0], ends)))


def _telling(bags: _Rows, members: _Rows) -> _Rows:
    """The first features of each bag, until they have _GATHERED members."""
    gathered = np.concatenate(([0], np.cumsum(np.diff(members.starts)[bags.flat])))
    before = gathered[:-1] - np.repeat(gathered[bags.starts[:-1]], np.diff(bags.starts))
    kept = before < _GATHERED
    return _Rows(bags.flat[kept], np.concatenate(([0], np.cumsum(kept)))[bags.starts])


def _nearest(block: _Numbers, shared: _Shared) -> list[list[int]]:
    """For each practice of `block` at most LIMIT others, the most related first."""
    found: list[list[int]] = [[] for _ in block]
    row, other = _finalists(block, shared)
    pair, feature = _common(block, row, other, shared)
    strength: Any = np.bincount(pair, shared.scores[feature], len(row))  # weighted: no integers
    good = strength >= _MINIMUM
    row, other = row[good], other[good]
    best = _best(row, strength[good], LIMIT)
    for one, near in zip(row[best].tolist(), other[best].tolist(), strict=True):
        found[one].append(near)
    return found


def _finalists(block: _Numbers, shared: _Shared) -> tuple[_Numbers, _Numbers]:
    """Rows of `block` with the practices that share most of what is rarest in them, in order."""
    row, feature = shared.telling.of(block)
    place, other = shared.members.of(feature)
    pairs = row[place] * len(shared.bags.starts) + other
    order = np.argsort(pairs, kind="stable")
    pairs = pairs[order]
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    gain: _Scores = np.add.reduceat(shared.scores[feature][place[order]], first)
    row, other = np.divmod(pairs[first], len(shared.bags.starts))
    foreign = other != block[row]
    row, other, gain = row[foreign], other[foreign], gain[foreign]
    high = _high(row, gain, _FINALISTS)
    best = np.sort(high[_best(row[high], gain[high], _FINALISTS)])
    return row[best], other[best]


def _common(
    block: _Numbers, row: _Numbers, other: _Numbers, shared: _Shared
) -> tuple[_Numbers, _Numbers]:
    """The features that both practices of a pair have, in order, each with the pair's number."""
    own, feature = shared.bags.of(block)
    holds = np.zeros((len(block), len(shared.features)), np.bool_)
    holds[own, feature] = True
    pair, feature = shared.bags.of(other)
    both = holds[row[pair], feature]
    return pair[both], feature[both]


def _best(row: _Numbers, score: _Scores, limit: int) -> _Numbers:
    """Where the `limit` highest scores of each row are, the best first, and of equal ones what
    stands first; rows are in order."""
    order = np.lexsort((-score, row))
    return order[np.arange(len(row)) - np.searchsorted(row, row) < limit]


def _high(row: _Numbers, score: _Scores, limit: int) -> _Numbers:
    """Where the `limit` highest scores of each row are, and what equals the last of them."""
    bounds = np.append(np.flatnonzero(np.diff(row, prepend=-1)), len(row))
    least, ordered = np.zeros(len(bounds) - 1), score.copy()
    for number, (start, end) in enumerate(pairwise(bounds.tolist())):
        if end - start > limit:
            ordered[start:end].partition(end - start - limit)
            least[number] = ordered[end - limit]
    return np.flatnonzero(score >= np.repeat(least, np.diff(bounds)))


def _reasons(
    block: _Numbers, chosen: Sequence[Sequence[int]], shared: _Shared, phrase: _Phrase
) -> Iterator[tuple[str, ...]]:
    """At most three phrases for each practice and those chosen for it, the strongest first."""
    pairs = _rows(chosen)
    row = np.repeat(np.arange(len(block)), np.diff(pairs.starts))
    pair, feature = _common(block, row, pairs.flat, shared)
    shape = len(row), len(_KINDS)
    slot = pair * len(_KINDS) + shared.kinds[feature]
    strength = np.bincount(slot, shared.scores[feature], shape[0] * shape[1]).reshape(shape)
    # A place tells its country, and a level goes without saying where anything else can be said.
    strength[strength[:, _PLACE] > 0, _COUNTRY] = 0
    strength[np.count_nonzero(strength, axis=1) > 1, _LEVEL] = 0
    ranked = np.argsort(-strength, axis=1, kind="stable")[:, :3]
    told = np.take_along_axis(strength, ranked, axis=1) > 0
    slots = (np.arange(len(row))[:, None] * len(_KINDS) + ranked)[told]
    order = np.argsort(slot, kind="stable")
    flat = tuple(feature[order].tolist())
    starts = np.searchsorted(slot[order], slots)
    ends = np.minimum(np.searchsorted(slot[order], slots, "right"), starts + 3)
    phrases = [phrase(flat[a:b]) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    bounds = np.cumsum(np.append(0, np.count_nonzero(told, axis=1))).tolist()
    return (tuple(phrases[a:b]) for a, b in pairwise(bounds))


def _label(vocabulary: Vocabulary, feature: Feature) -> str:
    """The feature inside a phrase; nothing for what is said of no country."""
    kind, value = feature
    if kind == "word":
        return f"“{value}”"
    if kind == "country":
        return "" if value == INTERNATIONAL else prose.country(value)
    return value if kind == "place" else prose.lower(vocabulary[kind][value].brief)


def _phrase(kinds: Sequence[str], labels: Sequence[str], shared: tuple[int, ...]) -> str:
    kind, values = kinds[shared[0]], [labels[number] for number in shared]
    if kind == "place":
        return f"both in {values[0]}"
    if kind == "word":
        return f"both mention {', '.join(values)}"
    if kind == "country":
        names = [name for name in values if name]
        return f"both in {' and '.join(names[:2])}" if names else "both international"
    return f"{'both for' if kind == 'group' else f'same {kind}:'} {' and '.join(values[:2])}"
