"""Tables with a practice to a row."""

from __future__ import annotations

from site_gen.importing.columns import entries, markdown
from site_gen.importing.entry import Entry
from site_gen.practice import Link
from tests.checking import TERMS


def only(head: list[str], row: list[str]) -> Entry:
    found = entries([head, row], TERMS)
    assert found is not None
    (entry,) = found.entries
    return entry


def test_columns_by_any_name() -> None:
    found = entries(
        [
            ["Good practices 2026", "", ""],
            ["Name of the practice", "Area of intervention", "Purpose", "Colour"],
            ["One", "education", "To open schools.", "red"],
            ["", "", " "],
            ["Two", "", "", "", "more"],
        ],
        TERMS,
        what="sheet 'A', row",
    )
    assert found is not None
    one, two = found.entries
    assert one.place == "sheet 'A', row 3, 'One'"
    assert dict(one.facts) == {"title": ("One",), "area": ("education",)}
    assert dict(one.sections) == {"purpose": "To open schools."}
    assert one.notes == ("column 'Colour': 'red'",)
    assert two.place == "sheet 'A', row 5, 'Two'"
    assert two.notes == ("column 5 (no heading): 'more'",)
    assert found.notes == (
        "column 'Colour': no key of the format; its texts are listed in the drafts",
    )


def test_no_table_of_practices() -> None:
    for rows in ([], [["Title"]], [["a", "b"], ["c", "d"]], [["Type", "Area"]]):
        assert entries(rows, TERMS) is None


def test_lists_and_links_in_a_cell() -> None:
    entry = only(
        ["Title", "Partners", "Links", "Start date"],
        [
            "A",
            "One; Two\nThree",
            "Site: https://example.org/a\nB <https://example.org/b>; x",
            "2019",
        ],
    )
    assert entry.facts["partners"] == ("One", "Two", "Three")
    assert entry.facts["period_start"] == ("2019",)
    assert entry.links == (
        Link("Site", "https://example.org/a"), Link("B", "https://example.org/b"),
    )  # fmt: skip
    assert entry.notes == ("links 'x': no address",)


def test_our_own_columns_mean_what_we_mean() -> None:
    ours = only(["id", "Title", "url", "status"], ["a", "A", "https://ours.example/", "published"])
    assert ours.facts == {"id": ("a",), "title": ("A",)}
    assert ours.links == ()
    theirs = only(["Title", "url", "Status"], ["A", "https://theirs.example/", "new"])
    assert theirs.links == (Link("", "https://theirs.example/"),)
    assert theirs.notes == ("column 'Status': 'new'",)


def test_a_quote_that_kept_a_formula_off_is_taken_away() -> None:
    assert only(["Title", "Place"], ["'=1+1", "'tis"]).facts == {
        "title": ("=1+1",), "place": ("'tis",),
    }  # fmt: skip


def test_invisible_characters() -> None:
    entry = only(["Title", "Purpose"], ["Zero\u200bwidth\u00a0space", "a\u00adb\r\nc"])
    assert entry.facts["title"] == ("Zerowidth space",)
    assert entry.sections["purpose"] == "ab\n\nc"


def test_cells_as_markdown() -> None:
    assert markdown("One\nTwo") == "One\n\nTwo"
    assert markdown("One:\n• a\n• b\nTwo") == "One:\n\n- a\n- b\n\nTwo"
    assert markdown("One\n\n- a\n  more\n- b") == "One\n\n- a\n  more\n- b"
