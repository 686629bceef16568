"""Rules about files: what they let pass. What they report stands in test_bad_inputs.py."""

from __future__ import annotations

import pytest

from tests.checking import GOOD, changed, check


@pytest.mark.parametrize(
    "content",
    [
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        "\ufeff" + GOOD,
        "\ufeff\ufeff" + GOOD,
        GOOD.rstrip("\n"),
        GOOD.replace("---\n", "---  \n"),
        GOOD.replace("---\n\n", "---\n\n\n\n"),
        changed("---\n", "---\n\n# a comment\n"),
        changed("place: Strasbourg", "# place: Strasbourg"),
        changed("place: Strasbourg", "place: Strasbourg#1"),
        changed("place: Strasbourg", 'place: "Strasbourg" # in quotes, nothing is lost'),
        changed("level: [local]", "level: [local] # nor behind a bracket"),
        changed("To counter", "To\tcounter"),
        changed("Children", "می\u200cخواهم Children"),
        changed("Children", "👩\u200d👧 Children\u00a0…"),
    ],
    ids=[
        "crlf", "cr", "mark", "two-marks", "no-last-newline", "spaces-behind-hyphens",
        "blank-lines", "comment-first", "comment-line", "hash-inside-a-word",
        "comment-behind-quotes", "comment-behind-a-bracket", "tab-in-the-body", "joiners", "emoji",
    ],
)  # fmt: skip
def test_harmless(content: str) -> None:
    assert check(content) == []


@pytest.mark.parametrize(
    ("country", "path"),
    [
        ("[FR]", "fr/x.md"),
        ("[NO]", "no/x.md"),
        ("[int]", "int/x.md"),
        ("[FR, NO]", "fr/x.md"),
        ("[FR, NO]", "no/x.md"),
        ("[FR, NO]", "int/x.md"),
        ("[int, FR]", "int/x.md"),
    ],
)
def test_folders_of_the_countries(country: str, path: str) -> None:
    assert check(changed("[FR]", country), path) == []


@pytest.mark.parametrize("name", ["a", "a-1", "2020-plan", "x" * 100])
def test_names(name: str) -> None:
    assert check(GOOD, f"fr/{name}.md") == []
