"""The one issue about links."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.publishing import write
from tests.workflows.conftest import GitHub
from tests.workflows.scripts import script

api, links_issue = script("github"), script("links_issue")


DEAD = {
    "path": "practices/fr/a.md",
    "url": "https://x.test/@everyone",
    "detail": "404 Not Found",
    "paths": ["practices/fr/a.md", "practices/fr/b.md"],
}
EMPTY = {"on": "2026-12-01", "links": [], "links_moved": [], "links_refused": []}


@pytest.fixture
def review(tmp_path: Path, github: GitHub, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GITHUB_API_URL", github.url)
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/compendium")
    monkeypatch.setenv("GH_TOKEN", "the-token")
    write(tmp_path / "review.json", json.dumps(EMPTY | {"links": [DEAD], "links_moved": [DEAD]}))
    return tmp_path / "review.json"


def issue(number: int, **facts: object) -> dict[str, object]:
    return {
        "number": number,
        "body": links_issue.MARKER,
        "user": {"login": api.BOT},
        **facts,
    }


def test_the_first_time(review: Path, github: GitHub) -> None:
    links_issue.main(review)
    [(method, path, body)] = github.changes
    assert (method, path) == ("POST", "issues")
    assert body["labels"] == [links_issue.LABEL]
    line = (
        "- ` https://x.test/@everyone ` ` 404 Not Found `: ` practices/fr/a.md, practices/fr/b.md `"
    )
    lines = body["body"].split("\n")
    assert lines[0] == links_issue.MARKER
    assert lines.count(line) == 2
    assert not any("server lets no program in" in each for each in lines)


def test_the_next_time_the_same_issue_is_renewed(review: Path, github: GitHub) -> None:
    github.answers["GET", "issues"] = [
        issue(3, pull_request={}),
        issue(4, body="about links"),
        issue(5, user={"login": "somebody"}),
        issue(6),
        issue(7),
    ]
    links_issue.main(review)
    assert [each[:2] for each in github.changes] == [("PATCH", "issues/6")]
    assert "state" not in github.changes[0][2]


def test_the_issue_is_closed_when_all_links_work(review: Path, github: GitHub) -> None:
    write(review, json.dumps(EMPTY | {"links_moved": [DEAD]}))
    links_issue.main(review)
    assert github.changes == []
    github.answers["GET", "issues"] = [issue(6)]
    links_issue.main(review)
    assert github.changes[0][2]["state"] == "closed"


def test_a_long_list_is_cut_at_a_line(review: Path, github: GitHub) -> None:
    write(review, json.dumps(dict.fromkeys(EMPTY, [DEAD] * 5_000) | {"on": "2026-12-01"}))
    links_issue.main(review)
    body = github.changes[0][2]["body"]
    assert len(body) <= 65_536
    assert body.count(" more\n") + body.endswith(" more") == 3
