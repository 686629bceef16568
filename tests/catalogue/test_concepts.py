"""Concepts: found in every wording, and nowhere else."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.catalogue import catalogue
from site_gen.catalogue.concepts import (
    Concepts,
    even,
    in_order,
    narrower,
    of_vocabulary,
    related,
    usage,
)
from site_gen.text import words
from site_gen.vocabulary import Term, Vocabulary
from tests.publishing import TERMS, practice


def vocabulary(*terms: Term) -> Vocabulary:
    """The real vocabulary with these concepts only."""
    scheme = MappingProxyType({term.id: term for term in terms})
    return Vocabulary(MappingProxyType({**TERMS.schemes, "concept": scheme}))


SMALL = vocabulary(
    Term("integration", "Integration", "x", related=("policy",)),
    Term("intercultural-integration", "Intercultural integration", "x", broader=("integration",)),
    Term("multilevel", "Multilevel governance", "x", aliases=("multi-level governance",)),
    Term("anti-rumours", "Anti-rumours", "x", aliases=("anti-rumours strategy",)),
    Term("policy", "Public policy", "x", broader=("integration",)),
    Term("naive", "Naïve café", "x"),
    Term("panel", "Citizens' panel", "x"),
    Term("speech", "Speech", "x"),
    Term("undefined", "Undefined"),
)
CONCEPTS = of_vocabulary(SMALL)


def found(text: str, concepts: Concepts = CONCEPTS) -> list[tuple[str, str]]:
    """(wording, concept) of every mention."""
    return [(text[m.start : m.end], m.concept) for m in concepts.mentions(text)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Integration", [("Integration", "integration")]),
        ("an INTEGRATION (integration)", [("INTEGRATION", "integration"), ("integration",) * 2]),
        ("intercultural integration", [("intercultural integration", "intercultural-integration")]),
        ("Multilevel\nGovernance", [("Multilevel\nGovernance", "multilevel")]),
        ("intercultural. Integration", [("Integration", "integration")]),
        ("multi-level governance", [("multi-level governance", "multilevel")]),
        ("multi level governance", [("multi level governance", "multilevel")]),
        ("multi\u2011level governance", [("multi\u2011level governance", "multilevel")]),
        ("multilevel", []),
        ("anti-rumours strategies", [("anti-rumours strategies", "anti-rumours")]),
        ("anti-rumours work", [("anti-rumours", "anti-rumours")]),
        ("public policies", [("public policies", "policy")]),
        ("speeches", [("speeches", "speech")]),
        ("naive cafe, NAÏVE CAFÉS", [("naive cafe", "naive"), ("NAÏVE CAFÉS", "naive")]),
        ("citizens’ panels", [("citizens’ panels", "panel")]),
        ("“Integration”, *integration*_", [("Integration", "integration"), ("integration",) * 2]),
        ("integration’s aim", [("integration", "integration")]),
        ("disintegration, integrational", []),
        ("re-integration, integration-minded", []),
        ("https://integration.example/integration/ a@integration.org", []),
        ("[x](integration.md) &integration", []),
        ("integration. integration; integration", [("integration",) * 2] * 3),
        ("undefined", []),
        ("İntegration é ß integration", [("İntegration", "integration"), ("integration",) * 2]),
        ("", []),
    ],
)  # fmt: skip
def test_mentions(text: str, mentions: list[tuple[str, str]]) -> None:
    assert found(text) == mentions


def test_a_wording_as_written_goes_before_another_ones_plural() -> None:
    concepts = of_vocabulary(vocabulary(Term("a", "right", "x"), Term("b", "rights", "x")))
    assert found("right rights", concepts) == [("right", "a"), ("rights", "b")]


def test_no_concepts_are_never_found() -> None:
    concepts = of_vocabulary(vocabulary(Term("undefined", "Undefined")))
    assert found("undefined integration", concepts) == []
    assert list(concepts.uses([practice("a")])) == []


@given(st.text())
def test_even_letters_stand_where_they_stood(text: str) -> None:
    assert len(even(text)) == len(text)


LABELS = st.lists(st.sampled_from(["integration", "social", "aim", "ai", "aims"]), min_size=1)
TEXTS = st.lists(st.sampled_from([*"aims -.,(\n", "integration", "social "])).map("".join)


@given(st.lists(LABELS, min_size=1, max_size=4), TEXTS)
def test_what_is_found_is_a_wording_between_boundaries(labels: list[list[str]], text: str) -> None:
    terms = [Term(f"t-{i}", " ".join(label), "x") for i, label in enumerate(labels)]
    concepts = of_vocabulary(vocabulary(*terms))
    end = 0
    for mention in concepts.mentions(text):
        assert mention.start >= end  # in order, none inside another
        end = mention.end
        label = words(concepts.terms[mention.concept].label)
        assert words(text[mention.start : end]) in (label, [*label[:-1], f"{label[-1]}s"])
        assert not text[mention.start - 1 : mention.start].isalnum()
        assert not text[end : end + 1].isalnum()


@given(st.lists(LABELS, min_size=1, max_size=4), st.one_of(TEXTS, st.text()))
def test_no_mention_is_passed_over(labels: list[list[str]], text: str) -> None:
    terms = [Term(f"t-{i}", " ".join(label), "x") for i, label in enumerate(labels)]
    concepts = of_vocabulary(vocabulary(*terms))
    everywhere = concepts.pattern.finditer(f"\n{even(text)}")
    expected = [(match.start(), match.end() - 1) for match in everywhere]
    assert [(m.start, m.end) for m in concepts.mentions(text)] == expected


def test_a_wording_may_be_a_letter_or_of_letters_that_latin_lacks() -> None:
    concepts = of_vocabulary(vocabulary(Term("a", "É", "x"), Term("b", "Диалог", "x")))
    assert found("é, e; диалог (Диалог) ди", concepts) == [
        ("é", "a"), ("e", "a"), ("диалог", "b"), ("Диалог", "b"),
    ]  # fmt: skip


def test_relations_hold_both_ways() -> None:
    terms = CONCEPTS.terms
    assert [t.id for t in narrower(terms["integration"], terms)] == [
        "intercultural-integration", "policy",
    ]  # fmt: skip
    assert [t.id for t in related(terms["integration"], terms)] == ["policy"]
    assert [t.id for t in related(terms["policy"], terms)] == ["integration"]
    assert [t.label for t in in_order(terms.values())][:2] == ["Anti-rumours", "Citizens' panel"]


def test_usage_names_practices_by_title_summary_and_body() -> None:
    practices = [
        practice("c", body="Nothing."),
        practice("b", title="Integration", body="Public policy, and public policies."),
        practice("a", summary="For integration.", body="## Purpose\n\n[Integration](x.md)\n"),
        practice("d", body="Integration", status="draft"),
        practice("e", body="Integration", lang="fr"),
    ]
    used = usage(catalogue(practices, SMALL))
    assert {name: [p.id for p in found] for name, found in used.items() if found} == {
        "integration": ["a", "b"],
        "policy": ["b"],
    }
    assert set(used) == set(CONCEPTS.terms)
