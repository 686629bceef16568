"""The search box in the theme's header, which has no slot for it."""

from __future__ import annotations

import re

from site_gen.pages.templates import render

# The theme's bar, up to its link to the repository or, where there is none, its end.
_BAR = re.compile(
    r'(<header class="md-header[ "].*?)(?=<div class="md-header__source">|</nav>)', re.S
)


def add_search(page: str, base: str, index_folder: str) -> str:
    """`page` with the box in its header; unchanged without one. `base` is the way to the root."""
    box = render("header_search.html", base=base, index=index_folder)
    return _BAR.sub(lambda match: match[1] + box, page, count=1)
