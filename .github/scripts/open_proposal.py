"""Opens a pull request with the file that draft_proposal.py made from an issue, or says why not.

    python3 .github/scripts/open_proposal.py PROPOSAL.json

What the file says comes from a stranger: the path is checked, the text goes to GitHub as data, and
whatever is repeated in a comment stands there as code. An issue gets one pull request, however
often it is edited.

Environment: GH_TOKEN, GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_REPOSITORY_OWNER, BASE (the branch
to go to), NUMBER (the issue's).
"""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from github import call, code, every, listed, ours, read

MARKER = "<!-- compendium: proposal -->"
PATH = re.compile(r"practices/[a-z]{2,3}/[a-z0-9]+(?:-[a-z0-9]+)*\.md")


def main(file: Path) -> None:
    proposal = json.loads(read(file, most=2_000_000))
    number, base = int(os.environ["NUMBER"]), os.environ["BASE"]
    branch = f"proposal/issue-{number}"
    head = f"{os.environ['GITHUB_REPOSITORY_OWNER']}:{branch}"
    if any(every("pulls", head=head, state="all")):
        return  # editors may have worked on it since
    path = proposal["path"]
    if path is None:
        _answer(number, "No draft could be made of this yet. Please edit your text above and mend"
                f" this; it is then read again:\n\n{_list(proposal['problems'])}")  # fmt: skip
        return
    if not PATH.fullmatch(path):
        raise SystemExit(f"{path!r} is no place for a practice")
    _branch(branch, base)
    _put(path, proposal["text"], branch, number)
    pull = call("POST", "pulls", {
        "title": f"Proposed practice: {Path(path).stem}",
        "head": branch,
        "base": base,
        "body": _body(number, proposal),
    })  # fmt: skip
    _answer(
        number, f"Thank you. The practice is drafted in #{pull['number']}; editors will see it."
    )


def _branch(branch: str, base: str) -> None:
    """Make the branch as `base` is now; one without a pull request is left of a run that failed."""
    start = call("GET", f"git/ref/heads/{quote(base)}")["object"]["sha"]
    if call("GET", f"git/ref/heads/{branch}"):
        call("PATCH", f"git/refs/heads/{branch}", {"sha": start, "force": True})
    else:
        call("POST", "git/refs", {"ref": f"refs/heads/{branch}", "sha": start})


def _put(path: str, text: str, branch: str, number: int) -> None:
    """Write the file. GitHub refuses to write over one that is there."""
    content = base64.b64encode(text.encode()).decode()
    message = f"Draft of the practice proposed in #{number}"
    call("PUT", f"contents/{path}", {"message": message, "content": content, "branch": branch})


def _body(number: int, proposal: dict[str, Any]) -> str:
    """What an editor has to know. The pull request's own checks start when it is reopened."""
    parts = [
        f"Drafted from the form in #{number}. Closes #{number}.",
        "The file is a draft: read it against its source, complete it, and set"
        " `status: published`. GitHub starts no checks for what a workflow opens; close and reopen"
        " this pull request to start them.",
    ]
    if proposal["notes"]:
        parts.append("What could not be taken over as it was:\n\n" + _list(proposal["notes"]))
    if proposal["problems"]:
        parts.append("What `compendium validate` says:\n\n" + _list(proposal["problems"]))
    return "\n\n".join(parts)


def _answer(number: int, text: str) -> None:
    """One comment on the issue, ours."""
    body = {"body": f"{MARKER}\n{text}"}
    there = ours(every(f"issues/{number}/comments"), MARKER)
    if there:
        call("PATCH", f"issues/comments/{there['id']}", body)
    else:
        call("POST", f"issues/{number}/comments", body)


def _list(texts: list[str]) -> str:
    return listed([code(text) for text in texts])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
