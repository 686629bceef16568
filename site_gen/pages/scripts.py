"""When a page's scripts are fetched and run: ours are asked for in the head, and run first."""

from __future__ import annotations

import re

from site_gen.pages.frame import add_head

_THEME = re.compile(r'<script (?=src="[^"]*/javascripts/bundle\.)')
# Lines that hold a comment and nothing else; a file's directives and code stay as they are.
_COMMENTS = re.compile(rb"^[ \t]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)


def without_comments(script: bytes) -> bytes:
    """`script` without the lines of comment, a third of our scripts. It must have none of their
    kind in a template literal."""
    return _COMMENTS.sub(b"", script)


def add_script(page: str, address: str, *, data: str = "") -> str:
    """`page` with the script at `address`, which runs once the page is parsed.

    The theme's own runs behind it, while ours waits for what it has asked for. A page that can show
    nothing without `data`, the address of a data file, asks for both together with its styles, and
    keeps the theme's back until it has shown something: loader.js runs what is so marked.
    """
    priority = ' fetchpriority="high"' if data else ""
    theme = 'type="text/kept"' if data else "defer"
    sources = [source for source in (address, data) if source]
    tags = (f'<script src="{source}" defer{priority}></script>' for source in sources)
    return add_head(_THEME.sub(f"<script {theme} ", page), "".join(tags))
