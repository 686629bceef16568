"""All rules together: silent on what is good, complete and in order on what is not."""

from __future__ import annotations

import random

import pytest

from site_gen import rules
from site_gen.catalogue.loading import read_all
from site_gen.problems import as_text
from site_gen.rules import RULES, Rule
from tests.checking import FIXTURES, GOOD, PRACTICES, TERMS, changed, check, parse

AWFUL = "Fr/Awful Practice.md"


def test_good_practices_are_silent() -> None:
    documents = read_all(PRACTICES)
    assert len(documents) == 6
    assert rules.check(documents, TERMS) == []


def test_the_awful_practice_has_all_its_problems() -> None:
    content = (FIXTURES / "awful" / AWFUL).read_bytes()
    expected = (FIXTURES / "awful/problems.txt").read_text("utf-8")
    assert as_text(check(content, AWFUL)) == expected


def test_problems_are_sorted_whatever_the_order_of_files() -> None:
    awful = (FIXTURES / "awful" / AWFUL).read_bytes()
    documents = [parse(awful, f"{folder}/x{n}.md") for folder in ("fr", "de") for n in range(4)]
    problems = rules.check(documents, TERMS)
    assert problems == sorted(problems)
    random.Random(1).shuffle(documents)
    messages = [(p.path, p.line, p.column, p.rule) for p in rules.check(documents, TERMS)]
    assert messages == [(p.path, p.line, p.column, p.rule) for p in problems]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_explains_itself(rule: Rule) -> None:
    assert rule.requirement.endswith(".")
    assert "\n" not in rule.requirement
    assert rule.reason.endswith(".")
    assert rule.bad != rule.good
    assert (rule.check is None) != (rule.check_among is None)
    assert rules.get(rule.name) is rule


def test_rules_about_files_come_first_and_those_across_files_last() -> None:
    names = list(RULES)
    assert names[0] == "file-unreadable"
    assert names[-1] == "near-duplicate"
    assert names.index("unknown-key") < names.index("unknown-term") < names.index("raw-html")


def test_unreadable_front_matter_is_one_problem() -> None:
    """Neither missing keys nor missing sections follow from it."""
    content = changed("area: [education", "area: [[education").replace("## Process", "")
    assert [problem.rule for problem in check(content)] == ["yaml-syntax"]


def test_the_body_is_judged_even_if_the_front_matter_is_unreadable() -> None:
    content = changed("place: Strasbourg", "place: Stras: bourg").replace("## Process", "## Zebra")
    assert [problem.rule for problem in check(content)] == ["yaml-syntax", "section-unknown"]


def test_nothing_is_remembered_between_checks() -> None:
    assert check(GOOD) == check(GOOD) == []
