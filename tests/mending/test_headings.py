"""Headings: wordings that stand for a section."""

from __future__ import annotations

import pytest

from tests.checking import GOOD, changed, check
from tests.mending.mended import mended

THREE = changed("## Process", "## Stimulus and rationale\n\nWhy.\n\n## Process")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## Stimulus and rationale", "## Stimulus/Rationale"),
        ("## Stimulus and rationale", "##  background"),
        ("## Stimulus and rationale", "##Stimulus and rationale"),
        ("## Stimulus and rationale", "##Background:"),
        ("## Purpose", "##Aim"),
        ("## Purpose", "## PURPOSE:"),
        ("## Purpose", "## Aim ##"),
        ("## Process", "  ## Implementation"),
    ],
)
def test_what_is_mended(old: str, new: str) -> None:
    content = THREE.replace(old, new)
    after = mended(content)
    assert check(content) != []
    assert check(after) == []
    assert " ".join(after.split()).replace(f"{old} ##", old) == " ".join(THREE.split())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## Purpose", "## Zebra"),
        ("## Purpose", "## **Aim**"),
        ("## Purpose", "Aim\n---"),
        ("## Purpose", "### Aim"),
        ("## Process", "## Aim"),  # there is a Purpose
        ("## Purpose\n\nTo counter discrimination.\n", "```\n## Aim\n```\n"),
        ("## Purpose", "> ## Aim"),
        ("## Purpose", "## Impact\n\nx\n\n## Results\n\ny\n\n## Purpose"),
        ("Children play.", "Children play.\n\n## Background\n\nIt would stand in the wrong place."),
        ("status:", "extent: brief\nstatus:"),
    ],
)
def test_what_is_left_alone(old: str, new: str) -> None:
    content = changed(old, new).rstrip("\n") + "\n"
    assert "Aim" in content or "## " in content
    assert mended(content).replace("extent: brief\n", "") == content.replace("extent: brief\n", "")


def test_a_heading_that_links_lead_to_is_left_alone() -> None:
    content = THREE.replace("## Stimulus and rationale", "## Background")
    assert mended(content, linked=["background"]) == content
    assert mended(content, linked=["purpose"]) == THREE


def test_the_same_words_elsewhere_stay() -> None:
    content = GOOD.replace("## Purpose", "## Aim").replace("Children", "## Aim, or `## Aim`? No")
    assert mended(content).count("Aim") == content.count("Aim") - 1
