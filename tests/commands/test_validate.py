"""`compendium validate`: what it checks, how it prints it, and the help of rules."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from site_gen.cli import main
from site_gen.rules import RULES
from tests.checking import GOOD, PRACTICES

BAD = "fr/espace-egalite.md"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the small practices folder in practices/, two of its files with a problem."""
    practices = tmp_path / "practices"
    shutil.copytree(PRACTICES, practices)
    monkeypatch.chdir(tmp_path)
    spoil(practices / BAD, "place: Strasbourg", "plaec: Strasbourg")
    spoil(practices / "tr/roma-citizens-strategy.md", "Equal chances", "<b>Equal</b> chances")
    return practices


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(["validate", *arguments])
    return (status, *capsys.readouterr())


def test_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys=capsys)
    lines = out.splitlines()
    assert status == 1
    assert lines[0].startswith("practices/fr/espace-egalite.md:6:1: error: unknown key 'plaec'; ")
    assert " translation_of, related" in lines[0]
    assert lines[0].endswith(" [unknown-key]")
    assert lines[1:4] == [
        "   6 | plaec: Strasbourg",
        "     | ^^^^^",
        "     = help: write place",
    ]
    assert lines[4] == (
        "practices/tr/roma-citizens-strategy.md:23:1: warning: HTML, which readers see as text; "
        "use Markdown [raw-html]"
    )
    assert lines[5].startswith("  23 | <b>Equal</b> chances")
    assert lines[6:] == [
        "     | ^^^",
        "     = help: Texts are Markdown; HTML is shown to readers as it is written.",
    ]
    assert err == (
        "2 problems in 2 files. `compendium validate --explain RULE` says more about a rule, "
        "`compendium fix` mends what is safe.\n"
    )


@pytest.mark.parametrize("format", ["text", "short"])
def test_every_line_that_is_not_indented_has_the_format_of_the_contract(
    format: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run("--format", format, capsys=capsys)
    lines = [line for line in out.splitlines() if not line.startswith("  ")]
    assert len(lines) == 2
    for line in lines:
        match = re.fullmatch(r"([^:]+):(\d+):(\d+): (error|warning): (.+) \[([a-z-]+)\]", line)
        assert match
        assert match[6] in RULES


def test_json_agrees_with_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, text, _ = run("--format", "short", capsys=capsys)
    status, out, err = run("--format", "json", capsys=capsys)
    assert (status, err) == (1, "")
    lines = [
        "{path}:{line}:{column}: {severity}: {message} [{rule}]".format(**problem)
        for problem in json.loads(out)
    ]
    assert lines == text.splitlines()


def test_github(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An annotation for each problem; the step's summary has all, behind what is there."""
    written = folder.parent / "summary.md"
    written.write_text("# Earlier\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(written))
    status, out, err = run("--format", "github", capsys=capsys)
    assert (status, err) == (1, "")
    assert [line.split(",")[0] for line in out.splitlines()] == [
        "::error file=practices/fr/espace-egalite.md",
        "::warning file=practices/tr/roma-citizens-strategy.md",
    ]
    text = written.read_text("utf-8")
    assert text.startswith("# Earlier\n### compendium validate: 2 problems in 2 files\n")
    assert "| unknown-key |" in text
    assert "| raw-html |" in text


def test_github_without_problems_or_summary(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder.parent / "summary.md"))
    assert run("practices/no", "--format", "github", capsys=capsys) == (0, "", "")
    assert not (folder.parent / "summary.md").exists()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder.parent / "no folder/summary.md"))
    status, _, err = run("--format", "github", capsys=capsys)
    assert (status, err) == (
        2,
        "compendium: the step's summary cannot be written: No such file or directory\n",
    )


def test_sarif(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("--format", "sarif", capsys=capsys)
    (run_,) = json.loads(out)["runs"]
    assert (status, err) == (1, "")
    assert [result["ruleId"] for result in run_["results"]] == ["unknown-key", "raw-html"]


def test_nothing_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(PRACTICES), capsys=capsys) == (0, "", "")
    assert run(str(PRACTICES), "--format", "json", capsys=capsys) == (0, "[]\n", "")


def test_warnings_alone_are_fine(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("practices/tr", capsys=capsys)
    assert (status, out.count("[raw-html]")) == (0, 1)
    assert err.startswith("1 problem in 1 file.")


@pytest.mark.parametrize(
    "path",
    [
        "practices/fr/espace-egalite.md",
        "./practices/fr//espace-egalite.md",
        "practices/no/../fr/espace-egalite.md",
        "practices/fr",
        "practices/fr/",
        "practices",
    ],
)
def test_paths(path: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(path, capsys=capsys)
    assert status == 1
    assert out.startswith("practices/fr/espace-egalite.md:6:1: ")


def test_an_absolute_path(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / BAD
    status, out, _ = run(str(path), capsys=capsys)
    assert status == 1
    assert out.startswith(f"{path}:6:1: ")


def test_from_inside_the_folder(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "fr")
    for path in ("espace-egalite.md", ".", ".."):
        status, out, _ = run(path, capsys=capsys)
        assert status == 1
        assert "espace-egalite.md:6:1: " in out


def test_other_files_are_read_but_not_reported(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that points to another is not told that there is none."""
    assert run("practices/no", capsys=capsys) == (0, "", "")


def test_several_paths_without_repetition(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = ("practices/tr", "practices", f"practices/{BAD}")
    _, out, _ = run(*paths, "--format", "short", capsys=capsys)
    assert len(out.splitlines()) == 2


def test_a_symbolic_link(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "fr/link.md").symlink_to("/etc/passwd")
    status, out, _ = run("practices/fr/link.md", capsys=capsys)
    assert status == 1
    assert out == (
        "practices/fr/link.md:1:1: error: a symbolic link to '/etc/passwd' [symlink]\n"
        "     = help: A practice is a file of its own, not a symbolic link.\n"
    )


def test_no_such_path(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("practices/fr/nowhere.md", capsys=capsys)
    assert (status, out) == (2, "")
    assert err == "compendium: there is no file or folder 'practices/fr/nowhere.md'\n"


def test_no_practices_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = run(capsys=capsys)
    assert (status, err) == (2, "compendium: there is no file or folder 'practices'\n")


def test_a_folder_without_vocabulary_is_checked_against_that_of_practices(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.parent / "drafts/fr").mkdir(parents=True)
    (folder.parent / "drafts/fr/espace.md").write_text(GOOD.replace("[local]", "[Local]"), "utf-8")
    status, out, _ = run("drafts", capsys=capsys)
    assert status == 1
    assert out.startswith("drafts/fr/espace.md:7:9: error: unknown level 'Local'; did you mean")


def test_a_folder_without_any_vocabulary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = run(".", capsys=capsys)
    assert status == 2
    assert err == (
        "compendium: the vocabulary 'practices/vocabulary.yml' cannot be read: "
        "No such file or directory\n"
    )
    vocabulary = str(PRACTICES / "vocabulary.yml")
    assert run(".", "--vocabulary", vocabulary, capsys=capsys) == (0, "", "")


def test_a_file_outside_any_practices_folder_is_checked_by_itself(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "broken.md").write_text("Text.", "utf-8")
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr/draft.md").write_text(GOOD.replace("page: 14", "page: xiv"), "utf-8")
    status, out, _ = run("fr/draft.md", capsys=capsys)
    assert status == 1
    assert out == (
        "fr/draft.md:14:37: error: the page 'xiv' is not a number such as 14 [bad-page]\n"
        "  14 |   - {document: CDADI(2024)39, page: xiv, entry: C05}\n"
        "     |                                     ^^^\n"
        "     = help: A source's page is a number.\n"
    )


def test_a_broken_vocabulary_has_positions(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(
        folder / "vocabulary.yml", "  diversity:\n    label: Valuing", "  diversity:\n    lable: V"
    )
    status, out, _ = run(capsys=capsys)
    assert status == 1
    lines = out.splitlines()
    assert lines[0].startswith("practices/vocabulary.yml:20:3: error: the term ")
    assert lines[1:3] == ["  20 |   diversity:", "     |   ^^^^^^^^^"]
    assert lines[3].startswith("practices/vocabulary.yml:21:5: error: 'lable' is not ")
    assert lines[4:] == ["  21 |     lable: V diversity", "     |     ^^^^^"]
    assert all(line.endswith(" [vocabulary]") for line in lines if not line.startswith("  "))


def test_list_rules(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("--list-rules", capsys=capsys)
    assert (status, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == list(RULES)
    assert all(rule.requirement in out for rule in RULES.values())


@pytest.mark.parametrize("name", RULES)
def test_explain(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("--explain", name, capsys=capsys)
    rule = RULES[name]
    assert (status, err) == (0, "")
    assert out.startswith(f"{name}: {rule.requirement}\n\n{rule.reason}\n\n")
    for example in (rule.bad, rule.good):
        assert "\n".join(f"    {line}" for line in example.splitlines()) in out
    assert ("A warning" in out) == (rule.severity == "warning")


def test_explain_an_unknown_rule(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run("--explain", "unknown-keys", capsys=capsys)
    assert (status, out) == (2, "")
    assert err.startswith(
        "compendium: there is no rule 'unknown-keys'; did you mean 'unknown-key'? "
    )
