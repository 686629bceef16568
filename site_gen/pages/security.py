"""The Content-Security-Policy: scripts and styles from the site itself, nothing from elsewhere.

The theme's few inline scripts are allowed by their hashes; inline styles by theirs. Data blocks
such as JSON-LD are not scripts and need no permission.
"""

from __future__ import annotations

import base64
import hashlib
import re

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<content>.*?)</script>", re.S)
_STYLE = re.compile(r"<style[^>]*>(?P<content>.*?)</style>", re.S)
_DATA_BLOCK = re.compile(r'type="?application/(?:ld\+)?json')


def policy(page: str) -> str:
    """The policy that lets everything in `page` work and nothing else."""
    scripts = [
        match["content"]
        for match in _SCRIPT.finditer(page)
        if "src=" not in match["attributes"]
        and not _DATA_BLOCK.search(match["attributes"])
        and match["content"]
    ]
    styles = [match["content"] for match in _STYLE.finditer(page)]
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self'{_hashes(scripts)}",
            f"style-src 'self'{_hashes(styles)}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        ]
    )


def meta(page: str) -> str:
    """The policy as a meta element, to stand before the page's first script."""
    return f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}">'


def _hashes(contents: list[str]) -> str:
    digests = {base64.b64encode(hashlib.sha256(c.encode()).digest()).decode() for c in contents}
    return "".join(f" 'sha256-{digest}'" for digest in sorted(digests))
