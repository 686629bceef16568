"""Problems as SARIF 2.1.0, which code-scanning services read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from site_gen import __version__
from site_gen.diagnostics.places import Sources
from site_gen.problems import Problem
from site_gen.rules import RULES, Rule

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def as_sarif(problems: Iterable[Problem]) -> str:
    """One run with all rules, their help, and the problems as results."""
    found = list(problems)
    rules = [_rule(rule) for rule in RULES.values()]
    # Problems of the vocabulary and of exports have names that are no rule's.
    others = sorted({problem.rule for problem in found} - RULES.keys())
    rules += [{"id": name, "name": name} for name in others]
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    sources = Sources()
    run = {
        "tool": {"driver": {"name": "compendium", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "where the command ran"}}},
        "results": [_result(problem, numbers[problem.rule], sources) for problem in found],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    examples = f"Not so:\n\n{rule.bad}\n\nBut so:\n\n{rule.good}"
    fenced = f"Not so:\n\n~~~~\n{rule.bad}\n~~~~\n\nBut so:\n\n~~~~\n{rule.good}\n~~~~"
    return {
        "id": rule.name,
        "name": rule.name,
        "shortDescription": {"text": rule.requirement},
        "fullDescription": {"text": f"{rule.requirement} {rule.reason}"},
        "help": {
            "text": f"{rule.requirement}\n\n{rule.reason}\n\n{examples}",
            "markdown": f"{rule.requirement}\n\n{rule.reason}\n\n{fenced}",
        },
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(problem: Problem, number: int, sources: Sources) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": problem.line, "startColumn": problem.column}
    if place := sources.place(problem):
        region["endColumn"] = place.end_column
    return {
        "ruleId": problem.rule,
        "ruleIndex": number,
        "level": problem.severity,
        "message": {"text": problem.message},
        "locations": [
            {"physicalLocation": {"artifactLocation": _file(problem.path), "region": region}}
        ],
    }


def _file(path: str) -> dict[str, str]:
    if PurePosixPath(path).is_absolute():
        return {"uri": f"file://{quote(path)}"}
    return {"uri": quote(path), "uriBaseId": "%SRCROOT%"}
