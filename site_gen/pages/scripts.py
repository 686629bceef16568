"""When a page's scripts are fetched and run: ours are asked for in the head, and run first."""

from __future__ import annotations

import re

from site_gen.pages.frame import add_head

_THEME = re.compile(r'<script (?=src="[^"]*/javascripts/bundle\.)')


def add_script(page: str, address: str, *, data: str = "") -> str:
    """`page` with the script at `address`, which runs once the page is parsed.

    The theme's own runs behind it, while ours waits for what it has asked for. A page that can show
    nothing without `data`, the address of a data file, asks for both together with its styles.
    """
    priority = ' fetchpriority="high"' if data else ""
    sources = [source for source in (address, data) if source]
    tags = (f'<script src="{source}" defer{priority}></script>' for source in sources)
    return add_head(_THEME.sub("<script defer ", page), "".join(tags))
