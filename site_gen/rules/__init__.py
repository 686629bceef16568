"""The rules of the format, and the one function that applies them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from site_gen.document import Document
from site_gen.problems import Problem

# isort: off
# Importing a module registers its rules, in the order in which the contributors' page lists them.
from site_gen.rules import files, keys, values, body, collection  # noqa: F401

# isort: on
from site_gen.rules.registry import RULES, Collection, Finding, Rule, get
from site_gen.rules.subject import Subject, survey
from site_gen.vocabulary import Vocabulary

__all__ = ["RULES", "Rule", "check", "get"]


def check(documents: Iterable[Document], vocabulary: Vocabulary) -> list[Problem]:
    """Every problem of all documents, sorted by path, line and column."""
    subjects = _with_extents([survey(document) for document in documents])
    among = _collection(subjects)
    problems: list[Problem] = []
    for subject in subjects:
        path = subject.document.path
        for rule in RULES.values():
            findings: Iterable[Finding] = ()
            if rule.check:
                findings = rule.check(subject, vocabulary)
            elif rule.check_among:
                findings = rule.check_among(subject, among)
            for line, column, message in findings:
                problems.append(Problem(path, line, column, rule.name, message, rule.severity))
    return sorted(problems)


def _with_extents(subjects: list[Subject]) -> list[Subject]:
    """A translation that does not say its extent has that of its original."""
    extents = {subject.document.slug: subject.extent for subject in subjects}
    return [
        replace(subject, extent=extents.get(subject.text("translation_of"), ""))
        if subject.is_translation and not subject.text("extent")
        else subject
        for subject in subjects
    ]


def _collection(subjects: list[Subject]) -> Collection:
    by_slug: dict[str, list[Subject]] = defaultdict(list)
    formerly: dict[str, list[Subject]] = defaultdict(list)
    translations: dict[str, list[Subject]] = defaultdict(list)
    for subject in subjects:
        by_slug[subject.document.slug].append(subject)
        for node in subject.texts("formerly"):
            formerly[node.value].append(subject)
        if subject.is_translation:
            translations[subject.text("translation_of")].append(subject)
    return Collection(dict(by_slug), dict(formerly), dict(translations))
