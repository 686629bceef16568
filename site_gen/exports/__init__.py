"""The formats in which the compendium can be taken along.

Each exporter is a module that makes one file's bytes of a Book. `site` is none:
it packs a folder that a build wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from typing import Protocol

from site_gen.exports import csv_file, docx, epub, json_file, pdf, xlsx
from site_gen.exports.book import Book
from site_gen.problems import SiteGenError

__all__ = ["EXPORTERS", "FORMATS", "Book", "Exporter", "check_extras"]


class Exporter(Protocol):
    """A format. `SUFFIX` begins with a dot; `EXTRA` names the modules, parted by spaces, that the
    extra `export` brings and `export` imports when it runs."""

    SUFFIX: str
    EXTRA: str

    def export(self, book: Book, *, progress: Callable[[str], None]) -> bytes:
        """The file's bytes, the same for the same book; `progress` is told what is being made."""


EXPORTERS: Mapping[str, Exporter] = {
    "pdf": pdf,
    "docx": docx,
    "epub": epub,
    "xlsx": xlsx,
    "csv": csv_file,
    "json": json_file,
}
FORMATS = ("site", *EXPORTERS)


def installed(name: str) -> bool:
    """Whether the format's packages are there."""
    return name not in EXPORTERS or all(map(find_spec, EXPORTERS[name].EXTRA.split()))


def check_extras(formats: Iterable[str]) -> None:
    """Raise SiteGenError for a format whose packages are not installed, before anything is made."""
    for name in formats:
        if not installed(name):
            raise SiteGenError(
                f"the format '{name}' needs the extra 'export': make export installs it, or "
                "pip install 'intercultural-compendium[export]'"
            )
