"""How soon an edited practice shows under a running `compendium serve`."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks.measuring import ENVIRONMENT, Cost, memory_of
from benchmarks.projects import OURS

TICKS = os.sysconf("SC_CLK_TCK")
IDLE = 1.5  # seconds without work, after which a server is taken to have done all
LOOK = 0.01  # seconds between two looks at the page
PATIENCE = 900  # seconds until a page is given up


def edits(
    project: Path, edit: Callable[[], tuple[str, str]], count: int
) -> tuple[list[Cost], list[Cost]]:
    """Serve `project`, and make `count` edits while nothing is built, each with a second one as
    soon as the first is shown, while the whole is built behind it.

    `edit` changes a file, and returns the path of its page and a word that the page then has. An
    edit's cost is the time from its end until the page has the word, and the server's memory then.
    """
    port = _free_port()
    address = f"127.0.0.1:{port}"
    said = project / "serve.log"
    with said.open("wb") as log:
        process = subprocess.Popen(
            [*OURS, "serve", "--address", address],
            cwd=project, env=ENVIRONMENT, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _await(process, port, "", "</html>", said)
            alone: list[Cost] = []
            meanwhile: list[Cost] = []
            for _ in range(count):
                _settle(process.pid)
                for costs in (alone, meanwhile):
                    page, word = edit()
                    started = time.perf_counter()
                    _await(process, port, page, word, said)
                    seconds = time.perf_counter() - started
                    costs.append(Cost(seconds, memory_of(process.pid)))
            return alone, meanwhile
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _settle(pid: int) -> None:
    """Until the process does less than half the time something: looking for edits takes a part."""
    before = -TICKS
    while (now := _ticks(pid)) - before > TICKS * IDLE / 2:
        before = now
        time.sleep(IDLE)


def _ticks(pid: int) -> int:
    """The processor time that it has taken, in ticks of the clock."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _await(process: subprocess.Popen[bytes], port: int, page: str, word: str, said: Path) -> None:
    """Until the page has the word."""
    end = time.monotonic() + PATIENCE
    while word not in _page(port, page):
        if process.poll() is not None or time.monotonic() > end:
            text = said.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise RuntimeError(f"serve did not show {word!r} in /{page}:\n{text}")
        time.sleep(LOOK)


def _page(port: int, path: str) -> str:
    """The page, or nothing while there is none."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", f"/{path}")
        return connection.getresponse().read().decode("utf-8")
    except (OSError, HTTPException):
        return ""
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
