"""Near-duplicates: what is found in the real sources, what is left alone, and at what cost."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from site_gen import rules
from site_gen.catalogue.loading import read_all
from site_gen.document import Document
from site_gen.rules import likeness
from site_gen.rules.likeness import Identity
from site_gen.rules.member import member
from site_gen.rules.subject import survey
from site_gen.vocabulary import load
from tests.checking import parse
from tests.publishing import PRACTICES, practice_file, translation_file

TERMS = load(PRACTICES / "vocabulary.yml")
DISTINCT = {
    ("bulgaria-roma-strategy", "health-mediators-roma-strategy"),
    ("integration-area-programme", "schools-linking-bradford"),
    ("one-society-interculturalism-strategy", "one-society-local-government-cluster"),
    ("spain-inclusion-of-migrants-strategy", "spain-organic-act-4-2000"),
}
# The titles that different documents, or editors before, gave to what is one practice here.
SAME = [
    ("finland-etno", "The Advisory Board for Ethnic Relations (ETNO)", "FI"),
    ("finland-etno", "Advisory Board for Ethnic Relations", "FI"),
    ("municipal-integration-plans", "Framework for local integration plans", "PT"),
    ("municipal-integration-plans", "Immigrant and Diversity Municipalities Index", "PT"),
    ("canada-two-way-integration", "Shared responsibility for integration", "CA"),
    ("tallinn-migration-centre", "Establishment of Tallinn Migration Centre (TMC)", "EE"),
    ("espace-egalite", "STRASBOURG : Espace Egalité", "FR"),
    ("espace-egalite", "Equality space", "FR"),
    ("clara-hate-crime-learning-communities", "CLARA project", "ES"),
    ("choices-programme", "Escolhas", "PT"),
    ("gemengepakt", "Gemengepakt vum interkulturellen Zesummeliewen", "LU"),
    ("atlantic-immigration-program", "Atlantic immigration programme", "CA"),
]


@pytest.fixture(scope="module")
def real() -> list[Document]:
    return read_all(PRACTICES)


def identities(documents: list[Document]) -> list[Identity]:
    return [each for one in documents if (each := member(survey(one)).identity)]


def slugs(found: list[likeness.Pair]) -> set[tuple[str, str]]:
    return {(pair.first.slug, pair.second.slug) for pair in found}


def found(*files: tuple[str, str]) -> list[str]:
    """Where the rule warns in these files, paths and texts."""
    problems = rules.check([parse(text, path) for path, text in files], TERMS)
    assert {problem.severity for problem in problems} <= {"warning"}, problems
    assert {problem.rule for problem in problems} <= {"near-duplicate"}
    return [f"{problem.path}: {problem.message}" for problem in problems]


def test_the_real_practices_hold_only_pairs_that_are_rightly_two(real: list[Document]) -> None:
    known = identities(real)
    assert likeness.pairs(known) == []
    bare = [each._replace(distinct=()) for each in known]
    assert slugs(likeness.pairs(bare)) == DISTINCT
    # What is called alike is one programme and a part of it: an editor has related the two.
    related = {one.slug: one.front_text.partition("related: [")[2] for one in real}
    for one, other in DISTINCT:
        assert other in related[one] or one in related[other]


@pytest.mark.parametrize(("slug", "title", "country"), SAME)
def test_what_sources_name_differently_is_found(
    slug: str, title: str, country: str, real: list[Document]
) -> None:
    proposal = likeness.identity("new", "zz/new.md", names=[title], countries=[country])
    pairs = likeness.pairs([*identities(real), proposal])
    assert slugs(pairs) == {(slug, "new")}


def test_every_practice_is_found_under_each_of_its_names(real: list[Document]) -> None:
    names = [(one, name) for one in identities(real) for name, _ in one.names]
    missed = []
    for one, name in names:
        proposal = likeness.identity("new", "zz/new.md", names=[name], countries=one.countries)
        if not likeness.pairs([one, proposal]):
            missed.append((one.slug, name))
    assert missed == []
    assert len(names) > 300


def test_a_second_practice_of_an_entry(real: list[Document]) -> None:
    entry = ("CDADI(2024)39", "C05")
    proposal = likeness.identity("new", "zz/new.md", names=["Something else"], entries=[entry])
    (pair,) = likeness.pairs([*identities(real), proposal])
    assert pair.first.slug == "espace-egalite"
    assert pair.reasons == ("both cite the entry 'C05' of 'CDADI(2024)39'",)
    chapter = ("CDADI(2024)39", "C83")  # eight practices are drawn from it
    proposal = likeness.identity("new", "zz/new.md", names=["Something else"], entries=[chapter])
    assert likeness.pairs([*identities(real), proposal]) == []


def test_both_files_are_warned_of() -> None:
    first = practice_file(title="Open City Hall", place="Lyon")
    second = practice_file(title="The city hall, open", place="LYON")
    assert found(("fr/a.md", first), ("fr/b.md", second)) == [
        "fr/a.md: probably the same practice as fr/b.md: 'Open City Hall' is like 'The city hall, "
        "open' and the place is the same; merge the two, or write not_duplicate_of: [b]",
        "fr/b.md: probably the same practice as fr/a.md: 'Open City Hall' is like 'The city hall, "
        "open' and the place is the same; merge the two, or write not_duplicate_of: [a]",
    ]


ONE = practice_file(title="Open City Hall", aliases=["Mairie ouverte"], place="Lyon")
LINK = [{"title": "Page", "url": "https://www.lyon.test/ouverte/"}]


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        ("fr/b.md", {"title": "Mairie Ouverte"}),
        ("fr/b.md", {"title": "A meeting", "aliases": ["Open city halls"]}),
        ("fr/b.md", {"title": "OCH – Open City Hall"}),
        ("fr/b.md", {"title": "Opening City Hall", "place": "Lyon"}),
        ("int/b.md", {"title": "Open City Hall", "country": ["int"]}),
    ],
)
def test_alike(path: str, facts: dict[str, object]) -> None:
    assert len(found(("fr/a.md", ONE), (path, practice_file(**facts)))) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        ("fr/b.md", {"title": "Open City Hall", "place": "Nantes"}),
        ("no/b.md", {"title": "Open City Hall", "country": ["NO"]}),
        ("fr/b.md", {"title": "Open Library", "place": "Lyon"}),
        ("fr/b.md", {"title": "Lyon", "place": "Lyon"}),
        ("fr/b.md", {"title": "Open City Hall", "status": "archived"}),
        ("fr/b.md", {"title": "Open City Hall", "not_duplicate_of": ["a"]}),
    ],
)
def test_apart(path: str, facts: dict[str, object]) -> None:
    assert found(("fr/a.md", ONE), (path, practice_file(**facts))) == []  # type: ignore[arg-type]


def test_years_tell_plans_apart() -> None:
    plan = "Action plan against racism {}"
    files = [(f"fr/{year}.md", practice_file(title=plan.format(year))) for year in (2019, 2024)]
    assert found(*files) == []


def test_a_page_of_both_makes_less_likeness_enough() -> None:
    first = practice_file(title="Open City Hall", links=LINK)
    other = [{"title": "Elsewhere", "url": "http://lyon.test/ouverte#more"}]
    title = "Open Days of the Hall"
    (message, _) = found(
        ("fr/a.md", first), ("fr/b.md", practice_file(title=title, links=other))
    )  # fmt: skip
    assert "both link to 'lyon.test/ouverte'" in message
    assert found(("fr/a.md", first), ("fr/b.md", practice_file(title=title))) == []
    host = [{"title": "Lyon", "url": "https://www.lyon.test/"}]
    files = [("fr/a.md", "Open City Hall"), ("fr/b.md", title)]
    assert found(*[(path, practice_file(title=name, links=host)) for path, name in files]) == []


def test_a_page_that_many_cite_says_nothing() -> None:
    titles = ["Open City Hall", "Open Days of the Hall", "Choir", "Football", "Chess"]
    files = [
        (f"fr/p{n}.md", practice_file(title=t, links=LINK)) for n, t in enumerate(titles)
    ]  # fmt: skip
    assert found(*files) == []


def test_translations_are_no_duplicates() -> None:
    french = translation_file("a", "fr", "Open City Hall")
    german = translation_file("a", "de", "Open City Hall")
    assert found(("fr/a.md", ONE), ("fr/b.md", french), ("fr/c.md", german)) == []


def test_not_duplicate_of_names_practices() -> None:
    text = practice_file(not_duplicate_of=["zebra"])
    (problem,) = rules.check([parse(text, "fr/a.md")], TERMS)
    assert problem.rule == "unknown-practice"
    assert problem.message.startswith("'not_duplicate_of' names 'zebra', which is no practice's")
    (problem,) = rules.check([parse(practice_file(not_duplicate_of="b"), "fr/a.md")], TERMS)
    assert problem.rule == "wrong-shape"


def test_what_a_contributor_writes_is_printable() -> None:
    title = "Open \u202e City \x07 Hall"
    texts = [json.dumps(title)[1:-1], "Open City Hall"]
    files = [(f"fr/{n}.md", practice_file().replace("Open City Hall", t)) for n, t in
             zip("ab", texts, strict=True)]  # fmt: skip
    for problem in rules.check([parse(text, path) for path, text in files], TERMS):
        assert problem.message.isprintable()


def test_the_order_of_files_does_not_matter(real: list[Document]) -> None:
    bare = [each._replace(distinct=()) for each in identities(real)]
    assert likeness.pairs(bare[::-1]) == likeness.pairs(bare)


def test_the_work_does_not_grow_with_the_square() -> None:
    """Thousands of practices of the same few words, links and entries: few names are compared."""
    vocabulary = "strategy plan integration local action network roma youth school city".split()
    titles = [" ".join(each) for each in combinations(vocabulary, 4)]
    texts = [titles[number % len(titles)] for number in range(4000)]
    groups = list(likeness.groups(texts, [("ES",)] * len(texts)))
    assert 4000 < sum(len(group) * (len(group) - 1) // 2 for group in groups) < 4000 * 12
    crowd = [
        likeness.identity(
            f"p{n}", f"es/p{n}.md", names=[f"Town {n}"], links=["https://x.test/a"],
            entries=[("D", "E")],
        )
        for n in range(4000)
    ]  # fmt: skip
    assert likeness.pairs(crowd) == []


def test_a_made_corpus_raises_no_alarm(tmp_path: Path) -> None:
    from benchmarks import corpus

    files = corpus.practices(400, TERMS)
    assert found(*files) == []
