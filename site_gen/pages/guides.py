"""The pages in docs/ as the search index needs them."""

from __future__ import annotations

from pathlib import Path

import frontmatter

from site_gen import markdown
from site_gen.pages.directives import DIRECTIVE
from site_gen.search import Guide


def guides(folder: Path) -> list[Guide]:
    """Every page below `folder` that has a title, the home page left out, by address."""
    found = []
    for path in sorted(folder.rglob("*.md")):
        page = frontmatter.loads(path.read_text(encoding="utf-8"))
        address = path.relative_to(folder).with_suffix("").as_posix() + "/"
        address = address.removesuffix("index/")
        title = str(page.metadata.get("title") or "")
        if address and title:
            text = markdown.text(markdown.render(DIRECTIVE.sub("", page.content)))
            summary = str(page.metadata.get("description") or "")
            found.append(Guide(title, address, summary, text))
    return found
