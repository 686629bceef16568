"""pandoc, which comes as a package: HTML in, a file's bytes out."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from site_gen.exports.book import Book
from site_gen.problems import SiteGenError

_NO_DAY = b"1970-01-01T00:00:00Z"  # in its sandbox pandoc does not know what day it is
# Headings keep the ids that they have: made ones could be those of practices.
_READER = "html-auto_identifiers"


def convert(
    page: str,
    book: Book,
    *,
    to: str,
    options: Sequence[str] = (),
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """The page in another format. `files` are what the options name, in the working folder.

    In pandoc's sandbox, which reads no other file and asks no host, whatever the page says.
    """
    import pypandoc

    with tempfile.TemporaryDirectory(prefix="compendium-") as name:
        folder = Path(name)
        for file, content in (files or {}).items():
            (folder / file).write_bytes(content)
        command = [
            pypandoc.get_pandoc_path(), "--sandbox", f"--from={_READER}", f"--to={to}",
            "--output=out", *options,
        ]  # fmt: skip
        done = subprocess.run(
            command,
            input=page.encode(),
            cwd=folder,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise SiteGenError(f"pandoc failed: {done.stderr.decode(errors='replace').strip()}")
        return (folder / "out").read_bytes()


def dated(made: bytes, book: Book) -> dict[str, bytes]:
    """The parts of a DOCX or EPUB by name, made on the book's day."""
    day = f"{book.made.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("docProps/core.xml", "EPUB/content.opf"):
        if name in parts:
            parts[name] = parts[name].replace(_NO_DAY, day)
    return parts
