"""What changed since a date or a tag: by git where there is any, else by the dates of review."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from site_gen.dates import bounds
from site_gen.practice import Practice
from site_gen.problems import SiteGenError, printable_path, shown

_NOTHING = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"  # git's name for a folder without files
_KINDS = {"A": "added", "D": "removed", "M": "changed", "R": "renamed", "T": "changed"}


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` is added, changed, removed, renamed or reviewed; `detail` says more of it."""

    kind: str
    path: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """`basis` is a clause that says by what the changes were found."""

    since: str
    basis: str
    found: tuple[Change, ...]


def changes(since: str, folder: Path, practices: Iterable[Practice]) -> Changes:
    """What changed in `folder` since a date, or since what git knows by that name.

    Changes that nobody has committed yet count too. Raises SiteGenError for a name that is neither
    a date nor known to git.
    """
    days = bounds(since)
    if _git(folder, "rev-parse", "--is-inside-work-tree") == "true\n":
        return _by_git(since, days[0] if days else None, folder)
    if days is None:
        raise SiteGenError(f"--since {shown(since)} is no date, and there is no git to know it")
    reviewed = sorted(
        (practice.reviewed, practice.path) for practice in practices if practice.reviewed >= days[0]
    )
    found = tuple(Change("reviewed", path, day.isoformat()) for day, path in reviewed)
    return Changes(since, "by their dates of review, since there is no git here", found)


def _by_git(since: str, day: date | None, folder: Path) -> Changes:
    if day:
        # Commits of the day itself count as changes.
        before = f"--before={day - timedelta(days=1)}T23:59:59"
        base = (_git(folder, "rev-list", "-1", before, "HEAD", "--") or "").strip() or _NOTHING
        told = f"commit {base[:7]}" if base != _NOTHING else "the beginning"
    else:
        name = f"{since}^{{commit}}"
        found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
        if not found:
            raise SiteGenError(f"--since {shown(since)} is neither a date nor known to git")
        base = found.strip()
        told = f"commit {base[:7]}"
    options = ("--no-ext-diff", "--no-textconv", "--relative", "--name-status", "-z", "-M")
    changed = _git(folder, "diff", *options, base, "--", ".")
    fresh = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    if changed is None or fresh is None:
        raise SiteGenError("git cannot compare the practices with what they were")
    found_all = [
        *_read(changed.split("\0")),
        *(Change("added", name) for name in fresh.split("\0")),
    ]
    files = (each for each in found_all if each.path.endswith(".md"))
    inside = printable_path(folder.as_posix())
    named = (
        Change(each.kind, f"{inside}/{each.path}", each.detail and f"from {inside}/{each.detail}")
        for each in files
    )
    return Changes(since, f"by git, since {told}", tuple(sorted(named, key=lambda c: c.path)))


def _read(fields: list[str]) -> Iterator[Change]:
    """The changes in `git diff --name-status -z`: a letter, a path, and another if it was moved."""
    rest = iter(fields)
    for letter in rest:
        kind = _KINDS.get(letter[:1])
        if kind == "renamed":
            before = printable_path(next(rest))
            yield Change(kind, printable_path(next(rest)), before)
        elif letter:
            yield Change(kind or "changed", printable_path(next(rest)))


def _git(folder: Path, *arguments: str) -> str | None:
    """What git prints; None where it fails or is missing."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "TZ": "UTC"}
    try:
        done = subprocess.run(
            ["git", "--no-pager", *arguments], cwd=folder, env=environment, capture_output=True
        )
    except OSError:
        return None
    return os.fsdecode(done.stdout) if done.returncode == 0 else None
