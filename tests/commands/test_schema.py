"""`compendium schema`: printed, written, and as the site publishes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_gen.cli import OK, USAGE, main
from site_gen.schema import practice_schema
from tests.checking import PRACTICES, TERMS


def test_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--practices", str(PRACTICES)]) == OK
    out, err = capsys.readouterr()
    assert json.loads(out) == practice_schema(TERMS)
    assert out.endswith("}\n")
    assert err == ""


def test_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "sub" / "practice.schema.json"
    assert main(["schema", "--practices", str(PRACTICES), "--output", str(target)]) == OK
    assert json.loads(target.read_text("utf-8")) == practice_schema(TERMS)
    assert capsys.readouterr().out == f"{target} is written\n"


def test_no_vocabulary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--practices", str(tmp_path)]) == USAGE
    assert "vocabulary.yml' cannot be read" in capsys.readouterr().err
