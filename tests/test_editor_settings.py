"""The editor's task marks every problem that the command line prints."""

from __future__ import annotations

import json
import re

import pytest

from site_gen.cli import PROBLEMS, main
from tests.checking import FIXTURES
from tests.publishing import ROOT


def test_the_problem_matcher_reads_every_line(capsys: pytest.CaptureFixture[str]) -> None:
    tasks = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    pattern = tasks[0]["problemMatcher"]["pattern"]
    assert main([*tasks[0]["args"], str(FIXTURES / "awful")]) == PROBLEMS
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 20
    for line in lines:
        match = re.search(pattern["regexp"], line)
        assert match
        place = f"{match[pattern['file']]}:{match[pattern['line']]}:{match[pattern['column']]}"
        assert line.startswith(place)
        assert line.endswith(f"[{match[pattern['code']]}]")
