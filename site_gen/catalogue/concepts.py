"""Where texts mention the concepts of the thesaurus, in any of their wordings.

One regular expression holds all wordings as a tree of letters, so that a place is looked at once
however many concepts there are. It reads the text in lower case without accents, letter for letter,
so that what is found there stands at the same place in the text itself. It is tried only where the
first letters are those of a wording, which a look at all words of the text at once tells sooner.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from site_gen.catalogue import Catalogue
from site_gen.practice import Practice
from site_gen.text import fold, sort_key
from site_gen.vocabulary import Term, Vocabulary

_SCHEME = "concept"
_FOREIGN = re.compile(r"[^\x00-\x7f]")
# A part of a longer word or of an address is no mention. The mark before it is read along.
_BEFORE = r"[\s(\[>;\"'*_\u2013\u2014\u2018\u2019\u201c\u201d\u00ab]"
_BEHIND = r"(?![^\W_]|[/@]|[-.][^\W_])"
_BETWEEN = r"[\s\-\u2010\u2011]"  # the words of a wording: multi-level, multi level
_GAP = re.compile(_BETWEEN)
_MARK = re.compile(f"{_BEFORE}|{_BETWEEN}")
# Texts as bytes: marks are spaces, and so is what Latin-1 lacks, which is encoded as "?".
_LETTERS = bytes(
    [32 if byte == ord("?") or _MARK.match(chr(byte)) else byte for byte in range(256)]
)
_LOOK = 4  # bytes of an opening: the mark, and the first three letters of a wording
_SPREAD = np.uint32(0x9E3779B1)  # by which four bytes are multiplied to tell them apart by two
_HALF = np.uint32(16)  # bits
_APART = "\0\n"  # between texts that are looked through together: no wording reaches over it
_SHARE = 16  # practices that are: for short texts numpy's calls take longer than their work


class Mention(NamedTuple):
    """`text[start:end]` is a wording of the concept whose id is `concept`."""

    concept: str
    start: int
    end: int

    def moved(self, by: int) -> Mention:
        """The same mention in a text that begins so much earlier."""
        return Mention(self.concept, self.start + by, self.end + by)


@dataclass(frozen=True, slots=True, eq=False)
class Concepts:
    """The concepts with a definition by id, and the pattern that finds them."""

    terms: Mapping[str, Term]
    owners: Mapping[str, str]  # wording in even letters -> id
    pattern: re.Pattern[str]
    openings: NDArray[np.bool_]  # by the number of what a wording begins with

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every mention in `text`, in order, the longest wording where several begin."""
        known, end = f"\n{even(text)}", 0
        for place in self._places(known):
            match = self.pattern.match(known, place) if place >= end else None
            if match:
                end = match.end()
                yield Mention(self.owners[_GAP.sub(" ", match[1])], place, end - 1)

    def mentions_in(self, texts: Sequence[str]) -> Iterator[tuple[int, Mention]]:
        """Every mention in several texts, with the number of its text."""
        starts = list(accumulate([len(text) + len(_APART) for text in texts], initial=0))
        for mention in self.mentions(_APART.join(texts)):
            number = bisect_right(starts, mention.start) - 1
            yield number, mention.moved(-starts[number])

    def _places(self, text: str) -> list[int]:
        """The marks behind which a wording may begin: all of those, and a few others."""
        content = text.encode("latin-1", "replace").translate(_LETTERS) + bytes(_LOOK)
        marks = (np.frombuffer(content, np.uint8) == 32).nonzero()[0]
        windows = np.ndarray((len(text),), "<u4", content, strides=(1,))
        begins = self.openings.take(_number(windows[marks]))
        found: list[int] = marks.compress(begins).tolist()
        return found

    def uses(self, practices: Iterable[Practice]) -> Iterator[tuple[str, Practice]]:
        """Concepts with the practices that name them in title, summary or body, perhaps several
        times, in the practices' order."""
        # The wordings are English; elsewhere they may mean something else.
        english = (practice for practice in practices if practice.lang == "en")
        while self.terms and (share := list(islice(english, _SHARE))):
            texts = [f"{each.title}\n\n{each.summary}\n\n{each.body}" for each in share]
            for number, mention in self.mentions_in(texts):
                yield mention.concept, share[number]


@lru_cache(maxsize=4)
def concepts(catalogue: Catalogue) -> Concepts:
    """The catalogue's concepts."""
    return of_vocabulary(catalogue.vocabulary)


def of_vocabulary(vocabulary: Vocabulary) -> Concepts:
    """The vocabulary's concepts that have a definition."""
    terms = {term.id: term for term in vocabulary[_SCHEME].values() if term.definition}
    owners: dict[str, str] = {}
    for plural in (False, True):  # a wording as written goes before another's plural
        for term in terms.values():
            for name in (term.label, *term.aliases):
                wording = _GAP.sub(" ", even(name))
                for form in _plurals(wording) if plural else (wording,):
                    owners.setdefault(form, term.id)
    pattern = re.compile(_BEFORE + f"({_tree(owners)})" + _BEHIND)
    return Concepts(terms, owners, pattern, _openings(owners))


def _openings(wordings: Iterable[str]) -> NDArray[np.bool_]:
    found = np.zeros(1 << 16, np.bool_)
    for wording in wordings:
        begin = f" {wording}"[:_LOOK].encode("latin-1", "replace").translate(_LETTERS)
        # Behind a shorter wording may stand anything.
        others = np.arange(1 << 8 * (_LOOK - len(begin))) << 8 * len(begin)
        windows = others + int.from_bytes(begin, "little")
        found[_number(windows.astype(np.uint32))] = True
    return found


def _number(windows: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A number of two bytes for each four; seldom the same for different ones."""
    return (windows * _SPREAD) >> _HALF


@lru_cache(maxsize=4)
def usage(catalogue: Catalogue) -> Mapping[str, Sequence[Practice]]:
    """Concept -> the practices that use it, in title order; every defined concept is a key."""
    known = concepts(catalogue)
    found: dict[str, dict[str, Practice]] = {name: {} for name in known.terms}
    for name, practice in known.uses(catalogue.practices):
        found[name][practice.id] = practice
    return {name: tuple(practices.values()) for name, practices in found.items()}


def in_order(terms: Iterable[Term]) -> list[Term]:
    """Terms as a reader looks them up."""
    return sorted(terms, key=lambda term: sort_key(term.label))


def narrower(term: Term, terms: Mapping[str, Term]) -> list[Term]:
    """The terms that name `term` as broader."""
    return in_order(other for other in terms.values() if term.id in other.broader)


def related(term: Term, terms: Mapping[str, Term]) -> list[Term]:
    """The related terms, whichever of the two names the other."""
    return in_order(
        other for other in terms.values() if other.id in term.related or term.id in other.related
    )


def even(text: str) -> str:
    """`text` in lower case without accents, as long as before: what folds to more letters stays."""
    if not text.isascii():
        text = _FOREIGN.sub(lambda match: _one_letter(match[0]), text)
    return text.lower()


@lru_cache(maxsize=1000)
def _one_letter(letter: str) -> str:
    folded = "'" if letter == "’" else fold(letter)
    return folded if len(folded) == 1 else letter if len(letter.lower()) == 1 else "?"


def _plurals(wording: str) -> Iterator[str]:
    """How the plural of English nouns is written; what is no word harms nobody."""
    yield f"{wording}s"
    if wording.endswith("y"):
        yield f"{wording[:-1]}ies"
    elif wording.endswith(("s", "x", "ch", "sh")):
        yield f"{wording}es"


_Tree = dict[str, "_Tree"]
_END = ""


def _tree(wordings: Iterable[str]) -> str:
    """A pattern for any of the wordings, the longest first, that looks at a letter once."""
    root: _Tree = {}
    for wording in wordings:
        node = root
        for letter in wording:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return _branches(root) or r"(?!)"


def _branches(node: _Tree) -> str:
    parts = []
    for letter, below in sorted(node.items()):
        if letter != _END:
            parts.append((_BETWEEN if letter == " " else re.escape(letter)) + _branches(below))
    if not parts:
        return ""
    if len(parts) == 1 and _END not in node:
        return parts[0]
    return f"(?:{'|'.join(parts)})" + ("?" if _END in node else "")
