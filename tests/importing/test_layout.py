"""Entries from pieces, whatever wrote them."""

from __future__ import annotations

import pytest

from site_gen.importing.entry import Entry, Read
from site_gen.importing.layout import Piece, entries
from tests.checking import TERMS


def heading(text: str, level: int) -> Piece:
    return Piece(text, text, level)


def label(name: str, text: str = "") -> Piece:
    return Piece(text, text, label=name)


def text(said: str, notes: tuple[str, ...] = ()) -> Piece:
    return Piece(said, said, notes=notes)


def listed(*items: str) -> Piece:
    return Piece(" ".join(items), "\n".join(f"- {item}" for item in items), items=items)


def read(*pieces: Piece) -> Read:
    return entries(pieces, TERMS)


def only(*pieces: Piece) -> Entry:
    (entry,) = read(*pieces).entries
    return entry


_WHOLE = (
    heading("Introduction", 1),
    text("Why this book."),
    heading("ENSURING EQUALITY", 1),
    heading("FRANCE", 2),
    heading("LYON: Open School", 3),
    label("Type", "project"),
    label("Area of intervention", "education"),
    label("Duration", "2019-ongoing"),
    label("Purpose", "To open schools."),
    text("To all."),
    label("Process", "Teachers meet."),
    listed("weekly", "monthly"),
    heading("NORWAY", 2),
    heading("Other practice", 3),
    label("Type", "network"),
    label("Impact/outcomes"),
    heading("VALUING DIVERSITY", 1),
    heading("UK", 2),
    heading("Third", 3),
    text("A text without labels."),
)


def test_a_whole_document() -> None:
    found = read(*_WHOLE)
    first, second, third = found.entries
    assert found.notes == ("the text under 'Introduction' stands in no practice: left out",)
    assert dict(first.facts) == {
        "principle": ("ENSURING EQUALITY",),
        "country": ("FRANCE",),
        "place": ("Lyon",),
        "title": ("Open School",),
        "type": ("project",),
        "area": ("education",),
        "period": ("2019-ongoing",),
    }
    assert dict(first.sections) == {
        "purpose": "To open schools.\n\nTo all.",
        "process": "Teachers meet.\n\n- weekly\n- monthly",
    }
    assert first.place == "'LYON: Open School'"
    assert second.facts["principle"] == ("ENSURING EQUALITY",)
    assert second.facts["country"] == ("NORWAY",)
    assert dict(second.sections) == {}
    assert third.facts["principle"] == ("VALUING DIVERSITY",)
    assert third.facts["country"] == ("UK",)
    assert third.body == "A text without labels."


def test_headings_without_styles() -> None:
    """A title is what stands above "Type:"; chapters are in capitals."""
    plain = [Piece(each.text, each.markdown, 0, each.label, each.items) for each in _WHOLE[2:12]]
    (entry,) = read(*plain, text("NORWAY"), text("A word")).entries
    assert entry.facts["country"] == ("FRANCE",)
    assert entry.facts["title"] == ("Open School",)


def test_a_paragraph_above_another_label_is_no_title() -> None:
    entry = only(
        heading("A", 1), label("Type", "x"), label("Purpose", "p"), text("more"),
        label("Duration", "2020"),
    )  # fmt: skip
    assert entry.sections["purpose"] == "p\n\nmore"
    assert entry.facts["period"] == ("2020",)


def test_a_chapter_that_names_a_country() -> None:
    entry = read(
        heading("ENSURING EQUALITY", 1), heading("FRANCE", 2), heading("A", 3), label("Type", "x"),
        heading("Beyond Europe: from Canada", 1), heading("B", 3), text("Text."),
    ).entries[1]  # fmt: skip
    assert dict(entry.facts) == {"country": ("Canada",), "title": ("B",)}


def test_a_chapter_that_is_none_holds_no_practices() -> None:
    found = read(*_WHOLE[2:12], heading("Index", 1), heading("Countries", 3), text("France, 1"))
    assert len(found.entries) == 1
    assert found.notes == ("the text under 'Countries' stands in no practice: left out",)


def test_sections_as_headings_and_headings_in_sections() -> None:
    entry = only(
        heading("A practice", 1), text("One sentence about it."), label("Type", "x"),
        heading("Purpose", 2), text("p"), heading("First step", 3), text("s"),
        heading("Process", 2), text("q"),
    )  # fmt: skip
    assert entry.facts["summary"] == ("One sentence about it.",)
    assert entry.sections["purpose"] == "p\n\n### First step\n\ns"
    assert entry.sections["process"] == "q"


def test_a_label_for_two_sections() -> None:
    entry = only(heading("A", 1), label("Stimulus/Rationale and Process", "Both."))
    assert dict(entry.sections) == {"process": "Both."}
    assert entry.notes == (
        "section 'Stimulus/Rationale and Process': all of it stands in 'Process'",
    )


def test_a_section_that_goes_on_under_another_name() -> None:
    entry = only(heading("A", 1), label("Purpose", "One."), label("Aim", "Two."))
    assert entry.sections["purpose"] == "One.\n\n**Aim:** Two."


def test_labels_of_facts_are_words_in_the_prose() -> None:
    entry = only(
        heading("A", 1), label("Country", "France"), label("Purpose", "p"),
        label("Country", "see above"),
    )  # fmt: skip
    assert entry.facts["country"] == ("France",)
    assert entry.sections["purpose"] == "p\n\nCountry: see above"


def test_labels_of_our_tables_are_words_in_a_text() -> None:
    entry = only(heading("A", 1), label("Purpose", "p"), label("Address", "1 Main Street"))
    assert entry.sections["purpose"] == "p\n\nAddress: 1 Main Street"


def test_an_introduction_beside_a_summary_is_kept() -> None:
    entry = only(
        heading("A", 1), text("An introduction."), label("Summary", "One."), label("Purpose", "p")
    )
    assert entry.facts["summary"] == ("One.",)
    assert entry.body == "An introduction."


def test_facts_below_their_label() -> None:
    entry = only(
        heading("A", 1), label("Type"), text("project"), label("Area"), listed("x", "y"),
        label("Partners", "One; Two"), listed("Three"), label("Purpose", "p"),
    )  # fmt: skip
    assert entry.facts["type"] == ("project",)
    assert entry.facts["area"] == ("x", "y")
    assert entry.facts["partners"] == ("One", "Two", "Three")


def test_links_and_their_titles() -> None:
    prose = "A whole paragraph about the partner of the project, " * 4
    entry = only(
        heading("A", 1), label("Process", "p"), label("Key reference documents"),
        text("The statute"), text("https://example.org/1"),
        text("Site: https://example.org/2"), text("to come"),
        listed("https://example.org/3 (French)", "no address"),
        text(f"{prose} https://example.org/4."),
    )  # fmt: skip
    assert entry.facts["links"] == (
        "The statute https://example.org/1", "Site: https://example.org/2",
        "to come https://example.org/3 (French)", "https://example.org/4", "no address",
    )  # fmt: skip
    assert entry.sections["process"].startswith("p\n\n### Further information\n\nA whole")
    assert "further information in whole sentences: it ends the last section" in entry.notes


def test_forms_one_below_the_other() -> None:
    first, second = read(
        label("Name of the practice", "One"), label("Country", "France"), label("Purpose", "p"),
        label("Name of the practice", "Two"), label("Country", "Norway"), label("Purpose", "q"),
    ).entries  # fmt: skip
    assert (first.facts["title"], second.facts["title"]) == (("One",), ("Two",))
    assert second.facts["country"] == ("Norway",)


def test_no_title() -> None:
    entry = only(label("Type", "project"), label("Purpose", "p"))
    assert "title" not in entry.facts
    assert entry.notes == ("title: nothing stands above 'Type'",)


@pytest.mark.parametrize(
    ("given", "place", "title"),
    [
        ("REGGIO EMILIA: Plan", "Reggio Emilia", "Plan"),
        ("VÄSTRA GÖTALAND: Talks", "Västra Götaland", "Talks"),
        ("CANTON OF NEUCHÂTEL : Roadmap: for all", "Canton of Neuchâtel", "Roadmap: for all"),
        ("241FE: Work", None, "241FE: Work"),
        ("Baobab: a place", None, "Baobab: a place"),
        ("AN ORGANISATION OF MANY CITIES: Work", None, "AN ORGANISATION OF MANY CITIES: Work"),
        ("LYON:", None, "LYON:"),
    ],
)
def test_places_before_titles(given: str, place: str | None, title: str) -> None:
    entry = only(heading(given, 1), label("Type", "x"))
    assert entry.facts["title"] == (title,)
    assert entry.facts.get("place", (None,)) == (place,)
    assert bool(entry.notes) == bool(place)


def test_a_country_before_a_title() -> None:
    assert only(heading("NORWAY: Plan", 1), label("Type", "x")).facts["country"] == ("NORWAY",)


def test_notes_go_to_their_practice() -> None:
    found = read(
        text("Before", notes=("lost",)), heading("A", 1), label("Type", "x"),
        text("p", notes=("a picture",)),
    )  # fmt: skip
    assert found.notes[-1] == "lost"
    assert found.entries[0].notes == ("a picture",)


def test_nothing() -> None:
    assert read() == Read(())
    assert read(text("Only text")).entries == ()
