"""`compendium stats`, as editors meet it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from site_gen.cli import main
from site_gen.vocabulary import load
from tests.publishing import ROOT, compendium, practice_file, project, translation_file, write

LONG = (
    "## Purpose\n\n" + "word " * 200 + "\n\n## Process\n\nThey meet.\n\n## Impact\n\nMore came.\n"
)
SHORT = "## Purpose\n\nTo open city hall.\n\n## Process\n\nThey meet.\n"
LINKS = [{"title": "Page", "url": "https://example.org/"}]
FILES = {
    "fr/open-city-hall.md": practice_file(body=LONG, links=LINKS),
    "fr/thin.md": practice_file(title="Thin", body=SHORT, reviewed="2024-12-01"),
    "fr/mince.md": translation_file("thin", "fr", "Mince", body=LONG, reviewed="2024-12-02"),
    "no/brief.md": practice_file(
        title="Brief", body="One meeting.", extent="brief", country=["NO"], level=["national"],
        principle=["participation", "equality"], area=["housing"],
    ),
    "no/draft.md": practice_file(title="Draft", country=["NO"], status="draft"),
    "tr/old.md": practice_file(title="Old", country=["TR"], status="archived"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one practice of each sort, on 1 December 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")
    monkeypatch.chdir(project(tmp_path / "project", FILES))
    return tmp_path / "project"


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(["stats", *arguments])
    return (status, *capsys.readouterr())


def data(*arguments: str, capsys: pytest.CaptureFixture[str]) -> Any:
    status, out, err = run("--format", "json", *arguments, capsys=capsys)
    assert (status, err) == (0, "")
    return json.loads(out)


def listed(out: str, title: str) -> list[str]:
    """The lines below the title that begins so."""
    (block,) = (block for block in out.split("\n\n") if block.startswith(title))
    return [line.strip() for line in block.splitlines()[1:]]


def test_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys=capsys)
    assert (status, err) == (0, "")
    assert out.startswith(
        "practices: 3 practices published\n"
        "  extent      2 full, 1 brief\n"
        "  from        2 countries\n"
        "  translated  1 translation\n"
        "  status      1 draft, 3 published, 1 archived\n"
        "  to look at  1 thin, 1 overdue, 1 without impact, 2 without links\n\n"
        "Principle by country\n\n"
        "                     All\n"
        "Multilevel governance  |\n"
        "     Participation  |  |\n"
        "    Interaction  |  |  |\n"
        "   Diversity  |  |  |  |\n"
        " Equality  |  |  |  |  |\n"
        "France  2  .  .  .  .  2\n"
        "Norway  1  .  .  1  .  1\n"
        "All     3  .  .  1  .  3\n\n"
        "Level by type\n\n"
    )
    assert listed(out, "Full practices of fewer than 150 words: 1") == [
        "6 words  practices/fr/thin.md"
    ]
    assert listed(out, "Overdue, last reviewed 24 months or more before 2026-12-01: 1") == [
        "2024-12-01  practices/fr/thin.md"
    ]
    assert listed(out, "Full practices without a section on impact: 1") == ["practices/fr/thin.md"]
    assert listed(out, "Practices without links: 2") == [
        "practices/fr/thin.md",
        "practices/no/brief.md",
    ]
    assert "2  Education" in listed(out, "Areas with fewer than 3 practices: ")
    gaps = listed(out, "Principles without a practice at a level: ")
    assert "Equality: Local" not in gaps
    assert "Participation: Local" in gaps


def test_json_holds_all_that_the_text_says(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = data(capsys=capsys)
    assert list(found) == sorted(found)
    assert found["totals"] == {
        "brief": 1,
        "countries": 2,
        "full": 2,
        "practices": 3,
        "status": {"archived": 1, "draft": 1, "published": 3},
        "translations": 1,
    }
    by_country = found["tables"]["country_by_principle"]
    assert by_country["counts"]["NO"] == {
        "diversity": 0,
        "equality": 1,
        "interaction": 0,
        "multilevel-governance": 0,
        "participation": 1,
    }
    assert by_country["row_totals"] == {"FR": 2, "NO": 1}
    assert by_country["column_totals"]["equality"] == by_country["total"] == 3
    assert set(found["tables"]) == {
        "area_by_principle", "country_by_principle", "type_by_level",
    }  # fmt: skip
    thin = {"id": "thin", "path": "practices/fr/thin.md"}
    assert found["thin"] == [{**thin, "words": 6}]
    assert found["overdue"] == [{**thin, "reviewed": "2024-12-01"}]
    assert found["without_impact"] == [thin]
    assert found["without_links"] == [thin, {"id": "brief", "path": "practices/no/brief.md"}]
    assert {"area": "housing", "practices": 1} in found["areas_with_few"]
    assert {"principle": "participation", "level": "local"} in found["principles_without_level"]
    assert {key: found[key] for key in ("on", "thin_below", "drafts_included", "left_out")} == {
        "on": "2026-12-01", "thin_below": 150, "drafts_included": False, "left_out": [],
    }  # fmt: skip
    assert (found["practices_folder"], found["review_after_months"]) == ("practices", 24)


@pytest.mark.parametrize(
    ("day", "overdue"),
    [
        ("2026-11-30", []),
        ("2026-12-01", ["thin"]),
        ("2026-12-02", ["thin", "mince"]),
        ("2028-11-20", ["thin", "mince", "brief", "open-city-hall"]),
    ],
)
def test_on(day: str, overdue: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = data("--on", day, capsys=capsys)
    assert found["on"] == day
    assert {each["id"] for each in found["overdue"]} == set(overdue)
    reviewed = [(each["reviewed"], each["path"]) for each in found["overdue"]]
    assert reviewed == sorted(reviewed)


def test_what_is_overdue_follows_the_configuration(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = (folder / "mkdocs.yml").read_text("utf-8")
    assert "review_after_months: 24" in config
    write(folder / "mkdocs.yml", config.replace("after_months: 24", "after_months: 25"))
    assert data(capsys=capsys)["overdue"] == []


def test_thin(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert data("--thin", "6", capsys=capsys)["thin"] == []
    found = data("--thin", "500", capsys=capsys)["thin"]
    assert [(each["id"], each["words"]) for each in found] == [
        ("thin", 6), ("mince", 204), ("open-city-hall", 204),
    ]  # fmt: skip


def test_drafts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = data("--drafts", capsys=capsys)
    assert found["drafts_included"] is True
    assert found["totals"]["practices"] == 4
    assert found["tables"]["country_by_principle"]["row_totals"] == {"FR": 2, "NO": 2}
    assert "practices/no/draft.md" in [each["path"] for each in found["without_links"]]
    _, out, _ = run("--drafts", capsys=capsys)
    assert out.startswith("practices: 4 practices published or draft\n")


def test_files_with_errors_are_left_out_and_said_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder / "practices/fr/thin.md", practice_file(area=["educaton"]))
    status, out, err = run("--format", "json", capsys=capsys)
    found = json.loads(out)
    assert status == 1
    assert found["left_out"] == ["practices/fr/mince.md", "practices/fr/thin.md"]
    assert found["totals"]["practices"] == 2
    assert err == (
        "2 files left out because of errors; `compendium validate practices` names them\n"
    )
    assert run(capsys=capsys)[0] == 1


def test_a_warning_is_no_reason_to_fail(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder / "practices/fr/thin.md", practice_file(title="Thin", body=f"{SHORT}\n<b>x</b>\n"))
    assert main(["validate"]) == 0
    assert "warning" in capsys.readouterr().out
    assert data(capsys=capsys)["totals"]["practices"] == 3


def test_another_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = (folder / "mkdocs.yml").read_text("utf-8")
    write(folder / "mkdocs.yml", config.replace("practices: practices", "practices: texts/all"))
    (folder / "texts").mkdir()
    (folder / "practices").rename(folder / "texts/all")
    assert data(capsys=capsys)["thin"][0]["path"] == "texts/all/fr/thin.md"
    (folder / "elsewhere").mkdir()
    done = compendium("stats", "-f", "../mkdocs.yml", cwd=folder / "elsewhere")
    assert (done.returncode, done.stderr) == (0, "")
    assert " ../texts/all/fr/thin.md\n" in done.stdout


@pytest.mark.parametrize(
    ("title", "rows", "columns"),
    [
        ("Principle by country", "country", "principle"),
        ("Level by type", "type", "level"),
        ("Principle by area of intervention", "area", "principle"),
    ],
)
def test_the_tables_can_be_read_back_from_the_text(
    title: str, rows: str, columns: str, capsys: pytest.CaptureFixture[str]
) -> None:
    config = str(ROOT / "mkdocs.yml")
    table = data("-f", config, capsys=capsys)["tables"][f"{rows}_by_{columns}"]
    _, out, _ = run("-f", config, capsys=capsys)
    terms = load(ROOT / "practices/vocabulary.yml")
    order = list(terms[columns])
    expected = {
        terms[rows][row].label: [*(counts[column] for column in order), table["row_totals"][row]]
        for row, counts in table["counts"].items()
    }
    expected["All"] = [*(table["column_totals"][column] for column in order), table["total"]]

    lines = out.split(f"\n\n{title}\n\n")[1].split("\n\n")[0].splitlines()
    labels, below = lines[: len(order) + 1], lines[len(order) + 1 :]
    split = [line.rsplit(maxsplit=len(order) + 1) for line in below]
    assert {
        label: [0 if number == "." else int(number) for number in numbers]
        for label, *numbers in split
    } == expected
    shown = [line.replace("|", "").strip() for line in reversed(labels)]
    assert shown == [*(terms[columns][column].brief for column in order), "All"]
    assert len({len(line) for line in lines}) == 1  # all end in the same column


def test_an_empty_compendium(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (folder / "practices").rglob("*.md"):
        path.unlink()
    status, out, err = run(capsys=capsys)
    assert (status, err) == (0, "")
    assert "\nPractices without links: none\n" in out
    areas = load(folder / "practices/vocabulary.yml")["area"]
    assert f"Areas with fewer than 3 practices: {len(areas)}\n" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--on", "soon"], "compendium: --on 'soon' is not a date such as 2026-12-31\n"),
        (["--on", "2026"], "compendium: --on '2026' is not a date such as 2026-12-31\n"),
        (["--on", "2026-02-30"], "compendium: --on '2026-02-30' is not a date such as"),
        (["--on", ""], "compendium: --on '' is not a date such as 2026-12-31\n"),
        (["--thin", "-1"], "-1 is not in the range x>=0"),
        (["--thin", "few"], "'few' is not a valid integer"),
        (["--format", "xml"], "'xml' is not one of"),
        (["-f", "none.yml"], "compendium: none.yml cannot be used: No such file or directory\n"),
        (["practices"], "unexpected extra argument (practices)"),
    ],
)
def test_wrong_usage(
    arguments: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(*arguments, capsys=capsys)
    assert (status, out) == (2, "")
    assert message in err


def test_an_epoch_that_is_no_number(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run(capsys=capsys)[0] == 2
    assert run("--on", "2026-12-01", capsys=capsys)[0] == 0


def test_no_practices_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "practices").rename(folder / "moved")
    status, out, err = run(capsys=capsys)
    assert (status, out) == (2, "")
    assert err.startswith("compendium: ")
    assert "practices" in err


def test_the_real_practices_fit_a_terminal_of_80_columns_and_come_out_the_same_twice() -> None:
    done = compendium("stats", cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert max(len(line) for line in lines if ".md" not in line) <= 80
    assert all(line == line.rstrip() and line.isprintable() for line in lines)
    assert compendium("stats", cwd=ROOT).stdout == done.stdout
