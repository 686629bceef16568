"""What rules look at: front matter sorted by field, and the sections of the body."""

from __future__ import annotations

import pytest

from site_gen.rules.subject import Subject, survey
from tests.checking import BODY, changed, parse


def _subject(old: str = "title:", new: str = "title:") -> Subject:
    return survey(parse(changed(old, new)))


def test_texts_by_kind_and_by_name() -> None:
    subject = _subject("place: Strasbourg", "partners: [A, '', B]")
    assert [node.value for node in subject.texts("partners")] == ["A", "B"]
    assert [leaf.node.value for leaf in subject.leaves("date")] == ["2019-09-30", "ongoing"]
    assert [leaf.node.value for leaf in subject.leaves("url")] == ["https://www.example.org/"]
    assert subject.texts("place") == []
    assert subject.text("place") == ""


def test_parts_with_the_first_of_repeated_keys() -> None:
    subject = _subject("lead:", "place: Kehl\nlead:")
    assert [part.name for part in subject.parts] == ["", "period", "source", "links"]
    assert subject.text("place") == "Strasbourg"


def test_a_folded_text_is_one_line() -> None:
    assert (
        _subject("place: Strasbourg", "place: >\n  Stras-\n  bourg").text("place") == "Stras- bourg"
    )


@pytest.mark.parametrize(
    ("line", "extent"),
    [("", "full"), ("extent:\n", "full"), ("extent: brief\n", "brief"), ("extent: breif\n", ""),
     ("extent: [brief]\n", "")],
)  # fmt: skip
def test_extent(line: str, extent: str) -> None:
    assert _subject("status:", f"{line}status:").extent == extent


def test_extent_is_unknown_without_front_matter() -> None:
    assert survey(parse("Text.")).extent == ""


@pytest.mark.parametrize(
    ("line", "is_translation"),
    [("", False), ("translation_of:\n", False), ("translation_of: x\n", True),
     ("translation_of: [x]\n", True)],
)  # fmt: skip
def test_translations(line: str, is_translation: bool) -> None:
    assert _subject("status:", f"{line}status:").is_translation is is_translation


def test_anchors_are_those_of_sections() -> None:
    body = (
        "## Purpose\nx\n> ## In a quotation\n\n### Sub\n## Stimulus & Rationale\ny\n## Purpose\nz\n"
    )
    assert _subject(BODY, body).anchors == ["purpose", "stimulus-rationale"]
