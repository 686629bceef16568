"""Tables that are wider than a phone: a region that scrolls by itself, by keyboard too."""

from __future__ import annotations

_OPEN = '<div class="data-table" role="region" aria-label="Table" tabindex="0"><table class="data">'
_CLOSE = "</table></div>"


def scrollable(html: str) -> str:
    """`html` with its plain tables made scrollable; the class keeps the theme's script off them."""
    if "<table>" not in html:
        return html
    return html.replace("<table>", _OPEN).replace("</table>", _CLOSE)
