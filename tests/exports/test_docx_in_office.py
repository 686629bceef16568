"""The real Word document, opened by LibreOffice and printed by it."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import docx as python_docx
import pypdf
import pytest
from pypdf.generic import Destination

from site_gen.exports.book import Book
from site_gen.exports.docx import export
from tests.exports.books import real_book, silent

_PRINT = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'


@pytest.fixture(scope="module")
def book() -> Book:
    return real_book()


@pytest.fixture(scope="module")
def made(book: Book) -> bytes:
    return export(book, progress=silent)


@pytest.fixture(scope="module")
def printed(made: bytes, tmp_path_factory: pytest.TempPathFactory) -> pypdf.PdfReader:
    office = os.environ.get("SOFFICE") or shutil.which("soffice")
    assert office, "there is no LibreOffice: `make test` installs it where there is apt"
    folder = tmp_path_factory.mktemp("office")
    (folder / "book.docx").write_bytes(made)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--norestore", "--convert-to", _PRINT]
    done = subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "book.docx")],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert (folder / "book.pdf").is_file(), done.stderr
    return pypdf.PdfReader(Path(folder / "book.pdf"))


def _outline(entries: list[object]) -> list[str]:
    titles: list[str] = []
    for entry in entries:
        if isinstance(entry, list):
            titles += _outline(entry)
        elif isinstance(entry, Destination):
            titles.append(_plain(str(entry.title)))
    return titles


def _plain(text: str) -> str:
    return " ".join(text.split())


def test_its_headings_are_the_documents(made: bytes, printed: pypdf.PdfReader) -> None:
    document = python_docx.Document(io.BytesIO(made))
    headings = [
        _plain(each.text)
        for each in document.paragraphs
        if each.style and re.fullmatch(r"Heading \d", str(each.style.name))
    ]
    assert _outline(list(printed.outline)) == headings


def test_every_practice_is_in_it(book: Book, printed: pypdf.PdfReader) -> None:
    text = _plain(" ".join(page.extract_text() for page in printed.pages))
    bare = re.sub(r"\s", "", text)
    for practice in book.practices:
        assert re.sub(r"\s", "", practice.title) in bare
        assert re.sub(r"\s", "", practice.summary) in bare


def test_its_links_lead_where_ours_do(made: bytes, printed: pypdf.PdfReader) -> None:
    document = python_docx.Document(io.BytesIO(made))
    ours = {
        link.address for each in document.paragraphs for link in each.hyperlinks if link.address
    }
    marks = [mark.get_object() for page in printed.pages for mark in page.get("/Annots") or ()]
    theirs = {str(mark["/A"]["/URI"]).rstrip("/") for mark in marks if "/URI" in mark.get("/A", {})}
    assert len(ours) > 100
    assert {address.rstrip("/") for address in ours} <= theirs  # LibreOffice adds a slash
