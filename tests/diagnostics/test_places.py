"""What is underlined, and what is suggested in its stead."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.diagnostics.places import Place, Sources, mended
from site_gen.problems import Problem
from tests.checking import GOOD, changed, check

PATH = "fr/espace-egalite.md"


def meant(root: Path, content: str | bytes) -> list[tuple[str, str, str]]:
    """The rule of each problem of the file, what of it is underlined, and its mended form."""
    file = root / PATH
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    sources = Sources(root)
    found = []
    for problem in check(content):
        place = sources.place(problem)
        found.append((problem.rule, place.meant if place else "", mended(problem, place)))
    return found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("place:", "plaec:", ("unknown-key", "plaec", "place")),
        ("[project]", "[Projekt plan]", ("unknown-term", "Projekt plan", "")),
        ("[project]", "['projekt']", ("unknown-term", "'projekt'", "'project'")),
        ("[FR]", "[Norway]", ("unknown-country", "Norway", "NO")),
        ("[local]", "local", ("wrong-shape", "local", "")),
        ("[local]", "[[local]]", ("wrong-shape", "[local]", "")),
        ("2026-11-20", "20 November 2026", ("bad-date", "20 November 2026", "")),
        ("Strasbourg", "Metz #1 city", ("trailing-comment", "#1 city", "")),
        ("Strasbourg", "Metz: a city", ("yaml-syntax", ":", "")),
        ("Strasbourg", "a\tb", ("tab", "\t", "")),
        ("Strasbourg", "a\u200bb", ("control-character", "\u200b", "")),
        ("## Process", "## Implementation", ("section-unknown", "## Implementation", "## Process")),
        ("Children", "See [it](x y) or [this](javascript:x) and",
         ("link-target", "[this](javascript:x)", "")),
        ("Children", "Ø <b>Children</b>", ("raw-html", "<b>", "")),
        ("Children", "Æ ![a](b.png) Children", ("image", "![a](b.png)", "")),
        ("play.", "pl\u200bay.", ("control-character", "\u200b", "")),
    ],
)  # fmt: skip
def test_what_is_meant(old: str, new: str, expected: tuple[str, str, str], tmp_path: Path) -> None:
    assert meant(tmp_path, changed(old, new))[0] == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_the_same_whatever_ends_lines(end: str, tmp_path: Path) -> None:
    content = "\ufeff" + changed("place:", "plaec:").replace("\n", end)
    assert meant(tmp_path, content.encode()) == [("unknown-key", "plaec", "place")]


def test_a_byte_that_is_not_utf_8(tmp_path: Path) -> None:
    assert meant(tmp_path, GOOD.encode("cp1252")) == [("file-encoding", "\udcc9", "")]


def test_a_text_of_several_lines_is_meant_to_the_end_of_the_first(tmp_path: Path) -> None:
    content = changed("summary: ", "summary: It began.\n  Since then it has grown. Now it is\n  ")
    content = content.replace("It began.", f"{'Long ' * 60}began. It grew.")
    place = meant(tmp_path, content)[0][1]
    assert place.startswith("Long Long")
    assert place.endswith("It grew.")


@pytest.mark.parametrize(
    "problem",
    [
        Problem("gone.md", 1, 2, "rule", "message"),
        Problem("fr", 1, 2, "rule", "message"),
        Problem("link.md", 1, 2, "rule", "message"),
        Problem("short.md", 99, 1, "rule", "message"),
        Problem("short.md", 1, 1, "file-name", "about the file as a whole"),
        Problem("short\0.md", 1, 2, "rule", "message"),
    ],
)
def test_no_place(problem: Problem, tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "short.md").write_text("one\n")
    (tmp_path / "link.md").symlink_to("short.md")
    assert Sources(tmp_path).place(problem) is None


def test_behind_the_end_of_a_line(tmp_path: Path) -> None:
    (tmp_path / "short.md").write_text("one\n")
    place = Sources(tmp_path).place(Problem("short.md", 1, 99, "rule", "message"))
    assert place == Place("one", 4, 5)


@given(st.binary(max_size=300), st.integers(1, 9), st.integers(1, 40))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes, line: int, column: int):
    root = tmp_path_factory.getbasetemp()
    (root / "any.md").write_bytes(data)
    place = Sources(root).place(Problem("any.md", line, column, "rule", "message"))
    if place:
        assert 1 <= place.column < place.end_column <= len(place.text) + 2
