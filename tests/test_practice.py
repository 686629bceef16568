"""Practices built from checked documents."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from site_gen.practice import Link, Period, Practice, Section, Source, build, inherit
from tests.checking import GOOD, PRACTICES, TERMS, changed, parse


def _build(content: str = GOOD, path: str = "fr/espace-egalite.md") -> Practice:
    return build(parse(content, path), TERMS)


def _file(path: str) -> Practice:
    return _build((PRACTICES / path).read_text("utf-8"), path)


def test_every_fact() -> None:
    practice = _build()
    assert practice.id == "espace-egalite"
    assert practice.url == "practices/espace-egalite/"
    assert (practice.title, practice.place) == ("Espace Égalité", "Strasbourg")
    assert practice.area == ("education", "anti-discrimination")
    assert practice.lead == ("City of Strasbourg",)
    assert practice.period == Period("2019-09-30", "ongoing")
    assert practice.source == (Source("CDADI(2024)39", "14", "C05"),)
    assert practice.links == (Link("Project page", "https://www.example.org/", "fr"),)
    assert practice.reviewed == date(2026, 11, 20)
    assert practice.sections == (
        Section("purpose", "Purpose", "To counter discrimination."),
        Section("process", "Process", "Children play."),
    )
    assert (practice.partners, practice.related, practice.lang) == ((), (), "en")


def test_lists_and_norway_as_written() -> None:
    practice = _file("no/action-plan-against-racism.md")
    assert practice.country == ("NO",)
    assert practice.lead == ("Ministry of Culture", "Directorate of Integration")
    assert practice.funding == ("1.10 million NOK",)
    assert practice.formerly == ("norway-plan-2020",)
    assert practice.source[1] == Source("CDADI(2025)12")
    assert [section.id for section in practice.sections] == [
        "purpose", "stimulus-and-rationale", "process", "impact",
    ]  # fmt: skip


def test_what_repeats_travels_once() -> None:
    one, other = _build(), _build()
    assert one.area is other.area
    assert one.period is other.period
    assert one.sections[0].title is other.sections[0].title
    alone, both = pickle.dumps(one), pickle.dumps((one, other))
    assert pickle.loads(both) == (one, other)
    assert len(both) < 2 * len(alone)


def test_a_brief_practice_is_one_section_without_a_title() -> None:
    practice = _file("no/advice-line.md")
    assert practice.extent == "brief"
    assert practice.summary == "Newcomers call one number and hear their own language."
    (section,) = practice.sections
    assert (section.id, section.title) == ("", "")
    assert section.markdown.startswith("Six people answer")


def test_underlined_headings_leave_no_trace_in_the_text() -> None:
    practice = _file("tr/roma-citizens-strategy.md")
    assert practice.sections[0].markdown == "Equal chances – Romların hakları."


def test_a_translation_takes_the_facts_of_its_original() -> None:
    translation = _file("fr/espace-egalite-en-francais.md")
    assert translation.place == ""
    whole = inherit(translation, _build())
    assert (whole.place, whole.country, whole.lead) == (
        "Strasbourg",
        ("FR",),
        ("City of Strasbourg",),
    )
    assert (whole.id, whole.lang) == ("espace-egalite-en-francais", "fr")
    assert whole.sections == translation.sections


@pytest.mark.parametrize("line", ["place:", "partners: []", "period: {}", "lead: ''", "extent:"])
def test_an_empty_key_is_as_no_key(line: str) -> None:
    without = changed("place: Strasbourg\n", "").replace("lead: City of Strasbourg\n", "")
    without = without.replace("period: {start: 2019-09-30, end: ongoing}\n", "")
    assert _build(without.replace("status:", f"{line}\nstatus:")) == _build(without)


@pytest.mark.parametrize(
    ("period", "stage"),
    [
        ("{start: 2019, end: ongoing}", "ongoing"),
        ("{start: 2027, end: ongoing}", "planned"),
        ("{start: 2026-11-21, end: 2028}", "planned"),
        ("{start: 2026-11-20, end: 2026-11-20}", "ongoing"),
        ("{start: 2019, end: 2026}", "ongoing"),
        ("{start: 2019, end: 2026-11}", "ongoing"),
        ("{start: 2019, end: 2026-11-19}", "completed"),
        ("{start: 2019, end: 2020}", "completed"),
        ("{end: 2020}", "completed"),
        ("{start: 2019}", ""),
        ("{note: Every year}", ""),
        ("", ""),
    ],
)
def test_stage_as_of_the_review(period: str, stage: str) -> None:
    content = changed("{start: 2019-09-30, end: ongoing}", period)
    assert _build(content).stage == stage
