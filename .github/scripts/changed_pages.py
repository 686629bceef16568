"""Writes a page that leads to the changed practices in a preview of the site.

    python .github/scripts/changed_pages.py CHANGED PREVIEW

CHANGED is a list of files with a NUL after each, as `git diff -z` writes it; PREVIEW the folder
with the built site in `site/`, where `changed.html` goes.
"""

from __future__ import annotations

import html
import os
import sys
from pathlib import Path
from urllib.parse import quote


def main(changed: Path, preview: Path) -> None:
    files = [name for name in os.fsdecode(changed.read_bytes()).split("\0") if name.endswith(".md")]
    items = "".join(f"<li>{_item(name, preview)}</li>\n" for name in files)
    page = (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f"<title>Changed practices</title>\n<h1>Changed practices</h1>\n<ul>\n{items}</ul>\n"
        '<p><a href="site/index.html">The whole site</a></p>\n</html>\n'
    )
    (preview / "changed.html").write_bytes(page.encode("utf-8", "replace"))


def _item(name: str, preview: Path) -> str:
    page = f"site/practices/{Path(name).stem}/index.html"
    shown = html.escape(name)
    if not (preview / page).is_file():
        return f"{shown} (no page: the file has errors)"
    return f'<a href="{quote(page)}">{shown}</a>'


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
