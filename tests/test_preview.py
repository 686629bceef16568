"""An edited practice's page is made by itself, exactly as a whole build makes it."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from site_gen import build, output
from site_gen.catalogue.loading import load
from site_gen.pages import frame
from site_gen.preview import Preview, Rebuilding, stamps
from tests.pages.conftest import ODD
from tests.publishing import SETTINGS, practice_file, project, write

PAGE = "practices/open-city-hall/index.html"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project's practices."""
    return project(tmp_path / "project", ODD) / "practices"


def _preview(folder: Path) -> Preview:
    made = build.start(
        load(folder, drafts=True, shown_as="practices"), SETTINGS, folder.parent / "docs"
    )
    slots = "".join(frame.marker(name) for name in frame.NEEDED)
    made.frame = frame.cut(f"<html>{slots}</html>", canonical=None)
    return Preview(made, folder, "practices", stamps(folder))


def _edit(path: Path, text: str) -> None:
    before = path.stat().st_mtime_ns
    write(path, text)
    os.utime(path, ns=(before + 10, before + 10))  # however coarse the clock


def test_only_the_edited_page_is_written_and_as_a_whole_build_would(
    folder: Path, tmp_path: Path
) -> None:
    preview, target = _preview(folder), tmp_path / "site"
    edited = folder / "fr/open-city-hall.md"
    _edit(edited, edited.read_text("utf-8") + "\nThe doors stand wide open.\n")
    assert preview.update(target)
    assert [path.relative_to(target).as_posix() for path in target.rglob("*.*")] == [PAGE]
    whole = _preview(folder).build
    output.write_parts(tmp_path / "whole", whole.parts())
    assert (target / PAGE).read_bytes() == (tmp_path / "whole" / PAGE).read_bytes()
    assert b"stand wide open" in (target / PAGE).read_bytes()
    assert not preview.update(target)  # nothing changed since


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("fr/open-city-hall.md", practice_file(area=["educaton"])),
        ("fr/open-city-hall.md", "not a practice"),
        ("fr/another.md", practice_file(title="Another")),
        ("fr/hotel-de-ville.md", "---\ntranslation_of: open-city-hall\n---\n"),
        ("vocabulary.yml", "principle: {}"),
    ],
)
def test_more_than_an_edit_is_for_a_whole_build(
    folder: Path, tmp_path: Path, name: str, text: str
) -> None:
    preview = _preview(folder)
    _edit(folder / name, text) if (folder / name).exists() else write(folder / name, text)
    assert not preview.update(tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_practice_that_went_is_for_a_whole_build(folder: Path, tmp_path: Path) -> None:
    preview = _preview(folder)
    (folder / "fr/draft.md").unlink()
    assert not preview.update(tmp_path / "site")


def test_the_whole_is_built_behind_what_is_quick() -> None:
    calls: list[str] = []
    behind = threading.Event()
    errors: list[BaseException] = []
    quick = iter([True, False, True])

    def whole() -> None:
        calls.append(threading.current_thread().name)
        if len(calls) == 3:
            raise SystemExit("no")

    def failed(error: BaseException) -> None:
        errors.append(error)
        behind.set()

    rebuild = Rebuilding(lambda: next(quick), whole, behind.set, failed)
    rebuild()
    assert behind.wait(60)
    rebuild()
    behind.clear()
    rebuild()
    assert behind.wait(60)
    here = threading.current_thread().name
    assert [name == here for name in calls] == [False, True, False]
    assert [str(error) for error in errors] == ["no"]
