"""The data files, and once more for the browser that exports what a search found.

    rows        how many practices share a file, and the CSV's header
    rows-N      a line of CSV for each of them, in the order of the index's numbers
    records-N   the same practices as practices.json holds them

Classic scripts in the index's folder: the data files themselves cannot be read from file://. The
lines are made here, so that there is one rule for columns and for what would run as a formula.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.catalogue import Catalogue
from site_gen.pages import data
from site_gen.pages.settings import Settings
from site_gen.search.scripts import script, wrapped

SHARE = 64  # practices to a file


def files(
    catalogue: Catalogue, settings: Settings, folder: str
) -> Iterator[tuple[str, bytes]]:  # fmt: skip
    """Paths below the site's root, and contents, of the scripts and then of the data files;
    `folder` is the index's. A share at a time: the lines of all practices take much memory."""
    whole = data.Files()
    yield f"{folder}rows.js", script("rows", {"share": SHARE, "header": data.header()})
    for number, start in enumerate(range(0, len(catalogue.practices), SHARE)):
        practices = catalogue.practices[start : start + SHARE]
        records = data.records(practices, catalogue, settings)
        lines, rows = list(data.json_lines(records)), list(data.rows(records))
        whole.add(lines, rows)
        yield f"{folder}rows-{number}.js", script(f"rows-{number}", rows)
        content = b"[%b]" % b",".join(lines)
        yield f"{folder}records-{number}.js", wrapped(f"records-{number}", content)
    yield from whole.contents(catalogue.vocabulary, settings).items()
