"""The inverted index against BM25F written out word by word."""

from __future__ import annotations

import math
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.search import inverted
from site_gen.search.inverted import FIELD_GAP, FIELDS, FULL, SATURATION, STRIDE, Text
from site_gen.search.stems import stems
from tests.search import decoding, writing

WORDS = ("city", "école", "łódź", "roma", "school", "schools", "the")
TEXTS = st.lists(
    st.dictionaries(st.sampled_from(list(FIELDS)), st.lists(st.sampled_from(WORDS), max_size=7)),
    max_size=6,
)
SHARES = st.sampled_from([1, 3, 1 << 16])


def impact(word: str, number: int, texts: list[Text]) -> float:
    """BM25F of a word in a document, before it is cut to a whole number."""
    strength = 0.0
    for name, kind in FIELDS.items():
        lengths = [len(text[name]) for text in texts if text.get(name)]
        mine = texts[number].get(name, ())
        if word in mine:
            share = len(mine) / (sum(lengths) / len(lengths))
            norm = 1 - kind.normalisation + kind.normalisation * share
            strength += kind.weight * list(mine).count(word) / norm
    frequency = sum(
        any(stems([other]) == stems([word]) for field in text.values() for other in field)
        for text in texts
    )
    rarity = _rarity(frequency, len(texts)) / _rarity(1, len(texts))
    return FULL * rarity * strength / (strength + SATURATION)


def _rarity(frequency: int, size: int) -> float:
    return math.log1p((size - frequency + 0.5) / (frequency + 0.5))


def positions(word: str, texts: list[Text], stride: int) -> list[int]:
    found = []
    for number, text in enumerate(texts):
        spoken: list[str | None] = []
        for name, kind in FIELDS.items():
            if kind.spoken and text.get(name):
                spoken += [*text[name], *[None] * FIELD_GAP]
        places = [place for place, other in enumerate(spoken[: stride - 1]) if other == word]
        found += [number * stride + place for place in places]
    return found


@given(TEXTS, SHARES)
def test_documents_frequencies_and_impacts_are_those_of_bm25f(
    texts: list[Text], share: int
) -> None:
    with patch.object(inverted, "_SHARE", share):
        found = writing.postings(texts)
    known = {word for text in texts for field in text.values() for word in field}
    assert [posting.word for posting in found] == sorted(known)
    for posting in found:
        has = [n for n, t in enumerate(texts) if any(posting.word in field for field in t.values())]
        decoded = decoding.postings(posting.documents, posting.frequency)
        assert list(decoded) == has
        assert posting.frequency == len(has)
        for number, given_ in decoded.items():
            exact = impact(posting.word, number, texts)
            # Two logarithms may differ in the last bit, which tells where a number is nearly whole.
            allowed = {int(exact * (1 - 1e-12)), int(exact * (1 + 1e-12))}
            assert given_ in {min(max(each, 1), FULL) for each in allowed}


@given(TEXTS, SHARES, st.sampled_from([1, 2, 5, 16, STRIDE, 1 << 28]))
def test_positions_are_places_in_spoken_fields(texts: list[Text], share: int, stride: int) -> None:
    with patch.multiple(inverted, _SHARE=share, STRIDE=stride):
        found = writing.postings(texts)
    for posting in found:
        decoded = decoding.ascending(decoding.varints(posting.positions))
        assert decoded == positions(posting.word, texts, stride)


def _positions(texts: list[Text]) -> dict[str, list[int]]:
    return {
        p.word: decoding.ascending(decoding.varints(p.positions)) for p in writing.postings(texts)
    }


def test_no_phrase_spans_two_fields() -> None:
    found = _positions([{"title": ["open", "city"], "summary": ["hall"], "body": ["open"]}])
    assert found == {"open": [0, 2 + 1 + 2 * FIELD_GAP], "city": [1], "hall": [2 + FIELD_GAP]}


def test_an_empty_field_leaves_no_gap() -> None:
    assert _positions([{"title": [], "body": ["city"]}]) == {"city": [0]}


@pytest.mark.parametrize("name", ["aliases", "country", "terms", "synonyms"])
def test_words_that_nobody_wrote_in_this_order_have_no_positions(name: str) -> None:
    assert _positions([{name: ["open", "city"], "body": ["hall"]}]) == {
        "open": [],
        "city": [],
        "hall": [0],
    }


def test_words_of_an_endless_text_are_found_but_in_no_phrase() -> None:
    long: Text = {"body": ["city"] * (STRIDE - 2) + ["last", "beyond", "lost"]}
    found = _positions([long, {"title": ["next"]}])
    assert found["last"] == [STRIDE - 2]
    assert found["beyond"] == found["lost"] == []
    assert found["next"] == [STRIDE]
    assert {p.word: p.frequency for p in writing.postings([long])}["lost"] == 1


def test_no_phrase_spans_two_documents() -> None:
    found = _positions([{"body": ["city"] * (STRIDE + 9)}, {"title": ["hall"]}])
    assert max(found["city"]) + 1 not in found["hall"]


@pytest.mark.parametrize("texts", [[], [{}], [{"title": []}, {}]])
def test_no_words_give_no_postings(texts: list[Text]) -> None:
    assert writing.postings(texts) == []


def test_a_word_tells_more_where_it_is_rare_and_prominent() -> None:
    texts: list[Text] = [
        {"title": ["music"], "body": ["city"]},
        {"title": ["city"], "body": ["music", "city"]},
        {"title": ["city"], "body": ["rain"]},
    ]
    impacts = {p.word: decoding.postings(p.documents, p.frequency) for p in writing.postings(texts)}
    assert impacts["music"][0] > impacts["music"][1]
    assert impacts["rain"][2] > impacts["city"][0]


def test_an_inflection_is_as_rare_as_all_its_family() -> None:
    typed = ["school"] * 4 + ["schools", "rain"]
    texts: list[Text] = [{"title": [word]} for word in typed]
    impacts = {p.word: decoding.postings(p.documents, p.frequency) for p in writing.postings(texts)}
    assert impacts["schools"] == {4: impacts["school"][0]}
    assert impacts["rain"][5] > impacts["schools"][4]


def test_the_weights_say_what_a_reader_looks_at_first() -> None:
    order = [("title", "place"), ("place", "summary"), ("country", "summary"), ("summary", "terms")]
    for one, other in [*order, ("terms", "body")]:
        assert FIELDS[one].weight > FIELDS[other].weight
