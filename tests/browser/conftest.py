"""A real browser on the built site of the real practices, served as a web server would."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.proposals import FORM, Folder
from tests.publishing import ROOT, compendium

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
).split()
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built by the command that users run."""
    target = tmp_path_factory.mktemp("built") / "site"
    done = compendium("build", "--output", str(target), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="session")
def practices(site: Path) -> list[dict[str, Any]]:
    """The published practices, as the site's own data gives them."""
    return list(json.loads((site / "data/practices.json").read_text(encoding="utf-8")))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What a host of static sites does: our own page for what is missing."""
        if code != 404:
            return super().send_error(code, message, explain)
        content = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A web server for `folder` on this machine; its address, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the served site."""
    with serving(site) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one that $CHROMIUM names, or the system's. A missing one is a failure."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "no Chromium here; `make test` installs one"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


class Visit:
    """A browser window with a record of what went wrong in it, and of the hosts it asked."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def open(self, path: str) -> Page:
        """The page at `path` below the site's root, ready to use."""
        self.page.goto(self.address + path)
        if path.startswith("practices/") and path.count("/") == 1:
            self.page.wait_for_selector("practice-search[data-counted]:not([data-waiting])")
            self.page.wait_for_selector("ol.results:not([aria-busy])", state="attached")
        return self.page

    def check(self) -> None:
        """Nothing was reported, and no other host was asked."""
        assert self.errors == []
        assert self.hosts <= {self.address.split("/")[2]}


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A wide window; at the end of the test nothing may have gone wrong in it."""
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    visitor = Visit(context, address)
    yield visitor
    context.close()
    visitor.check()


@pytest.fixture
def form(visit: Visit) -> Page:
    """The empty form for proposals."""
    return visit.open(FORM)


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Folder:
    """Where what the form made is judged."""
    return Folder(tmp_path, capsys)


def expect_copied(page: Page, text: str) -> None:
    """The clipboard holds the text, now or soon; its context may read the clipboard."""
    page.wait_for_function(
        "async (text) => await navigator.clipboard.readText() === text", arg=text
    )


def intrude(page: Page) -> None:
    """An inline script gets into the page; where it runs, it sets `intruded`."""
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'globalThis.intruded = true';
            document.body.append(script);
        }"""
    )
