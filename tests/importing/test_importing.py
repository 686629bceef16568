"""Which files are read, and by what."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from site_gen import importing
from site_gen.importing import READERS, check_extras, read
from site_gen.problems import SiteGenError
from tests.checking import TERMS


def refusal(path: Path) -> str:
    with pytest.raises(SiteGenError) as refused:
        read(path, TERMS)
    return str(refused.value)


def test_a_file_by_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "list.CSV"
    path.write_text("Title,Type\nA,project\n")
    assert len(read(path, TERMS).entries) == 1


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("a.doc", "; save it as a Word document (.docx)"),
        ("a.odt", "; save it as a Word document (.docx)"),
        ("a.pdf", "; save it as a Word document (.docx)"),
        ("a.docm", "; save it as a Word document without macros (.docx)"),
        ("a.xlsm", "; save it as an Excel workbook without macros (.xlsx)"),
        ("a.md", ""),
        ("a", ""),
    ],
)
def test_kinds_that_are_not_read(name: str, hint: str) -> None:
    assert refusal(Path(name)) == (
        f"'{name}' is of a kind that is not read: allowed are .docx, .xlsx, .csv, .json{hint}"
    )


@pytest.mark.parametrize(("name", "module"), [("a.docx", "pypandoc"), ("a.xlsx", "openpyxl")])
def test_a_missing_extra_is_named(name: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SiteGenError, match=r"needs the extra 'import': make import installs it"):
        check_extras(Path(name))


def test_every_reader_is_there() -> None:
    for ending in READERS:
        check_extras(Path(f"a{ending}"))


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert refusal(tmp_path / "folder.csv") == "'folder.csv' is not a file"
    assert refusal(tmp_path / "none.csv") == (
        "'none.csv' cannot be read: No such file or directory"
    )
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        assert refusal(tmp_path / "pipe.csv") == "'pipe.csv' is not a file"


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        file.truncate(importing.MAX_BYTES + 1)
    assert "at most 100,000,000" in refusal(path)
