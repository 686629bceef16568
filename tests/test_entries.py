"""Front matter read with what is known from other files: never otherwise than alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen import entries, front_matter
from site_gen.front_matter import BadYAMLError, Mapping

# Lines that go with each other in every way, good and bad.
LINES = (
    "title: Open City Hall",
    "title: Open #1",
    'title: "Open',
    "title: 'Open'",
    'place: Paris"',
    "place:",
    "area: [education, youth]",
    "area: [education,",
    "level:",
    "- local",
    "  - local",
    "  indented",
    "summary: |+",
    "summary: >",
    "period: {start: 2019, end: ongoing}",
    "period: {start: 2019",
    "lead: &city City",
    "lead: *city",
    "Other: key",
    '"quoted": key',
    "{flow: mapping}",
    "not a key",
    "? complex",
    ": value",
    "# comment",
    "...",
    "%YAML 1.2",
    "",
)


@pytest.fixture(autouse=True)
def _unknown() -> Iterator[None]:
    entries._known.clear()
    yield
    entries._known.clear()


def _outcome(parse: object, text: str) -> object:
    lost: list[BadYAMLError] = []
    try:
        node: object = parse(text, lost=lost)  # type: ignore[operator]
    except BadYAMLError as error:
        node = error.rule, error.message, error.line, error.column
    return node, [(fault.rule, fault.message, fault.line, fault.column) for fault in lost]


_TEXTS = st.lists(st.sampled_from(LINES), max_size=5).map("\n".join)


@given(st.lists(_TEXTS | _TEXTS.map("{}\n".format), max_size=6))
def test_what_was_read_before_changes_nothing(texts: list[str]) -> None:
    for text in (*texts, *reversed(texts)):
        assert _outcome(entries.parse, text) == _outcome(front_matter.parse, text)


def test_an_entry_of_another_file_is_the_same_node() -> None:
    one = entries.parse("title: One\narea: [youth]\n", lost=[])
    other = entries.parse("title: Another\narea: [youth]\n", lost=[])
    below = entries.parse("area: [youth]\ntitle: One\n", lost=[])
    assert isinstance(one, Mapping)
    assert isinstance(other, Mapping)
    assert isinstance(below, Mapping)
    assert one.entries[1] is other.entries[1]
    assert below.entries[0] == front_matter.parse("area: [youth]").entries[0]  # type: ignore[union-attr]


def test_only_so_much_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "_MOST", 2)
    for number in range(9):
        entries.parse(f"title: Practice {number}\n", lost=[])
    entries.parse(f"summary: {'long ' * 100}\n", lost=[])
    assert len(entries._known) == 2
