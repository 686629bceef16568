"""Rules about bodies: what they let pass. What they report stands in test_bad_inputs.py."""

from __future__ import annotations

import pytest

from tests.checking import BODY, changed, check

BRIEF = changed("status:", "extent: brief\nstatus:")


@pytest.mark.parametrize(
    "body",
    [
        "Purpose\n---\n\nx\n\nProcess\n-------\n\ny",
        "## Purpose ##\nx\n## Process #\ny",
        "  ## Purpose\nx\n## **Process**\ny",
        f"{BODY}## Impact\n### A\n#### B\nx\n### C\n- y",
        f"{BODY}\n***\n\n| a |\n|---|\n| b |",
        f"{BODY}\n```\n## Zebra\n![x](y) <b>\n```\n\n    # Zebra",
        f"{BODY}\na < b, `<b>`, \\<b>, &lt;b&gt;, #1, ##, a_b_c",
        f"{BODY}\n[a](https://example.org/x%20y) <https://example.org> <a@example.org>",
        f"{BODY}\n[a](#purpose) [b](espace-egalite.md) [c](../fr/espace-egalite.md#process)",
        f'{BODY}\n[a][b] [b]\n\n[b]: https://example.org "Title"',
    ],
)
def test_forms(body: str) -> None:
    assert check(changed(BODY, body)) == []


@pytest.mark.parametrize("body", ["One *paragraph*.", "Two.\n\nParagraphs.", "- A\n- list", "`x`"])
def test_brief_texts(body: str) -> None:
    assert check(changed(BODY, body, BRIEF)) == []


@pytest.mark.parametrize("extent", ["breif", "[brief]", "{full: x}"])
def test_the_form_is_not_judged_when_the_extent_is_unknown(extent: str) -> None:
    content = changed("status:", f"extent: {extent}\nstatus:").replace(BODY, "Text.\n")
    assert len(check(content)) == 1
