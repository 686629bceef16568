"""What changed: by real git, and without it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from site_gen.problems import SiteGenError
from site_gen.review.changes import Change, changes
from tests.publishing import practice

Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """git in a new repository with nobody's configuration; `day` is the day of a commit."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def run(*arguments: str, day: str = "2026-01-01") -> str:
        moment = f"{day}T12:00:00Z"
        who = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        options = ("-c", "user.name=E", "-c", "user.email=e@a.test", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", *options, *arguments],
            env={**os.environ, **who}, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout.strip()

    run("init", "--quiet")
    return run


def put(name: str, text: str) -> None:
    path = Path("practices", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


TEXT = "".join(f"line {n}\n" for n in range(30))


@pytest.fixture
def repository(git: Git) -> Git:
    """Three commits: of January, tagged v1, of March and of May; then work not committed."""
    for name in ("kept", "edited", "gone", "old name é"):
        put(f"fr/{name}.md", f"{name}\n{TEXT}")
    Path("README.md").write_text("x", encoding="utf-8")
    git("add", ".")
    git("commit", "-m", "one", day="2026-01-10")
    git("tag", "v1")
    put("fr/edited.md", f"edited\n{TEXT}more\n")
    git("rm", "--quiet", "practices/fr/gone.md")
    git("mv", "practices/fr/old name é.md", "practices/fr/new.md")
    Path("README.md").write_text("y", encoding="utf-8")
    git("add", ".")
    git("commit", "-m", "two", day="2026-03-10")
    put("no/later.md", "later")
    git("add", ".")
    git("commit", "-m", "three", day="2026-05-10")
    put("no/fresh.md", "nobody has committed this")
    put("no/notes.txt", "no practice")
    return git


LATER = [Change("added", "practices/no/fresh.md"), Change("added", "practices/no/later.md")]
SINCE_V1 = [
    Change("changed", "practices/fr/edited.md"),
    Change("removed", "practices/fr/gone.md"),
    Change("renamed", "practices/fr/new.md", "from practices/fr/old name é.md"),
    *LATER,
]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("v1", SINCE_V1),
        ("2026-01-11", SINCE_V1),
        ("2026-02", SINCE_V1),
        ("2026-03-10", SINCE_V1),
        ("2026-03-11", LATER),
        ("HEAD", LATER[:1]),
        ("2027", LATER[:1]),
    ],
)
def test_by_git(since: str, expected: list[Change], repository: Git) -> None:
    found = changes(since, Path("practices"), [])
    assert list(found.found) == expected
    assert found.basis.startswith("by git, since commit ")


def test_since_before_everything(repository: Git) -> None:
    found = changes("2020", Path("practices"), [])
    assert found.basis == "by git, since the beginning"
    assert {each.kind for each in found.found} == {"added"}
    assert len(found.found) == 5


@pytest.mark.parametrize("since", ["v2", "--all", "-1", "", "2026-13", "v1; touch x", "$(x)"])
def test_what_git_does_not_know(since: str, repository: Git) -> None:
    with pytest.raises(SiteGenError, match="is neither a date nor known to git"):
        changes(since, Path("practices"), [])


def test_another_working_directory(repository: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("practices/no")
    found = changes("v1", Path(".."), [])
    assert found.found[0] == Change("changed", "../fr/edited.md")


@pytest.fixture
def without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return tmp_path


def test_by_review(without_git: Path) -> None:
    practices = [
        practice("a", path="a.md", reviewed=date(2026, 3, 1)),
        practice("b", path="b.md", reviewed=date(2026, 2, 28)),
        practice("c", path="c.md", reviewed=date(2026, 4, 1)),
    ]
    found = changes("2026-03", without_git, practices)
    assert found.found == (
        Change("reviewed", "a.md", "2026-03-01"),
        Change("reviewed", "c.md", "2026-04-01"),
    )
    assert found.basis == "by their dates of review, since there is no git here"
    with pytest.raises(SiteGenError, match="'v1' is no date, and there is no git"):
        changes("v1", without_git, practices)


def test_no_git_at_all(repository: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert changes("2026", Path("practices"), []).basis.startswith("by their dates of review")
