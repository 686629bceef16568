"""Keeps exactly one issue about links that lead nowhere: opens it, renews it, closes it.

    python3 .github/scripts/links_issue.py REVIEW.json

REVIEW.json is what `compendium review --online --format json` printed.
Environment: GH_TOKEN, GITHUB_API_URL, GITHUB_REPOSITORY.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from github import call, code, every, listed, ours, read

MARKER = "<!-- compendium: links -->"
LABEL = "links"
TITLE = "Links that lead nowhere"
LISTS = {
    "links": "Find the page's new address, or take the link out",
    "links_moved": "These still work; write the new address",
    "links_refused": "The server lets no program in; have a look yourself",
}


def main(file: Path) -> None:
    review = json.loads(read(file, most=50_000_000))
    open_ones = every("issues", labels=LABEL, state="open", sort="created", direction="asc")
    there = ours((each for each in open_ones if "pull_request" not in each), MARKER)
    body = text(review)
    if review["links"] and there:
        call("PATCH", f"issues/{there['number']}", {"body": body})
    elif review["links"]:
        call("POST", "issues", {"title": TITLE, "body": body, "labels": [LABEL]})
    elif there:
        call("PATCH", f"issues/{there['number']}", {"body": body, "state": "closed"})


def text(review: dict[str, Any]) -> str:
    """The issue: each link with the files that hold it."""
    parts = [MARKER, f"As of {review['on']}. `compendium review --online` makes this list."]
    for key, what in LISTS.items():
        lines = [
            f"{code(each['url'])} {code(each['detail'])}: {code(', '.join(each['paths']))}"
            for each in review[key]
        ]
        if lines:
            parts.append(f"**{what}** ({len(lines)}):\n\n{listed(lines, most=18_000)}")
    return "\n\n".join(parts)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
