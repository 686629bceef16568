"""Word files, made by another library and read by pandoc."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches

from site_gen.importing import word
from site_gen.importing.entry import Entry, Read
from site_gen.importing.mapping import mapped
from site_gen.problems import SiteGenError
from tests.checking import TERMS
from tests.importing import zips
from tests.importing.word_files import content, lay_out

LINES = """
INTRODUCTION
Ten towns wrote down what they do.
ENSURING EQUALITY
FRANCE
LYON: Open *School*
Type: project / network
Area of intervention: Schools, labour market
Duration: Since March 2019 (ongoing)
Purpose: Every pupil meets a **neighbour** & learns <a trade>.
It is *free* of charge.
Stimulus/Rationale: Few pupils had work experience.
Process:
- a visit to a workshop;
- a week of work.

| Year | Pupils |
| --- | --- |
| 2020 | 12 |
Impact: 12 pupils in a year.
Key reference documents:
The plan
<https://example.org/plan>
NORWAY
A network of libraries
Type: sewing circle
Purpose: Libraries lend tools.
Process: They meet.
Commented [AB1]: Is this still so?
Further information: www.example.org/libraries
VALUING DIVERSITY
TÜRKİYE
Tea for all
Type: network
Purpose: Neighbours meet over tea.
Process: In a park.
""".strip().split("\n")
HEADINGS = {0: 1, 2: 1, 3: 2, 4: 3, 22: 2, 23: 3, 29: 1, 30: 2, 31: 3}


def read(made: bytes) -> Read:
    return word.read(made, name="a.docx", terms=TERMS)


def only(document: docx.document.Document) -> Entry:
    (entry,) = read(content(document)).entries
    return entry


@pytest.fixture
def document() -> docx.document.Document:
    made = docx.Document()
    made.add_heading("A practice", 1)
    made.add_paragraph("Type: project")
    return made


@pytest.mark.parametrize("styled", [True, False])
def test_the_layout_of_the_original(styled: bool) -> None:
    found = read(content(lay_out(LINES, HEADINGS, styled=styled)))
    first, second, third = (mapped(each, TERMS, source="a.docx") for each in found.entries)
    assert first.facts == {
        "title": "Open School", "place": "Lyon", "principle": ["equality"], "country": ["FR"],
        "type": ["project", "network"], "area": ["education", "employment"],
        "period": {"start": "2019-03", "end": "ongoing"},
        "summary": "Every pupil meets a neighbour & learns <a trade>.",
        "source": [{"document": "a.docx"}],
        "links": [{"title": "The plan", "url": "https://example.org/plan"}],
    }  # fmt: skip
    assert first.sections == {
        "purpose": "Every pupil meets a **neighbour** & learns \\<a trade\\>.\n\n"
        "It is *free* of charge.",
        "stimulus-and-rationale": "Few pupils had work experience.",
        "process": "- a visit to a workshop;\n- a week of work.\n\n"
        "| Year | Pupils |\n|------|--------|\n| 2020 | 12     |",
        "impact": "12 pupils in a year.",
    }
    assert second.facts["country"] == ["NO"]
    assert second.notes == (
        "a comment in the margin, left out: 'AB1: Is this still so?'",
        "type 'sewing circle': no term of the vocabulary",
    )
    assert second.facts["links"] == [
        {"title": "www.example.org", "url": "https://www.example.org/libraries"}
    ]
    assert (third.facts["principle"], third.facts["country"]) == (["diversity"], ["TR"])
    left_out = "under 'INTRODUCTION'" if styled else "before the first practice"
    assert found.notes == (f"the text {left_out} stands in no practice: left out",)


def test_one_practice_with_a_title_by_style() -> None:
    made = docx.Document()
    made.add_paragraph("Our practice", style="Title")
    made.add_paragraph("Country: Norway")
    made.add_paragraph("Purpose", style="Heading 1")
    made.add_paragraph("To meet.")
    entry = only(made)
    assert entry.facts == {"title": ("Our practice",), "country": ("Norway",)}
    assert entry.sections == {"purpose": "To meet."}


def test_a_form() -> None:
    made = docx.Document()
    table = made.add_table(4, 2)
    cells = ("Title", "Our practice", "Type:", "project", "Purpose", "To\nmeet", "Partners", "A; B")
    for number, text in enumerate(cells):
        table.cell(number // 2, number % 2).text = text
    entry = only(made)
    assert entry.facts == {"title": ("Our practice",), "type": ("project",), "partners": ("A", "B")}
    assert entry.sections == {"purpose": "To\n\nmeet"}


def test_tracked_changes_are_accepted_and_told(document: docx.document.Document) -> None:
    made = document.add_paragraph("Purpose: We meet")
    about = f'{nsdecls("w")} w:id="9" w:author="A" w:date="2024-01-01T00:00:00Z"'
    for tag, text in (("ins", "t> on Mondays</w:t"), ("del", "delText> on Sundays</w:delText")):
        made._p.append(parse_xml(f"<w:{tag} {about}><w:r><w:{text}></w:r></w:{tag}>"))
    entry = only(document)
    assert entry.sections == {"purpose": "We meet on Mondays"}
    assert entry.notes == (
        "a tracked insertion, taken as accepted: 'on Mondays'",
        "a tracked deletion, taken as accepted: 'on Sundays'",
    )


def test_pictures_and_comments(document: docx.document.Document) -> None:
    made = document.add_paragraph("Purpose: We meet")
    made.add_run().add_picture(io.BytesIO(_PNG), width=Inches(1))
    document.add_comment(made.runs, text="Who?", author="Ed", initials="E")
    entry = only(document)
    assert entry.sections == {"purpose": "We meet"}
    assert "a comment in the margin, left out: 'Ed: Who?'" in entry.notes
    assert any(note.startswith("a picture, left out") for note in entry.notes)


def test_what_pandoc_does_not_tell(document: docx.document.Document) -> None:
    made = document.add_paragraph("Purpose: We meet")
    made._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape>'
            "<v:textbox><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
            "</v:textbox></v:shape></w:pict></w:r>"
        )
    )
    made._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:object/></w:r>"))
    made.add_run(" in secret").font.hidden = True
    document.sections[0].header.paragraphs[0].text = "Confidential"
    assert read(content(document)).notes == (
        "hidden text, which shows now: see that it may",
        "an embedded object, left out",
        "a text box, left out: 'In a box'",
        "the page's header, left out: 'Confidential'",
    )


def test_footnotes_stay_in_the_text(document: docx.document.Document) -> None:
    """As python-docx knows no footnotes, they are put in by hand."""
    document.add_paragraph("Purpose: We meet.")
    made = content(document)
    part = "word/document.xml"
    xml = zips.part(made, part).replace(
        b"We meet.</w:t></w:r>",
        b'We meet.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>',
    )
    rels = zips.part(made, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="f1" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/footnotes"/></Relationships>',
    )
    notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>Since 2019'
    notes += "</w:t></w:r></w:p></w:footnote></w:footnotes>"
    changes = {
        part: xml,
        "word/_rels/document.xml.rels": rels,
        "word/footnotes.xml": notes.encode(),
    }
    (entry,) = read(zips.changed(made, changes)).entries
    assert entry.sections == {"purpose": "We meet. (Since 2019)"}
    assert entry.notes == ("a footnote, now in brackets in the text",)


def test_no_text_runs_as_markup(document: docx.document.Document) -> None:
    document.add_paragraph("Purpose: <script>alert(1)</script> [x](javascript:1) ![y](z) # a")
    document.add_paragraph("# no heading")
    document.add_paragraph("1. no list *nor* `this`")
    (purpose,) = only(document).sections.values()
    from site_gen import markdown

    outline = markdown.outline(purpose)
    assert not outline.headings
    assert not outline.targets
    assert outline.raw_html is None


def test_hostile_files_never_reach_pandoc(
    document: docx.document.Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word, "_pandoc", None)
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(SiteGenError, match="declares a document type"):
        read(zips.changed(content(document), {"word/styles.xml": bomb}))


def test_what_pandoc_cannot_read(document: docx.document.Document) -> None:
    with pytest.raises(SiteGenError, match=r"'a\.docx' cannot be read by pandoc: "):
        read(zips.office({"word/other.xml": "<a/>"}))


def test_pandoc_gets_only_the_names_of_pictures(document: docx.document.Document) -> None:
    from site_gen.importing import packages

    document.add_paragraph("x").add_run().add_picture(io.BytesIO(_PNG))
    parts = packages.parts(content(document), name="a.docx", kind="docx")
    packed = packages.packed(parts, without=word._LEFT_OUT, emptied=word._PICTURES)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        sizes = {each.filename: each.file_size for each in archive.infolist()}
    assert sizes["word/media/image1.png"] == 0
    assert "docProps/core.xml" not in sizes


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


_PNG = b"".join(
    (
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(b"\0\0")),
        _chunk(b"IEND", b""),
    )
)
