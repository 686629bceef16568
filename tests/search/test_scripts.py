"""Scripts parse back, and shards hold every word once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from site_gen.search import scripts
from site_gen.search.inverted import STRIDE, Posting
from site_gen.search.scripts import SHARD_BYTES, script, shards, term_scripts
from site_gen.search.stems import stems
from site_gen.text import words
from tests.search import decoding
from tests.search.writing import postings as posted

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
FORMS = ("école", "form", "formed", "forming", "forms", "łódź", "school", "schooled", "schools")
CORPORA = st.lists(st.lists(st.text(max_size=9) | st.sampled_from(FORMS)), max_size=5).map(
    lambda texts: [{"body": words(" ".join(text))} for text in texts]
)


@given(JSON)
def test_scripts_are_ascii_and_parse_back(data: object) -> None:
    assert decoding.registered(script("terms-12", data)) == ("terms-12", data)


def test_a_script_is_one_call() -> None:
    assert script("table", {"a": ["é\u2028"]}) == (
        b'compendiumRegister("table",{"a":["\\u00e9\\u2028"]});\n'
    )


def _terms(runs: Sequence[Sequence[Posting]]) -> dict[str, Any]:
    """What each script registers, by name."""
    found = {name: decoding.registered(content) for name, content in term_scripts(runs)}
    assert list(found) == [name for name, _ in found.values()]
    return dict(found.values())


def _size(shard: Sequence[Posting]) -> int:
    return sum(len(posting.documents) + len(posting.word) for posting in shard)


@given(CORPORA, st.integers(1, 60))
def test_shards_hold_every_word_once_in_order(texts: list[dict[str, list[str]]], most: int) -> None:
    postings = posted(texts)
    with patch.object(scripts, "SHARD_BYTES", most):
        runs = shards(postings)
    assert [posting for run in runs for posting in run] == postings
    assert all(runs)
    for run in runs:
        assert _size(run[:-1]) < most
    for run in runs[:-1]:
        assert _size(run) >= most


@given(CORPORA, st.integers(1, 60))
def test_the_files_say_what_the_postings_say(texts: list[dict[str, list[str]]], most: int) -> None:
    postings = posted(texts)
    with patch.object(scripts, "SHARD_BYTES", most):
        runs = shards(postings)
    number, found = len(runs), _terms(runs)
    names = {f"{kind}-{n}" for kind in ("terms", "places") for n in range(number)}
    assert found.keys() == names | {"dictionary"}
    entries = decoding.entries(found, STRIDE)
    assert list(entries) == [posting.word for posting in postings]
    for posting in postings:
        entry = entries[posting.word]
        assert entry.documents == decoding.postings(posting.documents, posting.frequency)
        places = [document * STRIDE + place for document, place in entry.positions]
        assert places == decoding.ascending(decoding.varints(posting.positions))
    dictionary = found["dictionary"]
    assert decoding.dictionary(dictionary["words"]) == list(entries)
    assert dictionary["frequencies"] == [posting.frequency for posting in postings]


@given(CORPORA)
def test_relatives_are_all_other_words_with_the_same_stem(
    texts: list[dict[str, list[str]]],
) -> None:
    entries = decoding.entries(_terms(shards(posted(texts))), STRIDE)
    stem = dict(zip(entries, stems(list(entries)), strict=True))
    for word, entry in entries.items():
        assert entry.relatives == [o for o in entries if o != word and stem[o] == stem[word]]
        assert all(word in entries[relative].relatives for relative in entry.relatives)


def test_inflections_are_relatives_and_look_alikes_are_not() -> None:
    typed = "schools school schooling rome roma école 2023 2024"
    entries = decoding.entries(_terms([posted([{"body": typed.split()}])]), STRIDE)
    found = {word: entry.relatives for word, entry in entries.items() if entry.relatives}
    assert found == {
        "school": ["schooling", "schools"],
        "schooling": ["school", "schools"],
        "schools": ["school", "schooling"],
    }


def test_without_words_there_is_an_empty_dictionary() -> None:
    assert shards([]) == []
    assert _terms([]) == {"dictionary": {"words": [], "frequencies": []}}


def test_a_shard_is_about_as_large_as_it_says() -> None:
    many = [Posting(f"w{n:05}", f"w{n:05}", 1, b"\0" * 20, b"") for n in range(3000)]
    sizes = [_size(run) for run in shards(many)]
    assert all(SHARD_BYTES <= size < SHARD_BYTES + 26 for size in sizes[:-1])
    assert len(sizes) == 4
