"""`compendium serve`, as its users meet it: what is edited shows, and no mistake ends it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.html_tree import parse
from tests.publishing import compendium, environment, practice_file, project, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of one practice."""
    return project(tmp_path / "project", {"fr/open-city-hall.md": practice_file()})


@dataclass
class Server:
    """A running `compendium serve`."""

    folder: Path
    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def get(self, address: str = "") -> str:
        with urllib.request.urlopen(self.url + address, timeout=10) as answer:
            return str(answer.read().decode("utf-8"))

    def wait_for(self, text: str, address: str = "", *, seconds: float = 60) -> str:
        """Ask for a page until it holds a text."""
        page = ""
        for _ in self._tries(seconds):
            try:
                page = self.get(address)
            except OSError as error:
                page = str(error)
            if text in page:
                return page
        raise AssertionError(f"no {text!r} at /{address} in time:\n{page}\n{self.said}")

    def wait_to_say(self, text: str, *, seconds: float = 60) -> None:
        """Wait until the terminal shows a text."""
        for _ in self._tries(seconds):
            if text in self.said:
                return
        raise AssertionError(f"no {text!r} in time:\n{self.said}")

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def _tries(self, seconds: float) -> Iterator[None]:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self.process.poll() is None, self.said
            yield
            time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _serve(folder: Path, port: int, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "site_gen", "serve", "--address", f"127.0.0.1:{port}"]
    with log.open("wb") as terminal:
        return subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=terminal, stderr=terminal
        )


@pytest.fixture
def server(folder: Path, tmp_path: Path) -> Iterator[Server]:
    write(folder / "practices/fr/draft.md", practice_file(title="A draft", status="draft"))
    port, log = _free_port(), tmp_path / "terminal"
    process = _serve(folder, port, log)
    try:
        yield Server(folder, process, f"http://127.0.0.1:{port}/", log)
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_serve_shows_every_change_and_survives_every_mistake(server: Server) -> None:
    page = "practices/open-city-hall/"
    path = server.folder / "practices/fr/open-city-hall.md"
    server.wait_for("Open City Hall", page)
    assert server.url.rstrip("/") in server.said

    assert parse(server.get("practices/draft/")).all(css="notice-draft")
    assert "A draft" in server.get("practices/")
    # The host reloads pages by an inline script, which the policy would not let run.
    assert "livereload" in server.get(page)
    assert "Content-Security-Policy" not in server.get(page)

    write(path, practice_file(title="Wide Open City Hall"))
    server.wait_for("Wide Open City Hall", page)
    server.wait_for("Wide Open City Hall")  # and, a little later, on every other page
    server.wait_for("Wide Open City Hall", "data/practices.json")

    write(path, practice_file(title="Open City Hall", area=["educaton"]))
    server.wait_to_say("practices/fr/open-city-hall.md:8:8: error: unknown area 'educaton'")
    server.wait_to_say("left out: practices/fr/open-city-hall.md")
    assert "A draft" in server.wait_for("A draft", "practices/draft/")

    vocabulary = server.folder / "practices/vocabulary.yml"
    terms = vocabulary.read_text(encoding="utf-8")
    write(vocabulary, terms.replace("    label: Local\n", "    lable: Local\n"))
    line = terms[: terms.index("    label: Local\n")].count("\n") + 1
    server.wait_to_say(f"practices/vocabulary.yml:{line}:5: error: 'lable' is not one of")
    server.wait_to_say("the practices are shown as they were")
    server.wait_for("A draft", "practices/draft/")

    write(vocabulary, terms)
    write(path, practice_file(title="Mended City Hall"))
    server.wait_for("Mended City Hall", page)
    assert "Traceback" not in server.said
    assert not (server.folder / "site").exists()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        server.get("nowhere/")


def test_serve_at_a_busy_port_says_so(folder: Path, tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        process = _serve(folder, int(busy.getsockname()[1]), tmp_path / "terminal")
        assert process.wait(timeout=60) == 2
    said = (tmp_path / "terminal").read_text(encoding="utf-8")
    assert "compendium: the site cannot be served at 127.0.0.1:" in said
    assert "Address already in use" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "address", ["nowhere", "127.0.0.1:port", "127.0.0.1:99999", "256.1.1.1:8000"]
)
def test_serve_at_an_address_that_is_none_says_so(folder: Path, address: str) -> None:
    done = compendium("serve", "--address", address, cwd=folder)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("compendium: ")


def test_serve_that_cannot_begin_says_why(folder: Path) -> None:
    (folder / "practices/vocabulary.yml").unlink()
    done = compendium("serve", "--address", f"127.0.0.1:{_free_port()}", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.count("the vocabulary") == 1
    assert "Traceback" not in done.stderr
