"""The rules of the format, and the one function that applies them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from site_gen.document import Document
from site_gen.problems import Problem

# Importing a module of rules registers them, in the order in which the contributors' page lists them.
from site_gen.rules import files, keys, values, body, collection  # noqa: F401, I001
from site_gen.rules.registry import RULES, Collection, Finding, Rule, get
from site_gen.rules.subject import Subject, survey
from site_gen.vocabulary import Vocabulary

__all__ = ["RULES", "Rule", "check", "get"]


def check(documents: Iterable[Document], vocabulary: Vocabulary) -> list[Problem]:
    """Every problem of all documents, sorted by path, line and column."""
    subjects = [survey(document) for document in documents]
    among = _collection(subjects)
    problems: list[Problem] = []
    for subject in subjects:
        for rule in RULES.values():
            problems.extend(_apply(rule, subject, vocabulary, among))
    return sorted(problems)


def _apply(
    rule: Rule, subject: Subject, vocabulary: Vocabulary, among: Collection
) -> Iterator[Problem]:
    findings: Iterator[Finding] = iter(())
    if rule.check:
        findings = rule.check(subject, vocabulary)
    elif rule.check_among:
        findings = rule.check_among(subject, among)
    for line, column, message in findings:
        yield Problem(subject.document.path, line, column, rule.name, message, rule.severity)


def _collection(subjects: list[Subject]) -> Collection:
    by_slug: dict[str, list[Subject]] = defaultdict(list)
    formerly: dict[str, list[Subject]] = defaultdict(list)
    for subject in subjects:
        by_slug[subject.document.slug].append(subject)
        for node in subject.texts("formerly"):
            formerly[node.value].append(subject)
    return Collection(subjects, dict(by_slug), dict(formerly))
