"""The browser's engine against a second one that scans every document: the same scores, drops and
counts for random corpora, queries and filters, over http and from a folder."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from site_gen.catalogue import catalogue
from site_gen.catalogue.facets import Selection, counts, select
from site_gen.catalogue.facets import address as in_addresses
from site_gen.pages.templates import ASSETS
from site_gen.practice import Practice
from site_gen.search import Guide, index, scripts
from site_gen.search.index import document_texts
from site_gen.search.scan import Answer, Scan
from tests.browser.conftest import serving
from tests.publishing import TERMS, practice
from tests.search.judgements import ENGINE

# Words with relatives, common beginnings, near misses, accents, a stop word and a short one.
WORDS = (
    "school schools schooling schooled city cities migrant migrants migration immigration roma "
    "rome romani women woman rumour rumours rumor the of to eu participation participatory "
    "participate partition region regional égalité egalite łódź lodz åland budget budgets 2023 "
    "form from football footballer"
).split()

ANSWER = """async ([folder, queries]) => {
    const index = await compendium.openIndex(folder);
    await index.sets();
    const answers = [];
    for (const [text, filters] of queries) {
        const found = await compendium.search(text, index);
        const sets = Object.entries(filters).map(([name, list]) => [name, new Set(list)]);
        const chosen = new Map(sets);
        const scores = found && found.scores;
        const numbers = compendium.counts(index, chosen, scores);
        answers.push({
            scores: scores && Array.from(scores),
            dropped: found ? found.dropped : [],
            loose: Boolean(found && found.loose),
            results: compendium.rank(index, compendium.select(index, chosen, scores), scores,
                                     scores ? 'relevance' : 'title'),
            counts: Object.fromEntries([...numbers].map(
                ([name, values]) => [name, Object.fromEntries(values)])),
        });
    }
    return answers;
}"""

# What needs the facets' sets, before and after they are there: a result, or "fails".
EARLY = """async (folder) => {
    const index = await compendium.openIndex(folder);
    const ticked = new Map([['level', new Set(['local'])]]);
    const asked = [
        () => compendium.counts(index, new Map(), null),
        () => compendium.select(index, ticked, null),
        () => compendium.rank(index, index.everything, null, 'newest'),
        () => compendium.rank(index, index.everything, null, 'country'),
        () => compendium.rank(index, index.everything, null, 'title'),
    ];
    const tried = () => asked.map((ask) => {
        try { return typeof ask(); } catch { return 'fails'; }
    });
    const before = tried();
    await index.sets();
    return [before, tried()];
}"""


NEAREST = """async ([folder, queries]) => {
    const index = await compendium.openIndex(folder);
    return Promise.all(queries.map((text) => compendium.nearestQuery(text, index)));
}"""


def sentence(source: random.Random, most: int) -> str:
    return " ".join(source.choice(WORDS) for _ in range(source.randint(1, most)))


def corpus(source: random.Random) -> tuple[list[Practice], list[Guide]]:
    facets = {name: list(TERMS[name]) for name in ("principle", "level", "type", "area", "group")}
    practices = [
        practice(
            f"practice-{number}",
            title=sentence(source, 4),
            summary=sentence(source, 8),
            body=f"## Purpose\n\n{sentence(source, 30)}\n\n## Process\n\n{sentence(source, 10)}\n",
            place=source.choice(("", "Łódź", "Roma", "Bradford")),
            country=(source.choice(("ES", "TR", "int")),),
            aliases=tuple(sentence(source, 2) for _ in range(source.randint(0, 2))),
            **{n: tuple(source.sample(v, source.randint(1, 2))) for n, v in facets.items()},
        )
        for number in range(source.randint(1, 40))
    ]
    guides = [
        Guide(sentence(source, 3), f"guide-{n}/", sentence(source, 5), sentence(source, 20))
        for n in range(2)
    ]
    return practices, guides


def query(source: random.Random) -> str:
    parts = []
    for _ in range(source.randint(1, 4)):
        word = source.choice(WORDS)
        kind = source.random()
        if kind < 0.15:
            word = f'"{sentence(source, 3)}"'
        elif kind < 0.25:
            word = f"-{word}"
        elif kind < 0.4:
            place = source.randrange(len(word))
            word = word[:place] + source.choice("abz") + word[place + source.randint(0, 1) :]
        elif kind < 0.5 and len(word) > 3:
            word = word[1] + word[0] + word[2:]
        elif kind < 0.6:
            word = word[: source.randint(1, len(word))]
        parts.append(word.upper() if source.random() < 0.1 else word)
    return " ".join(parts) + source.choice(("", "", " "))


def filters(source: random.Random) -> dict[str, list[str]]:
    chosen = source.sample(("principle", "level", "area"), source.randint(0, 2))
    return {name: source.sample(list(TERMS[name]), source.randint(1, 2)) for name in chosen}


@pytest.fixture(scope="module")
def bench(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Page, Path]]:
    """A page with the engine's scripts and nothing else, and the folder that it is served from."""
    root = tmp_path_factory.mktemp("engine é #1 100%")
    for name in ENGINE:
        (root / f"{name}.js").write_bytes((ASSETS / f"{name}.js").read_bytes())
    scripts = "".join(f'<script src="{name}.js"></script>' for name in ENGINE)
    policy = "default-src 'none'; script-src 'self'"
    (root / "index.html").write_text(
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f'content="{policy}"><title>Engine</title>{scripts}',
        encoding="utf-8",
    )
    context = browser.new_context()
    yield context.new_page(), root
    context.close()


def write_index(root: Path, practices: list[Practice], guides: list[Guide], name: str) -> str:
    made = index(catalogue(practices, TERMS), guides)
    for path, content in made.files():
        target = root / name / Path(path).name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return f"{name}/"


@pytest.mark.parametrize("seed", range(12))
def test_agrees_with_a_scan_of_every_document(
    bench: tuple[Page, Path], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, root = bench
    monkeypatch.setattr(scripts, "RUN", 7)  # the dictionary in many runs, as a large one is
    source = random.Random(seed)
    practices, guides = corpus(source)
    ordered = catalogue(practices, TERMS).practices
    texts, _ = document_texts(catalogue(practices, TERMS), guides)
    reference = Scan(texts, len(ordered))
    queries = [(query(source), filters(source)) for _ in range(60)]
    folder = write_index(root, practices, guides, f"index-{seed}")
    page.goto((root / "index.html").as_uri())
    answers = page.evaluate(ANSWER, [folder, queries])
    for (text, wanted), answer in zip(queries, answers, strict=True):
        expected = reference.search(text)
        assert answer["scores"] == (expected.scores if expected else None), (text, wanted)
        if expected:
            assert [d.strip("“”") for d in answer["dropped"]] == expected.dropped, text
            assert answer["loose"] == expected.loose, text
        check_selection(answer, ordered, expected.scores if expected else None, wanted, text)


def check_selection(
    answer: dict[str, Any],
    ordered: tuple[Practice, ...],
    scores: list[int] | None,
    wanted: dict[str, list[str]],
    text: str,
) -> None:
    """Results in order, and every count, against the catalogue's own."""
    hits = [p for n, p in enumerate(ordered) if scores is None or scores[n]]
    selection = Selection({name: frozenset(values) for name, values in wanted.items()})
    numbers = {each.id: number for number, each in enumerate(ordered)}
    chosen = [numbers[each.id] for each in select(hits, selection)]
    chosen.sort(key=lambda number: (-(scores[number] if scores else 0), number))
    assert answer["results"] == chosen, text
    expected = counts(hits, selection)
    for facet, values in answer["counts"].items():
        by_address = {in_addresses(value): number for value, number in expected[facet].items()}
        assert {value: n for value, n in values.items() if n} == by_address, (text, facet)


def test_what_needs_the_sets_fails_before_they_are_there(bench: tuple[Page, Path]) -> None:
    page, root = bench
    folder = write_index(root, *corpus(random.Random(5)), "early")
    page.goto((root / "index.html").as_uri())
    before, after = page.evaluate(EARLY, folder)
    assert before == ["fails"] * 4 + ["object"]
    assert after == ["object"] * 5


def test_the_same_over_http_and_from_a_folder(bench: tuple[Page, Path]) -> None:
    page, root = bench
    source = random.Random(99)
    practices, guides = corpus(source)
    folder = write_index(root, practices, guides, "both")
    queries: list[tuple[str, dict[str, list[str]]]] = [(query(source), {}) for _ in range(40)]
    page.goto((root / "index.html").as_uri())
    from_folder = page.evaluate(ANSWER, [folder, queries])
    with serving(root) as address:
        page.goto(f"{address}index.html")
        served = page.evaluate(ANSWER, [folder, queries])
    assert served == from_folder
    assert any(itertools.chain.from_iterable(each["scores"] or [] for each in served))


def test_hostile_queries_raise_nothing(bench: tuple[Page, Path]) -> None:
    page, root = bench
    source = random.Random(7)
    folder = write_index(root, *corpus(source), "hostile")
    typed = (
        '"', '""', "-", "--", '-"', "(.*)", "\\", "\x00", "a" * 5000, "__proto__", "constructor",
        "toString", "é" * 300, "\U0001f600", "<script>", "%", '"a" -"b" c', "  ",
    )  # fmt: skip
    page.goto((root / "index.html").as_uri())
    answers = page.evaluate(ANSWER, [folder, [(text, {}) for text in typed]])
    assert len(answers) == len(typed)


def test_a_word_may_be_missing_where_few_documents_have_all(bench: tuple[Page, Path]) -> None:
    page, root = bench
    titles = ["samosa drone tandem", "samosa drone", "drone tandem", "samosa", "rumour"]
    practices = [practice(f"practice-{n}", title=title) for n, title in enumerate(titles)]
    folder = write_index(root, practices, [], "loose")
    page.goto((root / "index.html").as_uri())
    queries: list[tuple[str, dict[str, list[str]]]] = [
        ("samosa drone tandem", {}),
        ("samosa drone", {}),
        ("samosa drone unheardof", {}),
    ]
    three, two, unknown = page.evaluate(ANSWER, [folder, queries])
    ordered = [each.title for each in catalogue(practices, TERMS).practices]
    assert ordered[three["results"][0]] == titles[0]
    assert {ordered[n] for n in three["results"]} == set(titles[:3])
    assert three["loose"]
    assert three["dropped"] == []
    for answer in (two, unknown):
        assert {ordered[n] for n in answer["results"]} == set(titles[:2])
        assert not answer["loose"]
    assert unknown["dropped"] == ["unheardof"]


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("pqrticxpatorq", ["participatory"]),  # three edits; a search forgives two
        ("szmzsa", ["samosa"]),
        ("drune", []),  # an error that the search forgives
        ("druen", ["drone"]),
        ('"budget participatory"', ["budget participatory"]),
        ('"budget participatory" -samosa', ["budget participatory -samosa"]),
        ("samosa -samosa", ["samosa"]),
        ("pqrticxpatorq -budget", ["participatory"]),
        ("samosa", []),
        ("samosa unheardof", []),
        ("zzzzzzzz", []),
        ("", []),
        ("-", []),
    ],
)
def test_nearest_queries(bench: tuple[Page, Path], text: str, nearest: list[str]) -> None:
    page, root = bench
    practices = [
        practice("one", title="Participatory budget", summary="x", body="x"),
        practice("two", title="Samosa drone", summary="x", body="x"),
    ]
    folder = write_index(root, practices, [], "nearest")
    page.goto((root / "index.html").as_uri())
    [found] = page.evaluate(NEAREST, [folder, [text]])
    assert found == [{"text": each, "results": 1} for each in nearest]


def test_offers_give_what_they_promise(bench: tuple[Page, Path]) -> None:
    page, root = bench
    source = random.Random(3)
    practices, guides = corpus(source)
    texts, _ = document_texts(catalogue(practices, TERMS), guides)
    reference = Scan(texts, len(practices))
    queries = []
    for _ in range(80):
        word = list(source.choice(WORDS))
        for _ in range(source.randint(1, 4)):
            word[source.randrange(len(word))] = source.choice("qxz")
        queries.append("".join(word) + source.choice(("", " -school", f' "{sentence(source, 3)}"')))
    folder = write_index(root, practices, guides, "offers")
    page.goto((root / "index.html").as_uri())
    answers = page.evaluate(NEAREST, [folder, queries])
    for text, offers in zip(queries, answers, strict=True):
        found = reference.search(text)
        assert not (offers and found and any(found.scores)), text
        assert len({offer["text"] for offer in offers}) == len(offers) <= 3
        for offer in offers:
            promised = reference.search(offer["text"]) or Answer([])
            assert sum(map(bool, promised.scores)) == offer["results"] > 0, text
    assert sum(map(bool, answers)) > 10
