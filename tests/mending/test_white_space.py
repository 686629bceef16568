"""White space, line ends and encodings."""

from __future__ import annotations

import codecs

import pytest

from site_gen.mending import mend
from tests.checking import GOOD, TERMS, changed, check
from tests.mending.mended import NAME, mended


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.encode("utf-16"),
        codecs.BOM_UTF16_BE + GOOD.replace("\n", "\r\n").encode("utf-16-be"),
        f"\n \n{GOOD}".encode(),
        f" {GOOD}".encode(),
        GOOD.rstrip("\n").encode(),
        f"{GOOD}\n\n".encode(),
        GOOD.replace("\n", " \n").replace("--- \n", "---\n").encode(),
        changed("place: Strasbourg", "place:\tStrasbourg").encode(),
    ],
)
def test_the_good_file_comes_back(content: bytes) -> None:
    assert mended(content) == GOOD


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("cp1252"),
        GOOD.encode("utf-16-le"),  # without a mark
        GOOD.encode("utf-32"),
        b"\xff\xfe\x00",
        b"\x89PNG\r\n\x1a\n\0",
        b"",
        b"\n",
        GOOD.encode() + b"x \n" * 70_000,
        b"Text without front matter. \n",
        b" ---\nText between lines\n---\n",
    ],
)
def test_what_cannot_be_read_is_left_alone(content: bytes) -> None:
    assert mend(content, NAME, TERMS, frozenset) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a \nb", "a\nb\n"),
        ("a  \nb", "a  \nb\n"),  # a line break
        ("a  \n\nb", "a\n\nb\n"),
        ("a\t\nb", "a\nb\n"),
        ("```\na \n\tb\n```", "```\na \n\tb\n```\n"),
        ("    code \n", "    code \n"),
        ("-\ta\n\tb", "-   a\n    b\n"),
        ("a\tb", "a\tb\n"),
        ("* x  \n  y\n", "* x  \n  y\n"),
        ("a\n\n \n", "a\n"),
        ("```\na\n\n\n", "```\na\n\n\n"),
    ],
)
def test_bodies(body: str, expected: str) -> None:
    front = GOOD[: GOOD.index("## Purpose")]
    front = front.replace("status:", "extent: brief\nstatus:")
    front = mended(f"{front}x\n")[:-2]
    assert mended(front + body) == front + expected


def test_tabs_in_front_matter_are_read_as_before() -> None:
    content = changed("source:\n  -", "source:\n\t-")
    assert [problem.rule for problem in check(content)] == ["tab"]
    assert mended(content) == changed("source:\n  -", "source:\n -")


def test_what_stands_in_lines_of_its_own_keeps_its_spaces() -> None:
    content = changed("lead: City of Strasbourg", "lead: |\n  City  \n  of \nplace: Strasbourg ")
    content = content.replace("place: Strasbourg\n", "", 1)
    assert "lead: |\n  City  \n  of \n" in mended(content)


def test_notes_say_what_no_line_shows() -> None:
    found = mend(GOOD.replace("\n", "\r\n").encode("utf-16"), NAME, TERMS, frozenset)
    assert found is not None
    assert found.before == found.after == GOOD
    assert found.notes == ("saved as UTF-8 instead of UTF-16", "line ends as everywhere else (LF)")
    assert found.content == GOOD.encode()
