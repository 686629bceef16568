"""Practices that are probably the same one twice.

Names count most: two names are as alike as the share of words that they have in common. The more
two practices share otherwise (place, a link, the source's entry), the less alike their names need
to be. Only what shares something rare is compared at all, so that the work grows with the number of
practices and not with its square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple, TypeVar

from rapidfuzz import fuzz

from site_gen.countries import INTERNATIONAL
from site_gen.problems import shown
from site_gen.text import words

_T = TypeVar("_T", bound=Hashable)

# How alike names have to be, of 100, and what is taken off for what is shared.
_NEEDED = 80
_SAME_PLACE = 15
_SAME_LINK = 20
_SAME_ENTRY = 80  # an entry is a practice: two that cite the same one need nothing else …
_SAME_CHAPTER = 15  # … unless many do
_ELSEWHERE = 40  # added when place or country differ: many cities have an anti-rumours strategy
_FEW = 3  # a link or an entry of more practices than this is no sign that they are the same
_TOLD = 40  # names less alike than this are no reason
_LETTERS = 60  # names that share fewer letters than this, of 100, need no closer look
_WHOLE = 4  # a name of so many words that stands whole within another is as good as alike
_SPELLING = 85  # words this alike are spellings of one: programme, program; rumours, rumour
_BLOCK = 12  # what more names than this have is not rare
# Words that names share without saying anything.
_STOP = frozenset("a an and as at by de for from in its la le of on or s the to with".split())
_PARTS = re.compile(r"[:()]|\s[–—-]\s")


Name = tuple[str, str]  # as it is written, and its telling words, folded and sorted


class Identity(NamedTuple):
    """What a practice is recognised by. `distinct` are the slugs that it is said to differ from.

    Plain tuples and texts, because thousands of them travel between processes.
    """

    slug: str
    path: str
    names: tuple[Name, ...]
    place: str
    countries: tuple[str, ...]
    links: tuple[str, ...]
    entries: tuple[tuple[str, str], ...]
    distinct: tuple[str, ...]


class Pair(NamedTuple):
    """Two practices that are probably the same, by path; `reasons` are clauses that say why, with
    what contributors wrote in quotes and printable."""

    first: Identity
    second: Identity
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        """The reasons as one clause."""
        *before, last = self.reasons
        return f"{', '.join(before)} and {last}" if before else last


def identity(
    slug: str,
    path: str,
    *,
    names: Iterable[str],
    place: str = "",
    countries: Iterable[str] = (),
    links: Iterable[str] = (),
    entries: Iterable[tuple[str, str]] = (),
    distinct: Iterable[str] = (),
) -> Identity:
    """The identity of a practice with these facts. `entries` are documents with their entries."""
    local = words(place)
    return Identity(
        slug,
        path,
        _names(names, _STOP.union(local) if local else _STOP),
        " ".join(local),
        tuple(countries),
        tuple([address for url in links if (address := _address(url))]),
        tuple([entry for entry in entries if entry[1]]),
        tuple(distinct),
    )


def _names(texts: Iterable[str], dull: frozenset[str]) -> tuple[Name, ...]:
    """Every name, and its parts: `Citizen Auditors (CAMUS)` is also known as `CAMUS`."""
    found: dict[str, str] = {}
    for text in texts:
        parts = _PARTS.split(text)
        for part in parts if len(parts) == 1 else (text, *parts):
            telling = " ".join(sorted(set(words(part)) - dull))
            if len(telling) > 3 and not telling.replace(" ", "").isdigit():
                found.setdefault(telling, " ".join(part.split()))
    return tuple([(text, telling) for telling, text in found.items()])


def _address(url: str) -> str:
    """What tells a page on the web: of `https://www.x.org/a/#b`, `x.org/a`. Empty for a host alone,
    which is the address of an organisation rather than of what it does."""
    page = url.partition("://")[2].partition("#")[0].rstrip("/").removeprefix("www.")
    return page if "/" in page else ""


def pairs(identities: Sequence[Identity]) -> list[Pair]:
    """The pairs that are probably the same practice, sorted by paths."""
    linking = Counter(chain.from_iterable(set(each.links) for each in identities))
    citing = Counter(chain.from_iterable(set(each.entries) for each in identities))
    likest = _named_alike(identities)
    for each in chain(
        _sharing(identities, linking, lambda one: one.links),
        _sharing(identities, citing, lambda one: one.entries),
    ):
        if each not in likest:
            likest[each] = _likest(*(identities[number] for number in each))
    found = []
    for (one, other), alike in likest.items():
        first, second = sorted((identities[one], identities[other]), key=lambda each: each.path)
        if second.slug not in (first.slug, *first.distinct) and first.slug not in second.distinct:
            reasons = _reasons(first, second, alike, linking, citing)
            if reasons:
                found.append(Pair(first, second, reasons))
    return sorted(found, key=lambda pair: (pair.first.path, pair.second.path))


class _Alike(NamedTuple):
    score: float
    names: tuple[str, ...] = ()


def _reasons(
    first: Identity,
    second: Identity,
    alike: _Alike,
    linking: Mapping[str, int],
    citing: Mapping[tuple[str, str], int],
) -> tuple[str, ...]:
    """Why the two are probably the same; nothing when they are not."""
    needed, shared = _NEEDED, []
    if first.place and second.place:
        needed += -_SAME_PLACE if first.place == second.place else _ELSEWHERE
        if first.place == second.place:
            shared.append("the place is the same")
    if _abroad(first.countries, second.countries):
        needed += _ELSEWHERE
    if links := _rare(first.links, second.links, linking):
        needed -= _SAME_LINK
        shared.append(f"both link to {shown(links[0])}")
    if entries := sorted(set(first.entries).intersection(second.entries)):
        telling = _rare(first.entries, second.entries, citing)
        needed -= _SAME_ENTRY if telling else _SAME_CHAPTER
        document, entry = (telling or entries)[0]
        shared.append(f"both cite the entry {shown(entry)} of {shown(document)}")
    if alike.score < needed:
        return ()
    if alike.score >= _TOLD:
        one, other = map(shown, alike.names)
        shared.insert(0, f"both are called {one}" if one == other else f"{one} is like {other}")
    return tuple(shared)


def _abroad(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the two are in different countries."""
    if not first or not second or INTERNATIONAL in (*first, *second):
        return False
    return set(first).isdisjoint(second)


def _rare(first: Iterable[_T], second: Iterable[_T], counts: Mapping[_T, int]) -> list[_T]:
    both = set(first).intersection(second)
    return sorted((each for each in both if counts[each] <= _FEW), key=str)


def _sharing(
    identities: Sequence[Identity],
    counts: Mapping[_T, int],
    of: Callable[[Identity], Iterable[_T]],
) -> Iterator[tuple[int, int]]:
    """The pairs that have something in common that at most _BLOCK have."""
    users: dict[_T, list[int]] = defaultdict(list)
    for number, each in enumerate(identities):
        for value in dict.fromkeys(of(each)):
            if 1 < counts[value] <= _BLOCK:
                users[value].append(number)
    for group in users.values():
        yield from combinations(group, 2)


def _named_alike(identities: Sequence[Identity]) -> dict[tuple[int, int], _Alike]:
    """The pairs with names worth a look, and their likest names."""
    owners = [number for number, each in enumerate(identities) for _ in each.names]
    names = [name for each in identities for name in each.names]
    texts = [telling for _, telling in names]
    countries = [identities[owner].countries for owner in owners]
    found: dict[tuple[int, int], _Alike] = {}
    for group in groups(texts, countries):
        for one, other in combinations(group, 2):
            if not fuzz.ratio(texts[one], texts[other], score_cutoff=_LETTERS):
                continue
            pair = owners[one], owners[other]
            if pair[0] == pair[1]:
                continue
            places = _places(*(identities[number] for number in pair))
            alike = _compared(names[one], names[other], places)
            if pair not in found or alike > found[pair]:
                found[pair] = alike
    return found


def groups(texts: Sequence[str], countries: Sequence[Sequence[str]]) -> Iterator[Sequence[int]]:
    """Names that share a rare word, one that is rare in their country, or all words."""
    by_word: dict[str, list[int]] = defaultdict(list)
    by_text: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        by_text[text].append(number)
        for word in text.split():
            by_word[word].append(number)
    for group in by_text.values():
        for start in range(0, len(group) - 1, _BLOCK):
            yield group[start : start + _BLOCK]
    for group in by_word.values():
        if 1 < len(group) <= _BLOCK:
            yield group
        elif len(group) > _BLOCK:
            by_country: dict[str, list[int]] = defaultdict(list)
            for number in group:
                for country in countries[number]:
                    by_country[country].append(number)
            yield from (each for each in by_country.values() if 1 < len(each) <= _BLOCK)


def _likest(first: Identity, second: Identity) -> _Alike:
    places = _places(first, second)
    compared = [_compared(one, other, places) for one in first.names for other in second.names]
    return max(compared, default=_Alike(0.0))


def _places(first: Identity, second: Identity) -> set[str]:
    return {*first.place.split(), *second.place.split()}


def _compared(one: Name, other: Name, places: set[str]) -> _Alike:
    """How alike two names are: the share of their words, of 100, that stand in both. That a
    practice is called after its place says nothing."""
    first, second = set(one[1].split()) - places, set(other[1].split()) - places
    if not first or not second:
        return _Alike(0.0)
    numbers = [set(filter(str.isdecimal, each)) for each in (first, second)]
    if all(numbers) and numbers[0].isdisjoint(numbers[1]):
        return _Alike(0.0)  # the plan of one year and that of another
    common = len(first & second)
    rest = second - first
    for word in first - second:
        near = next((each for each in rest if _is_spelling(word, each)), None)
        if near:
            rest.discard(near)
            common += 1
    score = 200 * common / (len(first) + len(second))
    if common == min(len(first), len(second)) >= _WHOLE:
        score = max(score, _NEEDED)
    return _Alike(score, tuple(sorted((one[0], other[0]))))


def _is_spelling(word: str, other: str) -> bool:
    """Whether two words are spellings of one. Numbers are not: they tell years and laws apart."""
    return fuzz.ratio(word, other) >= _SPELLING and word.isalpha() and other.isalpha()
