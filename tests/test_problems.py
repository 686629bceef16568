"""Problems, and values from outside in messages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_gen.problems import (
    ContentError,
    Problem,
    as_text,
    has_errors,
    printable_path,
    shown,
)

ERROR = Problem("practices/fr/é.md", 2, 8, "unknown-term", "unknown area 'x'")
WARNING = Problem("practices/fr/é.md", 2, 9, "raw-html", "HTML", "warning")


def test_text() -> None:
    assert as_text([ERROR, WARNING]) == (
        "practices/fr/é.md:2:8: error: unknown area 'x' [unknown-term]\n"
        "practices/fr/é.md:2:9: warning: HTML [raw-html]\n"
    )
    assert as_text([]) == ""


def test_order_is_by_path_line_and_column() -> None:
    places = [("a", 2, 1), ("a", 10, 1), ("a", 10, 3), ("b", 1, 1)]
    problems = [Problem(*place, "rule", "message") for place in places]
    assert sorted([problems[2], problems[3], problems[0], problems[1]]) == problems


def test_warnings_are_no_errors() -> None:
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING])
    assert not has_errors([])


def test_a_content_error_holds_its_problems() -> None:
    error = ContentError(iter([ERROR]), "cannot go on")
    assert (error.problems, str(error)) == ((ERROR,), "cannot go on")


def test_values_are_shown_on_one_line_and_shortened() -> None:
    assert shown("Łódź") == "'Łódź'"
    assert shown("a\nb\tc\u202e\x1b\u2028\xa0") == r"'a\nb\tc\u202e\x1b\u2028\xa0'"
    assert shown("x" * 61) == f"'{'x' * 59}…'"
    assert shown("x" * 60) == f"'{'x' * 60}'"


def test_a_path_of_bytes_can_be_printed() -> None:
    assert printable_path("fr/\udce9.md") == r"fr/\udce9.md"


@given(st.text() | st.binary().map(lambda name: name.decode("utf-8", "surrogateescape")))
def test_what_is_shown_is_printable(value: str) -> None:
    assert shown(value).isprintable()
    assert printable_path(value).encode().decode().isprintable()
