"""The Word document, opened by another library."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import docx as python_docx
import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph

from site_gen.exports.docx import export
from tests.exports.books import HOSTILE, PRACTICES, a_book, silent

_DIRECT = re.compile(r"<w:(?:b|i|sz|color|rFonts|jc|ind|spacing|u|shd)\b")


@pytest.fixture(scope="module")
def made() -> bytes:
    return export(a_book(), progress=silent)


@pytest.fixture(scope="module")
def document(made: bytes) -> Document:
    return python_docx.Document(io.BytesIO(made))


def body(made: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return archive.read("word/document.xml").decode()


def styled(document: Document, *names: str) -> list[str]:
    return [each.text for each in document.paragraphs if style(each) in names]


def style(paragraph: Paragraph) -> str:
    return str(paragraph.style.name) if paragraph.style else ""


def test_title_page(document: Document) -> None:
    assert styled(document, "Title") == ["Good Practices"]
    assert styled(document, "Imprint") == [
        "All 3 practices.",
        "As of 1 December 2026, made with site_gen 0.1.0.",
        "Texts: CC BY 4.0.",
        "https://compendium.test/",
    ]
    properties = document.core_properties
    assert properties.title == "Good Practices"
    assert properties.subject == "All 3 practices."
    assert properties.language == "en-GB"
    assert properties.created == datetime(2026, 12, 1, tzinfo=UTC)


def test_headings_are_headings(document: Document) -> None:
    assert styled(document, "Heading 1") == [
        "Guides in short", "Ensuring equality", "Valuing diversity", "Index", "Sources and licence",
    ]  # fmt: skip
    assert styled(document, "Heading 2") == [
        "Planning", "France", "Spain", "Norway", "Countries", "Areas", "Leading organisations",
    ]  # fmt: skip
    assert styled(document, "Heading 3") == [PRACTICES[n].title for n in (0, 2, 1)]
    assert "Purpose" in styled(document, "Heading 4")
    assert styled(document, "Heading 5") == ["First step"]


def test_the_table_of_contents_is_filled(made: bytes, document: Document) -> None:
    listed = [each for each in document.paragraphs if style(each) in ("toc 1", "toc 2", "toc 3")]
    headings = [
        each.text
        for each in document.paragraphs
        if style(each) in ("Heading 1", "Heading 2", "Heading 3")
    ]
    assert [each.text for each in listed] == headings
    assert all(len(each.hyperlinks) == 1 and each.hyperlinks[0].fragment for each in listed)
    text = body(made)
    assert text.count("TOC \\o &quot;1-3&quot;") + text.count('TOC \\o "1-3"') == 1
    kinds = re.findall(r'w:fldCharType="(\w+)"', text)
    assert kinds == ["begin", "separate", "end"]


def test_links_work(made: bytes, document: Document) -> None:
    links = [link for each in document.paragraphs for link in each.hyperlinks]
    marks = set(re.findall(r'<w:bookmarkStart[^>]*w:name="([^"]*)"', body(made)))
    assert all(link.address or link.fragment in marks for link in links)
    addresses = [link.address for link in links if link.address]
    assert "https://example.org/?a=1&b=2" in addresses
    assert "https://example.org/a" in addresses
    inside = [link.fragment for link in links if not link.address]
    # a guide and a practice name Oslo, three indexes, the contents; both its countries and areas
    assert inside.count("oslo-plan") == 2 + 2 + 2 + 1 + 1


def test_tables_have_header_rows(document: Document) -> None:
    facts = [table for table in document.tables if table.cell(0, 0).text == "Fact"]
    assert len(facts) == len(PRACTICES)
    assert len(document.tables) == len(PRACTICES) + 1  # one in a practice's text
    for table in document.tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert table.style is not None
        assert table.style.name == "Table"
    first = {row.cells[0].text: row.cells[1].text for row in facts[0].rows}
    assert first["Where"] == "Strasbourg; France"
    assert first["When"] == "30 September 2019 – ongoing; Revised each year; Ongoing"
    assert first["Address"] == "https://compendium.test/practices/espace-egalite/"


def test_looks_are_in_styles_alone(made: bytes, document: Document) -> None:
    assert _DIRECT.findall(body(made).partition("<w:sectPr>")[0]) == []
    names = {run.style.name for each in document.paragraphs for run in each.runs}
    assert {"Strong", "Emphasis"} <= names
    known = {style.style_id for style in document.styles}
    used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]*)"', body(made)))
    assert used <= known


def test_hostile_text_is_text(document: Document) -> None:
    assert HOSTILE in styled(document, "Heading 3")
    assert any("<script>alert(1)</script>" in each.text for each in document.paragraphs)


def test_a_choice_by_hand_has_no_countries() -> None:
    made = export(a_book(practices=PRACTICES[1::-1], by_hand=True), progress=silent)
    document = python_docx.Document(io.BytesIO(made))
    assert styled(document, "Heading 2")[:2] == [PRACTICES[1].title, PRACTICES[0].title]
    assert styled(document, "toc 3") == []


def test_the_same_book_makes_the_same_bytes(made: bytes) -> None:
    assert export(a_book(), progress=silent) == made
