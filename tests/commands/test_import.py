"""`compendium import`: drafts of what editors receive."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest

from site_gen.cli import main
from site_gen.commands.validate import find_problems
from tests.checking import PRACTICES
from tests.importing import zips
from tests.importing.word_files import content, lay_out

_LINES = """
ENSURING EQUALITY
NORWAY
BERGEN: Open harbour
Type: project
Area of intervention: education; knitting
Duration: since 2020
Purpose: Pupils and sailors meet in the old harbour. They cook.
Process: Once a week.
""".strip().split("\n")
_FULL = "Title,Summary,Principle,Country,Level,Type,Area,Purpose,Process\n"
_ROW = "{},One sentence.,equality,{},local,project,education,p,q\n"


@pytest.fixture
def practices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(PRACTICES, tmp_path / "practices")
    monkeypatch.chdir(tmp_path)
    return Path("practices")


def run(*arguments: str) -> int:
    return main(["import", *arguments])


def table(name: str, *titles: str, country: str = "NO") -> str:
    Path(name).write_text(_FULL + "".join(_ROW.format(t, country) for t in titles), "utf-8")
    return name


def word(name: str) -> str:
    Path(name).write_bytes(content(lay_out(_LINES, {0: 1, 1: 2, 2: 3})))
    return name


def files(folder: Path = Path()) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_table_makes_valid_drafts(practices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(table("list.csv", "One thing", "Another thing entirely")) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "list.csv: 2 practices",
        "practices/no/one-thing.md is written as a draft.",
        "practices/no/another-thing-entirely.md is written as a draft.",
    ]
    assert err == (
        "2 drafts: all valid. Go through them, then run\n    compendium validate practices\n"
    )
    assert find_problems(["practices"]) == []
    text = (practices / "no/one-thing.md").read_text("utf-8")
    assert "\nstatus: draft\n" in text
    assert "\n  - {document: list.csv}\n" in text


def test_a_word_file_says_what_is_missing(
    practices: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(word("report.docx"), "--source", "CDADI(2030)1") == 1
    out, err = capsys.readouterr()
    assert err == (
        "1 draft: 1 with something to mend. Go through them, then run\n"
        "    compendium validate practices\n"
        "Until then `compendium build` stops, unless with --keep-going.\n"
    )
    path = "practices/no/open-harbour.md"
    assert out.splitlines() == [
        "report.docx: 1 practice",
        f"{path} is written as a draft.",
        "    place 'BERGEN': it stood before the title; check that it is one",
        "    area 'knitting': no term of the vocabulary",
        "    summary: the first sentence of Purpose; check that it says what this is",
        f"    {path}:1:1: error: the key 'level' is missing: Who runs it, for example [local] "
        "[missing-key]",
    ]
    text = Path(path).read_text("utf-8")
    assert "\n# - area 'knitting': no term of the vocabulary\n" in text
    assert "\n  - {document: CDADI(2030)1}\n" in text
    assert "\nperiod: {start: 2020}\n" in text
    assert [problem.rule for problem in find_problems([path])] == ["missing-key"]


def test_what_the_file_does_not_say_can_be_given(practices: Path) -> None:
    given = ("--set", "level=local", "--set", "area=employment", "--set", "group=Newcomers")
    assert run(word("report.docx"), *given) == 0
    text = (practices / "no/open-harbour.md").read_text("utf-8")
    assert "\nlevel: [local]\n" in text
    assert "\narea: [education]\n" in text  # which the file says
    assert "\ngroup: [newcomers]\n" in text
    assert find_problems(["practices"]) == []


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("level", "--set 'level' is not KEY=VALUE, such as level=local"),
        ("level=", "is not KEY=VALUE"),
        ("levle=local", "--set 'levle': did you mean 'level'? allowed: principle, country"),
        ("status=published", "--set 'status': allowed: "),
        ("source=x", "--set 'source': "),
    ],
)
def test_what_cannot_be_given(
    practices: Path, given: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files()
    assert run("list.csv", "--set", given) == 2
    assert why in capsys.readouterr().err
    assert files() == before


def test_nothing_is_written_over(practices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(practices)
    names = ("Espace Égalité", "Espace Égalité", "Norway plan 2020")
    run(table("list.csv", *names, country="FR"))
    assert {path: text for path, text in files(practices).items() if path in before} == before
    new = sorted(path.as_posix() for path in files(practices).keys() - before.keys())
    assert new == [
        "practices/fr/espace-egalite-2.md", "practices/fr/espace-egalite-3.md",
        "practices/fr/norway-plan-2020-2.md",  # an earlier slug of another practice
    ]  # fmt: skip
    note = "the name 'espace-egalite' is taken; see that this is not the same practice"
    assert note in capsys.readouterr().out


def test_another_folder(practices: Path) -> None:
    before = files(practices)
    assert run(table("list.csv", "One thing"), "--output", "drafts") == 0
    assert run("list.csv", "-o", "drafts") in (0, 1)
    assert files(practices) == before
    assert sorted(Path("drafts").rglob("*.md")) == [
        Path("drafts/no/one-thing-2.md"), Path("drafts/no/one-thing.md"),
    ]  # fmt: skip


def test_a_link_in_the_way_is_not_followed(practices: Path) -> None:
    (practices / "no/one-thing.md").symlink_to("/tmp/nowhere")
    run(table("list.csv", "One thing"))
    assert (practices / "no/one-thing.md").is_symlink()
    assert (practices / "no/one-thing-2.md").is_file()


def test_several_files_are_read_before_any_draft_is_written(
    practices: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("hostile.docx").write_bytes(zips.office({"word/vbaProject.bin": b"x"}))
    before = files()
    assert run(table("list.csv", "One thing"), "hostile.docx") == 2
    assert capsys.readouterr() == (
        "",
        "compendium: 'hostile.docx' holds macros, which are programs; "
        "save it as .docx without them\n",
    )
    assert files().keys() - before.keys() == {Path("list.csv")}


def test_no_practice(practices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = docx.Document()
    made.add_paragraph("Dear colleagues, see below.")
    Path("mail.docx").write_bytes(content(made))
    assert run("mail.docx") == 1
    out, err = capsys.readouterr()
    assert out.startswith("mail.docx: no practice found\n    A practice is a title with lines")
    assert "the text before the first practice stands in no practice: left out" in out
    assert err == ""


def test_json_and_paths_that_reach_out(practices: Path) -> None:
    records = [
        {"id": "../../outside", "title": "../../up", "country": ["../.."], "summary": "S."},
        {"id": "a" * 500, "title": "/etc/passwd"},
        {"id": "good-slug", "title": "x"},
    ]
    Path("data.json").write_text(json.dumps(records), "utf-8")
    before = files()
    assert run("data.json") == 1
    assert sorted(path.as_posix() for path in files().keys() - before.keys()) == [
        "practices/int/etc-passwd.md", "practices/int/good-slug.md", "practices/int/up.md",
    ]  # fmt: skip


def test_wrong_usage(practices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 2
    assert run("none.csv") == 2
    assert "'none.csv' cannot be read: No such file or directory" in capsys.readouterr().err
    assert run("a.pdf") == 2
    assert run(table("list.csv", "A thing"), "--practices", "elsewhere") == 2
