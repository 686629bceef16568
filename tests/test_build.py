"""A build: the same bytes again, dated by SOURCE_DATE_EPOCH, whole or not at all when killed."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from site_gen.build import build_day, start
from site_gen.catalogue.loading import load
from site_gen.problems import SiteGenError
from tests.publishing import (
    EPOCH,
    PRACTICES,
    ROOT,
    SETTINGS,
    Site,
    compendium,
    contents,
    environment,
    leftovers,
    practice_file,
    project,
    write,
)

# The day of the build


def test_the_day_is_that_of_the_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert build_day() == date(2026, 12, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert build_day(lambda: 1e9) == date(1970, 1, 1)


@pytest.mark.parametrize("epoch", [None, ""])
def test_without_an_epoch_it_is_today(monkeypatch: pytest.MonkeyPatch, epoch: str | None) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert build_day(lambda: 86400.0 * 365) == date(1971, 1, 1)


@pytest.mark.parametrize("epoch", ["yesterday", "1e400", "nan", "-99999999999999"])
def test_an_epoch_that_is_no_time_is_said_plainly(
    monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(SiteGenError, match=f"SOURCE_DATE_EPOCH is '{epoch}'"):
        build_day()


def test_a_host_that_renders_no_frame_is_an_error() -> None:
    with pytest.raises(SiteGenError, match="has not rendered the frame"):
        start(load(PRACTICES), SETTINGS, ROOT / "docs").parts()


# The same bytes


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two/with a longer path"]
    running = []
    for number, folder in enumerate(folders, start=1):
        folder.mkdir(parents=True)
        for name in ("docs", "practices"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        running.append(_build(folder, PYTHONHASHSEED=str(number), TZ=f"UTC{number * 7}"))
    assert [process.wait() for process in running] == [0, 0]
    first, second = (contents(folder / "site") for folder in folders)
    assert len(first) > 100
    assert first == second


def test_the_day_of_the_build_decides_what_is_overdue(tmp_path: Path) -> None:
    folder = project(tmp_path, {"fr/open-city-hall.md": practice_file()})
    page = "practices/open-city-hall/"
    assert compendium("build", cwd=folder).returncode == 0
    assert not Site(folder / "site").page(page).all(css="notice-overdue")
    later = str(int(EPOCH) + 3 * 365 * 86400)
    assert compendium("build", cwd=folder, SOURCE_DATE_EPOCH=later).returncode == 0
    assert Site(folder / "site").page(page).all(css="notice-overdue")
    wrong = compendium("build", cwd=folder, SOURCE_DATE_EPOCH="soon")
    assert wrong.returncode == 2
    assert "SOURCE_DATE_EPOCH is 'soon'" in wrong.stderr


# Killed


class Kept:
    """A project that switches between two states; its site is always that of either."""

    def __init__(self, folder: Path) -> None:
        self.folder = project(folder, {"fr/one.md": practice_file(title="One")})
        self.sites = {}
        for title in ("B", "A"):
            self.set(title)
            began = time.monotonic()
            assert _build(self.folder).wait() == 0
            self.duration = time.monotonic() - began
            self.sites[title] = contents(self.folder / "site")
        assert self.sites["A"] != self.sites["B"]
        self.now = "A"

    def set(self, title: str) -> None:
        write(self.folder / "practices/fr/two.md", practice_file(title=title))

    def switch(self) -> str:
        """Change the practices to the other state; returns its name."""
        other = "B" if self.now == "A" else "A"
        self.set(other)
        return other

    def check(self, other: str) -> None:
        """The site is the old one or the new one, whole."""
        found = contents(self.folder / "site")
        differ = [_differences(found, self.sites[name]) for name in (self.now, other)]
        assert [] in differ
        self.now = other if found == self.sites[other] else self.now

    def check_recovery(self) -> None:
        """The next build succeeds, and clears up."""
        assert _build(self.folder).wait() == 0
        assert leftovers(self.folder) == []
        assert contents(self.folder / "site") in self.sites.values()


def _differences(found: dict[str, str], expected: dict[str, str]) -> list[str]:
    """The files that are missing, too many or other than expected."""
    return sorted({name for name, _ in found.items() ^ expected.items()})


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_a_build_killed_after_any_time_leaves_a_whole_site(kept: Kept) -> None:
    for fraction in (0.1, 0.4, 0.55, 0.65, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0, 1.05):
        other = kept.switch()
        process = _build(kept.folder)
        time.sleep(kept.duration * fraction)
        process.send_signal(signal.SIGKILL)
        process.wait()
        kept.check(other)
    kept.check_recovery()


# What a build does to the file system; a process can be killed just before each.
_EVENTS = (
    "os.mkdir",
    "open",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "shutil.rmtree",
    "ctypes.dlsym",
)
_KILLED = """
import os, signal, sys
import site_gen.cli, site_gen.plugin
last, seen = int(sys.argv[1]), 0
def hook(event, arguments):
    global seen
    if event not in EVENTS or event == "open" and not (isinstance(arguments[2], int)
            and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
        return
    if event == "ctypes.dlsym" and arguments[1] != "renameat2":
        return
    seen += 1
    if seen == last:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
status = site_gen.cli.main(["build"])
print(seen, file=sys.stderr)
sys.exit(status)
""".replace("EVENTS", repr(_EVENTS))


def test_a_build_killed_at_any_step_leaves_a_whole_site(kept: Kept) -> None:
    total = int(_killed(kept.folder, 0).stderr.split()[-1])
    kept.sites[kept.now] = contents(kept.folder / "site")
    assert total > 100
    # A folder that two processes need is made by either: there are some steps more or fewer.
    last = total - 5
    # The last steps delete what was replaced, file by file: the swap lies before them.
    files = len(kept.sites["A"])
    swap = range(total - 2 * files, total, max(1, files // 4))
    outcomes = set()
    for step in (1, 2, total // 4, total // 3, *swap, last):
        for left in leftovers(kept.folder):  # to clear them up takes steps too
            shutil.rmtree(kept.folder / left)
        other = kept.switch()
        assert _killed(kept.folder, step).returncode == -signal.SIGKILL
        before = kept.now
        kept.check(other)
        outcomes.add(before != kept.now)
    assert outcomes == {False, True}
    kept.check_recovery()


def _killed(folder: Path, step: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _KILLED, str(step)]
    return subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )


def _build(folder: Path, **variables: str) -> subprocess.Popen[bytes]:
    """Start `compendium build` in a folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "site_gen", "build"],
        cwd=folder,
        env=environment(**variables),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_two_builds_at_once_leave_a_whole_site(kept: Kept) -> None:
    other = kept.switch()
    running = []
    for _ in range(3):
        running.append(_build(kept.folder))
        time.sleep(kept.duration / 3)
    assert [process.wait() for process in running] == [0, 0, 0]
    assert contents(kept.folder / "site") == kept.sites[other]
    assert leftovers(kept.folder) == []


def test_an_interrupted_build_clears_up(kept: Kept) -> None:
    process = _build(kept.folder)
    written: list[Path] = []
    while process.poll() is None and not written:
        written = list(kept.folder.glob(".site.staging-*/*"))
    process.send_signal(signal.SIGINT)
    process.wait()
    kept.check("A")
    assert leftovers(kept.folder) == []


# A PDF beside every page


def test_every_page_has_its_sheet(tmp_path: Path) -> None:
    folder = project(
        tmp_path / "project",
        {
            "fr/open-city-hall.md": practice_file(),
            "fr/unprintable.md": practice_file(title="Hieroglyphs \U00013000"),
        },
        sheets=True,
    )
    done = compendium("build", cwd=folder)
    assert done.returncode == 0
    assert "fr/unprintable.md:2:21: error: no font of the PDF has the character" in done.stderr
    page = folder / "site/practices/open-city-hall"
    assert (page / "open-city-hall.pdf").read_bytes().startswith(b"%PDF-")
    assert 'href="open-city-hall.pdf"' in (page / "index.html").read_text("utf-8")
    page = folder / "site/practices/unprintable"
    assert not (page / "unprintable.pdf").exists()
    assert ".pdf" not in (page / "index.html").read_text("utf-8").partition("practice-foot")[2]
