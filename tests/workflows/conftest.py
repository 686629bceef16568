"""A project as a workflow meets it, and a server that answers as GitHub's API does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import publishing
from tests.publishing import practice_file
from tests.workflows.reading import ROOT

RUNNER_FILES = ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY")


@dataclass
class GitHub:
    """`answers` by method and path; a GET of anything else is not found. `asked` is what came."""

    url: str
    answers: dict[tuple[str, str], Any] = field(default_factory=dict)
    asked: list[tuple[str, str, Any]] = field(default_factory=list)

    @property
    def changes(self) -> list[tuple[str, str, Any]]:
        return [each for each in self.asked if each[0] != "GET"]


@pytest.fixture
def github() -> Iterator[GitHub]:
    class Handler(BaseHTTPRequestHandler):
        api: ClassVar[GitHub]

        def answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            assert self.headers["Authorization"] == "Bearer the-token"
            parts = urlsplit(self.path)
            path = parts.path.removeprefix("/repos/owner/compendium/")
            self.api.asked.append((self.command, path, body))
            found = self.api.answers.get((self.command, path))
            if isinstance(found, list) and int(parse_qs(parts.query).get("page", ["1"])[0]) > 1:
                found = []
            missing = found is None and self.command == "GET"
            self.send_response(404 if missing else 200)
            self.end_headers()
            self.wfile.write(json.dumps(found or {}).encode() if found != [] else b"[]")

        do_GET = do_POST = do_PATCH = do_PUT = answer  # noqa: N815 (the library's names)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.api = GitHub(f"http://127.0.0.1:{server.server_port}")
    Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield Handler.api
    server.shutdown()
    server.server_close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with two practices, as a step finds it."""
    files = {
        "fr/open-city-hall.md": practice_file(),
        "fr/night-of-languages.md": practice_file(title="Night of languages"),
    }
    folder = publishing.project(tmp_path / "project", files)
    shutil.copytree(ROOT / ".github", folder / ".github")
    (folder / ".venv").symlink_to(Path(sys.prefix))
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "before")
    return folder


def git(folder: Path, *arguments: str) -> None:
    who = (
        "-c",
        "user.name=Tests",
        "-c",
        "user.email=tests@example.org",
        "-c",
        "commit.gpgsign=false",
    )
    command = ["git", *who, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all", ".", ":!.venv")
    git(folder, "commit", "--quiet", "--allow-empty", f"--message={message}")


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """The environment of a step; its files for the runner are empty."""
    temp = tmp_path / "runner"
    (temp / "bin").mkdir(parents=True)
    env = {
        "PATH": f"{temp / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(temp),
        "LANG": "C.UTF-8",
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_REPOSITORY": "owner/compendium",
        "GITHUB_REPOSITORY_OWNER": "owner",
        "GH_TOKEN": "the-token",
        "RUNNER_TEMP": str(temp),
    }
    for name in RUNNER_FILES:
        (temp / name).touch()
        env[name] = str(temp / name)
    return env
