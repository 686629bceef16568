"""The vocabulary: its terms, what they are taken for, and what is wrong with a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.problems import ContentError, SiteGenError
from site_gen.vocabulary import FACETS, FILE_NAME, SCHEMES, Vocabulary, load, nearest, parse
from tests.checking import PRACTICES, TERMS

TEXT = (PRACTICES / FILE_NAME).read_text("utf-8")
REAL = load(Path(__file__).parent.parent / "practices" / FILE_NAME)


def test_terms() -> None:
    term = TERMS["principle"]["equality"]
    assert (term.id, term.label, term.short, term.brief) == (
        "equality",
        "Ensuring equality",
        "Equality",
        "Equality",
    )
    assert term.definition == "The same rights and a fair chance for everybody."
    assert (term.aliases, term.synonyms) == (("equal treatment",), ("fairness",))
    assert TERMS["level"]["local"].brief == "Local"
    assert [t.id for t in TERMS["section"].values() if t.required] == ["purpose", "process"]
    assert list(TERMS["level"]) == ["local", "regional", "national", "international"]


def test_countries_are_those_of_babel_with_our_aliases() -> None:
    countries = TERMS["country"]
    assert len(countries) == 250
    assert countries["TR"].label == "Türkiye"
    assert countries["TR"].aliases == ("Turkey",)
    assert countries["NO"].label == "Norway"
    assert countries["int"].label == "International"


@pytest.mark.parametrize("terms", [TERMS, REAL])
def test_every_scheme_has_terms(terms: Vocabulary) -> None:
    assert set(terms.schemes) == set(SCHEMES)
    assert tuple(terms["facet"]) == FACETS
    assert all(terms[scheme] for scheme in SCHEMES)


def test_the_real_vocabulary_is_of_the_agreed_size() -> None:
    assert list(REAL["principle"]) == [
        "equality", "diversity", "interaction", "participation", "multilevel-governance",
    ]  # fmt: skip
    assert 10 <= len(REAL["type"]) <= 14
    assert 15 <= len(REAL["area"]) <= 22
    for scheme in SCHEMES:
        for term in REAL[scheme].values():
            assert term.label
            assert term.definition or scheme in ("country", "concept")


@pytest.mark.parametrize(
    ("scheme", "given", "term"),
    [
        ("area", "education", "education"),
        ("area", "Education", "education"),
        ("area", "SCHOOLS", "education"),
        ("area", "éducation", "education"),
        ("principle", "equality", "equality"),
        ("country", "Norway", "NO"),
        ("country", "turkiye", "TR"),
        ("country", "uk", "GB"),
        ("area", "educaton", None),
        ("area", "", None),
    ],
)
def test_exact(scheme: str, given: str, term: str | None) -> None:
    found = TERMS.exact(scheme, given)
    assert (found.id if found else None) == term


@pytest.mark.parametrize(
    ("scheme", "given", "term"),
    [
        ("area", "educaton", "education"),
        ("area", "labor market", "employment"),
        ("area", "Éducation interculturelle", "education"),
        ("section", "Stimulus/Rationale", "stimulus-and-rationale"),
        ("section", "Outcome", "impact"),
        ("country", "Norwey", "NO"),
        ("country", "Great Britan", "GB"),
        ("type", "zebra", None),
        ("type", "", None),
    ],
)
def test_nearest_term(scheme: str, given: str, term: str | None) -> None:
    found = TERMS.nearest(scheme, given)
    assert (found.id if found else None) == term


def test_nearest_choice() -> None:
    keys = ["title", "language", "url"]
    assert nearest("titel", keys) == "title"
    assert nearest("lang", keys) == "language"
    assert nearest("la", keys) is None
    assert nearest("zebra", keys) is None
    assert nearest("x", []) is None


@given(st.text())
def test_no_text_makes_a_search_raise(given: str) -> None:
    for scheme in ("area", "country"):
        TERMS.nearest(scheme, given)
        TERMS.exact(scheme, given)


def _line(part: str) -> int:
    return TEXT[: TEXT.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "column", "message"),
    [
        ("local: {label: Local}", "local:", 9, "the term 'local' has no 'label:' line"),
        ("local: {label: Local}", "local: {short: L}", 3, "the term 'local' has no label"),
        ("local: {label: Local}", "local: {label: ''}", 18, "'label' is a text"),
        ("local: {label: Local}", "local: {label: [Łocal]}", 18, "'label' is a text"),
        ("local: {label: Local}", "local: {label: L, alias: [x]}", 21, "'alias' is not one of"),
        ("local: {label: Local}", "local: {label: L, aliases: x}", 30, "is a list of texts"),
        ("local: {label: Local}", "local: {label: L, aliases: ['']}", 30, "is a list of texts"),
        ("local: {label: Local}", "local: {label: L, label: M}", 21, "'label' stands twice"),
        ("local: {label: Local}", "local: {label: L, required: yes}", 31, "is true or false"),
        ("local: {label: Local}", "Lo cal: {label: Local}", 3, "'Lo cal' is not lower-case ASCII"),
        ("local: {label: Local}", "../x: {label: Local}", 3, "'../x' is not lower-case ASCII"),
        ("regional: {", "local: {", 3, "the term 'local' stands twice"),
        ("regional: {label: Regional}", "regional: {label: LÓCAL}", 21,
         "'LÓCAL' already stands for 'local'"),
        ("regional: {label: Regional}", "regional: {label: R, aliases: [local]}", 34,
         "'local' already stands for 'local'"),
        ("TR: {aliases: [Turkey]}", "UK: {aliases: [Britain]}", 3, "'UK' is not an ISO 3166-1"),
        ("TR: {aliases: [Turkey]}", "tr: {aliases: [Turkey]}", 3, "'tr' is not an ISO 3166-1"),
        ("planned: {label: Planned}", "future: {label: Future}", 3,
         "the scheme 'stage' lacks the term 'planned'"),
        ("section:\n", "sections:\n", 1, "'sections' is not a scheme; did you mean 'section'?"),
        ("extent:\n", "status:\n", 1, "the scheme 'status' stands twice"),
    ],
)  # fmt: skip
def test_broken_terms_have_a_position(old: str, new: str, column: int, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse(TEXT.replace(old, new, 1), path="v.yml")
    found = [p for p in caught.value.problems if message in p.message]
    assert len(found) == 1, caught.value.problems
    (problem,) = found
    assert (problem.path, problem.column, problem.rule) == ("v.yml", column, "vocabulary")
    assert problem.line in (_line(old), _line(old) + 1, _line("stage:") + 1, _line("status:"))


@pytest.mark.parametrize(
    ("links", "circle"),
    [
        ({"local": "regional", "regional": "national"}, []),
        ({"local": "national", "regional": "national", "national": "national"}, []),
        ({"local": "regional", "regional": "local"}, ["local", "regional"]),
        ({"local": "regional", "regional": "national", "national": "regional"},
         ["regional", "national"]),
    ],
)  # fmt: skip
def test_broader_terms_lead_back_to_no_term(links: dict[str, str], circle: list[str]) -> None:
    text = TEXT
    for name, broader in links.items():
        old = f"  {name}: {{label: {name.capitalize()}}}"
        text = text.replace(old, f"{old[:-1]}, broader: [{broader}]}}", 1)
    found = []
    try:
        parse(text)
    except ContentError as error:
        found = [p for p in error.problems if "among its broader terms" in p.message]
    assert [p.message.split("'")[3] for p in found] == circle
    for problem in found:
        rest = text.split("\n")[problem.line - 1][problem.column - 1 :]
        assert rest == problem.message.split("'")[1] + "]}"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("", ["1:1 not a mapping of schemes"]),
        ("- x", ["1:1 not a mapping of schemes"]),
        ("a: [b\n", ["1:4 this list is not closed"]),
        ("a: &x b", ["1:4 YAML anchor '&x'"]),
        ("facet: {a: {label: b #c\n}}", ["1:22 '#c' would be lost"]),
        ("é: ü\x07", ["1:5 the invisible character U+0007"]),
    ],
)
def test_broken_yaml_has_a_position(text: str, messages: list[str]) -> None:
    with pytest.raises(ContentError) as caught:
        parse(text)
    for problem, message in zip(caught.value.problems, messages, strict=True):
        assert f"{problem.line}:{problem.column} {problem.message}".startswith(message)


def test_all_problems_at_once_and_sorted() -> None:
    text = "facet: []\nzebra: {}\nlevel: {}\narea: {a: {}, a: {label: b}}\n"
    with pytest.raises(ContentError) as caught:
        parse(text)
    problems = caught.value.problems
    assert list(problems) == sorted(problems)
    found = [f"{p.line}:{p.column} {p.message}" for p in problems if p.line > 1]
    assert found == [
        "2:1 'zebra' is not a scheme",
        "3:8 the scheme 'level' has no terms",
        "4:8 the term 'a' has no label",
        "4:15 the term 'a' stands twice",
    ]
    assert sum("is missing" in p.message for p in problems) == len(SCHEMES) - 3


def test_a_vocabulary_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SiteGenError, match="cannot be read: No such file or directory"):
        load(tmp_path / FILE_NAME)
    (tmp_path / FILE_NAME).write_bytes(TEXT.replace("Work", "Tráv").encode("cp1252"))
    with pytest.raises(SiteGenError, match="is not UTF-8"):
        load(tmp_path / FILE_NAME)
    (tmp_path / FILE_NAME).write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert load(tmp_path / FILE_NAME)["level"] == TERMS["level"]


@given(st.text())
def test_no_text_raises_anything_else(text: str) -> None:
    with pytest.raises(ContentError):
        parse(text)
