"""The browser's data: scripts that say what the catalogue and the guides say."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen import markdown
from site_gen.catalogue import catalogue
from site_gen.catalogue.cards import card
from site_gen.catalogue.facets import address, values
from site_gen.catalogue.loading import load
from site_gen.practice import Period, Practice
from site_gen.search import Guide, index
from site_gen.search.index import CHUNK, STOP_WORDS, document_texts
from site_gen.search.inverted import STRIDE
from site_gen.text import LATIN, words
from site_gen.vocabulary import FACETS, Vocabulary
from tests.publishing import (
    PRACTICES,
    SITE_URL,
    TERMS,
    compendium,
    practice,
    practice_file,
    project,
    unchecked,
)
from tests.search import decoding

GUIDE = Guide("How to contribute", "contributing/", "Where practices come from.", "Write a file.")


def _scripts(*practices: Practice, guides: Sequence[Guide] = ()) -> dict[str, Any]:
    """What each script registers, by name; the file is named after what it registers."""
    found = index(catalogue(practices, TERMS), guides)
    scripts = {}
    for path, content in found.files():
        name, data = decoding.registered(content)
        assert path == f"{found.folder}{name}.js"
        assert name not in scripts
        scripts[name] = data
    return scripts


def _entries(*practices: Practice, guides: Sequence[Guide] = ()) -> dict[str, decoding.Entry]:
    return decoding.entries(_scripts(*practices, guides=guides), STRIDE)


def _found(word: str, *practices: Practice) -> list[str]:
    ordered = catalogue(practices, TERMS).practices
    entry = _entries(*practices).get(word)
    return [ordered[number].id for number in entry.documents] if entry else []


def _chunks(scripts: dict[str, Any], kind: str) -> list[Any]:
    number = sum(name.startswith(f"{kind}-") for name in scripts)
    return [scripts[f"{kind}-{n}"] for n in range(number)]


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"title": "Västra Götaland"}, "vastra"),
        ({"title": "Västra Götaland"}, "gotaland"),
        ({"summary": "Gemeng epakt: Zesummeliewen."}, "zesummeliewen"),
        ({"aliases": ("Espace Égalité",)}, "egalite"),
        ({"place": "Łódź"}, "lodz"),
        ({"place": "Tromsø"}, "tromso"),
        ({"country": ("TR",)}, "turkiye"),
        ({"country": ("TR",)}, "turkey"),
        ({"country": ("TR",)}, "turkish"),
        ({"country": ("GB",)}, "uk"),
        ({"country": ("GB",)}, "scotland"),
        ({"country": ("NO",)}, "norway"),
        ({"title": "EU-Belong: 26 criteria"}, "26"),
        ({"title": "EU-Belong: 26 criteria"}, "belong"),
        ({"body": "## Purpose\n\nA *tandem* of neighbours.\n"}, "tandem"),
        ({"body": "## Purpose\n\n| Year | Visits |\n| - | - |\n| one | 4711 |\n"}, "4711"),
    ],
)
def test_a_practice_is_found_by_what_people_type(facts: dict[str, object], word: str) -> None:
    assert _found(word, practice("one", **facts), practice("two", country=("IS",))) == ["one"]


@pytest.mark.parametrize("facet", ["principle", "country", "level", "type", "area", "group"])
def test_a_practice_is_found_by_labels_aliases_and_synonyms(facet: str) -> None:
    for term in [each for each in TERMS[facet].values() if each.aliases or each.synonyms][:12]:
        facts: dict[str, Any] = {facet: (term.id,)}
        entries = _entries(practice(**facts))
        for name in (term.label, *term.aliases, *term.synonyms):
            assert set(words(name)) <= entries.keys()


def test_a_practice_is_found_by_other_names_of_what_it_mentions() -> None:
    corpus = [practice("one", title="A board on FGM"), practice("two", title="Grass", body="Cut")]
    for word in ("genital", "mutilation", "cutting"):
        assert _found(word, *corpus) == ["one"]


def test_another_name_tells_less_than_the_word_itself() -> None:
    corpus = [
        practice("one", title="A", body="Against FGM"),
        practice("two", title="B", summary="Genital mutilation"),
    ]
    impacts = _entries(*corpus)["genital"].documents
    assert impacts[1] > impacts[0] > 0


def test_a_guide_is_found_by_other_names_of_what_it_mentions() -> None:
    entries = _entries(practice(), guides=[replace(GUIDE, text="FGM")])
    assert entries["mutilation"].documents.keys() == {1}


def test_addresses_in_links_are_no_text() -> None:
    assert _found("unseen", practice(body="See [there](https://unseen.test/).\n")) == []


def test_a_word_tells_most_in_the_title_and_least_in_the_body() -> None:
    corpus = [
        practice("a", title="Music", summary="Other"),
        practice("b", title="B", summary="Music"),
        practice("c", title="C", body="Music"),
        practice("d", title="D"),
    ]
    impacts = _entries(*corpus)["music"].documents
    # B, C, D, Music: documents are numbered in title order.
    assert impacts.keys() == {0, 1, 3}
    assert impacts[3] > impacts[0] > impacts[1] > 0


def test_phrases_are_found_in_what_is_written_only() -> None:
    corpus = [practice(title="Open city", summary="hall", aliases=("Green door",), country=("GB",))]
    entries = _entries(*corpus)
    assert entries["open"].positions[0] == (0, 0)
    assert entries["city"].positions[0] == (0, 1)
    assert entries["green"].positions == entries["kingdom"].positions == []


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=5))
def test_every_word_of_any_text_leads_to_its_practice(texts: list[tuple[str, str]]) -> None:
    corpus = [
        practice(f"p{n}", title=title or "Title", summary=summary, body=summary + "\n\n" + title)
        for n, (title, summary) in enumerate(texts)
    ]
    built = catalogue(corpus, TERMS)
    entries = _entries(*corpus)
    for number, each in enumerate(built.practices):
        for word in words(f"{each.title} {each.summary}"):
            assert number in entries[word].documents
    fields, _ = document_texts(built, ())
    pairs = {(w, n) for n, text in enumerate(fields) for field in text.values() for w in field}
    assert {(w, n) for w, entry in entries.items() for n in entry.documents} == pairs


def test_shards_are_found_by_their_first_words() -> None:
    corpus = [practice(f"p{n}", body=" ".join(f"w{n}x{i}" for i in range(1500))) for n in range(4)]
    scripts = _scripts(*corpus)
    shards = _chunks(scripts, "terms")
    starts = [decoding.front_coded(shard["words"])[0] for shard in shards]
    assert len(starts) > 1
    assert scripts["table"]["shards"] == starts == sorted(starts)
    known = list(decoding.entries(scripts, STRIDE))
    assert known == sorted(set(known))
    assert decoding.dictionary(scripts["dictionary"]["words"]) == known


@pytest.mark.parametrize("guides", [0, 1, CHUNK])
@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 3])
def test_cards_and_texts_come_in_chunks_guides_last(size: int, guides: int) -> None:
    corpus = [practice(f"p{n:03}", body=f"## Purpose\n\nText {n}.\n") for n in range(size)]
    beside = [replace(GUIDE, path=f"guide-{n}/", text=f"Guide {n}.") for n in range(guides)]
    scripts = _scripts(*corpus, guides=beside)
    table = scripts["table"]
    assert (table["size"], table["guides"], table["chunk"]) == (size, guides, CHUNK)
    for kind in ("cards", "texts"):
        chunks = _chunks(scripts, kind)
        assert all(len(chunk) == CHUNK for chunk in chunks[:-1])
        assert all(chunks)
    cards = [each for chunk in _chunks(scripts, "cards") for each in chunk]
    built = catalogue(corpus, TERMS)
    expected = [asdict(card(each, built)) for each in built.practices]
    assert cards[:size] == json.loads(json.dumps(expected))
    assert cards[size:] == [
        {"id": each.path, "title": each.title, "summary": each.summary} for each in beside
    ]
    texts = [each for chunk in _chunks(scripts, "texts") for each in chunk]
    plain = [markdown.prose(markdown.render(each.body)) for each in built.practices]
    assert texts == [*plain, *(each.text for each in beside)]


def test_guides_are_documents_after_the_practices() -> None:
    entries = _entries(practice("a"), practice("b"), guides=[GUIDE])
    assert list(entries["contribute"].documents) == [2]
    assert list(entries["write"].documents) == [2]
    assert entries["how"].positions == [(2, 0)]


def test_guides_are_in_no_facet() -> None:
    alone, beside = _scripts(practice()), _scripts(practice(), guides=[GUIDE])
    assert alone["table"]["facets"] == beside["table"]["facets"]
    assert alone["facets"] == beside["facets"]


def test_the_folder_is_named_after_the_content_and_nothing_else() -> None:
    corpus = [practice("a"), practice("b")]
    beside = [GUIDE, replace(GUIDE, path="about/")]
    one = index(catalogue(corpus, TERMS), beside)
    assert re.fullmatch(r"assets/search/[0-9a-f]{12}/", one.folder)
    turned = index(catalogue(corpus[::-1], TERMS), tuple(beside[::-1]))
    draft = index(catalogue([*corpus, practice("c", status="draft")], TERMS), beside)
    assert one.folder == turned.folder == draft.folder
    assert list(one.files()) == list(turned.files()) == list(draft.files())


def test_the_folder_changes_with_whatever_is_in_it() -> None:
    education = replace(TERMS["area"]["education"], synonyms=("something new",))
    areas = MappingProxyType({**TERMS["area"], "education": education})
    other_terms = Vocabulary(MappingProxyType({**TERMS.schemes, "area": areas}))
    folders = [
        index(catalogue(corpus, terms), guides).folder
        for corpus, terms, guides in (
            ([practice()], TERMS, []),
            ([], TERMS, []),
            ([practice(), practice("b")], TERMS, []),
            ([practice()], other_terms, []),
            ([practice()], TERMS, [GUIDE]),
            ([practice()], TERMS, [replace(GUIDE, text="Other text.")]),
        )
    ]
    assert len(set(folders)) == len(folders)


def test_the_folder_changes_with_every_file() -> None:
    text = practice_file()
    folders = [
        index(catalogue(practices, TERMS)).folder
        for practices in (
            [unchecked(text)],
            [unchecked(text, slug="another")],
            [unchecked(text.replace("title", "title "))],
            [unchecked(f"{text}\n")],
            [unchecked(text), unchecked(text, slug="another")],
        )
    ]
    assert len(set(folders)) == len(folders)


def test_the_tables_say_what_the_facets_say() -> None:
    built = load(PRACTICES).catalogue
    scripts = _scripts(*built.practices)
    facets = scripts["table"]["facets"]
    assert [facet["name"] for facet in facets] == list(FACETS)
    for facet, sets in zip(facets, scripts["facets"]["sets"], strict=True):
        name = facet["name"]
        assert len(facet["values"]) == len(facet["labels"]) == len(set(facet["values"]))
        for value, coded in zip(facet["values"], sets, strict=True):
            assert decoding.bit_set(coded) == {
                number
                for number, each in enumerate(built.practices)
                if value in map(address, values(each, name))
            }
        labels = {address(term.id): term.brief for term in TERMS[name].values()}
        assert facet["labels"] == [labels[value] for value in facet["values"]]


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("", None),
        ("1850", None),
        ("1900-01-02", date(1900, 1, 2)),
        ("2019", date(2019, 1, 1)),
        ("2021-05", date(2021, 5, 1)),
        ("2023-09-30", date(2023, 9, 30)),
    ],
)
def test_days_count_to_the_start_of_the_period(start: str, first: date | None) -> None:
    days = decoding.shorts(_scripts(practice(period=Period(start=start)))["facets"]["days"])
    assert days == [(first - date(1900, 1, 1)) // timedelta(days=1) if first else 0]


def test_days_fit_into_two_bytes() -> None:
    facets = _scripts(practice("a", period=Period(start="9998")), practice("b"))["facets"]
    assert decoding.shorts(facets["days"]) == [65_535, 0]


def test_the_table_carries_what_the_browser_shares_with_us() -> None:
    table = _scripts(practice())["table"]
    assert table["fold"] == LATIN
    assert [LATIN[letter] for letter in "øłßæ"] == ["o", "l", "ss", "ae"]
    assert table["stops"] == STOP_WORDS == sorted(set(STOP_WORDS))
    assert all(words(word) == [word] for word in STOP_WORDS)
    assert table["stride"] == STRIDE


def test_text_that_looks_like_a_script_stays_text() -> None:
    title = '</script><script>alert(1)</script> "); alert(1); ("\u2028'
    assert _scripts(practice(title=title))["cards-0"][0]["title"] == title


def test_without_practices_and_guides_there_are_tables_and_a_dictionary() -> None:
    scripts = _scripts()
    assert scripts.keys() == {"table", "facets", "dictionary"}
    assert scripts["dictionary"] == {"words": [], "frequencies": []}
    table = scripts["table"]
    assert (table["size"], table["guides"], table["shards"]) == (0, 0, [])
    assert [facet["name"] for facet in table["facets"]] == list(FACETS)
    assert all(facet["values"] == [] for facet in table["facets"])
    assert scripts["facets"] == {"sets": [[]] * len(FACETS), "days": ""}


@pytest.mark.parametrize("guide", [False, True])
def test_a_project_without_practices_is_built(tmp_path: Path, *, guide: bool) -> None:
    folder = project(tmp_path / "project", {}, guide=guide)
    done = compendium("build", cwd=folder, SITE_URL=SITE_URL)
    assert done.returncode == 0, done.stderr
    site = folder / "site"
    files = sorted(site.glob("assets/search/*/*.js"))
    scripts = dict(decoding.registered(path.read_bytes()) for path in files)
    assert scripts["table"]["size"] == 0
    cards = [each for chunk in _chunks(scripts, "cards") for each in chunk]
    assert len(cards) == scripts["table"]["guides"]
    assert ("about/" in [each["id"] for each in cards]) == guide
    for each in cards:
        assert (site / each["id"] / "index.html").is_file()
    page = (site / "practices/index.html").read_text(encoding="utf-8")
    assert files[0].parent.name in page
