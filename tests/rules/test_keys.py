"""Rules about keys: what they let pass. What they report stands in test_bad_inputs.py."""

from __future__ import annotations

import pytest

from site_gen.fields import FIELDS
from tests.checking import GOOD, changed, check


@pytest.mark.parametrize(
    "line",
    [
        "partners: Region",
        "partners: [Region]",
        "partners:\n  - Region",
        "partners:\n- Region",
        "partners: []",
        "partners:",
        "partners: ''",
        "extent:",
        "translation_of:",
        '"partners": ["Region"]',
        "aliases: ['1', \"1.0\", yes, no, on, 0x1F, 1e3]",
    ],
)
def test_shapes(line: str) -> None:
    assert check(changed("place: Strasbourg", line)) == []


@pytest.mark.parametrize("period", ["{}", "", "{note: Every year}", "{end: 2024}", "{start: 2024}"])
def test_periods_may_be_partial(period: str) -> None:
    assert check(changed("{start: 2019-09-30, end: ongoing}", period)) == []


@pytest.mark.parametrize("field", [f for f in FIELDS if f.required], ids=lambda f: f.name)
def test_every_required_key_is_missed_once(field) -> None:
    lines = [line for line in GOOD.split("\n") if not line.startswith(f"{field.name}:")]
    if field.name == "source":
        lines = [line for line in lines if not line.startswith("  - {document:")]
    (problem,) = check("\n".join(lines))
    assert (problem.rule, problem.line, problem.column) == ("missing-key", 1, 1)
    assert f"'{field.name}' is missing: {field.help}" in problem.message


def test_a_translation_needs_none_of_the_shared_keys() -> None:
    lines = ["title: T", "summary: S", "status: draft", "reviewed: 2026-11-20", "lang: fr"]
    front = "\n".join([*lines, "translation_of: espace-egalite"])
    content = f"---\n{front}\n---\n\n## Purpose\n\nx\n\n## Process\n\ny\n"
    assert check(content, "fr/x.md", {"fr/espace-egalite.md": GOOD}) == []
