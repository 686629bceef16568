"""The PDF: what validators, readers' outlines and copied text say of it, and what stops it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pypdf
import pytest
from pikepdf import Pdf

from site_gen.catalogue import catalogue
from site_gen.exports.book import Book
from site_gen.exports.pdf import export, sheet
from site_gen.exports.typesetting import content, preflight
from site_gen.exports.typesetting.tree import blocks, isolated
from site_gen.practice import Link
from site_gen.problems import ContentError, SiteGenError
from tests.exports.books import PRACTICES, a_book, all_practices, real_book, silent
from tests.publishing import SETTINGS, TERMS, practice

NAMES = {
    "Latin": "Łódź, Gävle, Škofja Loka, Neuchâtel, Türkiye",
    "Greek": "Ελληνικό Φόρουμ Μεταναστών",
    "Cyrillic": "Київська міська рада, Ђорђе",
    "Arabic": "مدينة الرباط",
    "Georgian": "თბილისის მერია",
    "Armenian": "Երևանի քաղաքապետարան",
}
ISOLATES = str.maketrans("", "", "\u2068\u2069")
RICH = """\
## Purpose

Text with *stress*, **weight**, `code`, [a link](https://example.org/a/long/address?with=query) and
[another practice](../no/oslo-plan.md).

1. first

   more of it
2. second
   - inner

> quoted

```
a = 1
```

### Details

| Left | Right |
| --- | ---: |
| *x* | 1 |

---

End.
"""


@pytest.fixture(scope="module")
def made() -> bytes:
    return export(a_book(), progress=silent)


@pytest.fixture(scope="module")
def whole() -> Book:
    return real_book()


@pytest.fixture(scope="module")
def whole_pdf(whole: Book) -> bytes:
    return export(whole, progress=silent)


def text(pdf: bytes) -> str:
    """The text as it is copied, without isolates."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "\n".join(each.extract_text() for each in pages).translate(ISOLATES)


def outline(pdf: bytes) -> list[tuple[int, str]]:
    """(depth, title) of every bookmark, in order."""

    def walk(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield depth, item.title.translate(ISOLATES)
            yield from walk(list(item.children), depth + 1)

    with Pdf.open(io.BytesIO(pdf)) as document, document.open_outline() as found:
        return list(walk(list(found.root), 1))


def failures(pdf: bytes, folder: Path) -> list[object]:
    """What the validator finds against PDF/UA-1."""
    path = folder / "file.pdf"
    path.write_bytes(pdf)
    report = page.validate_pdf(str(path), profile="ua1")
    return [] if report.is_compliant else [str(report)]


def fonts(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """Every font's name, and whether the file holds it."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                yield str(each.FontName), "/FontFile2" in each or "/FontFile3" in each


def pages(pdf: bytes) -> int:
    with Pdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def test_the_real_book_is_valid_with_its_practices_as_outline(
    whole: Book, whole_pdf: bytes, tmp_path: Path
) -> None:
    assert failures(whole_pdf, tmp_path) == []
    groups = (group for section in whole.sections for group in section.groups)
    expected = [each.title for group in groups for each in group.practices]
    titles = [title for depth, title in outline(whole_pdf) if depth == 3]
    assert titles == expected
    assert len(titles) == len(whole.practices)


def test_the_real_book_holds_every_practice_and_its_facts(whole: Book, whole_pdf: bytes) -> None:
    said = "".join(text(whole_pdf).split())
    for each in whole.practices:
        for part in (each.title, each.summary[:40], *each.lead):
            assert "".join(part.split()).replace("-", "") in said.replace("-", ""), part
        for link in each.links:
            assert link.url in said, link.url


def test_its_chapters_are_the_parts_of_a_book(made: bytes) -> None:
    assert [title for depth, title in outline(made) if depth == 1] == [
        "Contents", "The guides in short", "Ensuring equality", "Valuing diversity",
        "Index", "Sources", "Licence",
    ]  # fmt: skip
    assert a_book().glossary == ()  # so it has no chapter


def test_the_real_book_has_a_glossary(whole: Book, whole_pdf: bytes) -> None:
    assert (1, "Glossary") in outline(whole_pdf)
    said = "".join(text(whole_pdf).split())
    assert all("".join(term.label.split()) in said for term in whole.glossary)


def test_language_and_standards_are_declared(made: bytes) -> None:
    with Pdf.open(io.BytesIO(made)) as document:
        assert str(document.Root.Lang).lower() == "en-gb"
        assert document.Root.MarkInfo.Marked
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
            assert metadata["dc:title"] == "Good Practices"


def test_all_fonts_are_ours_and_embedded(whole_pdf: bytes) -> None:
    found = dict(fonts(whole_pdf))
    assert found
    assert all(found.values())
    assert all("Noto" in name or "Vazirmatn" in name for name in found)


@pytest.mark.parametrize("script", NAMES)
def test_names_print_and_can_be_copied(script: str, tmp_path: Path) -> None:
    name = NAMES[script]
    one = practice("one", title=f"One: {name}", lead=(name,), body=f"**{name}** 2024 and *{name}*")
    pdf = sheet(one, catalogue([one], TERMS), SETTINGS)
    said = text(pdf)
    for word in name.replace(",", "").split():
        assert said.count(word) >= 4, word  # title, facts, text twice
    assert failures(pdf, tmp_path) == []


def test_two_runs_give_the_same_bytes(made: bytes) -> None:
    assert export(a_book(), progress=silent) == made
    one = PRACTICES[0]
    first, second = (sheet(one, all_practices(), SETTINGS) for _ in range(2))
    assert first == second


def test_an_order_by_hand_has_no_countries(tmp_path: Path) -> None:
    chosen = (PRACTICES[2], PRACTICES[0])
    pdf = export(a_book(practices=chosen, by_hand=True), progress=silent)
    titles = [title for depth, title in outline(pdf) if depth == 2]
    assert titles[:2] == [practice.title for practice in chosen]
    assert failures(pdf, tmp_path) == []


def test_all_of_markdown_is_set(tmp_path: Path) -> None:
    practices = (replace(PRACTICES[0], body=RICH), PRACTICES[1])
    pdf = export(a_book(practices=practices), progress=silent)
    said = text(pdf)
    for part in ("stress", "weight", "code", "first", "more of it", "inner", "quoted", "a = 1",
                 "Details", "Left", "End."):  # fmt: skip
        assert part in said
    assert "https://example.org/a/long/address?with=query" in said  # as a note
    assert "another practice (page" in " ".join(said.split())
    assert failures(pdf, tmp_path) == []


def test_texts_are_never_read_as_markup() -> None:
    hostile = '#panic("x") $1+1$ <label> @ref *b* = Heading // \\ `raw` #import "x"'
    one = practice("one", title=hostile, lead=(hostile,), links=(Link(hostile, "https://a.test/"),))
    said = text(sheet(one, catalogue([one], TERMS), SETTINGS))
    assert "".join(said.split()).count("".join(hostile.split())) >= 3


def test_every_real_practice_fits_on_two_pages(whole: Book) -> None:
    longest = sorted(whole.practices, key=lambda practice: -len(practice.body))[:8]
    for each in (*longest, whole.catalogue.by_id["refugee-social-safety-net"]):
        assert pages(sheet(each, whole.catalogue, SETTINGS)) <= 2, each.id


def test_a_sheet_says_where_it_comes_from_and_is_valid(tmp_path: Path) -> None:
    pdf = sheet(PRACTICES[0], all_practices(), SETTINGS)
    said = "".join(text(pdf).split())
    assert f"{SETTINGS.site_url}practices/espace-egalite/" in said
    assert "Lastreviewed20November2026" in said
    assert failures(pdf, tmp_path) == []
    with Pdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Espace Égalité"


def test_a_translation_is_marked_with_its_language() -> None:
    french = all_practices().translations["espace-egalite"][0]
    with Pdf.open(io.BytesIO(sheet(french, all_practices(), SETTINGS))) as document:
        assert str(document.Root.Lang) == "fr"


def test_preflight_names_file_line_and_character(tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    body = "## Purpose\n\nA 漢 sign.\n\n#### Deep\n\nText.\n"
    path.write_text(f"---\ntitle: One\nlead: 字\n---\n\n{body}", encoding="utf-8")
    one = practice("one", path=str(path), body=body, lead=("字",))
    with pytest.raises(ContentError) as caught:
        export(a_book(practices=(one,)), progress=silent)
    assert [(p.line, p.column, p.rule, p.message) for p in caught.value.problems] == [
        (3, 7, "pdf-glyph",
         "no font of the PDF has the character '字' (U+5B57, CJK UNIFIED IDEOGRAPH-5B57)"),
        (8, 3, "pdf-glyph",
         "no font of the PDF has the character '漢' (U+6F22, CJK UNIFIED IDEOGRAPH-6F22)"),
        (10, 1, "pdf-heading-level", "a heading of level 4 after one of level 2"),
    ]  # fmt: skip
    assert {problem.path for problem in caught.value.problems} == {str(path)}


def test_a_character_that_no_file_shows_is_named_without_its_place() -> None:
    one = practice("one", body="## Purpose\n\n&#x6f22;\n", path="nowhere/one.md")
    (problem,) = preflight.check([one])
    assert (problem.path, problem.line) == ("nowhere/one.md", 1)
    assert "U+6F22" in problem.message


def test_what_only_the_templates_meet_stops_with_a_sentence() -> None:
    odd = replace(a_book(), chosen="漢")
    with pytest.raises(SiteGenError, match=r"the PDF cannot be set: .*漢"):
        export(odd, progress=silent)


def test_every_character_of_our_fonts_can_be_set() -> None:
    # Letters and digits: what preflight lets pass must not stop Typst.
    letters = "".join(sorted(c for c in preflight.covered() if c.isalnum()))
    one = practice("one", body=f"{letters}\n\n*{letters}*\n\n**{letters}**\n\n`{letters}`")
    assert preflight.check([one]) == []
    assert sheet(one, catalogue([one], TERMS), SETTINGS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no such letters (1)", "no such letters (1)"),
        ("Al-Madina مدينة 5", "Al-Madina \u2068مدينة\u2069 5"),
        ("مدينة 5 (الرباط) 6", "\u2068مدينة 5 (الرباط)\u2069 6"),
        ("مدينة and الرباط", "\u2068مدينة\u2069 and \u2068الرباط\u2069"),
        ("(مدينة)", "(\u2068مدينة\u2069)"),
    ],
)
def test_what_is_read_from_the_right_is_isolated(text: str, expected: str) -> None:
    assert isolated(text) == expected


def test_the_tree_of_a_list_and_a_table() -> None:
    html = '<ul>\n<li>one\n<ol start="3">\n<li>\n<p>a &amp; b</p>\n</li>\n</ol>\n</li>\n</ul>\n'
    assert blocks(html) == [
        {"t": "ul", "c": [{"t": "li", "c": [
            "one", {"t": "ol", "start": 3, "c": [
                {"t": "li", "c": [{"t": "p", "c": ["a & b"]}]}]}]}]}
    ]  # fmt: skip
    html = (
        '<table>\n<thead>\n<tr>\n<th align="right">n</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td align="right">1</td>\n</tr>\n</tbody>\n</table>'
    )
    assert blocks(html) == [
        {"t": "table", "head": [{"t": "cell", "align": "right", "c": ["n"]}],
         "rows": [[{"t": "cell", "align": "right", "c": ["1"]}]]}
    ]  # fmt: skip


def test_a_link_without_target_is_text() -> None:
    found = content.of_practice(PRACTICES[0], a_book())
    assert "a draft" in str(found["body"])
    assert "nowhere" not in str(found["body"])
