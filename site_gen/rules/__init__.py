"""The rules of the format, and the one function that applies them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from site_gen.document import Document
from site_gen.problems import Problem

# isort: off
# Importing a module registers its rules, in the order in which the contributors' page lists them.
from site_gen.rules import files, keys, values, body, collection, near_duplicate  # noqa: F401

# isort: on
from site_gen.rules import likeness
from site_gen.rules.member import Member, member
from site_gen.rules.registry import RULES, Collection, Rule, get
from site_gen.rules.subject import EXTENTS, Subject, survey
from site_gen.vocabulary import Vocabulary

_OWN = [(rule, rule.check) for rule in RULES.values() if rule.check]
_AMONG = [(rule, rule.check_among) for rule in RULES.values() if rule.check_among]
__all__ = ["RULES", "Judged", "Rule", "check", "get", "judge", "settle"]


class Judged(NamedTuple):
    """A file judged by itself.

    `problems` are those under each extent that it may have. A translation that does not say its
    extent has that of its original, which shows only among the others.
    """

    member: Member
    problems: Mapping[str, Sequence[Problem]]


def judge(document: Document, vocabulary: Vocabulary) -> Judged:
    """What can be known of a file without any other."""
    subject = survey(document)
    about = member(subject)
    found = {about.extent: _own(subject, vocabulary)}
    if _inherits(about):
        for extent in ("", *EXTENTS):
            found[extent] = _own(replace(subject, extent=extent), vocabulary)
    return Judged(about, found)


def settle(judged: Sequence[Judged]) -> list[Problem]:
    """Every problem of all files, sorted by path, line and column."""
    members = [each.member for each in judged]
    extents = {about.slug: about.extent for about in members}
    among = _collection(members)
    problems: list[Problem] = []
    for about, own in judged:
        extent = extents.get(about.original, "") if _inherits(about) else about.extent
        problems += own[extent]
        problems += [
            Problem(about.path, line, column, rule.name, message, rule.severity)
            for rule, check in _AMONG
            for line, column, message in check(about, among)
        ]
    return sorted(problems)


def check(documents: Iterable[Document], vocabulary: Vocabulary) -> list[Problem]:
    """Every problem of all documents, sorted by path, line and column."""
    return settle([judge(document, vocabulary) for document in documents])


def _inherits(about: Member) -> bool:
    return about.is_translation and not about.says_extent


def _own(subject: Subject, vocabulary: Vocabulary) -> list[Problem]:
    path = subject.document.path
    return [
        Problem(path, line, column, rule.name, message, rule.severity)
        for rule, check in _OWN
        for line, column, message in check(subject, vocabulary)
    ]


def _collection(members: Sequence[Member]) -> Collection:
    by_slug: dict[str, list[Member]] = defaultdict(list)
    formerly: dict[str, list[Member]] = defaultdict(list)
    translations: dict[str, list[Member]] = defaultdict(list)
    for about in members:
        by_slug[about.slug].append(about)
        for node in about.formerly:
            formerly[node.value].append(about)
        if about.is_translation:
            translations[about.original].append(about)
    alike: dict[str, list[likeness.Pair]] = defaultdict(list)
    for pair in likeness.pairs([about.identity for about in members if about.identity]):
        for each in (pair.first, pair.second):
            alike[each.path].append(pair)
    return Collection(dict(by_slug), dict(formerly), dict(translations), dict(alike))
