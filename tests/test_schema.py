"""The JSON Schema says what the rules say, of everything that it can judge."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from site_gen import document, front_matter
from site_gen.countries import TAG, language_name
from site_gen.dates import bounds
from site_gen.fields import BY_NAME, FIELDS, NOTHING
from site_gen.schema import practice_schema
from tests.checking import GOOD, PRACTICES, TERMS, changed, check, parse
from tests.publishing import PRACTICES as REAL
from tests.publishing import TERMS as REAL_TERMS
from tests.rules.test_bad_inputs import CHANGES

SCHEMA = practice_schema(TERMS)
VALIDATOR = Draft202012Validator(SCHEMA)
REAL_VALIDATOR = Draft202012Validator(practice_schema(REAL_TERMS))
# The rules that judge one key or one value.
JUDGED = {
    "unknown-key", "missing-key", "wrong-shape", "empty-item", "repeated-value", "unknown-term",
    "unknown-country", "bad-date", "bad-page", "bad-url", "unknown-language", "bad-slug",
    "summary-length", "placeholder",
}  # fmt: skip
# What no pattern knows, by the names of bad inputs: the calendar, hosts, which languages exist.
BEYOND = {
    "date-that-does-not-exist", "reviewed-not-a-day", "url-without-host", "url-one-slash",
    "url-bad-host", "url-one-word-host", "url-user-name", "url-bad-port", "url-bad-bracket",
    "url-mailto-nobody", "url-mailto-two", "language-unknown",
}  # fmt: skip
VALID: dict[str, Any] = front_matter.plain(  # type: ignore[assignment]
    parse(GOOD).front or front_matter.Mapping((), 1, 1)
)


class _ByTheBook(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: numbers are numbers, `NO` and dates are texts."""


_ByTheBook.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in found
        if tag.rpartition(":")[2] not in ("bool", "timestamp")
    ]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def accepted(facts: object) -> bool:
    return bool(VALIDATOR.is_valid(facts))


def broken(content: str) -> set[str]:
    """The rules about front matter that `content` breaks."""
    return {problem.rule for problem in check(content)} & JUDGED


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert list(SCHEMA["properties"]) == list(BY_NAME)  # type: ignore[call-overload]
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_terms_have_labels_and_definitions() -> None:
    terms: Any = SCHEMA["$defs"]
    for scheme in {field.scheme for field in FIELDS if field.scheme}:
        assert terms[scheme]["enum"] == list(TERMS[scheme])
        for term, described in zip(
            TERMS[scheme].values(), terms[scheme]["enumDescriptions"], strict=True
        ):
            assert described.startswith(term.label)
            assert term.definition in described


@pytest.mark.parametrize("path", sorted(REAL.rglob("*/*.md")), ids=lambda path: path.stem)
def test_real_practices_are_accepted_as_we_read_them_and_by_the_book(path: Any) -> None:
    front = document.read(path, REAL).front
    assert front
    text = path.read_text("utf-8").split("---\n")[1]
    for facts in (front_matter.plain(front), yaml.load(text, _ByTheBook)):
        errors = [error.message for error in REAL_VALIDATOR.iter_errors(facts)]
        assert errors == []


@pytest.mark.parametrize("path", sorted(PRACTICES.rglob("*/*.md")), ids=lambda path: path.stem)
def test_good_fixtures_are_accepted(path: Any) -> None:
    front = document.read(path, PRACTICES).front
    assert front
    assert accepted(front_matter.plain(front))


@pytest.mark.parametrize("case", CHANGES)
def test_bad_inputs_are_refused_where_a_schema_can_judge(
    case: Any, request: pytest.FixtureRequest
) -> None:
    read = parse(case.content)
    if read.front is None:
        return
    duplicates = any(problem.split()[1] == "duplicate-key:" for problem in case.problems)
    wrong = {problem.split()[1].rstrip(":") for problem in case.problems} & JUDGED
    if not duplicates:  # of which a program keeps one, and we cannot know which
        beyond = request.node.callspec.id in BEYOND
        assert accepted(front_matter.plain(read.front)) == (beyond or not wrong), case.problems


TEXTS = st.one_of(
    st.sampled_from(
        [*NOTHING, "N/A", " TODO ", "", "  ", "NO", "x", "?!", "2019", "fr", "FR", "int"]
    ),
    st.sampled_from(["2019-09", "2019-9", "2023-13", "0000", "9999", "ongoing", "2019-09-30"]),
    st.sampled_from(
        ["https://a.org", "HTTP://a.org", "ftp://a.org", "mailto:a@b.org", "a b", "pt-BR"]
    ),
    st.sampled_from(
        ["education", "equality", "local", "draft", "a-slug", "A-slug", "14", "0", "014"]
    ),
    st.text("aA 1-é", max_size=4),
    st.sampled_from(["x" * 240, "x" * 241]),
)
VALUES = st.one_of(
    TEXTS,
    st.lists(TEXTS, max_size=3),
    st.dictionaries(
        st.sampled_from(["document", "page", "start", "end", "note", "x"]), TEXTS, max_size=3
    ),
    st.lists(
        st.dictionaries(
            st.sampled_from(["document", "page", "entry", "title", "url", "language"]),
            TEXTS,
            max_size=3,
        ),
        max_size=2,
    ),
)


def _languages(facts: Any) -> list[str]:
    """The texts that stand where a language is asked for."""
    links = facts.get("links") or ()
    found = [facts.get("lang"), *(link.get("language") for link in links if isinstance(link, dict))]
    return [text for text in found if isinstance(text, str)]


@given(st.dictionaries(st.sampled_from([*BY_NAME, "plaec"]), VALUES, max_size=2))
def test_the_rules_and_the_schema_agree(changes: dict[str, Any]) -> None:
    facts = {**VALID, **changes}
    content = "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in facts.items())
    content += "---\n" + GOOD.rpartition("---\n")[2]
    read = parse(content)
    assert read.front
    facts = front_matter.plain(read.front)  # type: ignore[assignment]
    assume(not any(TAG.fullmatch(code) and not language_name(code) for code in _languages(facts)))
    assert accepted(facts) == (not broken(content)), [
        e.message for e in VALIDATOR.iter_errors(facts)
    ]


@given(st.text("0123456789-", max_size=11) | st.dates().map(str))
def test_dates_but_for_the_calendar(written: str) -> None:
    content = changed("start: 2019-09-30", f'start: "{written}"')
    facts: Any = front_matter.plain(parse(content).front)  # type: ignore[arg-type]
    if bounds(written):
        assert accepted(facts)
    elif accepted(facts):
        assert written == "" or written[8:] > "28"


@pytest.mark.parametrize("number", [14, 1, 99999])
def test_numbers_that_a_reader_by_the_book_makes(number: int) -> None:
    facts = {**VALID, "title": 112, "source": [{"document": "CDADI", "page": number}]}
    facts["period"] = {"start": 2019, "end": 2020}
    assert accepted(facts)


def test_an_empty_key_says_as_little_as_none() -> None:
    assert accepted({**VALID, "place": None, "partners": "", "group": None})
    assert not accepted({**VALID, "title": None})
    assert not accepted({**VALID, "source": None})
