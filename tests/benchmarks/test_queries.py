"""The questions that the search benchmark asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import corpus as corpora
from benchmarks import queries


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> queries.Corpus:
    folder: Path = tmp_path_factory.mktemp("corpus") / "practices"
    corpora.write(folder, 60)
    return queries.read(folder)


def test_the_same_seed_asks_the_same(corpus: queries.Corpus) -> None:
    assert queries.make(corpus, 20) == queries.make(corpus, 20)
    assert queries.make(corpus, 20, seed=2) != queries.make(corpus, 20)


def test_every_kind_has_so_many(corpus: queries.Corpus) -> None:
    assert {kind: len(each) for kind, each in queries.make(corpus, 20).items()} == dict.fromkeys(
        queries.KINDS, 20
    )


def test_what_is_asked_has_an_answer(corpus: queries.Corpus) -> None:
    made = queries.make(corpus, 20)
    for query in made[queries.TWO]:
        assert any(words >= set(query.text.split()) for words in corpus.words.values())
    for query in made[queries.FILTERS]:
        assert any(
            query.text in words
            and all(value in corpus.facets[slug][name] for name, value in query.filters.items())
            for slug, words in corpus.words.items()
        )


def test_words_tell_practices_apart(corpus: queries.Corpus) -> None:
    for query in queries.make(corpus, 20)[queries.ONE]:
        having = sum(query.text in words for words in corpus.words.values())
        assert queries.FEWEST <= having <= max(queries.FEWEST, queries.MOST * len(corpus.words))


def test_a_typing_error_is_no_word_and_keeps_its_beginning(corpus: queries.Corpus) -> None:
    known = frozenset().union(*corpus.words.values())
    for query in queries.make(corpus, 20)[queries.TYPO]:
        assert query.text not in known
        assert query.meant in known
        assert query.text[0] == query.meant[0]
        assert abs(len(query.text) - len(query.meant)) <= 1
