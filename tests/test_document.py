"""Practice files as read: what is found in a folder, and what cannot be read."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest
from frontmatter.default_handlers import YAMLHandler
from hypothesis import given
from hypothesis import strategies as st

from site_gen import rules
from site_gen.document import _BOUNDARY, MAX_BYTES, Document, find, parse, read
from site_gen.problems import SiteGenError
from tests.checking import BODY, GOOD, TERMS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr/espace.md").write_text(GOOD, encoding="utf-8")
    return tmp_path


def _only(root: Path) -> Document:
    (path,) = find(root)
    return read(path, root, shown_as=f"practices/{path.relative_to(root).as_posix()}")


@given(st.text("---\n\n \ta"))
def test_front_matter_ends_where_the_library_says(text: str) -> None:
    assert _BOUNDARY.split(text) == YAMLHandler.FM_BOUNDARY.split(text)


def test_a_good_file(root: Path) -> None:
    found = _only(root)
    assert (found.path, found.folder, found.slug) == ("practices/fr/espace.md", "fr", "espace")
    assert found.front is not None
    assert (found.body, found.body_line) == (BODY, 21)
    assert found.faults == ()
    assert found.digest.hex() == hashlib.sha256(GOOD.encode()).hexdigest()


def test_what_is_found(root: Path) -> None:
    for name in ("de/a.md", "fr/B.MD", "fr/c.markdown", "fr/sub/d.md", "e.md", "fr/f.yml",
                 "fr/g.md.txt"):  # fmt: skip
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).touch()
    for name in ("vocabulary.yml", "fr/notes.txt", "fr/.hidden.md", ".git/x.md", "fr/x.md~"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).touch()
    names = [path.relative_to(root).as_posix() for path in find(root)]
    assert names == [
        "de/a.md", "e.md", "fr/B.MD", "fr/c.markdown", "fr/espace.md", "fr/f.yml", "fr/g.md.txt",
        "fr/sub/d.md",
    ]  # fmt: skip


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(SiteGenError, match=r"there is no folder '.*nowhere'"):
        find(tmp_path / "nowhere")


def test_a_folder_that_cannot_be_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(SiteGenError, match="cannot be read: Permission denied"):
        find(root)


@pytest.mark.parametrize("target", ["/etc/passwd", "espace.md", "nowhere.md", ".."])
def test_symbolic_links_are_not_followed(root: Path, target: str) -> None:
    (root / "fr/link.md").symlink_to(target)
    (root / "fr/espace.md").rename(root / "fr/espace.txt")
    (fault,) = _only(root).faults
    assert (fault.rule, fault.line, fault.column) == ("symlink", 1, 1)
    assert fault.message == f"a symbolic link to '{target}'"


def test_a_linked_folder_is_not_entered(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text("secret")
    (root / "de").symlink_to(outside)
    paths = find(root)
    assert [path.name for path in paths] == ["de", "espace.md"]
    found = read(paths[0], root)
    assert [fault.rule for fault in found.faults] == ["symlink"]
    assert (found.front, found.body) == (None, "")


def test_a_link_is_one_problem(root: Path) -> None:
    (root / "fr/link.md").symlink_to("espace.md")
    problems = rules.check([read(path, root) for path in find(root)], TERMS)
    assert [(Path(p.path).name, p.rule) for p in problems] == [("link.md", "symlink")]


def test_a_file_without_permission(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        (problem,) = rules.check([_only(root)], TERMS)
    assert (problem.rule, problem.line, problem.column) == ("file-unreadable", 1, 1)
    assert problem.message == "cannot be read: Permission denied"


def test_a_file_that_vanishes(root: Path) -> None:
    (fault,) = read(root / "fr/gone.md", root).faults
    assert (fault.rule, fault.message) == (
        "file-unreadable",
        "cannot be read: No such file or directory",
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "fr/pipe.md")
    (fault,) = read(root / "fr/pipe.md", root).faults
    assert (fault.rule, fault.message) == (
        "file-unreadable",
        "cannot be read: it is a device or pipe, not a file",
    )


def test_50_megabytes_are_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "fr/espace.md"
    with path.open("r+b") as handle:
        handle.truncate(50_000_000)
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
        (problem,) = rules.check([_only(root)], TERMS)
    assert problem.rule == "file-size"
    assert problem.message == "50,000,000 bytes; a practice has at most 200,000"


def test_the_largest_file(root: Path) -> None:
    content = GOOD.encode() + b"x" * (MAX_BYTES - len(GOOD.encode()))
    assert parse(content, path="p", folder="fr", slug="x").faults == ()
    (fault,) = parse(content + b"x", path="p", folder="fr", slug="x").faults
    assert fault.rule == "file-size"


@pytest.mark.skipif(sys.platform != "linux", reason="names that are not UTF-8 are Linux's")
def test_a_name_that_is_not_utf_8(root: Path) -> None:
    (root / "fr/espace.md").rename(root / os.fsdecode(b"fr/\xe9\n.md"))
    (problem,) = rules.check([_only(root)], TERMS)
    assert str(problem).startswith(r"practices/fr/\udce9\n.md:1:1: error: the file name '\udce9\n'")


def test_at_most_twenty_invisible_characters_are_told() -> None:
    content = GOOD.replace("Children play.", "\u200b " * 50).encode()
    assert len(parse(content, path="p", folder="fr", slug="x").faults) == 20


@given(st.binary())
def test_no_bytes_raise(content: bytes) -> None:
    found = parse(content, path="p", folder="fr", slug="x")
    assert found.front is not None or found.faults
    assert found.body_line >= 1


@given(st.lists(st.sampled_from(["---", "---  ", "----", "a: b", "", " ", "text"]), max_size=9))
def test_the_body_begins_where_it_says(lines: list[str]) -> None:
    content = "\n".join(lines)
    found = parse(content.encode(), path="p", folder="fr", slug="x")
    assert content.endswith(found.body)
    if found.body:
        assert "\n".join(lines[found.body_line - 1 :]) == found.body
        assert found.body[0] != "\n"
