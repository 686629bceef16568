"""The site as one archive that works from any folder, without a server and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from site_gen.exports.zipped import zipped

SUFFIX = ".zip"
# What only a web server asks for: its links begin at the root of a host.
_FOR_SERVERS = frozenset({"404.html", "sitemap.xml"})
# Where a reader can go from a page; attributes before it may hold anything between their quotes.
_TARGET = re.compile(
    r'(<(?:a|area|form|link)\b(?:[^>"]|"[^"]*")*?\s(?:href|action)="'
    r'|<meta http-equiv="refresh" content="\d+; ?url=)'
    r'(?P<path>[^"#?]*)(?=["#?])'
)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")


def archive(folder: Path) -> bytes:
    """The built site in `folder` as a ZIP archive; the same for the same site."""
    return zipped(_files(folder))


def for_folders(page: str) -> str:
    """The page with its links to folders leading to the page in each, which no server adds here."""
    return _TARGET.sub(lambda match: match[1] + _page(match["path"]), page)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or name in _FOR_SERVERS:
            continue
        content = path.read_bytes()
        if path.suffix == ".html":
            content = for_folders(content.decode("utf-8")).encode("utf-8")
        yield name, content


def _page(path: str) -> str:
    *_, last = path.split("/")
    if not path or _ELSEWHERE.match(path) or last not in ("", ".", ".."):
        return path
    return path + ("index.html" if last == "" else "/index.html")
