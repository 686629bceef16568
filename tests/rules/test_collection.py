"""Rules across files: what they let pass. What they report stands in test_bad_inputs.py."""

from __future__ import annotations

import pytest

from tests.checking import BODY, GOOD, PRACTICES, changed, check

TRANSLATION = (PRACTICES / "fr/espace-egalite-en-francais.md").read_text("utf-8")
ORIGINAL = {"fr/espace-egalite.md": GOOD}
BRIEF = changed("status:", "extent: brief\nstatus:").replace(BODY, "One paragraph.\n")


@pytest.mark.parametrize(
    "line", ["related: [espace-egalite]", "formerly: [an-old-slug, another]", "formerly: []"]
)
def test_references(line: str) -> None:
    assert check(changed("lead:", f"{line}\nlead:"), "fr/x.md", ORIGINAL) == []


@pytest.mark.parametrize(
    "target", ["espace-egalite.md", "../fr/espace-egalite.md", "../fr/espace-egalite.md#process"]
)
@pytest.mark.parametrize("path", ["fr/x.md", "fr/espace-egalite.md"])
def test_links(target: str, path: str) -> None:
    others = {} if path in ORIGINAL else ORIGINAL
    assert check(changed("play.", f"[play]({target})."), path, others) == []


def test_a_draft_may_link_to_a_draft() -> None:
    content = changed("published", "draft").replace("play.", "[play](espace-egalite.md).")
    draft = changed("published", "draft")
    assert check(content, "fr/x.md", {"fr/espace-egalite.md": draft}) == []


@pytest.mark.parametrize(
    "line", ["", "place: Strasbourg\n", "period: {start: 2019-09-30,\n  end: ongoing}\n"]
)
def test_a_translation_may_repeat_facts(line: str) -> None:
    content = TRANSLATION.replace("lang:", f"{line}lang:")
    assert check(content, "fr/x.md", ORIGINAL) == []


def test_a_translation_has_the_extent_of_its_original() -> None:
    content = TRANSLATION[: TRANSLATION.index("## Purpose")] + "Un paragraphe.\n"
    assert check(content, "fr/x.md", {"fr/espace-egalite.md": BRIEF}) == []
    repeated = content.replace("lang:", "extent: brief\nlang:")
    assert check(repeated, "fr/x.md", {"fr/espace-egalite.md": BRIEF}) == []


def test_translations_into_two_languages() -> None:
    others = {**ORIGINAL, "fr/y.md": TRANSLATION.replace("lang: fr", "lang: tr")}
    assert check(TRANSLATION, "fr/x.md", others) == []


def test_what_points_to_a_broken_file_is_not_broken_too() -> None:
    others = {"fr/espace-egalite.md": GOOD.replace("title:", "titel:")}
    assert check(changed("lead:", "related: [espace-egalite]\nlead:"), "fr/x.md", others) == []
