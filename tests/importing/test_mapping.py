"""Texts become facts by way of the vocabulary, and nothing is dropped in silence."""

from __future__ import annotations

import pytest

from site_gen.importing.entry import Entry
from site_gen.importing.mapping import Mapped, find_terms, folder_of, links_in, mapped, wished_slug
from site_gen.practice import Link, Period, Source
from tests.checking import TERMS


def facts(**given: str | tuple[str, ...]) -> Mapped:
    texts = {n: (text,) if isinstance(text, str) else text for n, text in given.items()}
    return mapped(Entry("row 2", texts, {}), TERMS, source="list.xlsx")


@pytest.mark.parametrize(
    ("text", "ids", "unknown"),
    [
        ("education", ["education"], []),
        ("Schools, Work and employment", ["education", "employment"], []),
        ("racism / intercultural education; LABOUR MARKET.",
         ["anti-discrimination", "education", "employment"], []),
        ("education and education", ["education"], []),
        ("sewing, schools", ["education"], ["sewing"]),
        ("", [], []),
        (" ,;/ ", [], []),
    ],
)  # fmt: skip
def test_several_terms_in_one_text(text: str, ids: list[str], unknown: list[str]) -> None:
    assert find_terms("area", text, TERMS) == (ids, unknown)


def test_a_text_without_end_is_not_taken_apart() -> None:
    long = "education, " * 500
    assert find_terms("area", long, TERMS) == ([], [long])
    assert facts(place=long).facts["place"] == long.strip()
    assert facts(type="activity, " * 500).notes[0].startswith("type 'activity, activity")


def test_facts() -> None:
    found = facts(
        title="  A \n title ", principle="Equality", country="Great Britain; Türkiye",
        type="action plan", area=("Schools", "racism"), period="since 2020",
        partners=("One", "Two"), lead=("One",), extent="full", lang="en",
    )  # fmt: skip
    assert dict(found.facts) == {
        "title": "A title", "principle": ["equality"], "country": ["GB", "TR"],
        "type": ["strategy"], "area": ["education", "anti-discrimination"],
        "period": {"start": "2020"}, "partners": ["One", "Two"], "lead": "One",
        "source": [{"document": "list.xlsx"}],
    }  # fmt: skip
    assert found.notes == ()


def test_what_has_no_term_is_told_with_the_nearest() -> None:
    found = facts(area="educaton, sewing circle", type="projekts")
    assert found.facts["area"] == ["education"]
    assert "type" not in found.facts
    assert found.notes == (
        "area 'educaton': taken for 'Education'",
        "area 'sewing circle': no term of the vocabulary",
        "type 'projekts': no term of the vocabulary; the nearest is 'project'",
    )


def test_a_wide_type_gives_way() -> None:
    """An "activity" is what stands beside it, or what the title says."""
    assert facts(type="activity / network").facts["type"] == ["network"]
    found = facts(type="activity", title="A strategy for schools")
    assert found.facts["type"] == ["strategy"]
    assert found.notes == ("type 'activity': taken for 'Strategy', as the title says 'Strategy'",)
    both = facts(type="activity", title="A strategy for a network")
    assert both.notes == ("type 'activity': no term of the vocabulary",)


def test_a_place_with_its_country() -> None:
    found = facts(place="Strasbourg, France")
    assert (found.facts["place"], found.facts["country"]) == ("Strasbourg", ["FR"])
    assert facts(place="Paris, France", country="UK").facts["country"] == ["GB"]
    assert facts(place="Halle, Saale").facts["place"] == "Halle, Saale"


def test_periods() -> None:
    assert facts(period_start="2019-01-01", period_end="06/2020").facts["period"] == {
        "start": "2019-01-01", "end": "2020-06",
    }  # fmt: skip
    unread = facts(period="for a while")
    assert unread.facts["period"] == {"note": "for a while"}
    assert unread.notes == ("period 'for a while': no dates; it stands in the note",)
    more = facts(period="a pilot of 2019 – 2020")
    assert more.notes == (
        "period 'a pilot of 2019 – 2020': it says more than start and end; see the note",
    )
    both = facts(period="2019", period_start="2018")
    assert both.facts["period"] == {"start": "2019", "end": "2019"}
    assert both.notes == ("period '2018': there is another; left out",)
    exact = mapped(Entry("1", {}, {}, period=Period("2019")), TERMS, source="x")
    assert exact.facts["period"] == {"start": "2019"}


def test_sources() -> None:
    assert facts(source="CDADI(2024)39, p. 14; A report").facts["source"] == [
        {"document": "CDADI(2024)39", "page": "14"}, {"document": "A report"},
    ]  # fmt: skip
    given = (Source("D", entry="C1"),)
    exact = mapped(Entry("1", {}, {}, sources=given), TERMS, source="x")
    assert exact.facts["source"] == [{"document": "D", "entry": "C1"}]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://example.org/a.", [Link("", "https://example.org/a")]),
        ("Site: <https://example.org/a>", [Link("Site", "https://example.org/a")]),
        ("www.example.org (in French)", [Link("(in French)", "https://www.example.org")]),
        ("A https://example.org/1, B: https://example.org/2",
         [Link("A", "https://example.org/1"), Link("B", "https://example.org/2")]),
    ],
)  # fmt: skip
def test_links(text: str, links: list[Link]) -> None:
    notes: list[str] = []
    assert list(links_in([text], notes)) == links
    assert notes == []


def test_links_that_lead_nowhere() -> None:
    found = facts(links=("to come", "https://nohost", "https://example.org", "http://example.org"))
    assert found.facts["links"] == [
        {"title": "example.org", "url": "https://example.org"},
        {"title": "example.org", "url": "http://example.org"},
    ]
    assert found.notes == (
        "links 'to come': no address",
        "links 'https://nohost': the address has no host name such as www.example.org",
    )


def test_a_summary_from_the_purpose() -> None:
    long = "word " * 60
    for purpose, summary in (
        ("To open **all** schools to everybody. And more.", "To open all schools to everybody."),
        (f"{long}. And more.", None),
        ("Too short.", None),
        ("It is said in [a report](https://example.org) about schools.", None),
    ):
        entry = Entry("1", {}, {"purpose": purpose})
        assert mapped(entry, TERMS, source="x").facts.get("summary") == summary
    kept = Entry("1", {"summary": ("Mine.",)}, {"purpose": "To open schools to everybody."})
    assert mapped(kept, TERMS, source="x").facts["summary"] == "Mine."


def test_what_an_editor_has_to_set_again() -> None:
    found = facts(status="published", reviewed="2020-01-01", related="a", formerly="b")
    assert {"status", "reviewed", "related", "formerly"}.isdisjoint(found.facts)
    assert "formerly 'b': set it again if it applies here" in found.notes


def test_folders_and_slugs() -> None:
    assert folder_of({"country": ["FR"]}) == "fr"
    assert folder_of({"country": ["FR", "NO"]}) == "int"
    assert folder_of({}) == "int"
    for given, slug in (("a-b", "a-b"), ("../a", ""), ("A", ""), ("a" * 101, "")):
        assert wished_slug(Entry("1", {"id": (given,)}, {})) == slug
