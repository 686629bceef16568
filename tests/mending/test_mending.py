"""Mending as a whole: it can be repeated, keeps meanings, loses nothing, leaves good files good.

The good and the awful files, damaged at random with what people write, are mended, and what comes
out is compared with what went in by means of its own: not with the checks that mending makes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from site_gen import document, front_matter, markdown
from site_gen.catalogue.loading import read_all
from site_gen.countries import country_names, language_names
from site_gen.dates import bounds
from site_gen.fields import PARTS
from site_gen.mending import mend
from site_gen.text import fold
from tests.checking import BODY, FIXTURES, GOOD, PRACTICES, TERMS, changed, check
from tests.mending.mended import NAME, mended
from tests.rules.test_any_input import PRACTICE_FACTS, TEXT, TOKENS

AWFUL = (FIXTURES / "awful/Fr/Awful Practice.md").read_text("utf-8")
FILES = [GOOD, AWFUL, *(path.read_text("utf-8") for path in PRACTICES.glob("*/*.md"))]
_NAMES = [
    name
    for scheme in TERMS.schemes
    if scheme != "country"
    for term in TERMS[scheme].values()
    for name in (term.id, term.label, *term.aliases)
]
# What people write where the format wants something else.
WRITTEN = st.sampled_from(
    [*_NAMES, *(name.upper() for name in _NAMES), "Norway", "France", "UK", "fr", "NO", "French",
     "en_GB", "20.11.2026", "3.4.2020", "May 2019", "20 November 2026", "2019/9/30", "Ongoing",
     "p. 14", "“Project”", "“a: b”", "a: b", "Title", "Place: x\n", "# a comment\n", " # lost",
     "  \n", "\t", " \t\n", "\n\n", "\r\n", "\r", "## Aim\n", "##Purpose\n", "## Background\n",
     "```\n", "    ", "\ufeff", "\u200b", "status: draft\n", "---\n", "|\n  a \n  b\n", "'", '"']
)  # fmt: skip
PIECES = WRITTEN | TOKENS


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A file with pieces cut out, doubled, or replaced; often a value as a whole."""
    text = draw(st.sampled_from(FILES))
    values = r"(?<=[:,\[] )[^\n,\]}:]+|(?<=\[)[^\n,\]}]+|^[a-z]+(?=:)|(?<=## ).*|$"
    places = [found.span() for found in re.finditer(values, text, re.M)]
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            start, end = draw(st.sampled_from(places))
            end = min(end, len(text))
        else:
            start = draw(st.integers(0, len(text)))
            end = draw(st.integers(start, min(len(text), start + 20)))
        start = min(start, end)
        text = text[:start] + draw(PIECES | st.just(text[start:end] * 2)) + text[end:]
    return text


def _of(*schemes: str) -> st.SearchStrategy[str]:
    """A term by one of its names, or two, in the forms that people write them in."""
    names = [
        name
        for scheme in schemes
        for term in TERMS[scheme].values()
        for name in (term.id, term.label, *term.aliases)
    ]
    name = st.sampled_from([*names, *map(str.title, names), "zebra"])
    forms = ["[{}]", "{}", "[“{}”]", '["{}"]', "[{}, {}]", "{}, {}", "\n  - {}\n  # why\n  - {}"]
    return st.builds(str.format, st.sampled_from(forms), name, name)


_DATES = st.sampled_from(
    ["2019", "2019-09", "30.9.2019", "3.4.2019", "Sept 2019", "9/2019", "2019/9/30", "1 May 2020",
     "1 May 2018", '"12 May 2020"', "Ongoing", "present", "31 June 2019", "“2020-01-01”"]
)  # fmt: skip
_TEXTS = st.sampled_from(
    ["a", "a: b", "“a: b”", "a #1", "“a”", "@a", "'a", "|\n  a \n  b", "a\n  b: c", "a:", "a\tb"]
)
SPOTS = {
    "[equality]": _of("principle"),
    "[local]": _of("level"),
    "[project]": _of("type", "principle"),
    "[education, anti-discrimination]": _of("area"),
    "[children-and-youth]": _of("group"),
    "[FR]": st.sampled_from(
        ["[fr]", "France", "[France, NO]", "[Norway]", "[FR, UK]", "FR; Norway", "[“fr”]"]
    ),
    "2019-09-30": _DATES,
    "ongoing": _DATES,
    "2026-11-20": _DATES,
    " Strasbourg": _TEXTS.map(" {}".format),
    "Espace Égalité": _TEXTS,
    "City of Strasbourg": _TEXTS,
    "14": st.sampled_from(["p. 14", "pp. 14", "14-15", "p.14", "014"]),
    "fr}": st.sampled_from(["French}", "FR}", "fr_FR}", "“fr”}", "Klingonish}"]),
    "published": st.sampled_from(["Published", "DRAFT", "“draft”", "ready"]),
    "place:": st.sampled_from(["Place:", "plaec:", "# place\nplace:", '"PLACE":']),
    "group:": st.sampled_from(["For whom:", "Group:", "group : "]),
    "status:": st.sampled_from(["Status:", "extent: Brief\nstatus:", "title: again\nstatus:"]),
    "## Purpose": st.sampled_from(
        ["## Aim", "## PURPOSE:", "##Purpose", "# Aim", "## Objectives #", "## Results"]
    ),
    "## Process": st.sampled_from(["## Implementation", "##Process", "## Aim", "## Results"]),
    "play.": st.sampled_from(
        ["play.  \nand", "play. \nand", "```\n\ta \n```", "p\n\n## Background\n\nx"]
    ),
}


@st.composite
def written_otherwise(draw: st.DrawFn) -> str:
    """The good file with a few of its values, keys and headings as people write them."""
    front, body = GOOD.removeprefix("---\n").split("---\n")
    chunks = re.findall(r"^\w+:.*\n(?: .*\n)*", front, re.M)
    if draw(st.booleans()):
        chunks = draw(st.permutations(chunks))
        asides = st.sampled_from(["", "", "# why\n", "# one\n\n# two \n", "\n", "  # indented\n"])
        chunks = [draw(asides) + chunk for chunk in chunks]
    text = f"---\n{''.join(chunks)}---\n{body}"
    if draw(st.booleans()):
        text = text.replace("play.", draw(SPOTS["play."]))
    for spot in draw(st.lists(st.sampled_from(list(SPOTS)), max_size=5, unique=True)):
        text = text.replace(spot, draw(SPOTS[spot]), 1)
    return text


FRONTS = TEXT.map(lambda front: f"---\n{front}\n---\n\n{BODY}")
BODIES = TEXT.map(lambda body: changed(BODY, body))
CONTENTS = written_otherwise() | damaged() | FRONTS | BODIES


def parsed(text: str) -> document.Document:
    return document.parse(text.encode(), path="x", folder="fr", slug="x")


def ids(key: str, part: str, value: str) -> set[str]:
    """All that `value` may be called in a field, by the vocabulary, in the form that compares."""
    field = PARTS[part].get(key)
    same = {fold(value).strip("“”„«»'\" ")}
    if field is None or field.kind == "text":
        return {value}
    schemes = {field.scheme, "country" if field.kind == "country" else None, "stage"} - {None}
    for scheme in schemes:
        for term in TERMS[str(scheme)].values():
            names = {fold(name) for name in (term.id, term.label, term.short, *term.aliases)}
            if same & names:
                same |= names
    if field.kind == "language":
        for name, code in language_names().items():
            if same & {fold(name), code.lower()}:
                same |= {fold(name), code.lower()}
        same |= {each.replace("_", "-") for each in same}
    if field.kind in ("date", "day"):
        same |= {" ".join(sorted(_numbers(each))) for each in same}
    if field.kind == "page":
        same |= {re.sub(r"^\D+", "", each) for each in same}
    return same


def _numbers(date: str) -> list[str]:
    """A date's numbers, without leading zeros; months by their names."""
    for number, month in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    ):
        date = re.sub(rf"\b{month}[a-z]*\b", f" {number} ", date)
    return [number.lstrip("0") for number in re.findall(r"\d+", date)]


def leaves(node: Any, part: str = "", key: str = "") -> Iterator[tuple[str, str, str]]:
    """(part, key, text) of every text of the front matter; keys of the format in one spelling."""
    if isinstance(node, str):
        yield part, key, node
    elif isinstance(node, list):
        for item in node:
            yield from leaves(item, part, key)
    else:
        inner = key if key in PARTS else part
        for name, value in node.items():
            plain = re.sub(r"[\s-]", "_", name.lower())
            facet = TERMS.exact("facet", name)
            known = facet.id if facet and plain not in PARTS[inner] else plain
            yield from leaves(value, inner, known if known in PARTS[inner] else name)


def assert_same_meaning(before: str, after: str) -> None:
    first, second = parsed(before), parsed(after)
    assert markdown.render(_mapped(first.body)) == markdown.render(_mapped(second.body))
    if first.front is None:
        return
    assert second.front is not None
    old, new = (
        list(leaves(front_matter.plain(each.front))) for each in (first, second) if each.front
    )
    for part, key, value in old:
        same = [
            each
            for each in new
            if each[:2] == (part, key)
            and (each[2] == value or ids(key, part, value) & ids(key, part, each[2]))
        ]
        # A list that was one text, parted by commas.
        parts = [text for p, k, text in new if (p, k) == (part, key)]
        assert same or (
            len(parts) > 1
            and all(
                any(ids(key, part, piece) & ids(key, part, text) for text in parts)
                for piece in re.split("[,;]", value)
            )
        ), (part, key, value, new)


def _mapped(body: str) -> str:
    """The body with its section headings by their ids."""

    def by_id(match: re.Match[str]) -> str:
        term = TERMS.exact("section", match[2].rstrip(": \t#").strip())
        return f"{match[1]} {term.id}" if term else match[0]

    return re.sub(r"^( {0,3}##)[ \t]*([^#\n].*)$", by_id, body, flags=re.M)


@given(CONTENTS)
def test_it_can_be_repeated(content: str) -> None:
    once = mended(content)
    assert mended(once) == once


@given(CONTENTS)
@example(changed("[education, anti-discrimination]", "Schools, Racism"))
@example(changed("## Purpose", "## Aim").replace("reviewed: 2026-11-20", "Reviewed: 20 Nov 2026"))
def test_it_keeps_the_meaning(content: str) -> None:
    assert_same_meaning(content, mended(content))


@given(CONTENTS)
def test_it_adds_no_problem(content: str) -> None:
    """No problem of a rule that found less before; what could not be read hid its problems."""
    before, after = check(content), check(mended(content))
    if parsed(content).front is not None:
        for rule in {problem.rule for problem in after}:
            counts = [sum(p.rule == rule for p in each) for each in (before, after)]
            assert counts[1] <= counts[0], rule


@given(CONTENTS, st.sampled_from(["\n", "\r\n", "\r"]))
def test_it_loses_nothing(content: str, end: str) -> None:
    """Comments, unknown keys and every line that no mending speaks of are there, as they were."""
    found = mend(content.replace("\r", "\n").replace("\n", end).encode(), NAME, TERMS, frozenset)
    if found is None:
        return
    touched = re.compile(r"→|quotation|: \[|spaces|line end|nothing before|byte-order|saved as")
    if not any(touched.search(note) for note in found.notes):
        assert sorted(found.before.split("\n")) == sorted(found.after.split("\n"))
    comments = [
        Counter(line.strip() for line in text.split("\n") if re.match(r"\s*#[^#]", line))
        for text in (found.before, found.after)
    ]
    assert comments[0] == comments[1]
    # Whatever else changes, letters that stand for no value stay.
    bare = [re.sub(r"[\W_]", "", text) for text in (found.before, found.after)]
    if not any("→" in note or "[" in note for note in found.notes):
        assert sorted(bare[0]) == sorted(bare[1])


@given(PRACTICE_FACTS, st.booleans())
def test_it_leaves_a_valid_file_valid(facts: dict[str, Any], flow: bool) -> None:
    facts["country"] = ["FR"]
    front = yaml.safe_dump(facts, allow_unicode=True, sort_keys=True, default_flow_style=flow)
    content = f"---\n{front}---\n\n{BODY}"
    assert check(content) == []
    after = mended(content)
    assert check(after) == []
    assert_same_meaning(content, after)
    if not flow:
        first, second = (front_matter.plain(parsed(t).front or _NONE) for t in (content, after))
        assert first == second
        assert isinstance(second, dict)
        assert list(second) == sorted(second, key=list(PARTS[""]).index)


_NONE = front_matter.Mapping((), 1, 1)


@given(st.binary())
def test_any_bytes(content: bytes) -> None:
    found = mend(content, NAME, TERMS, frozenset)
    if found:
        assert found.content != content
        assert found.content.decode("utf-8") == found.after


def test_a_file_with_thousands_of_places_is_soon_done() -> None:
    lines, words, tabs_ = "a  \n" * 5000, "b\t " * 5000, "\t" * 5000
    hard = changed(BODY, f"## Purpose\n\n{lines}## Process\n\n{words}")
    assert mended(hard) == f"{hard}\n"  # line breaks; too many to try each
    tabs = changed("place: Strasbourg", f"place: Stras{tabs_}bourg")
    assert mended(tabs) == tabs.replace("\t", " ")
    terms = changed("[project]", f"[{'Initiative, ' * 500}zebra]")
    assert mended(terms) == terms.replace("Initiative", "project", 1)


def test_good_practices_in_order_need_nothing() -> None:
    for each in read_all(PRACTICES):
        text = (PRACTICES / each.folder / f"{each.slug}.md").read_text("utf-8")
        if each.slug != "espace-egalite-en-francais":  # its keys are in another order
            assert mended(text) == text


def test_the_awful_practice_is_mended_where_that_is_safe() -> None:
    content = AWFUL
    after = mended(content)
    changed_lines = [
        second
        for first, second in zip(content.split("\n"), after.split("\n"), strict=True)
        if first != second
    ]
    assert changed_lines == [
        "principle: [equality]",
        "country: [FR, NO, FR]",
        "area: [education, anti-discrimination, Łódź]",
        "  - {document: CDADI(2024)39, page: 14, entri: C05}",
        '  - {title: "Çà et là", url: "javascript:alert(1)", language: fr}',
        "reviewed: 2026-11-20",
        "lang: en-GB",
    ]


def test_countries_by_every_name_of_theirs() -> None:
    for code, name in country_names().items():
        content = changed("[FR]", f'["{name}", FR]')
        found = mend(content.encode(), NAME, TERMS, frozenset)
        if code != "FR":
            assert found is not None, name
            assert f'["{code}", FR]' in found.after


def test_dates_that_are_right_stay() -> None:
    for written in ("2019", "2019-09", "2019-09-30"):
        assert bounds(written)
        content = changed("start: 2019-09-30", f"start: {written}")
        assert mended(content) == content
