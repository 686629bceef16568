"""The comment with near-duplicates: written only where it belongs, of what strangers left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.rules import RULES
from tests.publishing import write
from tests.workflows.conftest import GitHub
from tests.workflows.scripts import script

api, comment = script("github"), script("comment")
SHA = "a" * 40
PAIR = {"path": "practices/fr/new.md", "message": "like practices/fr/old.md", "rule": comment.RULE}


@pytest.fixture
def findings(tmp_path: Path, github: GitHub, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GITHUB_API_URL", github.url)
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/compendium")
    monkeypatch.setenv("GH_TOKEN", "the-token")
    monkeypatch.setenv("HEAD_SHA", SHA)
    github.answers["GET", "pulls/7"] = {"state": "open", "head": {"sha": SHA}}
    write(tmp_path / "number", "7\n")
    write(tmp_path / "changed", "practices/fr/new.md\0")
    write(tmp_path / "problems.json", json.dumps([PAIR]))
    return tmp_path


def written(body: str, login: str = "github-actions[bot]") -> dict[str, object]:
    return {"id": 99, "body": body, "user": {"login": login}}


def test_the_rule_is_one_of_ours() -> None:
    assert comment.RULE in RULES


def test_a_comment(findings: Path, github: GitHub) -> None:
    comment.main(findings)
    [(method, path, body)] = github.changes
    assert (method, path) == ("POST", "issues/7/comments")
    assert body["body"].startswith(comment.MARKER)
    assert "- ` practices/fr/new.md `: ` like practices/fr/old.md `" in body["body"]


def test_there_is_one_comment_only(findings: Path, github: GitHub) -> None:
    github.answers["GET", "issues/7/comments"] = [
        written(comment.MARKER, "somebody"),
        written("something else"),
        {**written(comment.MARKER), "id": 5},
    ]
    comment.main(findings)
    assert [each[:2] for each in github.changes] == [("PATCH", "issues/comments/5")]
    write(findings / "problems.json", "[]")
    comment.main(findings)
    assert "are gone" in github.changes[-1][2]["body"]


@pytest.mark.parametrize(
    "problems",
    [
        [],
        [PAIR | {"rule": "unknown-term"}],
        [PAIR | {"path": "practices/fr/untouched.md"}],
    ],
)
def test_no_comment_on_nothing(findings: Path, github: GitHub, problems: object) -> None:
    write(findings / "problems.json", json.dumps(problems))
    comment.main(findings)
    assert github.changes == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("number", "8"),  # another pull request
        ("number", "7 8"),
        ("number", "-7"),
        ("number", "../issues/1"),
        ("number", "٧"),
        ("number", "9" * 30),
        ("number", ""),
        ("problems.json", "{}x"),
        ("problems.json", "7"),
        ("problems.json", '[{"rule": "near-duplicate"}]'),
        ("problems.json", "[null]"),
        ("problems.json", "[" * 100_000),
        ("problems.json", '{"rule": []}'),
        ("changed", "x" * 1_000_001),
    ],
)
def test_what_a_stranger_may_send(findings: Path, github: GitHub, name: str, text: str) -> None:
    write(findings / name, text)
    github.answers["GET", "pulls/8"] = {"state": "open", "head": {"sha": "b" * 40}}
    with pytest.raises(SystemExit) as stopped:
        comment.main(findings)
    assert isinstance(stopped.value.code, str)
    assert github.changes == []


@pytest.mark.parametrize(
    "pull",
    [{"state": "closed", "head": {"sha": SHA}}, {"state": "open", "head": {"sha": "b" * 40}}],
)
def test_the_pull_request_must_be_the_one_that_was_checked(
    findings: Path, github: GitHub, pull: object
) -> None:
    github.answers["GET", "pulls/7"] = pull
    with pytest.raises(SystemExit):
        comment.main(findings)
    assert github.changes == []


def test_no_link_out_of_the_folder_is_followed(findings: Path, github: GitHub) -> None:
    (findings / "changed").unlink()
    (findings / "changed").symlink_to("/etc/passwd")
    with pytest.raises(SystemExit):
        comment.main(findings)
    assert github.changes == []


@pytest.mark.parametrize("text", ["x" * 3_000, "`" * 3_000, "@you " * 600])
def test_many_are_counted(findings: Path, github: GitHub, text: str) -> None:
    many = [PAIR | {"message": text} for _ in range(2_000)]
    write(findings / "problems.json", json.dumps(many))
    comment.main(findings)
    lines = github.changes[0][2]["body"].split("\n")
    assert sum(map(len, lines)) < 65_536
    shown = [line for line in lines if line.startswith("- `")]
    assert lines[-1] == f"- … and {2_000 - len(shown)} more"
    assert all(line.endswith("`") for line in shown)


@given(st.text())
def test_a_stranger_s_text_is_code(text: str) -> None:
    line = api.code(text)
    assert "\n" not in line
    if line:
        fence = line.partition(" ")[0]
        assert set(fence) == {"`"}
        assert line.endswith(f" {fence}")
        assert fence not in line[len(fence) : -len(fence)]


def test_a_list_is_read_page_after_page(
    github: GitHub, findings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [written("x", "somebody") for _ in range(100)]
    github.answers["GET", "issues/7/comments"] = others
    comment.main(findings)
    pages = [each for each in github.asked if each[1] == "issues/7/comments" and each[0] == "GET"]
    assert len(pages) == 2
