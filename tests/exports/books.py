"""What the tests of exports share: practices with all that is awkward, and books of them."""

from __future__ import annotations

from datetime import date

from site_gen.catalogue import Catalogue, catalogue
from site_gen.catalogue.loading import load
from site_gen.exports.book import Book, book
from site_gen.exports.guides import Guide, guides
from site_gen.practice import Link, Period
from tests.publishing import PRACTICES as PRACTICES_FOLDER
from tests.publishing import ROOT, SETTINGS, TERMS, practice, sectioned

HOSTILE = '=HYPERLINK("https://evil.test/","click")'
BODY = """\
## Purpose

See [the other](../no/oslo-plan.md), [a draft](nowhere.md) and [the web](https://example.org/a).
**Bold**, *slanted* and <script>alert(1)</script> & so on.

## Process

### First step

| Year | People |
| --- | --- |
| 2019 | 30 |
"""
GUIDES = (
    Guide("guides/planning/", "Planning", "How to plan", "See [Oslo](../../practices/oslo-plan/)."),
    Guide("guides/principles/equality/", "On equality", "", "It *matters*.", "equality"),
)


PRACTICES = (
    practice(
        "espace-egalite",
        title="Espace Égalité",
        summary="A space in Strasbourg.",
        **sectioned(BODY),
        place="Strasbourg",
        lead=("City of Strasbourg",),
        period=Period("2019-09-30", "ongoing", "Revised each year."),
        links=(Link("Its page", "https://example.org/?a=1&b=2", "fr"),),
        formerly=("old-name",),
        related=("oslo-plan",),
    ),
    practice(
        "oslo-plan",
        title="Oslo’s plan – ¡Ελληνικά, ქართული, العربية!",
        country=("NO", "SE"),
        level=("national",),
        area=("housing", "education"),
        principle=("diversity", "equality"),
        lead=("City of Oslo",),
        period=Period("2021"),
    ),
    practice("hostile", title=HOSTILE, summary="+1 <b>&", lead=("@cmd", "-2+3"), country=("ES",)),
)
FRENCH = practice(
    "espace-en-francais",
    title="Espace Égalité, en français",
    lang="fr",
    translation_of="espace-egalite",
    **sectioned("## Purpose\n\nAgir.\n"),
)
DAY = date(2026, 12, 1)


def real_book() -> Book:
    """The real compendium."""
    found = load(PRACTICES_FOLDER).catalogue
    introductions = guides(ROOT / "docs", tuple(found.vocabulary["principle"]))
    return book(found, SETTINGS, found.practices, chosen="All practices.", guides=introductions)


def all_practices() -> Catalogue:
    """The catalogue of PRACTICES and the translation."""
    return catalogue((*PRACTICES, FRENCH), TERMS)


def a_book(**options: object) -> Book:
    """A book of everything, with guides; options are those of `book`."""
    found = all_practices()
    given = {"chosen": "All 3 practices.", "guides": GUIDES} | options
    return book(found, SETTINGS, given.pop("practices", found.practices), **given)  # type: ignore[arg-type]


def silent(step: str) -> None:
    """Progress that nobody wants to see."""
