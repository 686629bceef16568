"""Tells the near-duplicates of a pull request's practices in one comment, and keeps it up to date.

    python3 .github/scripts/comment.py FOLDER

FOLDER holds what check.yml found: `number`, `changed` and `problems.json`. A pull request can make
it hold anything. So GitHub is asked whether that pull request is the one that was checked, and the
comment is written here, with everything that comes from the files as code.

Environment: GH_TOKEN, GITHUB_API_URL, GITHUB_REPOSITORY, HEAD_SHA (the commit that was checked).
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

from github import call, code, every, listed, ours, read

MARKER = "<!-- compendium: near-duplicates -->"
RULE = "near-duplicate"


def main(folder: Path) -> None:
    number = read(folder / "number", most=20).strip()
    if not re.fullmatch(r"[1-9][0-9]{0,9}", number):
        raise SystemExit("what came as the pull request's number is none")
    pull = call("GET", f"pulls/{number}")
    if not pull or pull["state"] != "open" or pull["head"]["sha"] != os.environ["HEAD_SHA"]:
        raise SystemExit(f"pull request {number} is not the one that was checked, or has moved on")
    changed = set(read(folder / "changed", most=1_000_000).split("\0"))
    found = duplicates(read(folder / "problems.json", most=20_000_000), changed)
    there = ours(every(f"issues/{number}/comments"), MARKER)
    body = {"body": text(found)}
    if there:
        call("PATCH", f"issues/comments/{there['id']}", body)
    elif found:
        call("POST", f"issues/{number}/comments", body)


def duplicates(problems: str, changed: set[str]) -> list[str]:
    """A line for each near-duplicate among the changed files."""
    try:
        listed_ = json.loads(problems)
        return [
            f"{code(each['path'])}: {code(each['message'])}"
            for each in listed_
            if each["rule"] == RULE and each["path"] in changed
        ]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise SystemExit("problems.json is not a list of problems") from None


def text(found: list[str]) -> str:
    """The comment."""
    if not found:
        return f"{MARKER}\nThe near-duplicates that stood here are gone."
    return (
        f"{MARKER}\nThese practices may be in the compendium already. If it is the same practice,"
        " please add to the file that is there; if it is another, name the other one's slug in"
        f" `not_duplicate_of`.\n\n{listed(found)}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
