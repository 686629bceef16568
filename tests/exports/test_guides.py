"""The guides' introductions."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.exports.guides import guides, introduction
from site_gen.problems import SiteGenError
from tests.publishing import ROOT, TERMS, write


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Title\n\nFirst.\n\nSecond.\n\n## More\n\nRest.", "First.\n\nSecond."),
        ("# Title\n\n## What it asks\n\nFirst.\n\n## More\n\nRest.", "First."),
        ("# Title\n\n<!-- compendium:terms area -->\n\n## One\n\nFirst.", "First."),
        ("# Title\n\nOnly.", "Only."),
        ("No heading.", "No heading."),
        ("", ""),
    ],
)
def test_introduction(text: str, found: str) -> None:
    assert introduction(text) == found


def test_general_guides_stand_before_those_of_principles(tmp_path: Path) -> None:
    page = "---\ntitle: {0}\ndescription: About {0}\n---\n# {0}\n\nText of {0}.\n"
    for name in ("index", "planning", "principles/index", "principles/equality", "diversity"):
        write(tmp_path / f"guides/{name}.md", page.format(name))
    found = guides(tmp_path, ("equality", "diversity"))
    assert [(each.path, each.principle) for each in found] == [
        ("guides/planning/", ""),
        ("guides/principles/equality/", "equality"),
        ("guides/diversity/", "diversity"),
    ]
    assert (found[0].title, found[0].summary) == ("planning", "About planning")
    assert found[0].markdown == "Text of planning."


def test_a_guide_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "docs/guides").mkdir(parents=True)
    (tmp_path / "docs/guides/bad.md").write_bytes(b"\xff")
    with pytest.raises(SiteGenError, match=r"'docs/guides/bad\.md' is not UTF-8"):
        guides(tmp_path / "docs", ("equality",))


def test_no_guides(tmp_path: Path) -> None:
    assert guides(tmp_path, ("equality",)) == ()


def test_ours_all_have_an_introduction() -> None:
    found = guides(ROOT / "docs", tuple(TERMS["principle"]))
    assert [each.principle for each in found if each.principle] == list(TERMS["principle"])
    assert all(len(each.markdown) > 200 for each in found)
