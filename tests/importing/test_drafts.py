"""The text of drafts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_gen.importing.drafts import free_slug, front_matter, text
from site_gen.importing.mapping import Mapped
from tests.checking import TERMS, check

FACTS = {
    "title": "A practice: #1",
    "summary": "It opens schools.",
    "principle": ["equality"],
    "country": ["NO"],
    "level": ["local"],
    "type": ["project"],
    "area": ["education"],
    "period": {"start": "2020", "end": "ongoing", "note": "since: 2020, they say"},
    "source": [{"document": "CDADI(2024)39", "page": "14"}],
    "links": [{"title": "Site", "url": "https://example.org/?a=1,2"}],
}
SECTIONS = {"process": "They meet.", "purpose": "To open schools.", "impact": " "}


def draft(notes: tuple[str, ...] = (), body: str = "", **sections: str) -> str:
    found = Mapped(FACTS, sections, body, "row 2", notes)
    return text(found, TERMS, today="2026-11-20", origin="a.docx, 'A'")


def test_a_draft_is_valid() -> None:
    made = draft(("area 'x': no term", "two\nlines"), **SECTIONS)
    assert check(made, "no/a.md") == []
    assert made == (
        "---\n"
        "# Imported from a.docx, 'A'.\n"
        "# For the editor, to be deleted when seen to:\n"
        "# - area 'x': no term\n"
        "# - two lines\n"
        "title: 'A practice: #1'\n"
        "summary: It opens schools.\n"
        "principle: [equality]\n"
        "country: ['NO']\n"
        "level: [local]\n"
        "type: [project]\n"
        "area: [education]\n"
        "period: {start: 2020, end: ongoing, note: 'since: 2020, they say'}\n"
        "source:\n"
        "  - {document: CDADI(2024)39, page: 14}\n"
        "links:\n"
        "  - {title: Site, url: 'https://example.org/?a=1,2'}\n"
        "status: draft\n"
        "reviewed: 2026-11-20\n"
        "---\n\n"
        "## Purpose\n\nTo open schools.\n\n## Process\n\nThey meet.\n"
    )


def test_notes_without_end_are_cut() -> None:
    made = draft(("x" * 9_000, "y" * 9_000, "z" * 9_000, "a"), **SECTIONS)
    assert "\n# - and 2 more, which the import printed\ntitle:" in made
    assert check(made, "no/a.md") == []


def test_a_paragraph_is_a_brief_practice() -> None:
    made = draft(body="A paragraph.")
    assert "\nextent: brief\n" in made
    assert check(made, "no/a.md") == []
    for body in ("### A heading\n\ntext", "long " * 1000, ""):
        assert "extent" not in draft(body=body)
    assert [p.rule for p in check(draft(body="Long. " * 1000), "no/a.md")] == ["section-missing"]


_TEXTS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1).map(
    lambda text: f"Of {' '.join(text.split())}."
)


@given(_TEXTS, _TEXTS)
def test_any_text_reads_back(title: str, note: str) -> None:
    facts = {**FACTS, "title": title, "period": {"start": "2020", "note": note}}
    made = text(
        Mapped(facts, SECTIONS, "", "row 2", (note,)), TERMS, today="2026-11-20", origin=note
    )
    assert check(made, "no/a.md") == []


def test_only_what_is_there_is_written() -> None:
    assert front_matter({"title": "A", "nonsense": 1}) == "title: A\n"


def test_free_slugs() -> None:
    assert free_slug("A title", ()) == "a-title"
    assert free_slug("A title", {"a-title"}) == "a-title-2"
    assert free_slug("A title", {"a-title", "a-title-2"}) == "a-title-3"
    assert free_slug("A title", {"a"}, wished="a") == "a-2"
    assert free_slug("…", {"practice"}) == "practice-2"
    long = "word-" * 11 + "word"
    assert free_slug(long, {long}) == "word-" * 11 + "2"
    assert len(free_slug("x" * 60, {"x" * 60})) <= 60
