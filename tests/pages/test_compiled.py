"""Compiled templates: kept, found again, and never trusted when they are damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from site_gen.pages.compiled import CompiledTemplates
from tests.publishing import compendium, contents, practice_file, project


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are compiled from now on."""
    sources: list[str] = []
    generate = Environment.compile

    def compile_(self: Environment, source: str, *rest: object, **options: object) -> object:
        sources.append(source)
        return generate(self, source, *rest, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", compile_)
    return sources


def _rendered(folder: Path, source: str = "Hello {{ name }}", name: str = "ours") -> str:
    environment = Environment(
        loader=DictLoader({"page.html": source}),
        bytecode_cache=CompiledTemplates(name, folder),
        autoescape=True,
    )
    return environment.get_template("page.html").render(name="world")


def test_a_template_is_compiled_once(tmp_path: Path, compiled: list[str]) -> None:
    assert _rendered(tmp_path) == _rendered(tmp_path) == "Hello world"
    assert len(compiled) == 1
    assert _rendered(tmp_path, "Bye {{ name }}") == "Bye world"
    assert _rendered(tmp_path, name="theirs") == "Hello world"
    assert len(compiled) == 3


@pytest.mark.parametrize("place", [0, 40, -1])
def test_a_damaged_one_is_compiled_again(tmp_path: Path, compiled: list[str], place: int) -> None:
    assert _rendered(tmp_path) == "Hello world"
    (kept,) = tmp_path.iterdir()
    content = bytearray(kept.read_bytes())
    content[place] ^= 1
    kept.write_bytes(content)
    assert _rendered(tmp_path) == "Hello world"
    kept.write_bytes(kept.read_bytes()[:20])
    assert _rendered(tmp_path) == "Hello world"
    assert len(compiled) == 3
    assert _rendered(tmp_path) == "Hello world"
    assert len(compiled) == 3


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert _rendered(tmp_path / "file") == _rendered(tmp_path / "file") == "Hello world"


def test_a_build_without_them_is_the_same(tmp_path: Path) -> None:
    folder = project(tmp_path, {"fr/open-city-hall.md": practice_file()}, guide=True)
    assert compendium("build", cwd=folder).returncode == 0
    kept = Path(CompiledTemplates("theme")._folder)
    assert list(kept.glob("theme-*.template"))
    before = contents(folder / "site")
    for each in kept.glob("*.template"):
        each.unlink(missing_ok=True)  # other tests may be at it too
    assert compendium("build", cwd=folder).returncode == 0
    assert contents(folder / "site") == before
