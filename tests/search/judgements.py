"""The judged queries: what people type, and the practices that should answer it.

judged.tsv was written from the practices, before the ranking was tuned. Weights and rules may be
chosen by the queries of the set `tuned`; those `held back` only show whether a choice holds.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

JUDGED = Path(__file__).with_name("judged.tsv")
ENGINE = ("loader", "text", "codec", "filters", "spelling", "query", "index")
RANKED = """async ([folder, queries]) => {
    const index = await compendium.openIndex(folder);
    const answers = [];
    for (const text of queries) {
        const { scores } = await compendium.search(text, index);
        const hits = compendium.select(index, new Map(), scores);
        answers.push(compendium.rank(index, hits, scores, 'relevance'));
    }
    return answers;
}"""
ALL, TUNED, HELD_BACK = "all", "tuned", "held back"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A query with the ids of the practices that it asks for; `part` is TUNED or HELD_BACK."""

    kind: str
    query: str
    expected: tuple[str, ...]
    part: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Means over queries: of one divided by the place of the first expected practice, and of the
    share of the expected ones (of three, where there are more) among the first three results."""

    queries: int
    reciprocal_rank: float
    recall: float


def judgements() -> list[Judgement]:
    """All of judged.tsv, in its order."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Judgement(row["kind"], row["query"], tuple(row["expected"].split()), row["set"])
            for row in rows
        ]


def reciprocal_rank(expected: Sequence[str], found: Sequence[str]) -> float:
    """1 / the place of the first expected one; 0 when there is none."""
    return next((1 / place for place, each in enumerate(found, 1) if each in expected), 0.0)


def recall(expected: Sequence[str], found: Sequence[str], first: int = 3) -> float:
    """How many of the expected ones are among the `first`, of as many as could be."""
    return len({*expected} & {*found[:first]}) / min(first, len(expected))


def figures(judged: Sequence[Judgement], answers: Sequence[Sequence[str]]) -> dict[str, Totals]:
    """Totals of all queries, of each part and of each kind; an answer is a list of ids."""
    groups: dict[str, list[tuple[float, float]]] = {ALL: [], TUNED: [], HELD_BACK: []}
    for each, found in zip(judged, answers, strict=True):
        marks = reciprocal_rank(each.expected, found), recall(each.expected, found)
        for group in (ALL, each.part, each.kind):
            groups.setdefault(group, []).append(marks)
    return {
        name: Totals(len(marks), _mean([m for m, _ in marks]), _mean([r for _, r in marks]))
        for name, marks in groups.items()
    }


def table(found: Mapping[str, Mapping[str, Totals]]) -> Iterator[str]:
    """Lines of text: for each group of queries MRR and recall at 3 of each engine."""
    yield " " * 24 + "".join(f"{name:>24}" for name in found)
    for group, totals in next(iter(found.values())).items():
        marks = (f"{t.reciprocal_rank:.3f} / {t.recall:.3f}" for t in _of(found, group))
        yield f"{group:<16}{totals.queries:>8}" + "".join(f"{mark:>24}" for mark in marks)


def _of(found: Mapping[str, Mapping[str, Totals]], group: str) -> Iterator[Totals]:
    return (each[group] for each in found.values())


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0
