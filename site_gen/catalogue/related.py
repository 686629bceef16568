"""Related practices: what two practices share, rare things counting more, with reasons in words.

Each practice is a bag of features: its facet values, its place, and the words of its title and
summary. A shared feature scores its inverse document frequency, log(N / df) (Spärck Jones 1972),
times a weight of its kind. Editors' picks come first. The result depends on nothing but the set of
practices.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain

from site_gen import parallel
from site_gen.catalogue import prose
from site_gen.countries import INTERNATIONAL
from site_gen.practice import Practice
from site_gen.text import words
from site_gen.vocabulary import Vocabulary

LIMIT = 5
# Words tell less than what an editor has classified; a place says more than a level.
_WEIGHTS = {"area": 1.0, "group": 1.0, "type": 0.6, "principle": 0.6, "country": 0.8, "place": 0.8,
            "level": 0.3, "word": 0.5}  # fmt: skip
_FACETS = ("area", "group", "type", "principle", "country", "level")
_MINIMUM = 0.5  # below this, two practices share next to nothing
_GATHERED = 250  # postings read per practice, from the rarest feature on; enough for the best five
_FINALISTS = 15
_SHARE = 1000  # practices to one process
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
_Phrase = Callable[[str, tuple[str, ...]], str]


@dataclass(frozen=True, slots=True)
class Related:
    """`reasons` are phrases to join with semicolons; an editor's pick may share nothing."""

    id: str
    reasons: tuple[str, ...]
    picked: bool = False


@dataclass(frozen=True, slots=True)
class _Shared:
    """The features that practices share, by number: the more one tells, the smaller its number.

    What only one practice has relates it to nothing, and is left out.
    """

    features: Sequence[Feature]
    scores: Sequence[float]
    members: Sequence[Sequence[int]]  # the practices that have the feature
    bags: Sequence[frozenset[int]]  # the features of each practice

    def rarest(self, practice: int) -> list[int]:
        """The practice's features, those of the fewest practices first."""
        order = [(len(self.members[f]), self.features[f], f) for f in self.bags[practice]]
        order.sort()
        return [feature for _, _, feature in order]


def related(
    practices: Sequence[Practice], vocabulary: Vocabulary
) -> dict[str, tuple[Related, ...]]:
    """Practice id -> at most LIMIT related ones, the most related first."""
    shared = _shared(practices)
    phrase = lru_cache(maxsize=20_000)(partial(_phrase, vocabulary))
    numbers = {practice.id: number for number, practice in enumerate(practices)}

    def found(place: int) -> list[tuple[Related, ...]]:
        return [one(number) for number in range(place, min(place + _SHARE, len(practices)))]

    def one(number: int) -> tuple[Related, ...]:
        picks = [numbers[slug] for slug in practices[number].related if slug in numbers]
        picks = [other for other in dict.fromkeys(picks) if other != number]
        ranked = _nearest(number, shared)
        chosen = (picks + [other for other in ranked if other not in picks])[:LIMIT]
        return tuple(
            Related(
                practices[other].id,
                _reasons(shared.bags[number] & shared.bags[other], shared, phrase),
                other in picks,
            )
            for other in chosen
        )

    shares = parallel.run([partial(found, place) for place in range(0, len(practices), _SHARE)])
    return {
        practice.id: each
        for practice, each in zip(practices, chain.from_iterable(shares), strict=True)
    }


def _shared(practices: Sequence[Practice]) -> _Shared:
    postings: dict[Feature, list[int]] = defaultdict(list)
    for number, practice in enumerate(practices):
        for feature in _features(practice):
            postings[feature].append(number)
    scored = sorted(
        (-math.log(len(practices) / len(members)) * _WEIGHTS[feature[0]], feature)
        for feature, members in postings.items()
        if len(members) > 1
    )
    bags: list[list[int]] = [[] for _ in practices]
    for number, (_, feature) in enumerate(scored):
        for member in postings[feature]:
            bags[member].append(number)
    return _Shared(
        features=[feature for _, feature in scored],
        scores=[-loss for loss, _ in scored],
        members=[postings[feature] for _, feature in scored],
        bags=[frozenset(bag) for bag in bags],
    )


def _features(practice: Practice) -> set[Feature]:
    bag = {(facet, value) for facet in _FACETS for value in getattr(practice, facet)}
    told = set(words(f"{practice.title} {practice.summary}")) - _STOP
    if practice.place:
        bag.add(("place", practice.place))
        told.difference_update(words(practice.place))
    bag.update([("word", word) for word in told if len(word) > 2])
    return bag


def _nearest(number: int, shared: _Shared) -> list[int]:
    partial: dict[int, float] = {}
    known = partial.get
    budget = _GATHERED
    for feature in shared.rarest(number):
        gain, members = shared.scores[feature], shared.members[feature]
        for other in members:
            partial[other] = known(other, 0.0) - gain
        budget -= len(members)
        if budget <= 0 and len(partial) > LIMIT:
            break
    partial.pop(number, None)
    finalists = list(partial)
    if len(finalists) > _FINALISTS:
        last = sorted(partial.values())[_FINALISTS - 1]
        best = sorted((loss, other) for other, loss in partial.items() if loss <= last)
        finalists = [other for _, other in best[:_FINALISTS]]
    # Sums that do not depend on the order: a set's would differ from run to run.
    own, bags, score = shared.bags[number], shared.bags, shared.scores.__getitem__
    whole = [(-math.fsum(map(score, own & bags[other])), other) for other in finalists]
    return [other for strength, other in sorted(whole) if -strength >= _MINIMUM][:LIMIT]


def _reasons(common: frozenset[int], shared: _Shared, phrase: _Phrase) -> tuple[str, ...]:
    """At most three phrases, the strongest first."""
    kinds: dict[str, list[str]] = {}
    gains: dict[str, list[float]] = {}
    for number in sorted(common):
        kind, value = shared.features[number]
        if kind in kinds:
            kinds[kind].append(value)
            gains[kind].append(shared.scores[number])
        else:
            kinds[kind] = [value]
            gains[kind] = [shared.scores[number]]
    strength = [(-math.fsum(each), kind) for kind, each in gains.items()]
    order = [kind for loss, kind in sorted(strength) if loss < 0]
    # A place tells its country, and a level goes without saying where anything else can be said.
    dull = {"level", "country"} if "place" in order else {"level"}
    telling = [kind for kind in order if kind not in dull] or order
    return tuple([phrase(kind, tuple(kinds[kind][:3])) for kind in telling[:3]])


def _phrase(vocabulary: Vocabulary, kind: str, values: tuple[str, ...]) -> str:
    if kind == "place":
        return f"both in {values[0]}"
    if kind == "word":
        return f"both mention {', '.join(f'“{word}”' for word in values)}"
    if kind == "country":
        names = [prose.country(value) for value in values if value != INTERNATIONAL]
        return f"both in {' and '.join(names[:2])}" if names else "both international"
    labels = [vocabulary[kind][value].brief for value in values[:2]]
    name = {"group": "both for"}.get(kind, f"same {kind}:")
    return f"{name} {' and '.join(prose.lower(label) for label in labels)}"
