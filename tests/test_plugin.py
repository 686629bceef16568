"""The plugin alone: `mkdocs build` does what `compendium build` does, and hooks stay thin."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from pathlib import Path

import pytest

from site_gen import plugin
from tests.publishing import (
    ROOT,
    SITE_URL,
    Site,
    compendium,
    contents,
    leftovers,
    practice_file,
    project,
    run,
    write,
)

GOOD = {"fr/open-city-hall.md": practice_file()}
BROKEN = {"fr/broken.md": practice_file(area=["educaton"])}


def test_hooks_are_at_most_five_lines() -> None:
    hooks = [
        function
        for name, function in vars(plugin.CompendiumPlugin).items()
        if name.startswith("on_")
    ]
    assert len(hooks) > 8
    for hook in hooks:
        source = textwrap.dedent(inspect.getsource(inspect.unwrap(hook)))
        (definition,) = ast.parse(source).body
        assert isinstance(definition, ast.FunctionDef)
        statements = definition.body[1:]  # behind the docstring
        lines = statements[-1].end_lineno - statements[0].lineno + 1  # type: ignore[operator]
        assert lines <= 5, definition.name


def test_mkdocs_alone_builds_the_same_site(tmp_path: Path) -> None:
    ours = compendium("build", "-o", str(tmp_path / "a"), cwd=ROOT, SITE_URL=SITE_URL)
    strict = run(
        "mkdocs", "build", "--strict", "-d", str(tmp_path / "b"), cwd=ROOT, SITE_URL=SITE_URL
    )
    assert ours.returncode == 0, ours.stderr
    assert strict.returncode == 0, strict.stderr
    assert "WARNING" not in strict.stderr
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert leftovers(tmp_path) == []


def test_mkdocs_alone_stops_at_a_broken_practice(tmp_path: Path) -> None:
    folder = project(tmp_path, GOOD)
    assert run("mkdocs", "build", "-q", cwd=folder).returncode == 0
    before = contents(folder / "site")
    for name, text in {**BROKEN, "fr/worse.md": "no front matter"}.items():
        write(folder / "practices" / name, text)
    done = run("mkdocs", "build", "-q", cwd=folder)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert len(re.findall(r"practices/fr/broken\.md:\d+:\d+: error:", said)) == 1
    assert len(re.findall(r"practices/fr/worse\.md:\d+:\d+: error:", said)) >= 1
    assert "Traceback" not in said
    assert contents(folder / "site") == before
    assert leftovers(folder) == []


def test_mkdocs_alone_can_leave_broken_practices_out(tmp_path: Path) -> None:
    folder = project(tmp_path, {**GOOD, **BROKEN, "fr/draft.md": practice_file(status="draft")})
    _configure(folder, "      keep_going: true\n      drafts: true\n")
    done = run("mkdocs", "build", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "left out: practices/fr/broken.md" in done.stderr
    site = Site(folder / "site")
    assert (site.root / "practices/draft/index.html").is_file()
    assert not (site.root / "practices/broken").exists()


def test_strict_stops_at_problems_and_keeps_the_old_site(tmp_path: Path) -> None:
    folder = project(tmp_path, GOOD)
    assert run("mkdocs", "build", "-q", cwd=folder).returncode == 0
    before = contents(folder / "site")
    write(folder / "practices/fr/broken.md", BROKEN["fr/broken.md"])
    _configure(folder, "      keep_going: true\n")
    done = run("mkdocs", "build", "--strict", cwd=folder)
    assert done.returncode == 1
    assert "strict mode" in done.stdout + done.stderr
    assert contents(folder / "site") == before
    assert leftovers(folder) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("use_directory_urls: false\n", "use_directory_urls"),
        ("site_dir: docs/site\n", "site_dir"),
    ],
)
def test_settings_that_cannot_work_are_refused(tmp_path: Path, change: str, message: str) -> None:
    folder = project(tmp_path, GOOD)
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + change, encoding="utf-8")
    for done in (run("mkdocs", "build", cwd=folder), compendium("build", cwd=folder)):
        assert done.returncode != 0
        assert message in done.stderr
        assert "Traceback" not in done.stderr
    assert not (folder / "site").exists()
    assert leftovers(folder) == []


def test_a_site_below_a_path_and_one_without_an_address(tmp_path: Path) -> None:
    folder = project(tmp_path, GOOD)
    assert compendium("build", cwd=folder, SITE_URL="https://host.test/a/b").returncode == 0
    page = Site(folder / "site").page("practices/open-city-hall/")
    url = "https://host.test/a/b/practices/open-city-hall/"
    assert page.one("link", rel="canonical").get("href") == url
    assert compendium("build", cwd=folder, SITE_URL="").returncode == 0
    page = Site(folder / "site").page("practices/open-city-hall/")
    assert not page.all("link", rel="canonical")
    assert not (folder / "site/sitemap.xml").exists()


def _configure(folder: Path, options: str) -> None:
    """Add options of the plugin to the project's configuration."""
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    anchor = "      practices: practices\n"
    assert anchor in text
    config.write_text(text.replace(anchor, anchor + options), encoding="utf-8")
