"""`compendium fix`: what it writes, what it shows, and what it leaves alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from site_gen.cli import main
from tests.checking import GOOD, PRACTICES

FILE = "practices/fr/espace-egalite.md"
TURNED = PRACTICES / "fr/espace-egalite-en-francais.md"  # its keys are in another order


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a practices folder of good files, one with a term by its alias."""
    practices = tmp_path / "practices"
    shutil.copytree(PRACTICES, practices)
    (practices / "fr" / TURNED.name).unlink()
    monkeypatch.chdir(tmp_path)
    Path(FILE).write_text(GOOD.replace("[education,", "[Schools,  # ours\n  "), "utf-8")
    return tmp_path


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(["fix", *arguments])
    return (status, *capsys.readouterr())


DIFFERENCE = f"""\
# {FILE}: 'Schools' → 'education'
--- {FILE}
+++ {FILE}
@@ -6,7 +6,7 @@
 place: Strasbourg
 level: [local]
 type: [project]
-area: [Schools,  # ours
+area: [education,  # ours
    anti-discrimination]
 group: [children-and-youth]
 period: {{start: 2019-09-30, end: ongoing}}
"""


def test_it_mends_and_shows_the_difference(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = {path: path.read_bytes() for path in folder.rglob("*.md") if path != folder / FILE}
    assert run(capsys=capsys) == (0, DIFFERENCE, "1 file mended\n")
    assert Path(FILE).read_text("utf-8") == GOOD.replace("[education,", "[education,  # ours\n  ")
    assert {path: path.read_bytes() for path in others} == others
    assert run(capsys=capsys) == (0, "", "")
    assert main(["validate"]) == 0
    assert not [path for path in folder.rglob(".*") if path.is_file()]


@pytest.mark.parametrize(
    ("options", "status"), [(["--check"], 1), (["--diff"], 0), (["--check", "--diff"], 1)]
)
def test_it_can_be_asked_without_writing(
    options: list[str], status: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(FILE).read_bytes()
    told = "1 file to be mended: run `compendium fix`\n"
    assert run(*options, capsys=capsys) == (status, DIFFERENCE, told)
    assert Path(FILE).read_bytes() == before


def test_nothing_to_mend(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("practices/no", "practices/tr", "--check", capsys=capsys) == (0, "", "")


def test_the_difference_can_be_applied(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(FILE).write_text(GOOD.replace("[project]", "[Initiative]").rstrip("\n"), "utf-8")
    _, out, _ = run("--diff", FILE, capsys=capsys)
    assert "\\ No newline at end of file\n" in out
    patch = subprocess.run(
        ["git", "apply", "--check", "-p0", "-"], input=out, text=True, capture_output=True
    )
    assert (patch.returncode, patch.stderr) == (0, "")


def test_what_no_line_shows_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(FILE).write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    _, out, _ = run(capsys=capsys)
    assert out == (f"# {FILE}: no byte-order mark\n# {FILE}: line ends as everywhere else (LF)\n")
    assert Path(FILE).read_bytes() == GOOD.encode()


def test_paths_are_those_of_validate(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("practices/fr", FILE, "./practices", "--diff", capsys=capsys)[1] == DIFFERENCE
    status, _, err = run("nowhere", capsys=capsys)
    assert (status, err) == (2, "compendium: there is no file or folder 'nowhere'\n")


def test_a_file_outside_any_practices_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "fr").mkdir()
    (folder / "fr/draft.md").write_text(GOOD.replace("[FR]", "[France]"), "utf-8")
    assert run("fr/draft.md", capsys=capsys)[0] == 0
    assert (folder / "fr/draft.md").read_text("utf-8") == GOOD
    vocabulary = str(PRACTICES / "vocabulary.yml")
    shutil.rmtree("practices")
    assert run("fr/draft.md", capsys=capsys)[0] == 2
    assert run("fr/draft.md", "--vocabulary", vocabulary, capsys=capsys) == (0, "", "")


def test_a_heading_that_others_link_to_keeps_its_words(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD.replace("## Process", "## Background\n\nWhy.\n\n## Process")
    Path(FILE).write_text(text, "utf-8")
    other = Path("practices/no").glob("*.md").__next__()
    linking = other.read_text("utf-8") + "\nSee [why](../fr/espace-egalite.md#background).\n"
    other.write_text(linking, "utf-8")
    assert run(capsys=capsys) == (0, "", "")
    other.write_text(linking.replace("#background", "#purpose"), "utf-8")
    assert "+## Stimulus and rationale\n" in run(capsys=capsys)[1]
    Path(FILE).write_text(text.replace("Why.", "[Why](#background)."), "utf-8")
    assert run(capsys=capsys) == (0, "", "")


def test_what_cannot_be_read_is_left_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(FILE).write_bytes(GOOD.encode("cp1252"))
    (folder / "secret.md").write_text(GOOD.replace("[FR]", "[France]"), "utf-8")
    Path("practices/fr/link.md").symlink_to(folder / "secret.md")
    assert run("--check", capsys=capsys) == (0, "", "")
    assert Path(FILE).read_bytes() == GOOD.encode("cp1252")
    assert Path("practices/fr/link.md").is_symlink()


def test_a_file_that_cannot_be_written(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("site_gen.output.write", refuse)
    status, _, err = run(capsys=capsys)
    assert (status, err) == (2, f"compendium: '{FILE}' cannot be written: Permission denied\n")


def test_on_a_terminal_the_difference_is_coloured_and_nothing_is_invisible(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = GOOD.replace("[project]", "[Initiative]").replace("Strasbourg\nlevel", "S\u202eb\nlevel")
    Path(FILE).write_text(text, "utf-8")
    assert "S\u202eb" in run("--diff", capsys=capsys)[1]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = run("--diff", capsys=capsys)[1]
    assert "\x1b[31m-type: [Initiative]\x1b[0m\n" in out
    assert "\x1b[32m+type: [project]\x1b[0m\n" in out
    assert "S<U+202E>b" in out
    assert "\u202e" not in out
