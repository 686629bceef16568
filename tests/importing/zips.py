"""ZIP archives for tests: office files by hand, and what attackers make of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def archive(parts: Mapping[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return stream.getvalue()


def office(parts: Mapping[str, bytes | str], *, type_: str = DOCX_TYPE) -> bytes:
    """An archive with a list of content types, and these parts."""
    types = f'<Types><Override PartName="/main.xml" ContentType="{type_}"/></Types>'
    return archive({"[Content_Types].xml": types, **parts})


def relationship(kind: str, target: str) -> dict[str, str]:
    """A part that points out of the file."""
    return {
        "word/_rels/document.xml.rels": f'<Relationships><Relationship Id="r1" Type="http://x/{kind}"'
        f' Target="{target}" TargetMode="External"/></Relationships>'
    }


def changed(content: bytes, changes: Mapping[str, bytes]) -> bytes:
    """An archive with some parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(content)) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    return archive({**parts, **changes})


def part(content: bytes, name: str) -> bytes:
    """A part of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive_:
        return archive_.read(name)
