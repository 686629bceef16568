"""Where texts mention the concepts of the thesaurus, in any of their wordings.

One regular expression holds all wordings as a tree of letters, so that a text is read once however
many concepts there are. It reads the text in lower case without accents, letter for letter, so that
what is found there stands at the same place in the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from site_gen.catalogue import Catalogue
from site_gen.practice import Practice
from site_gen.text import fold, sort_key
from site_gen.vocabulary import Term, Vocabulary

_SCHEME = "concept"
_FOREIGN = re.compile(r"[^\x00-\x7f]")
# A part of a longer word or of an address is no mention. The mark before it is a set of characters
# that is read along: a regular expression that begins with one is found twice as fast.
_BEFORE = r"[\s(\[>;\"'*_\u2013\u2014\u2018\u2019\u201c\u201d\u00ab]"
_BEHIND = r"(?![^\W_]|[/@]|[-.][^\W_])"
_BETWEEN = r"[\s\-\u2010\u2011]"  # the words of a wording: multi-level, multi level
_GAP = re.compile(_BETWEEN)


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` is a wording of the concept whose id is `concept`."""

    concept: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Concepts:
    """The concepts with a definition by id, and the pattern that finds them."""

    terms: Mapping[str, Term]
    owners: Mapping[str, str]  # wording in even letters -> id
    pattern: re.Pattern[str]

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every mention in `text`, in order, the longest wording where several begin."""
        for match in self.pattern.finditer(f"\n{even(text)}"):
            wording = _GAP.sub(" ", match[1])
            yield Mention(self.owners[wording], match.start(), match.end() - 1)

    def used(self, practice: Practice) -> frozenset[str]:
        """The concepts that the practice names in title, summary or body."""
        if practice.lang != "en" or not self.terms:
            return frozenset()  # the wordings are English; elsewhere they may mean something else
        text = f"{practice.title}\n\n{practice.summary}\n\n{practice.body}"
        return frozenset(mention.concept for mention in self.mentions(text))


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
    return Concepts(terms, owners, re.compile(_BEFORE + f"({_tree(owners)})" + _BEHIND))


@lru_cache(maxsize=4)
def usage(catalogue: Catalogue) -> Mapping[str, Sequence[Practice]]:
    """Concept -> the practices that use it, in title order; every defined concept is a key."""
    known = concepts(catalogue)
    found: dict[str, list[Practice]] = {name: [] for name in known.terms}
    for practice in catalogue.practices:
        for name in known.used(practice):
            found[name].append(practice)
    return found


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
        text = _FOREIGN.sub(_one_letter, text)
    return text.lower()


def _one_letter(match: re.Match[str]) -> str:
    letter = match[0]
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
