"""`compendium build`, as its users meet it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.publishing import (
    Site,
    compendium,
    contents,
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
    *told, last = done.stderr.splitlines()
    problems = [line for line in told if not line.startswith(" ")]  # below each, what it is about
    assert last == "compendium: nothing was built; the previous site is as it was"
    assert [p.split(":")[0] for p in problems] == sorted(p.split(":")[0] for p in problems)
    assert {p.split(":")[0] for p in problems} == {
        "practices/fr/broken.md",
        "practices/es/worse.md",
    }
    assert len(problems) == len(set(problems)) >= 3
    found = re.compile(r"\S+:\d+:\d+: (error|warning): .* \[[a-z-]+\]")
    assert all(map(found.fullmatch, problems))
    assert contents(folder / "site") == before
    assert leftovers(folder) == []
    assert told == compendium("validate", cwd=folder).stdout.splitlines()


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


def test_a_configuration_that_only_the_host_understands(folder: Path) -> None:
    (folder / "mkdocs.yml").rename(folder / "ours.yml")
    (folder / "practices").rename(folder / "texts")
    options = "plugins: {compendium: {practices: texts}}"
    write(folder / "mkdocs.yml", f"INHERIT: ours.yml\n{options}\n")
    write(folder / "texts/fr/broken.md", BROKEN)
    done = compendium("build", "--keep-going", cwd=folder)
    assert done.stdout == f"1 practice published in {folder / 'site'}\n"
    assert "texts/fr/broken.md:" in done.stderr
    write(folder / "mkdocs.yml", "INHERIT: ours.yml\n")
    (folder / "texts").rename(folder / "practices")
    assert compendium("build", "--keep-going", cwd=folder).stdout == done.stdout
