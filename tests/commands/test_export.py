"""`compendium export`, as editors meet it."""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from site_gen.cli import main
from site_gen.exports import EXPORTERS, FORMATS
from tests.publishing import EPOCH, ROOT, compendium, contents, environment, practice_file, project

FILES = {
    "fr/open-city-hall.md": practice_file(title="Open City Hall"),
    "no/oslo-plan.md": practice_file(title="Oslo plan", country=["NO"], area=["housing"]),
}
DAY = "2026-12-01"
SUFFIXES = {"site": ".zip"} | {name: each.SUFFIX for name, each in EXPORTERS.items()}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two practices, on 1 December 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.chdir(project(tmp_path / "project", FILES))
    return tmp_path / "project"


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(["export", *arguments])
    return (status, *capsys.readouterr())


def test_all_formats(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("all", "--output", "out/here", capsys=capsys)
    assert (status, err) == (0, "")
    named = [f"out/here/compendium-{DAY}{SUFFIXES[name]}" for name in FORMATS]
    assert out.splitlines() == named
    assert sorted(path.as_posix() for path in Path("out/here").iterdir()) == sorted(named)
    assert set(FORMATS) == {"site", "pdf", "docx", "epub", "xlsx", "csv", "json"}


def test_formats_come_once_and_in_our_order(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run("json", "csv", "json", capsys=capsys)
    assert status == 0
    assert out.splitlines() == [f"exports/compendium-{DAY}.csv", f"exports/compendium-{DAY}.json"]


def test_a_part(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run("json", "--where", "country=no", capsys=capsys)
    assert (status, out) == (0, f"exports/compendium-country-no-{DAY}.json\n")
    found = json.loads(Path(out.strip()).read_text(encoding="utf-8"))
    assert [each["id"] for each in found] == ["oslo-plan"]
    status, out, _ = run("json", "--ids", "oslo-plan,open-city-hall", "--lang", "fr", capsys=capsys)
    assert (status, out) == (0, f"exports/compendium-oslo-plan-open-city-hall-fr-{DAY}.json\n")
    found = json.loads(Path(out.strip()).read_text(encoding="utf-8"))
    assert [each["id"] for each in found] == ["oslo-plan", "open-city-hall"]


def test_json_and_csv_are_the_files_of_the_site(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run("site", "json", "csv", capsys=capsys)
    assert status == 0
    site, csv, data = (Path(line).read_bytes() for line in out.splitlines())
    with zipfile.ZipFile(io.BytesIO(site)) as archive:
        assert archive.read("data/practices.json") == data
        assert archive.read("data/practices.csv") == csv
        assert archive.testzip() is None


def test_the_site_is_whole_or_not_at_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("site", "--where", "country=no", capsys=capsys)
    assert (status, out) == (2, "")
    assert "the format 'site' holds the whole compendium" in err
    status, out, err = run("all", "--ids", "oslo-plan", capsys=capsys)
    assert status == 0
    assert ".zip" not in out
    assert err == "left out: site, which holds the whole compendium\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["json", "--where", "country=zz"], "there is no country 'zz'"),
        (["json", "--ids", "oslo-plam"], "did you mean 'oslo-plan'?"),
        (["json", "--lang", "xx"], "--lang 'xx' is no code"),
        (["doc"], "'doc' is not one of"),
        ([], "Missing argument"),
        (["json", "--config", "none.yml"], "none.yml cannot be used"),
        (["json", "--output", "mkdocs.yml"], "cannot be written"),
    ],
)
def test_wrong_usage(
    arguments: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(*arguments, capsys=capsys)
    assert (status, out) == (2, "")
    assert message in err
    assert not Path("exports").exists()


def test_errors_in_practices_stop_everything(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "practices/fr/broken.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    status, out, err = run("json", capsys=capsys)
    assert (status, out) == (1, "")
    assert "practices/fr/broken.md" in err
    assert err.endswith("compendium: nothing was exported\n")
    assert not Path("exports").exists()


@pytest.mark.parametrize("name", [name for name, each in EXPORTERS.items() if each.EXTRA])
def test_a_missing_extra_is_named_before_anything_is_written(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = EXPORTERS[name].EXTRA.split()[-1]
    monkeypatch.setattr(
        "site_gen.exports.find_spec",
        lambda module: None if module == missing else importlib.util.find_spec(module),
    )
    status, out, err = run("json", name, capsys=capsys)
    assert (status, out) == (2, "")
    assert "needs the extra 'export': make export installs it" in err
    assert not Path("exports").exists()


def test_the_same_input_makes_the_same_bytes(tmp_path: Path) -> None:
    """Two processes, so that nothing depends on the order of a set."""
    folder = project(tmp_path / "project", FILES, guide=True)
    for seed in ("1", "2"):
        done = compendium("export", "all", "-o", f"out{seed}", cwd=folder, PYTHONHASHSEED=seed)
        assert (done.returncode, done.stderr) == (0, "")
    assert len(contents(folder / "out1")) == len(FORMATS)
    assert contents(folder / "out1") == contents(folder / "out2")


def test_a_format_that_fails_leaves_what_was_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("csv", "json", capsys=capsys)[0] == 0
    before = contents(folder / "exports")

    def interrupted(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    status, out, _ = run("csv", "json", capsys=capsys)
    assert (status, out) == (2, "")
    assert contents(folder / "exports") == before


def test_the_whole_collection(tmp_path: Path) -> None:
    done = compendium("export", "all", "--output", str(tmp_path), cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(tmp_path.iterdir())) == len(FORMATS)
    found = json.loads((tmp_path / f"compendium-{DAY}.json").read_text(encoding="utf-8"))
    with zipfile.ZipFile(tmp_path / f"compendium-{DAY}.zip") as archive:
        for each in found:
            assert f"practices/{each['id']}/index.html" in archive.namelist()


def test_a_killed_export_leaves_whole_files_only(tmp_path: Path) -> None:
    folder = project(tmp_path / "project", FILES)
    assert compendium("export", "all", "-o", "whole", cwd=folder).returncode == 0
    command = [sys.executable, "-m", "site_gen", "export", "all", "-o", "killed"]
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        first = running.stdout.readline()
        running.kill()
    assert first
    whole, left = contents(folder / "whole"), contents(folder / "killed")
    left = {name: digest for name, digest in left.items() if not name.startswith(".")}
    assert left
    assert left.items() <= whole.items()
