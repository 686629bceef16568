"""Our hooks for other compendia, and the other files that GitHub reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from site_gen.cli import main
from tests.publishing import ROOT, practice_file, project

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another compendium, which has its practices in another folder."""
    folder = project(tmp_path / "other", {"fr/open-city-hall.md": practice_file()})
    (folder / "practices").rename(folder / "texts")
    monkeypatch.chdir(folder)
    return folder


def test_a_hook_says_all_that_pre_commit_needs() -> None:
    assert [hook["id"] for hook in HOOKS] == ["compendium-validate", "compendium-fix"]
    for hook in HOOKS:
        assert set(hook) == {
            "id", "name", "description", "entry", "language", "files", "pass_filenames",
        }  # fmt: skip
        assert hook["language"] == "python"  # installs our package, and with it the command
        assert hook["pass_filenames"] is False


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
def test_a_hook_s_command(hook: dict[str, str], elsewhere: Path) -> None:
    command, *arguments = hook["entry"].split()
    assert command == "compendium"
    assert main([*arguments, "texts"]) == 0
    path = elsewhere / "texts/fr/open-city-hall.md"
    before = path.read_text("utf-8").replace("## Purpose", "## Aims").replace('["FR"]', "[France]")
    path.write_text(before, encoding="utf-8")
    assert main([*arguments, "texts"]) == 1
    assert path.read_text("utf-8") == before


def test_the_files_that_set_a_hook_off() -> None:
    for hook in HOOKS:
        for path in ("texts/fr/a.md", "practices/vocabulary.yml", "vocabulary.yml"):
            assert re.search(hook["files"], path)
        for path in ("site_gen/cli.py", "a.mdx", "texts/other-vocabulary.yml.bak"):
            assert not re.search(hook["files"], path)


def test_every_kind_of_dependency_is_watched() -> None:
    watched = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    assert {each["package-ecosystem"] for each in watched} == {"github-actions", "pip"}


def test_other_issues_stay_possible() -> None:
    config = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/config.yml").read_text("utf-8"))
    assert config == {"blank_issues_enabled": True}
