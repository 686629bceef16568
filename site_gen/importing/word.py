"""DOCX files: pandoc reads them, as it writes ours."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from site_gen.importing import layout, packages, scanning
from site_gen.importing.blocks import Blocks
from site_gen.importing.entry import Read
from site_gen.importing.layout import Piece
from site_gen.importing.names import Names
from site_gen.importing.pandoc_tree import Node
from site_gen.problems import SiteGenError, shown
from site_gen.vocabulary import Vocabulary

EXTRA = "pypandoc"
_SECONDS = 300
_MEMORY = ("+RTS", "-M3g", "-RTS")  # at most; the original's 130 pages take 180 MB
_LEFT_OUT = ("word/embeddings/", "word/fonts/", "customXml/", "docProps/")
_PICTURES = ("word/media/",)  # pandoc has to find them, or would not say that there were any
_MAIN = "word/document.xml"
_MARGINS = {"header": "hdr", "footer": "ftr"}
# Elements of which pandoc says nothing.
_SILENT = {
    "vanish": "hidden text, which shows now: see that it may",
    "altChunk": "a document inside the document, left out",
    "object": "an embedded object, left out",
    "chart": "a chart, left out",
    "relIds": "a diagram, left out",
    "checkBox": "check boxes of a form: see which are ticked",
    "checkbox": "check boxes of a form: see which are ticked",
}


def read(content: bytes, *, name: str, terms: Vocabulary) -> Read:
    """The entries of a Word document. Raises SiteGenError for a file that is none, or hostile."""
    parts = packages.parts(content, name=name, kind="docx")
    tree = json.loads(
        _pandoc(
            packages.packed(parts, without=_LEFT_OUT, emptied=_PICTURES),
            "--from=docx", "--track-changes=all", "--to=json", name=name,
        )
    )  # fmt: skip
    found = layout.entries(_pieces(tree, Names(terms), name), terms)
    return Read(found.entries, (*found.notes, *_silent(parts, name)))


def _pandoc(content: bytes, *options: str, name: str) -> bytes:
    """What pandoc makes of it, in its sandbox: it reads no other file and asks no host."""
    import pypandoc

    with tempfile.TemporaryDirectory(prefix="compendium-") as folder:
        (Path(folder) / "in").write_bytes(content)
        try:
            done = subprocess.run(
                [pypandoc.get_pandoc_path(), *_MEMORY, "--sandbox", *options, "in"],
                cwd=folder, capture_output=True, check=False, timeout=_SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise SiteGenError(f"{shown(name)} takes pandoc too long to read") from None
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise SiteGenError(f"{shown(name)} cannot be read by pandoc: {shown(said, 200)}")
    return done.stdout


def _pieces(tree: Node, names: Names, name: str) -> list[Piece]:
    """The document's pieces with their Markdown, which one run of pandoc writes for all."""
    title = tree["meta"].get("title", {})  # where pandoc puts a paragraph of the style Title
    first = {"t": "Header", "c": [1, ["", [], []], title.get("c")]}
    blocks = [first] if title.get("t") == "MetaInlines" else []
    drafted = Blocks(names).read([*blocks, *tree["blocks"]])
    marker = uuid.uuid4().hex
    divider = {"t": "RawBlock", "c": ["commonmark", marker]}
    blocks = [block for _, made in drafted for block in (*made, divider)]
    text = _pandoc(
        json.dumps({**tree, "meta": {}, "blocks": blocks}).encode(),
        "--from=json", "--to=commonmark-raw_html+pipe_tables", "--wrap=none", name=name,
    ).decode()  # fmt: skip
    written = (part.strip() for part in text.split(marker))
    return [_with(piece, markdown) for (piece, _), markdown in zip(drafted, written, strict=False)]


def _with(piece: Piece, markdown: str) -> Piece:
    text = re.sub(r"^#+ ", "", markdown) if piece.level else markdown
    return Piece(piece.text, text, piece.level, piece.label, piece.items, piece.notes)


def _silent(parts: dict[str, bytes], name: str) -> Iterator[str]:
    """What pandoc would leave out without a word."""
    if _MAIN not in parts:
        return
    found = scanning.count(parts[_MAIN], name=name, part=_MAIN)
    yield from (said for element, said in _SILENT.items() if found[element])
    for text in scanning.texts(parts[_MAIN], "txbxContent", name=name, part=_MAIN):
        yield f"a text box, left out: {shown(text, 200)}"
    for part, data in sorted(parts.items()):
        for where, element in _MARGINS.items():
            if part.startswith(f"word/{where}"):
                for text in scanning.texts(data, element, name=name, part=part):
                    if any(c.isalpha() for c in text):
                        yield f"the page's {where}, left out: {shown(text, 200)}"
