"""`compendium new`: a valid draft in the right place, or nothing."""

from __future__ import annotations

import io
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen import cli
from site_gen.cli import main
from site_gen.commands.new import ASKED, draft
from site_gen.commands.validate import find_problems
from tests.checking import PRACTICES, TERMS, check

FACTS = {
    "title": 'Ciutat Oberta: "Ajuntament" #1',
    "summary": "Every newcomer meets the mayor: once a year, in city hall.",
    "principle": "Ensuring equality, diversity",
    "country": "Norway",
    "level": "local",
    "type": "initiative, strategy",
    "area": "Schools",
    "source": "CDADI(2024)39",
}


@pytest.fixture
def practices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(PRACTICES, tmp_path / "practices")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "practices"


def run(*arguments: str, **changes: str) -> int:
    options = [
        part for name, value in (FACTS | changes).items() if value for part in (f"--{name}", value)
    ]
    return main(["new", *options, *arguments])


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_draft_that_is_valid(practices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    out, err = capsys.readouterr()
    assert err == ""
    path = Path("practices/no/ciutat-oberta-ajuntament-1.md")
    assert out.splitlines()[0].startswith(f"{path} is written as a draft.")
    assert out.splitlines()[1] == f"    compendium validate {path}"
    assert find_problems(["practices"]) == []
    text = path.read_text("utf-8")
    for line in (
        "title: 'Ciutat Oberta: \"Ajuntament\" #1'",
        "principle: [equality, diversity]",
        "country: ['NO']",
        "type: [project, strategy]",
        "area: [education]",
        "source: [{document: CDADI(2024)39}]",
        "status: draft",
        f"reviewed: {date.today().isoformat()}",
    ):
        assert line in text.splitlines()
    assert text.count("*To be written") == len(TERMS["section"])


@pytest.mark.parametrize(
    ("country", "folder"),
    [("FR", "fr"), ("fr", "fr"), ("Türkiye", "tr"), ("turkey", "tr"), ("NO, FR", "int"),
     ("int", "int"), ("several countries", "int")],
)  # fmt: skip
def test_folders(practices: Path, country: str, folder: str) -> None:
    assert run(country=country) == 0
    assert (practices / folder / "ciutat-oberta-ajuntament-1.md").is_file()
    assert find_problems(["practices"]) == []


def test_a_folder_and_a_slug(practices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.move("practices", "elsewhere")
    assert run("--practices", "elsewhere", "--slug", "oberta") == 0
    assert Path("elsewhere/no/oberta.md").is_file()
    assert "elsewhere/no/oberta.md" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"country": "Norwey"}, "unknown country 'Norwey'; did you mean 'NO' (Norway)?"),
        ({"country": "../../etc"}, "unknown country '../../etc'"),
        ({"area": "educaton"}, "unknown area 'educaton'; did you mean 'education'?"),
        ({"area": "schools, Education"}, "'education' stands twice in 'area'"),
        ({"area": ","}, "the key 'area' is empty"),
        ({"summary": "x" * 241}, "the summary has 241 characters; at most 240"),
        ({"summary": "It began. Then it ended."}, "one sentence is needed"),
        ({"title": "n/a"}, "'n/a' says nothing"),
        ({"title": "Zero\u200bwidth"}, "the invisible character U+200B"),
    ],
)
def test_what_is_wrong_is_not_written(
    practices: Path,
    changes: dict[str, str],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = files(practices)
    assert run(**changes) == 1
    out, err = capsys.readouterr()
    assert message in err
    assert err.endswith("compendium: the draft was not written\n")
    assert out == ""
    assert files(practices) == before


@pytest.mark.parametrize("slug", ["../outside", "/etc/x", "A", "a b", "a.md", "é", "-", "no/x"])
def test_a_slug_is_no_path(practices: Path, slug: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(practices.parent)
    assert run("--slug", slug) == 2
    assert "is not lower-case ASCII words joined by hyphens" in capsys.readouterr().err
    assert files(practices.parent) == before


@pytest.mark.parametrize("country", ["FR", "NO"])
def test_nothing_is_overwritten(
    practices: Path, country: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor is a name given a second time in another country."""
    before = files(practices)
    assert run(title="Espace égalité", country=country) == 2
    assert capsys.readouterr().err == (
        "compendium: there is a practice of that name already: practices/fr/espace-egalite.md\n"
    )
    assert files(practices) == before


def test_an_earlier_slug_is_taken(practices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(practices)
    assert run("--slug", "norway-plan-2020") == 1
    assert "'norway-plan-2020' is in use" in capsys.readouterr().err
    assert files(practices) == before


def test_problems_of_other_files_do_not_matter(practices: Path) -> None:
    (practices / "fr/broken.md").write_text("broken")
    assert run() == 0


def test_a_title_without_letters(practices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(title="…!") == 2
    assert "give --slug" in capsys.readouterr().err
    assert run("--slug", "dots", title="…!") == 0


def test_nobody_to_ask(practices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(level="", area="") == 2
    assert capsys.readouterr().err == (
        "compendium: there is nobody to ask for what is missing: --level, --area\n"
    )


class _Terminal(io.StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


def test_somebody_to_ask(
    practices: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", _Terminal("locl\nlocal\nEducation\nn/a\nCDADI(2024)39\n"))
    assert run(level="", area="", source="") == 0
    asked = capsys.readouterr().err
    level = "Who runs it (for example local): "
    assert asked.startswith(f"{level}Error: unknown level 'locl'; did you mean 'local'?")
    assert asked.count(level) == 2  # again, until the rules have nothing against it
    assert asked.count("What it is about (for example education): ") == 1
    assert "(for example CDADI(2024)39): Error: 'n/a' says nothing" in asked
    assert "source: [{document: CDADI(2024)39}]" in next(practices.glob("no/*.md")).read_text(
        "utf-8"
    )


def test_no_practices_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--practices", str(tmp_path)) == 2
    assert "vocabulary.yml' cannot be read" in capsys.readouterr().err


def test_every_required_key_is_an_option() -> None:
    options = {param.name for param in cli.new.params}
    assert {field.name for field in ASKED} <= options
    assert options - {field.name for field in ASKED} == {"practices", "slug"}


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_any_title_makes_a_draft_that_reads_back(title: str) -> None:
    title = f"Of {' '.join(title.split())}."
    text = draft(
        {
            "title": title,
            "summary": "x",
            "principle": ["equality"],
            "country": ["NO"],
            "level": ["local"],
            "type": ["project"],
            "area": ["education"],
            "source": [{"document": title}],
        },
        TERMS,
        today=date(2026, 11, 20),
    )
    assert check(text, "no/x.md") == []
