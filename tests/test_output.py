"""The edge: files and sites appear whole or not at all, and nothing else is ever deleted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from site_gen import output
from site_gen.problems import SiteGenError
from tests.publishing import contents, environment, leftovers, write


def _site(folder: Path, text: str, *names: str) -> Path:
    """A site with these files besides its index."""
    for name in (f"{output.MARK}/0123/table.js", "index.html", *names):
        write(folder / name, text)
    return folder


# One file


def test_write_makes_folders_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "a/b/c.md"
    output.write(path, b"one")
    output.write(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["c.md"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "c.md"
    output.write(path, b"one")
    with pytest.raises(TypeError):
        output.write(path, "no bytes")  # type: ignore[arg-type]
    assert path.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["c.md"]


@pytest.mark.parametrize("event", ["tempfile.mkstemp", "os.chmod", "os.rename"])
def test_a_killed_write_leaves_the_old_file(tmp_path: Path, event: str) -> None:
    path = tmp_path / "c.md"
    output.write(path, b"one")
    code = "from site_gen import output; output.write(Path(sys.argv[1]), b'two' * 10**6)"
    assert _killed_at(event, code, str(path))
    assert path.read_bytes() == b"one"


def test_a_write_replaces_a_link_and_not_what_it_leads_to(tmp_path: Path) -> None:
    write(tmp_path / "outside", "safe")
    (tmp_path / "c.md").symlink_to(tmp_path / "outside")
    output.write(tmp_path / "c.md", b"new")
    assert (tmp_path / "outside").read_text() == "safe"
    assert (tmp_path / "c.md").read_bytes() == b"new"


def test_write_all_writes_and_counts(tmp_path: Path) -> None:
    files = [("index.html", b"1"), ("a/b/index.html", b"2"), ("a/b/c", b"3")]
    assert output.write_all(tmp_path, iter(files)) == 3
    assert {name: (tmp_path / name).read_bytes() for name, _ in files} == dict(files)


def test_write_all_adds_to_folders_and_replaces_files(tmp_path: Path) -> None:
    write(tmp_path / "a/old", "old")
    write(tmp_path / "a/b", "longer than the new one")
    assert output.write_all(tmp_path, [("a/b", b"new"), ("a/c", b"")]) == 2
    found = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert found == {"old": b"old", "b": b"new", "c": b""}


# A whole site


@pytest.mark.parametrize("exchange", [True, False])
def test_swap_in_replaces_the_whole_site(
    tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchange:  # as on a system without renameat2
        monkeypatch.setattr(output, "_exchange", lambda first, second: False)
    target = _site(tmp_path / "site", "old", "gone/index.html")
    folder = output.staging(target)
    _site(folder, "new", "added/index.html")
    expected = contents(folder)
    output.swap_in(folder, target)
    assert contents(target) == expected
    assert leftovers(tmp_path) == []


def test_a_first_site_needs_no_swap(tmp_path: Path) -> None:
    target = tmp_path / "deep/below/site"
    folder = output.staging(target)
    write(folder / "index.html", "new")
    output.swap_in(folder, target)
    assert (target / "index.html").read_text() == "new"
    assert leftovers(target.parent) == []


def test_staging_is_empty_and_beside_the_site(tmp_path: Path) -> None:
    target = _site(tmp_path / "site", "old")
    folder = output.staging(target)
    assert folder.parent == tmp_path
    assert not list(folder.iterdir())
    assert folder.name.startswith(".")


def test_staging_clears_what_killed_builds_left_and_nothing_else(tmp_path: Path) -> None:
    target = _site(tmp_path / "site", "old")
    own, dead = os.getpid(), 2**31 - 1
    for left in (own, dead, f"{dead}.old", 10**30, "what"):
        write(tmp_path / f".site.staging-{left}/a/b", "half")
    for name in (".other.staging-1/a", "site.staging-1/a", ".sitemap/a", "notes.txt"):
        write(tmp_path / name, "mine")
    folder = output.staging(target)
    output.discard(folder)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        ".other.staging-1", ".sitemap", "notes.txt", "site", "site.staging-1",
    ]  # fmt: skip
    assert (target / "index.html").read_text() == "old"


def test_staging_leaves_builds_alone_that_still_run(tmp_path: Path) -> None:
    target = _site(tmp_path / "site", "old")
    other = tmp_path / f".site.staging-{os.getppid()}"
    write(other / "index.html", "being written")
    output.discard(output.staging(target))
    assert (other / "index.html").read_text() == "being written"


def test_names_of_sites_are_no_patterns(tmp_path: Path) -> None:
    write(tmp_path / ".site.staging-0/a", "another site's")
    target = _site(tmp_path / "[s]ite", "old")
    output.discard(output.staging(target))
    assert (tmp_path / ".site.staging-0/a").exists()


def test_a_build_killed_between_two_renames_is_made_good(tmp_path: Path) -> None:
    target = _site(tmp_path / "site", "old")
    before = contents(target)
    code = (
        "from site_gen import output; output._exchange = lambda *_: False;"
        "target = Path(sys.argv[1]); folder = output.staging(target);"
        "(folder / 'index.html').write_text('new'); output.swap_in(folder, target)"
    )
    assert _killed_at("os.rename", code, str(target), count=2)
    assert not target.exists()
    output.discard(output.staging(target))
    assert contents(target) == before
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize(("count", "new"), [(1, False), (3, True)])
def test_a_build_killed_around_the_two_renames_leaves_a_whole_site(
    tmp_path: Path, count: int, new: bool
) -> None:
    target = _site(tmp_path / "site", "old")
    code = (
        "from site_gen import output; output._exchange = lambda *_: False;"
        "target = Path(sys.argv[1]); folder = output.staging(target);"
        "(folder / 'index.html').write_text('new'); output.swap_in(folder, target);"
        "os.rename(sys.argv[1], sys.argv[1])"
    )
    assert _killed_at("os.rename", code, str(target), count=count)
    assert (target / "index.html").read_text() == ("new" if new else "old")


# What must not be deleted


def test_only_a_site_or_an_empty_folder_is_replaced(tmp_path: Path) -> None:
    write(tmp_path / "practices/fr/mine.md", "mine")
    with pytest.raises(SiteGenError, match="holds something else than a site"):
        output.staging(tmp_path / "practices")
    assert (tmp_path / "practices/fr/mine.md").read_text() == "mine"
    assert leftovers(tmp_path) == []
    (tmp_path / "empty").mkdir()
    output.discard(output.staging(tmp_path / "empty"))


def test_a_working_copy_is_not_replaced(tmp_path: Path) -> None:
    target = _site(tmp_path / "site", "old", ".git/HEAD")
    with pytest.raises(SiteGenError, match="under version control"):
        output.staging(target)


def test_a_file_is_not_replaced(tmp_path: Path) -> None:
    write(tmp_path / "site", "a file")
    with pytest.raises(SiteGenError, match="is not a folder"):
        output.staging(tmp_path / "site")
    assert (tmp_path / "site").read_text() == "a file"


def test_discard_of_nothing_is_fine(tmp_path: Path) -> None:
    output.discard(tmp_path / "nowhere")


def _killed_at(event: str, code: str, *arguments: str, count: int = 1) -> bool:
    """Run the code in a process that is killed at the count-th event of that name."""
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nseen = 0\n"
        "def hook(event, arguments):\n"
        "    global seen\n"
        f"    if event != {event!r}: return\n"
        "    seen += 1\n"
        f"    if seen == {count}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "import site_gen.output\n"
        f"sys.addaudithook(hook)\n{code}\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], env=environment(), check=False
    )
    assert done.returncode in (0, -9)
    return done.returncode == -9


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="renameat2 is Linux'")
def test_the_exchange_is_atomic_where_the_system_can(tmp_path: Path) -> None:
    one, two = _site(tmp_path / "one", "1"), _site(tmp_path / "two", "2")
    if not output._exchange(one, two):
        pytest.skip("this file system cannot exchange two folders")
    assert (one / "index.html").read_text() == "2"
    assert (two / "index.html").read_text() == "1"
    assert not output._exchange(one, tmp_path / "nowhere")
