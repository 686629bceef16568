"""JSON of our own export, and what others may have made of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.catalogue.loading import load
from site_gen.importing import exported
from site_gen.importing.entry import Entry, Read
from site_gen.importing.mapping import mapped
from site_gen.pages import data
from site_gen.practice import Period, Source
from site_gen.problems import SiteGenError
from tests.checking import PRACTICES, TERMS
from tests.publishing import SETTINGS


def read(content: bytes) -> Read:
    return exported.read(content, name="practices.json", terms=TERMS)


def only(record: object) -> Entry:
    (entry,) = read(json.dumps([record]).encode()).entries
    return entry


def test_our_own_export_comes_back() -> None:
    catalogue = load(PRACTICES).catalogue
    practices = catalogue.practices
    found = read(data.lines(data.records(practices, catalogue, SETTINGS)))
    assert len(found.entries) == len(practices) > 2
    for entry, practice in zip(found.entries, practices, strict=True):
        draft = mapped(entry, TERMS, source="x")
        assert draft.notes == ()
        assert draft.facts["title"] == practice.title
        assert draft.facts["area"] == list(practice.area)
        assert draft.facts["country"] == list(practice.country)
        assert dict(draft.sections) == {s.id: s.markdown for s in practice.sections if s.id}
        period = {n: v for n in ("start", "end", "note") if (v := getattr(practice.period, n))}
        assert draft.facts.get("period", {}) == period
        assert [link["url"] for link in draft.facts.get("links", [])] == [  # type: ignore[attr-defined]
            link.url for link in practice.links
        ]
        assert entry.sources == practice.source


_KEYS = ("title", "summary", "principle", "country", "place", "level", "type", "area", "group",
         "extent", "period", "lead", "partners", "aliases", "source", "links", "lang")  # fmt: skip


def test_one_object_is_a_list_of_one() -> None:
    assert len(read(b'{"title": "A"}').entries) == 1


def test_unknown_keys_and_wrong_values_are_told() -> None:
    entry = only({"title": ["A"], "colour": "red", "area": [1, "education"], "period": "2020"})
    assert entry.facts == {"title": ("A",), "area": ("education",)}
    assert entry.notes == (
        "key 'colour': no key of the format: '\"red\"'",
        "area '1': not a text",
        "period '\"2020\"': not made of keys",
    )


def test_parts_of_wrong_kinds_are_told() -> None:
    entry = only(
        {
            "source": [{"document": "D", "page": 14, "colour": "red"}, {"page": "3"}],
            "links": {"title": "A", "url": ["x"]},
            "period": {"start": 2020, "end": None},
        }
    )
    assert entry.sources == (Source("D", "14"),)
    assert entry.links == ()
    assert entry.period == Period("2020")
    assert entry.notes == (
        "period '{\"end\": null}': left out",
        'source \'{"colour": "red"}\': left out',
        'source \'{"page": "3"}\': no document',
        'links \'{"url": ["x"]}\': left out',
        'links \'{"title": "A"}\': no url',
    )


def test_an_unknown_section_is_kept() -> None:
    entry = only(
        {
            "title": "A",
            "sections": [
                {"id": "purpose", "markdown": "p"}, {"title": "Other", "markdown": "o"}, 3,
            ],
        }
    )  # fmt: skip
    assert entry.sections == {"purpose": "p"}
    assert entry.body == "### Other\n\no"
    assert entry.notes == ("sections '3': not made of keys",)


@pytest.mark.parametrize(
    "content", [b"", b"no", b"\xff", b"[" * 100_000, b"[1" + b"0" * 5000 + b"]"]
)
def test_no_json(content: bytes) -> None:
    with pytest.raises(SiteGenError, match=r"'practices\.json' is not"):
        read(content)


@pytest.mark.parametrize("content", [b"3", b'"a"', b"[1]", b"null", b"[[]]"])
def test_no_list_of_practices(content: bytes) -> None:
    with pytest.raises(SiteGenError, match="is not a list of practices, as our export writes it"):
        read(content)


_WORDS = st.sampled_from((*_KEYS, "id", "sections", "markdown", "title", "url", "start", "x"))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=4),
    max_leaves=15,
)


@given(st.dictionaries(_WORDS, _JSON))
def test_any_object_makes_an_entry(record: dict[str, object]) -> None:
    draft = mapped(only(record), TERMS, source="x")
    assert draft.facts["source"]
