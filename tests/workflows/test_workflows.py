"""The workflows as they are written: linted, pinned, with no more rights than needed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workflows.reading import ROOT, WORKFLOWS, load, shell_steps, steps

BIN = Path(sys.executable).parent
NAMES = [path.stem for path in WORKFLOWS]
LINT = [str(BIN / "actionlint"), "-no-color", "-shellcheck", str(BIN / "shellcheck")]
AUDIT = [str(BIN / "zizmor"), "--offline", "--no-progress", "--persona=pedantic"]
# Whatever an expression puts in must come from GitHub, not from a contributor.
SAFE = {
    "github.event.issue.number",
    "github.event.pull_request.number",
    "github.event.repository.default_branch",
    "github.event.workflow_run.head_sha",
    "github.event.workflow_run.id",
    "github.ref",
    "github.ref_name",  # of a tag, which only those who may push set
    "github.repository",
    "github.server_url",
    "github.token",
    "runner.temp",
    "steps.deployment.outputs.page_url",
    "steps.pages.outputs.base_url",
}
# In a group's name a contributor's text does no harm, and in a condition it is only compared.
SAFE_IN_GROUP = SAFE | {
    "github.event.workflow_run.head_repository.full_name",
    "github.event.workflow_run.head_branch",
}
OURS = re.compile(r"(?:actions|github)/[a-z/-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+")


def test_the_workflows_are_all_there() -> None:
    assert NAMES == ["check", "comment", "links", "propose", "publish", "release"]


def lint(*files: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*LINT, *map(str, files)], cwd=ROOT, text=True, capture_output=True, check=False
    )


def audit(*files: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*AUDIT, *map(str, files)], text=True, capture_output=True, check=False)


def test_actionlint_and_shellcheck_are_silent() -> None:
    done = lint(*WORKFLOWS)
    assert (done.returncode, done.stdout) == (0, "")


def test_shellcheck_is_silent_about_our_own_scripts() -> None:
    scripts = [ROOT / ".ci/run", *(ROOT / "scripts").iterdir()]
    shell = [str(each) for each in scripts if each.read_text("utf-8").startswith("#!")]
    assert len(shell) >= 3
    done = subprocess.run(
        [str(BIN / "shellcheck"), *shell], text=True, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_auditor_finds_nothing() -> None:
    done = audit(ROOT / ".github")
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("runs-on: ubuntu-24.04", "runs-on: ubuntu-99.04", "ubuntu-99.04"),
        ('"$NUMBER"', "$NUMBER", "SC2086"),
        ("needs: practices", "needs: practice", "practice"),
        ("'%s\\n' \"$NUMBER\"", "${{ github.event.pull_request.title }}", "untrusted"),
    ],
)
def test_the_linter_would_find_it(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text("utf-8")
    assert old in text
    (tmp_path / "check.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    done = lint(tmp_path / "check.yml")
    assert done.returncode == 1
    assert told in done.stdout


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n          persist-credentials: false", ""),
        ("permissions: {}", "permissions: write-all"),
        ("on:\n  pull_request:", "on:\n  pull_request_target:"),
        ("de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "v6"),
    ],
)
def test_the_auditor_would_find_it(tmp_path: Path, old: str, new: str) -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text("utf-8")
    assert old in text
    (tmp_path / "check.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    assert audit(tmp_path / "check.yml").returncode != 0


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_actions_are_github_s_own_and_pinned(path: Path) -> None:
    used = re.findall(r"^ *(?:- )?uses: (.+)$", path.read_text("utf-8"), re.M)
    assert used
    assert [each for each in used if not OURS.fullmatch(each)] == []


def test_an_action_has_one_version() -> None:
    pins = {step.facts["uses"] for step in steps() if "uses" in step.facts}
    names = [pin.partition("@")[0] for pin in pins]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_rights_times_and_groups(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert "group" in workflow["concurrency"]
    assert not {"pull_request_target", "issue_comment"} & set(workflow["on"])
    assert "secrets." not in path.read_text("utf-8")
    for job in workflow["jobs"].values():
        assert 0 < job["timeout-minutes"] <= 60
        assert isinstance(job["permissions"], dict)
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_who_may_write_what() -> None:
    granted = {
        f"{path.stem}/{name}": {k for k, v in job["permissions"].items() if v == "write"}
        for path in WORKFLOWS
        for name, job in load(path)["jobs"].items()
    }
    assert {name: rights for name, rights in granted.items() if rights} == {
        "check/sarif": {"security-events"},
        "comment/comment": {"pull-requests"},
        "links/issue": {"issues"},
        "propose/pull-request": {"contents", "issues", "pull-requests"},
        "publish/deploy": {"pages", "id-token"},
        "release/release": {"contents"},
    }


def test_what_may_write_runs_neither_packages_nor_a_stranger_s_files() -> None:
    for step in steps():
        workflow = load(ROOT / f".github/workflows/{step.workflow}.yml")
        if "write" in workflow["jobs"][step.job]["permissions"].values():
            assert ".venv" not in step.run
            assert "scripts/setup" not in step.run
            if step.workflow == "check":
                assert not step.run


def test_no_expression_stands_in_a_script_and_all_are_safe_elsewhere() -> None:
    for step in steps():
        assert "${{" not in step.run, step.name
        assert "script" not in step.facts.get("with", {})
    for path in WORKFLOWS:
        for line in path.read_text("utf-8").splitlines():
            allowed = SAFE_IN_GROUP if line.strip().startswith("group:") else SAFE
            for expression in re.findall(r"\$\{\{(.+?)\}\}", line):
                if not line.strip().startswith("if:"):
                    assert expression.strip() in allowed, line


def test_a_token_is_given_to_the_step_that_needs_it_only() -> None:
    for step in steps():
        if "github.token" in str(step.facts):
            assert step.run or step.facts["uses"].startswith("actions/download-artifact@")
    assert not any("env" in load(path) for path in WORKFLOWS)


def test_every_shell_step_runs_what_stands_in_the_repository() -> None:
    for step in shell_steps().values():
        for script in re.findall(r"\.github/scripts/\w+\.py|scripts/\w+|\.ci/run", step.run):
            assert (ROOT / script).is_file(), step.name
