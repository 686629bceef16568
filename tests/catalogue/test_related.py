"""Related practices: the same whatever the order of the files, at most five, with reasons."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.catalogue import Catalogue, catalogue
from site_gen.catalogue.loading import load
from site_gen.catalogue.related import Related, related
from site_gen.practice import Practice
from tests.publishing import PRACTICES, TERMS, practice


def _related(practices: Iterable[Practice]) -> dict[str, tuple[Related, ...]]:
    return dict(catalogue(practices, TERMS).related)


@cache
def _own_country(slug: str) -> str:
    return next(_COUNTRIES)


_COUNTRIES = iter(sorted(TERMS["country"], reverse=True) * 9)


def _different(slug: str, **facts: object) -> Practice:
    """A practice that shares nothing with the others of its kind, but for the given facts."""
    alone: dict[str, object] = {
        "title": f"Title{slug}",
        "summary": f"Summary{slug}",
        "principle": (),
        "level": (),
        "type": (),
        "area": (),
        "country": (_own_country(slug),),
    }
    return practice(slug, **(alone | facts))


def _others(count: int) -> list[Practice]:
    return [_different(letter * 3) for letter in "zyxwvutsrq"[:count]]


@st.composite
def corpora(draw: st.DrawFn) -> list[Practice]:
    def some(facet: str, smallest: int = 1) -> tuple[str, ...]:
        terms = st.sampled_from(list(TERMS[facet])[:5])
        return tuple(draw(st.lists(terms, min_size=smallest, max_size=3, unique=True)))

    words = st.sampled_from(["school", "mayor", "music", "football", "Łódź", "rumours"])
    return [
        practice(
            f"practice-{number}",
            title=" ".join(draw(st.lists(words, min_size=1, max_size=3))),
            place=draw(st.sampled_from(["", "Bilbao", "Łódź"])),
            status=draw(st.sampled_from(["published"] * 4 + ["draft", "archived"])),
            related=tuple(f"practice-{n}" for n in draw(st.lists(st.integers(0, 12), max_size=7))),
            **{facet: some(facet) for facet in ("principle", "country", "level", "type", "area")},
            group=some("group", 0),
        )
        for number in range(draw(st.integers(0, 12)))
    ]


@given(corpora(), st.randoms())
def test_the_order_of_the_files_makes_no_difference(corpus, random) -> None:
    shuffled = corpus[:]
    random.shuffle(shuffled)
    assert _related(corpus) == _related(shuffled)


@given(corpora())
def test_at_most_five_never_itself_never_unpublished_each_once_and_each_with_reasons(
    corpus: list[Practice],
) -> None:
    published = {each.id: each for each in corpus if each.status == "published"}
    found = _related(corpus)
    assert set(found) == set(published)
    for slug, others in found.items():
        ids = [other.id for other in others]
        assert len(ids) <= 5
        assert len(set(ids)) == len(ids)
        assert set(ids) <= set(published) - {slug}
        picks = [pick for pick in dict.fromkeys(published[slug].related) if pick in published]
        expected = [pick for pick in picks if pick != slug][:5]
        assert [other.id for other in others if other.picked] == expected
        assert ids[: len(expected)] == expected
        for other in others:
            assert other.picked or other.reasons
            assert len(other.reasons) <= 3
            assert all(reason.strip() == reason != "" for reason in other.reasons)


@given(corpora())
def test_what_two_practices_share_is_said_alike_on_both_pages(corpus: list[Practice]) -> None:
    reasons = {
        (slug, other.id): other.reasons
        for slug, others in _related(corpus).items()
        for other in others
    }
    for (one, other), said in reasons.items():
        assert reasons.get((other, one), said) == said


@given(corpora())
def test_how_many_are_looked_at_together_makes_no_difference(corpus: list[Practice]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules[related.__module__], "_BLOCK", 3)
        by_threes = _related(corpus)
    assert by_threes == _related(corpus)


def test_of_many_that_share_something_the_most_related_are_found() -> None:
    bare = dict.fromkeys(("principle", "country", "level", "type", "area"), ())

    def one(slug: str, **facts: object) -> Practice:
        return practice(slug, title=slug, summary=slug, **(bare | facts))

    found = _related(
        [
            *(one(f"far{number:02}") for number in range(60)),
            *(one(f"crowd{number:02}", area=("education",)) for number in range(20)),
            one("near", area=("education",), type=("law",)),
            one("nearest", area=("education",), type=("law",), place="Bilbao"),
            one("one", area=("education",), type=("law",), place="Bilbao"),
        ]
    )
    assert [other.id for other in found["one"]] == [
        "nearest", "near", "crowd00", "crowd01", "crowd02",
    ]  # fmt: skip


@pytest.mark.parametrize("count", [0, 1])
def test_there_may_be_nothing_to_relate(count: int) -> None:
    corpus = [practice()][:count]
    assert _related(corpus) == {each.id: () for each in corpus}


def test_two_practices_that_share_everything_have_nothing_in_common_that_is_rare() -> None:
    assert _related([practice("a"), practice("b")]) == {"a": (), "b": ()}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"area": ("education",)}, "same area: education"),
        ({"area": ("education", "housing")}, "same area: education and housing"),
        ({"group": ("migrants",)}, "both for migrants and their descendants"),
        ({"group": ("roma-and-travellers",)}, "both for Roma and Travellers"),
        ({"group": ("lgbti-people",)}, "both for LGBTI people"),
        ({"type": ("law",)}, "same type: law or resolution"),
        ({"principle": ("equality",)}, "same principle: equality"),
        ({"country": ("ES",)}, "both in Spain"),
        ({"country": ("ES", "FR")}, "both in Spain and France"),
        ({"country": ("GB",)}, "both in the United Kingdom"),
        ({"country": ("NL",)}, "both in the Netherlands"),
        ({"country": ("TR",)}, "both in Türkiye"),
        ({"country": ("int",)}, "both international"),
        ({"place": "Bilbao", "country": ("ES",)}, "both in Bilbao"),
        ({"title": "Football"}, "both mention “football”"),
        ({"level": ("regional",)}, "same level: regional"),
    ],
)
def test_reasons_are_given_in_words(facts: dict[str, object], reason: str) -> None:
    corpus = [_different("one", **facts), _different("two", **facts), *_others(10)]
    found = _related(corpus)
    assert [(other.id, other.reasons) for other in found["one"]] == [("two", (reason,))]
    assert [(other.id, other.reasons) for other in found["two"]] == [("one", (reason,))]


def test_what_is_rarer_comes_first_and_says_more() -> None:
    corpus = [
        _different("one", area=("education", "housing")),
        _different("rare", area=("housing",)),
        *(_different(f"common-{number}", area=("education",)) for number in range(4)),
        *_others(6),
    ]
    found = _related(corpus)["one"]
    assert found[0] == Related("rare", ("same area: housing",))
    assert {other.id for other in found[1:]} == {f"common-{number}" for number in range(4)}


def test_editors_picks_come_first_and_need_share_nothing() -> None:
    corpus = [
        _different("one", area=("housing",), related=("far", "near", "far")),
        _different("near", area=("housing",)),
        _different("far"),
        *_others(6),
    ]
    assert _related(corpus)["one"] == (
        Related("far", (), picked=True),
        Related("near", ("same area: housing",), picked=True),
    )


def test_more_than_five_picks_are_cut() -> None:
    others = _others(8)
    corpus = [_different("one", related=tuple(each.id for each in others)), *others]
    assert [other.id for other in _related(corpus)["one"]] == [each.id for each in others[:5]]


def test_picks_that_are_not_published_are_passed_over() -> None:
    corpus = [
        _different("one", related=("draft", "archived", "translation", "nowhere", "two")),
        _different("two"),
        _different("draft", status="draft"),
        _different("archived", status="archived"),
        _different("translation", lang="fr", translation_of="two"),
    ]
    assert _related(corpus)["one"] == (Related("two", (), picked=True),)


def _real() -> Catalogue:
    return load(PRACTICES).catalogue


def test_the_real_practices_have_related_ones_with_reasons() -> None:
    real = _real()
    assert len(real.practices) >= 12
    for slug, others in real.related.items():
        assert others, slug
        assert all(other.reasons or other.picked for other in others), slug
