"""The guides' short introductions, for books: what stands in each before its details begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from site_gen.pages.directives import DIRECTIVE
from site_gen.pages.guides import read

_HEADING = re.compile(r"^#{1,6} .*$", re.M)


@dataclass(frozen=True, slots=True)
class Guide:
    """`path` is its page below the site's root, `markdown` its introduction without headings;
    `principle` is the principle that it introduces, or empty."""

    path: str
    title: str
    summary: str
    markdown: str
    principle: str = ""


def guides(docs: Path, principles: tuple[str, ...]) -> tuple[Guide, ...]:
    """The guides in `docs`, general ones first, then those of the principles in their order."""
    general, special = [], {}
    for path in sorted((docs / "guides").rglob("*.md")):
        if path.stem == "index":
            continue  # a list of guides
        page = read(path, name=f"{docs.name}/{path.relative_to(docs).as_posix()}")
        principle = path.stem if path.stem in principles else ""
        found = Guide(
            path=path.relative_to(docs).with_suffix("").as_posix() + "/",
            title=str(page.metadata.get("title") or path.stem),
            summary=str(page.metadata.get("description") or ""),
            markdown=introduction(page.content),
            principle=principle,
        )
        if principle:
            special[principle] = found
        else:
            general.append(found)
    return (*general, *(special[name] for name in principles if name in special))


def introduction(text: str) -> str:
    """What stands below the title, up to the first heading; if nothing does, up to the second."""
    parts = (DIRECTIVE.sub("", part).strip() for part in _HEADING.split(text))
    return next(filter(None, parts), "")
