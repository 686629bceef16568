"""What the workflows' scripts share: calls of GitHub's API, and strangers' text in comments.

Nothing but the standard library: the jobs that may write install no packages.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

BOT = "github-actions[bot]"  # who writes with a workflow's token


def call(method: str, path: str, body: object = None) -> Any:
    """What GitHub answers about `path` of this repository; None when there is no such thing."""
    request = Request(
        f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}/{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {os.environ['GH_TOKEN']}",
            "Content-Type": "application/json",
            "X-GitHub-Api-Version": "2022-11-28",
        },
    )
    try:
        with urlopen(request, timeout=30) as response:
            return json.load(response)
    except HTTPError as error:
        if error.code == 404 and method == "GET":
            return None
        raise SystemExit(f"{method} {path}: {error.code} {error.reason}") from None


def every(path: str, **query: str) -> Iterator[Any]:
    """The items of a list, page after page."""
    for page in range(1, 50):
        items = call("GET", f"{path}?{urlencode({**query, 'per_page': '100', 'page': str(page)})}")
        yield from items or ()
        if not items or len(items) < 100:
            return


def ours(items: Iterator[Any], marker: str) -> Any:
    """The first of the comments or issues that we wrote and that begins with `marker`, or None."""
    written = (each for each in items if each["user"]["login"] == BOT)
    return next((each for each in written if (each["body"] or "").startswith(marker)), None)


def read(path: Path, *, most: int) -> str:
    """A file that a stranger may have written, of at most that many bytes."""
    if path.is_symlink() or not path.is_file():
        raise SystemExit(f"{path.name} is not there")
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise SystemExit(f"{path.name} is longer than {most} bytes")
    return content.decode("utf-8", "replace")


def code(text: object, limit: int = 400) -> str:
    """A stranger's text as code: it names nobody, links nowhere and holds no markup."""
    line = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    if len(line) > limit:
        line = line[: limit - 1] + "…"
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    return f"{fence} {line} {fence}" if line else ""


def listed(texts: list[str], most: int = 25_000) -> str:
    """A list of at most that many characters. Whole lines are left out, since half of one would
    be code without an end, which is no code."""
    lines: list[str] = []
    for number, text in enumerate(texts):
        most -= len(text) + 3
        if most < 0:
            lines.append(f"- … and {len(texts) - number} more")
            break
        lines.append(f"- {text}")
    return "\n".join(lines)
