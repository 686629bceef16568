"""Related practices: what two practices share, rare things counting more, with reasons in words.

Each practice is a bag of features: its facet values, its place, and the words of its title and
summary. A shared feature scores its inverse document frequency, log(N / df) (Spärck Jones 1972),
times a weight of its kind. Editors' picks come first. The result depends on nothing but the set of
practices.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
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


@dataclass(frozen=True, slots=True)
class Related:
    """`reasons` are phrases to join with semicolons; an editor's pick may share nothing."""

    id: str
    reasons: tuple[str, ...]
    picked: bool = False


def related(
    practices: Sequence[Practice], vocabulary: Vocabulary
) -> dict[str, tuple[Related, ...]]:
    """Practice id -> at most LIMIT related ones, the most related first."""
    features = [_features(practice) for practice in practices]
    frequency = Counter(feature for bag in features for feature in bag)
    score = {
        feature: math.log(len(practices) / count) * _WEIGHTS[feature[0]]
        for feature, count in frequency.items()
        if count > 1
    }
    postings: dict[Feature, list[int]] = defaultdict(list)
    for number, bag in enumerate(features):
        for feature in bag:
            if feature in score:
                postings[feature].append(number)
    numbers = {practice.id: number for number, practice in enumerate(practices)}

    def found(place: int) -> list[tuple[Related, ...]]:
        return [one(number) for number in range(place, min(place + _SHARE, len(practices)))]

    def one(number: int) -> tuple[Related, ...]:
        picks = [numbers[slug] for slug in practices[number].related if slug in numbers]
        picks = [other for other in dict.fromkeys(picks) if other != number]
        ranked = _nearest(number, features, postings, score)
        chosen = (picks + [other for other in ranked if other not in picks])[:LIMIT]
        return tuple(
            Related(
                practices[other].id,
                _reasons(features[number] & features[other], score, vocabulary),
                other in picks,
            )
            for other in chosen
        )

    shares = parallel.run([partial(found, place) for place in range(0, len(practices), _SHARE)])
    return {
        practice.id: each
        for practice, each in zip(practices, chain.from_iterable(shares), strict=True)
    }


def _features(practice: Practice) -> frozenset[Feature]:
    bag = {(facet, value) for facet in _FACETS for value in getattr(practice, facet)}
    if practice.place:
        bag.add(("place", practice.place))
    text = f"{practice.title} {practice.summary}"
    place = set(words(practice.place))
    bag |= {("word", word) for word in set(words(text)) - _STOP - place if len(word) > 2}
    return frozenset(bag)


def _nearest(
    number: int,
    features: Sequence[frozenset[Feature]],
    postings: Mapping[Feature, Sequence[int]],
    score: Mapping[Feature, float],
) -> list[int]:
    own = features[number]
    rarest = sorted((len(postings[f]), f) for f in own if f in score)
    partial: dict[int, float] = defaultdict(float)
    budget = _GATHERED
    for count, feature in rarest:
        gain = score[feature]
        for other in postings[feature]:
            partial[other] -= gain
        budget -= count
        if budget <= 0 and len(partial) > LIMIT:
            break
    partial.pop(number, None)
    finalists = nsmallest(_FINALISTS, zip(partial.values(), partial.keys(), strict=True))
    # Sums in a fixed order: adding floats in a set's order would differ from run to run.
    whole = [
        (-math.fsum([score.get(f, 0.0) for f in own & features[other]]), other)
        for _, other in finalists
    ]
    return [other for strength, other in sorted(whole) if -strength >= _MINIMUM][:LIMIT]


def _reasons(
    shared: frozenset[Feature], score: Mapping[Feature, float], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """At most three phrases, the strongest first."""
    kinds: dict[str, list[str]] = defaultdict(list)
    gains: dict[str, list[float]] = defaultdict(list)
    for loss, (kind, value) in sorted((-score.get(f, 0.0), f) for f in shared):
        kinds[kind].append(value)
        gains[kind].append(-loss)
    strength = [(-math.fsum(each), kind) for kind, each in gains.items()]
    order = [kind for loss, kind in sorted(strength) if loss < 0]
    # A place tells its country, and a level goes without saying where anything else can be said.
    dull = {"level", "country"} if "place" in order else {"level"}
    telling = [kind for kind in order if kind not in dull] or order
    return tuple(_phrase(kind, kinds[kind], vocabulary) for kind in telling[:3])


def _phrase(kind: str, values: Sequence[str], vocabulary: Vocabulary) -> str:
    if kind == "place":
        return f"both in {values[0]}"
    if kind == "word":
        return f"both mention {', '.join(f'“{word}”' for word in values[:3])}"
    if kind == "country":
        names = [prose.country(value) for value in values if value != INTERNATIONAL]
        return f"both in {' and '.join(names[:2])}" if names else "both international"
    labels = [vocabulary[kind][value].brief for value in values[:2]]
    name = {"group": "both for"}.get(kind, f"same {kind}:")
    return f"{name} {' and '.join(prose.lower(label) for label in labels)}"
