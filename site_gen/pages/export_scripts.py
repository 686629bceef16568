"""The data files once more, for the browser that exports what a search found.

    rows        how many practices share a file, and the CSV's header
    rows-N      a line of CSV for each of them, in the order of the index's numbers
    records-N   the same practices as practices.json holds them

Classic scripts in the index's folder: the data files themselves cannot be read from file://. The
lines are made here, so that there is one rule for columns and for what would run as a formula.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.pages import data
from site_gen.search.scripts import script

SHARE = 64  # practices to a file


def files(records: list[dict[str, object]], folder: str) -> Iterator[tuple[str, bytes]]:
    """Paths below the site's root, and scripts; `folder` is the index's."""
    header, *rows = data.rows(records)
    yield f"{folder}rows.js", script("rows", {"share": SHARE, "header": header})
    for number, start in enumerate(range(0, len(records), SHARE)):
        share = slice(start, start + SHARE)
        yield f"{folder}rows-{number}.js", script(f"rows-{number}", rows[share])
        yield f"{folder}records-{number}.js", script(f"records-{number}", records[share])
