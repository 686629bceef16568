"""Every shell step of the workflows, run as a runner runs it, on what a hostile stranger sends."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.publishing import EPOCH, practice_file, write
from tests.workflows.conftest import RUNNER_FILES, GitHub, commit
from tests.workflows.reading import run, shell_steps

SET_UP = {"scripts/setup run", "scripts/setup export", ".ci/run"}  # `make` and people run them too
HOSTILE = (
    "$(touch pwned)",
    "`touch pwned`",
    "a\n::set-output name=x::y\n::error::z",
    "${{ github.token }} ${IFS}touch${IFS}pwned",
    "-o pwned --output=pwned",
    "../../pwned",
    "'; touch pwned; '\"; touch pwned; \"",
    "##[group]x %0A::warning::y",
    "</title><script>alert(1)</script> @everyone #1 [x](https://evil.example)",
)


def harmless(done: subprocess.CompletedProcess[str], project: Path, runner: dict[str, str]) -> None:
    """No text has become a command, of the shell or of the runner, or a file somewhere."""
    assert not list(project.parent.rglob("pwned*"))
    for line in (done.stdout + done.stderr).splitlines():
        told = line.lstrip().startswith(("::error file=", "::warning file="))
        assert told or not line.lstrip().startswith(("::", "##[")), line
    for name in RUNNER_FILES:
        if name != "GITHUB_STEP_SUMMARY":
            assert Path(runner[name]).read_bytes() == b""


def gh(runner: dict[str, str], *, known: bool = False) -> Path:
    """A stand-in for GitHub's command, which no test can reach: it writes down its arguments."""
    log = Path(runner["RUNNER_TEMP"]) / "gh.log"
    stub = Path(runner["RUNNER_TEMP"]) / "bin/gh"
    end = "true" if known else 'if [ "$2" = view ]; then exit 1; fi'
    stub.write_text(f"#!/bin/sh\nprintf '%s\\0' \"$@\" >>'{log}'\nprintf '\\n' >>'{log}'\n{end}\n")
    stub.chmod(0o755)
    return log


def called(log: Path) -> list[list[str]]:
    return [
        line.rstrip("\0").split("\0") for line in log.read_text("utf-8").rstrip("\n").split("\n")
    ]


def test_every_step_is_run_here() -> None:
    here = Path(__file__).read_text("utf-8")
    assert [name for name, step in shell_steps().items()
            if step.run not in SET_UP and f'"{name}"' not in here] == []  # fmt: skip


@pytest.fixture
def pull_request(project: Path) -> Path:
    """The merge of a pull request that brings hostile names, files and titles."""
    for number, text in enumerate(HOSTILE):
        body = f"## Purpose\n\n{text}\n\n## Process\n\n{text}\n"
        write(project / f"practices/fr/hostile-{number}.md", practice_file(title=text, body=body))
    write(project / "practices/fr/$(touch pwned).md", practice_file(title="A file's name"))
    write(project / "practices/fr/a\n::error::b.md", "no front matter")
    write(project / "practices/fr/-o.md", practice_file(title="\x1b[31mred"))
    write(project / "practices/fr/<b> & \"'.md", "---\n")
    body = "## Aims\n\n::error::mended\n\n## Process\n\n::error::mended\n"  # the label is Purpose
    write(project / "practices/fr/mended.md", practice_file(title="Mended", body=body))
    for number in range(5):
        write(project / f"practices/fr/empty-{number}.md", "::error::empty\n::error::empty\n")
    commit(project, "after")
    return project


def test_check(pull_request: Path, runner: dict[str, str]) -> None:
    for name, status in (
        ("check/practices/Problems, on the lines and in the summary", 1),
        ("check/practices/Which practices are changed", 0),
        ("check/practices/Problems, for other programs", 0),
        ("check/practices/What `compendium fix` would mend", 0),
        ("check/practices/Preview", 0),
    ):
        done = run(name, pull_request, runner | {"NUMBER": HOSTILE[0], "SOURCE_DATE_EPOCH": EPOCH})
        assert done.returncode == status, (name, done.stderr)
        harmless(done, pull_request, runner)
    changed = (pull_request / "findings/changed").read_text("utf-8").split("\0")
    assert "practices/fr/a\n::error::b.md" in changed
    assert "practices/fr/open-city-hall.md" not in changed
    assert (pull_request / "findings/number").read_text("utf-8") == HOSTILE[0] + "\n"
    problems = json.loads((pull_request / "findings/problems.json").read_text("utf-8"))
    results = json.loads((pull_request / "problems.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert len(problems) == len(results) > 10
    summary = Path(runner["GITHUB_STEP_SUMMARY"]).read_text("utf-8")
    assert len([line for line in summary.splitlines() if " | error | " in line]) > 10
    assert "::error::mended" in (pull_request / "preview/fix.diff").read_text("utf-8")
    page = (pull_request / "preview/changed.html").read_text("utf-8")
    assert 'href="site/practices/hostile-0/index.html"' in page
    assert "<b>" not in page
    assert (pull_request / "preview/site/practices/hostile-0/index.html").is_file()


def test_a_pull_request_without_problems(project: Path, runner: dict[str, str]) -> None:
    write(project / "practices/fr/reading-circle.md", practice_file(title="Reading circle"))
    commit(project, "after")
    for name in ("Problems, on the lines and in the summary", "Which practices are changed",
                 "Problems, for other programs", "Preview"):  # fmt: skip
        done = run(f"check/practices/{name}", project, runner | {"NUMBER": "7"})
        assert done.returncode == 0, (name, done.stderr)
    assert (project / "findings/changed").read_text() == "practices/fr/reading-circle.md\0"


def test_a_step_fails_when_the_command_cannot_do_its_work(
    project: Path, runner: dict[str, str]
) -> None:
    (project / "practices/vocabulary.yml").unlink()
    for name in ("Problems, for other programs", "What `compendium fix` would mend", "Preview"):
        (project / "findings").mkdir(exist_ok=True)
        (project / "findings/changed").touch()
        done = run(f"check/practices/{name}", project, runner | {"NUMBER": "7"})
        assert done.returncode != 0, (name, done.stderr)


def test_comment(github: GitHub, project: Path, runner: dict[str, str]) -> None:
    findings = Path(runner["RUNNER_TEMP"]) / "findings"
    problems = [
        {"path": "practices/fr/a.md", "message": f"like {text}", "rule": "near-duplicate"}
        for text in HOSTILE
    ]
    write(findings / "number", "7\n")
    write(findings / "changed", "practices/fr/a.md\0")
    write(findings / "problems.json", json.dumps(problems))
    github.answers["GET", "pulls/7"] = {"state": "open", "head": {"sha": "$(touch pwned)"}}
    env = runner | {"GITHUB_API_URL": github.url, "HEAD_SHA": "$(touch pwned)"}
    done = run("comment/comment/Comment", project, env)
    assert done.returncode == 0, done.stderr
    harmless(done, project, runner)
    assert [each[:2] for each in github.changes] == [("POST", "issues/7/comments")]


def test_links(github: GitHub, project: Path, runner: dict[str, str]) -> None:
    done = run("links/review/Look at every link", project, runner)  # nothing in it has a link
    assert done.returncode == 0, done.stderr
    harmless(done, project, runner)
    assert json.loads((project / "review.json").read_text("utf-8"))["links"] == []
    (Path(runner["RUNNER_TEMP"]) / "review").mkdir()
    (project / "review.json").rename(Path(runner["RUNNER_TEMP"]) / "review/review.json")
    env = runner | {"GITHUB_API_URL": github.url}
    done = run("links/issue/Open the issue, or bring it up to date", project, env)
    assert done.returncode == 0, done.stderr
    assert github.changes == []


@pytest.mark.parametrize("text", HOSTILE)
def test_propose(github: GitHub, project: Path, runner: dict[str, str], text: str) -> None:
    event = Path(runner["RUNNER_TEMP"]) / "event.json"
    answers = {
        "Title": text, "Summary": text, "Main principle": "Ensuring equality", "Country": "France",
        "Level": "Local", "Type": "Policy", "Area of intervention": "Housing",
        "Purpose": text, "Process": text, "Source": text, "Links": text,
    }  # fmt: skip
    body = "\n\n".join(f"### {label}\n\n{answer}" for label, answer in answers.items())
    issue = {"number": 9, "title": text, "body": body, "user": {"login": text}}
    event.write_text(json.dumps({"issue": issue}), encoding="utf-8")
    done = run(
        "propose/draft/Draft the practice", project, runner | {"GITHUB_EVENT_PATH": str(event)}
    )
    assert done.returncode == 0, done.stderr
    harmless(done, project, runner)
    proposal = json.loads((project / "proposal.json").read_text("utf-8"))
    assert proposal["path"] is None or proposal["path"].startswith("practices/fr/")

    write(Path(runner["RUNNER_TEMP"]) / "proposal/proposal.json", json.dumps(proposal))
    github.answers["GET", "git/ref/heads/main"] = {"object": {"sha": "0" * 40}}
    github.answers["POST", "pulls"] = {"number": 10}
    env = runner | {"GITHUB_API_URL": github.url, "BASE": "main", "NUMBER": "9"}
    done = run("propose/pull-request/Open the pull request", project, env)
    assert done.returncode == 0, done.stderr
    harmless(done, project, runner)
    assert github.changes[-1][:2] == ("POST", "issues/9/comments")


def test_publish(project: Path, runner: dict[str, str]) -> None:
    env = runner | {
        "SITE_URL": "https://x.test/$(touch pwned)/",
        "REPO_URL": "https://y.test/`touch pwned`",
    }
    done = run("publish/build/Build", project, env)
    assert done.returncode == 0, done.stderr
    harmless(done, project, runner)
    assert (project / "site/practices/open-city-hall/index.html").is_file()


def test_publish_stops_at_a_practice_with_errors(project: Path, runner: dict[str, str]) -> None:
    write(project / "practices/fr/broken.md", "no front matter")
    assert run("publish/build/Build", project, runner).returncode == 1


def test_release_exports(project: Path, runner: dict[str, str]) -> None:
    when = {"GIT_COMMITTER_DATE": "2026-12-24T12:00:00Z"}
    subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet",
         "--allow-empty", "-m", "release"], cwd=project, env=runner | when, check=True,
    )  # fmt: skip
    env = runner | {"SITE_URL": "", "REPO_URL": "https://y.test/`touch pwned`"}
    done = run("release/export/Export", project, env)
    assert done.returncode == 0, done.stderr
    harmless(done, project, runner)
    sums = (project / "exports/SHA256SUMS").read_text("utf-8").splitlines()
    assert len(sums) == 7
    assert all("2026-12-24" in line for line in sums)


@pytest.mark.parametrize("tag", ["v2027.1", *(f"v{text}" for text in HOSTILE)])
@pytest.mark.parametrize("known", [False, True])
def test_release(project: Path, runner: dict[str, str], tag: str, known: bool) -> None:
    write(project / "exports/a b.pdf", "pdf")
    write(project / "exports/-o", "zip")
    sums = "sha256sum -- * >../sums && mv ../sums SHA256SUMS"
    subprocess.run(sums, shell=True, cwd=project / "exports", check=True)
    log = gh(runner, known=known)
    env = runner | {"TAG": tag, "GH_REPO": "owner/compendium"}
    done = run("release/release/Attach the exports to a release", project, env)
    assert done.returncode == 0, done.stderr
    harmless(done, project, runner)
    written = log.read_text("utf-8").count("\0\n")
    assert written == 2
    assert f"\0{tag}\0" in log.read_text("utf-8")
    if "\n" not in tag:
        verb = "upload" if known else "create"
        assert called(log)[0] == ["release", "view", tag]
        assert called(log)[1][:3] == ["release", verb, tag]
        assert called(log)[1][-3:] == ["exports/-o", "exports/SHA256SUMS", "exports/a b.pdf"]


def test_a_release_whose_files_were_changed_on_the_way(
    project: Path, runner: dict[str, str]
) -> None:
    write(project / "exports/a.pdf", "pdf")
    write(project / "exports/SHA256SUMS", f"{'0' * 64}  a.pdf\n")
    log = gh(runner)
    env = runner | {"TAG": "v1", "GH_REPO": "owner/compendium"}
    assert run("release/release/Attach the exports to a release", project, env).returncode == 1
    assert not log.exists()
