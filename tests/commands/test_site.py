"""`compendium build` and `compendium serve`, as their users meet them."""

from __future__ import annotations

import re
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
from tests.publishing import (
    Site,
    compendium,
    contents,
    environment,
    leftovers,
    practice_file,
    project,
    translation_file,
    write,
)

GOOD = practice_file(title="Open City Hall")
BROKEN = practice_file(area=["educaton"], country=["XX"])
WORSE = "---\ntitle: no end\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of one practice."""
    return project(tmp_path / "project", {"fr/open-city-hall.md": GOOD})


# build


def test_build_says_what_it_did(folder: Path) -> None:
    done = compendium("build", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"1 practice published in {folder / 'site'}\n"
    assert (folder / "site/practices/open-city-hall/index.html").is_file()


def test_broken_practices_stop_the_build_and_leave_the_old_site(folder: Path) -> None:
    assert compendium("build", cwd=folder).returncode == 0
    before = contents(folder / "site")
    write(folder / "practices/fr/broken.md", BROKEN)
    write(folder / "practices/es/worse.md", WORSE)
    write(folder / "practices/fr/open-city-hall.md", practice_file(title="Changed"))
    done = compendium("build", cwd=folder)
    assert done.returncode == 1
    assert done.stdout == ""
    *problems, last = done.stderr.splitlines()
    assert last == "compendium: nothing was built; the previous site is as it was"
    assert [p.split(":")[0] for p in problems] == sorted(p.split(":")[0] for p in problems)
    assert {p.split(":")[0] for p in problems} == {
        "practices/fr/broken.md",
        "practices/es/worse.md",
    }
    assert len(problems) == len(set(problems)) >= 3
    assert all(re.fullmatch(r"\S+:\d+:\d+: error: .* \[[a-z-]+\]", p) for p in problems)
    assert contents(folder / "site") == before
    assert leftovers(folder) == []
    assert problems == compendium("validate", cwd=folder).stdout.splitlines()[: len(problems)]


def test_a_first_build_that_stops_leaves_nothing(tmp_path: Path) -> None:
    folder = project(tmp_path, {"fr/broken.md": BROKEN})
    assert compendium("build", cwd=folder).returncode == 1
    assert not (folder / "site").exists()
    assert leftovers(folder) == []


def test_keep_going_publishes_the_rest_and_names_what_it_left_out(folder: Path) -> None:
    write(folder / "practices/fr/broken.md", BROKEN)
    write(folder / "practices/fr/casse.md", translation_file("broken", "fr", "Cassé"))
    done = compendium("build", "--keep-going", cwd=folder)
    assert done.returncode == 1
    assert done.stdout == f"1 practice published in {folder / 'site'}\n"
    assert done.stderr.count("unknown area 'educaton'") == 1
    for name in ("broken", "casse"):
        assert f"left out: practices/fr/{name}.md" in done.stderr
        assert not (folder / "site/practices" / name).exists()
    assert (folder / "site/practices/open-city-hall/index.html").is_file()


def test_drafts_are_published_on_demand_and_marked(folder: Path) -> None:
    write(folder / "practices/fr/draft.md", practice_file(title="A draft", status="draft"))
    assert compendium("build", cwd=folder).returncode == 0
    assert not (folder / "site/practices/draft").exists()
    done = compendium("build", "--drafts", cwd=folder)
    assert done.stdout.startswith("2 practices published")
    page = Site(folder / "site").page("practices/draft/")
    assert page.all(css="notice-draft")
    assert page.one("meta", name="robots").get("content") == "noindex"
    assert "draft" not in (folder / "site/sitemap.xml").read_text()


def test_output_goes_where_it_is_told(folder: Path, tmp_path: Path) -> None:
    assert compendium("build", "--output", "../public/site", cwd=folder).returncode == 0
    assert (tmp_path / "public/site/index.html").is_file()
    assert not (folder / "site").exists()
    elsewhere = compendium("build", "-f", str(folder / "mkdocs.yml"), "-o", "here", cwd=tmp_path)
    assert elsewhere.returncode == 0
    assert contents(tmp_path / "here") == contents(tmp_path / "public/site")


def test_output_through_a_link_changes_what_it_leads_to(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (folder / "site").symlink_to(tmp_path / "www")
    for _ in range(2):
        assert compendium("build", cwd=folder).returncode == 0
    assert (folder / "site").is_symlink()
    assert (tmp_path / "www/index.html").is_file()
    assert leftovers(tmp_path) == leftovers(folder) == []


@pytest.mark.parametrize(
    "output", ["practices", "docs", ".", "..", "mkdocs.yml", "mkdocs.yml/site"]
)
def test_output_never_replaces_what_is_no_site(folder: Path, output: str) -> None:
    before = contents(folder)
    done = compendium("build", "--output", output, cwd=folder)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("compendium: ")
    assert contents(folder) == before
    assert leftovers(folder) == leftovers(folder.parent) == []


def test_a_broken_vocabulary_stops_with_its_problems(folder: Path) -> None:
    path = folder / "practices/vocabulary.yml"
    text = path.read_text(encoding="utf-8")
    write(path, text.replace("    label: Local\n", "    lable: Local\n"))
    done = compendium("build", cwd=folder)
    assert done.returncode == 1
    problems = [line for line in done.stderr.splitlines() if "vocabulary.yml:" in line]
    assert any("'lable'" in problem for problem in problems)
    assert all(re.match(r"practices/vocabulary\.yml:\d+:\d+: error: ", p) for p in problems)
    assert done.stderr.splitlines()[-1] == "compendium: the vocabulary cannot be used"


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("practices", "there is no folder"),
        ("practices/vocabulary.yml", "the vocabulary"),
        ("mkdocs.yml", "mkdocs.yml cannot be used"),
    ],
)
def test_what_is_missing_is_named(folder: Path, missing: str, message: str) -> None:
    (folder / missing).rename(folder / "elsewhere")
    done = compendium("build", cwd=folder)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert "elsewhere" not in done.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("site_name: [\n", "cannot be used"),
        ("site_name: Site\n", "does not name the plugin 'compendium'"),
        ("plugins: [compendium]\n", "cannot be used"),
        ("site_name: Site\nplugins: [{compendium: {practises: x}}, nowhere]\n", "cannot be used"),
    ],
)
def test_a_configuration_that_cannot_be_used(folder: Path, text: str, message: str) -> None:
    write(folder / "mkdocs.yml", text)
    done = compendium("build", cwd=folder)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_directive_stops_the_build_with_its_page(folder: Path) -> None:
    assert compendium("build", cwd=folder).returncode == 0
    before = contents(folder / "site")
    write(folder / "docs/about.md", "# About\n\n<!-- compendium:practises -->\n")
    done = compendium("build", cwd=folder)
    assert done.returncode == 2
    assert done.stderr == (
        "compendium: on the page '/about/', <!-- compendium:practises -->: "
        "there is no directive 'practises'; did you mean 'practices'?\n"
    )
    assert contents(folder / "site") == before
    assert leftovers(folder) == []


def test_no_practices_are_a_site_too(tmp_path: Path) -> None:
    done = compendium("build", cwd=project(tmp_path, {}, guide=True))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("0 practices published")
    assert (tmp_path / "site/practices/index.html").is_file()


def test_warnings_are_shown_and_do_not_stop(folder: Path) -> None:
    body = "## Purpose\n\nTo <b>open</b> it.\n\n## Process\n\nMeetings.\n"
    write(folder / "practices/fr/html.md", practice_file(body=body))
    done = compendium("build", cwd=folder)
    assert done.returncode == 0
    assert "warning: " in done.stderr
    assert "&lt;b&gt;open" in (folder / "site/practices/html/index.html").read_text()


# serve


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

    write(path, practice_file(title="Open City Hall", area=["educaton"]))
    server.wait_to_say("practices/fr/open-city-hall.md:8:8: error: unknown area 'educaton'")
    server.wait_to_say("left out: practices/fr/open-city-hall.md")
    assert "A draft" in server.wait_for("A draft", "practices/draft/")

    vocabulary = server.folder / "practices/vocabulary.yml"
    terms = vocabulary.read_text(encoding="utf-8")
    write(vocabulary, terms.replace("    label: Local\n", "    lable: Local\n"))
    server.wait_to_say("practices/vocabulary.yml:127:5: error: 'lable' is not one of")
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
