"""From what editors receive to drafts: Word files, workbooks, CSV and our own JSON.

    file ─ packages ─► its parts, verified      scanning: what no reader would tell us of
         ─ word, layout │ workbook, csv_file, columns │ exported ─► entries: texts as they stand
         ─ mapping ────► facts of the format, and what could not be made one
         ─ drafts ─────► the text of a file, and a slug that nobody has

A reader is a function of the file's bytes. None follows a link or opens a second file.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from site_gen.importing import csv_file, exported, word, workbook
from site_gen.importing.entry import Entry, Read
from site_gen.problems import SiteGenError, printable_path, shown
from site_gen.vocabulary import Vocabulary

__all__ = ["READERS", "Entry", "Read", "Reader", "check_extras", "read"]

MAX_BYTES = 100_000_000


class Reader(Protocol):
    """A format. `EXTRA` names the modules, parted by spaces, that the extra `import` brings."""

    EXTRA: str

    def read(self, content: bytes, *, name: str, terms: Vocabulary) -> Read:
        """The file's entries. `name` is how messages call it. Raises SiteGenError."""


READERS: Mapping[str, Reader] = {
    ".docx": word,
    ".xlsx": workbook,
    ".csv": csv_file,
    ".json": exported,
}
_SAVE_AS = {
    ".doc": "a Word document (.docx)", ".docm": "a Word document without macros (.docx)",
    ".odt": "a Word document (.docx)", ".rtf": "a Word document (.docx)",
    ".pdf": "a Word document (.docx)", ".xls": "an Excel workbook (.xlsx)",
    ".xlsm": "an Excel workbook without macros (.xlsx)", ".ods": "an Excel workbook (.xlsx)",
    ".tsv": "CSV (.csv)",
}  # fmt: skip


def check_extras(path: Path) -> None:
    """Raise SiteGenError if nothing reads such a file, or what reads it is not installed."""
    name = shown(printable_path(path.name))
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        better = _SAVE_AS.get(path.suffix.lower())
        allowed = ", ".join(READERS)
        hint = f"; save it as {better}" if better else ""
        raise SiteGenError(f"{name} is of a kind that is not read: allowed are {allowed}{hint}")
    if not all(map(find_spec, reader.EXTRA.split())):
        raise SiteGenError(
            f"reading {name} needs the extra 'import': make import installs it, or pip install "
            "'intercultural-compendium[import]'"
        )


def read(path: Path, terms: Vocabulary) -> Read:
    """What the file holds. Raises SiteGenError for a file that cannot be read, or is hostile."""
    check_extras(path)
    name = printable_path(path.name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SiteGenError(f"{shown(name)} is not a file")
        if status.st_size > MAX_BYTES:
            raise SiteGenError(f"{shown(name)} has {status.st_size:,} bytes; at most {MAX_BYTES:,}")
        content = path.read_bytes()
    except OSError as error:
        raise SiteGenError(f"{shown(name)} cannot be read: {error.strerror}") from None
    return READERS[path.suffix.lower()].read(content, name=name, terms=terms)
