"""Problems for people: what is shown, cut, counted in columns and coloured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen import diagnostics
from site_gen.diagnostics.text import as_text, visible
from site_gen.problems import Problem
from site_gen.problems import as_text as short
from site_gen.rules import RULES
from tests.checking import FIXTURES, check

AWFUL = "Fr/Awful Practice.md"


def text(root: Path, content: str, column: int, **options) -> list[str]:
    """The lines below the problem's own, for a problem in line 2."""
    (root / "x.md").write_text(f"\n{content}\n", "utf-8")
    problem = Problem("x.md", 2, column, "some-rule", "message")
    first, *rest = as_text([problem], root=root, **options).splitlines()
    assert first == str(problem)
    return rest


def test_the_line_and_carets(tmp_path: Path) -> None:
    assert text(tmp_path, "Some words here", 6) == [
        "   2 | Some words here",
        "     |      ^^^^^",
    ]


@pytest.mark.parametrize(
    ("content", "column", "carets"),
    [
        ("日本 ok", 1, "^^^^"),
        ("日本 ok", 4, "     ^^"),
        ("e\u0301a ok", 5, "   ^^"),
        ("a\tb ok", 5, "        ^^"),  # a<TAB>b ok
        ("a\u202eb", 2, " ^^^^^^^^"),  # a<U+202E>b
        ("", 1, "^"),
        ("ok", 3, "  ^"),
    ],
)
def test_columns_are_those_of_a_terminal(
    content: str, column: int, carets: str, tmp_path: Path
) -> None:
    assert text(tmp_path, content, column)[1] == f"     | {carets}"


def test_a_long_line_is_cut_around_what_is_meant(tmp_path: Path) -> None:
    content = f"{'a ' * 200}HERE{' b' * 200}"
    line, marks = text(tmp_path, content, 401, width=80)
    assert len(line) <= 80
    assert line[len("   2 | ")] == "…" == line[-1]
    assert line[marks.index("^") : marks.rindex("^") + 1] == "HERE"


@pytest.mark.parametrize("width", [1, 40, 80, 200])
def test_a_long_place_is_cut_too(width: int, tmp_path: Path) -> None:
    line, marks = text(tmp_path, f"## {'x' * 500}", 1, width=width)
    assert len(marks.rstrip()) <= len(line) <= max(width, 48)


def test_help_is_a_suggestion_or_told_once() -> None:
    content = (FIXTURES / "awful" / AWFUL).read_bytes()
    problems = check(content, AWFUL)
    lines = as_text(problems, root=FIXTURES / "awful").splitlines()
    helps = [line.removeprefix("     = help: ") for line in lines if "= help:" in line]
    assert {"write NO", "write education", "write Stimulus and rationale"} <= {
        line.replace("## ", "") for line in helps
    }
    told = [line for line in helps if not line.startswith("write ")]
    assert len(told) == len(set(told))
    assert set(told) <= {rule.requirement for rule in RULES.values()}


def test_what_is_not_indented_is_the_short_form() -> None:
    content = (FIXTURES / "awful" / AWFUL).read_bytes()
    problems = check(content, AWFUL)
    for colour in (False, True):
        lines = as_text(problems, root=FIXTURES / "awful", colour=colour).splitlines()
        bare = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in lines]
        assert [line for line in bare if not line.startswith("  ")] == short(problems).splitlines()
        assert any("\x1b" in line for line in lines) == colour


class _Stream:
    def __init__(self, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("terminal", "environment", "colour"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour_is_for_terminals_whose_users_want_it(
    terminal: bool, environment: dict[str, str], colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    problem = Problem("gone.md", 1, 2, "rule", "message")
    stream: object = _Stream(terminal)
    assert ("\x1b" in diagnostics.printed([problem], stream)) == colour  # type: ignore[arg-type]
    assert diagnostics.printed([problem], stream, "short") == f"{problem}\n"  # type: ignore[arg-type]


@given(st.characters())
def test_every_character_can_be_printed(character: str) -> None:
    assert visible(character).isprintable()
    visible(character).encode()
