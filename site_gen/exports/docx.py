"""A Word document to edit: all looks are in styles, which a reference document carries."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from site_gen.exports import document, pandoc
from site_gen.exports.book import Book
from site_gen.exports.zipped import zipped

SUFFIX = ".docx"
EXTRA = "pypandoc"
_REFERENCE = Path(__file__).parent / "reference"
_BODY = "word/document.xml"
# Bold and italic are styles too: what an editor changes in one place changes everywhere.
_STYLED = (
    ("<strong>", '<span data-custom-style="Strong">'), ("</strong>", "</span>"),
    ("<em>", '<span data-custom-style="Emphasis">'), ("</em>", "</span>"),
)  # fmt: skip
_CONTENTS_LINE = re.compile(r'<w:p><w:pPr><w:pStyle w:val="TOC[1-3]" /></w:pPr>.*?</w:p>', re.S)
_LINK_STYLE = re.compile(r'<w:rPr>\s*<w:rStyle w:val="Hyperlink" />\s*</w:rPr>')
_LOOK = re.compile(r'w:firstColumn="0"([^/]*) w:val="0020"')

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def export(book: Book, *, progress: Callable[[str], None]) -> bytes:
    """The book with headings, a filled table of contents and tables with header rows."""
    page = document.html(book, progress=progress)
    for written, styled in _STYLED:
        page = page.replace(written, styled)
    depth = document.depth(book)
    contents = [each for each in document.headings(page) if each.level <= depth]
    page = page.replace(document.CONTENTS, document.contents(contents))
    progress("Word document")
    made = pandoc.convert(
        page,
        book,
        to="docx",
        options=(
            "--reference-doc=reference.docx", "--metadata=lang:en-GB",
            f"--metadata=subject:{book.chosen}", f"--metadata=author:{book.settings.publisher}",
        ),
        files={"reference.docx": reference()},
    )  # fmt: skip
    return _with_contents(pandoc.dated(made, book), depth)


def reference() -> bytes:
    """The document whose styles, page and footer every export takes over."""
    parts = {f"word/{path.name}": path.read_bytes() for path in sorted(_REFERENCE.glob("*.xml"))}
    kinds = {"document.xml": "document.main", "footer.xml": "footer", "settings.xml": "settings",
             "styles.xml": "styles"}  # fmt: skip
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_KIND}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()
    parts["_rels/.rels"] = _relations([("rId1", "officeDocument", "word/document.xml")])
    parts["word/_rels/document.xml.rels"] = _relations(
        [("rId1", "styles", "styles.xml"), ("rId2", "settings", "settings.xml"),
         ("rId3", "footer", "footer.xml")]
    )  # fmt: skip
    return zipped(parts.items())


def _relations(found: list[tuple[str, str, str]]) -> bytes:
    lines = (
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in found
    )
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'
    ).encode()


def _with_contents(parts: dict[str, bytes], depth: int) -> bytes:
    """The lines of the table of contents as the result of a field, so that Word can renew it."""
    body = parts[_BODY].decode("utf-8")
    lines = list(_CONTENTS_LINE.finditer(body))
    if lines:
        start, end = lines[0].start(), lines[-1].end()
        listed = _LINK_STYLE.sub("", body[start:end])
        code = f' TOC \\o "1-{depth}" \\h \\z \\u '
        instruction = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        opening = f"{_field('begin')}{instruction}{_field('separate')}"
        listed = listed.replace("</w:pPr>", f"</w:pPr>{opening}", 1)
        listed = f"{listed.removesuffix('</w:p>')}{_field('end')}</w:p>"
        body = body[:start] + listed + body[end:]
    body = _LOOK.sub(r'w:firstColumn="1"\1 w:val="00A0"', body)
    return zipped((parts | {_BODY: body.encode("utf-8")}).items())


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}" /></w:r>'
