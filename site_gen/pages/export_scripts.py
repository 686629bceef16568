"""The data files once more, for the browser that exports what a search found.

    rows        how many practices share a file, and the CSV's header
    rows-N      a line of CSV for each of them, in the order of the index's numbers
    records-N   the same practices as practices.json holds them

Classic scripts in the index's folder: the data files themselves cannot be read from file://. The
lines are made here, so that there is one rule for columns and for what would run as a formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_gen.search.scripts import script, wrapped

SHARE = 64  # practices to a file


def files(
    lines: Sequence[bytes], rows: Sequence[str], folder: str
) -> Iterator[tuple[str, bytes]]:  # fmt: skip
    """Paths below the site's root, and scripts, of the lines and rows that the data files are made
    of; `folder` is the index's."""
    header, *rows = rows
    yield f"{folder}rows.js", script("rows", {"share": SHARE, "header": header})
    for number, start in enumerate(range(0, len(lines), SHARE)):
        share = slice(start, start + SHARE)
        yield f"{folder}rows-{number}.js", script(f"rows-{number}", rows[share])
        records = b"[%b]" % b",".join(lines[share])
        yield f"{folder}records-{number}.js", wrapped(f"records-{number}", records)
