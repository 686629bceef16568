"""No input whatever makes reading and checking raise, and every problem lies within its file."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_gen.countries import country_names
from site_gen.rules import RULES
from tests.checking import BODY, FIXTURES, GOOD, PRACTICES, TERMS, changed, check

AWFUL = (FIXTURES / "awful/Fr/Awful Practice.md").read_text("utf-8")
FILES = [GOOD, AWFUL, *(path.read_text("utf-8") for path in PRACTICES.glob("*/*.md"))]
# What means something to YAML, to Markdown or to us.
TOKENS = st.sampled_from(
    ["---", "- ", ": ", "#", "##", " #", "'", '"', "[", "]", "{", "}", "&a", "*a", "!!x", "!", "|",
     ">", "<<", "?", "%", "@", "`", "\\", "\n", "\n\n", "\r", "\t", " ", "\0", "\ufeff", "\u2028",
     "\x85", "é", "😀", "<b>", "<!--", "](", "![", "|-|", "* * *", "&#0;", "```", "...", "null",
     "related", "translation_of", "extent: brief", "../fr/x.md", "javascript:"]
)  # fmt: skip
TEXT = st.text() | st.lists(TOKENS | st.text(max_size=3), max_size=30).map("".join)


def verify(content: str | bytes, path: str = "fr/espace-egalite.md") -> None:
    """Check the file; every problem is sorted, of a known rule, on one line, and in the file."""
    problems = check(content, path)
    data = content.encode() if isinstance(content, str) else content
    text = data.decode("utf-8", "replace").lstrip("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        assert problem.rule in RULES
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.message.isprintable()
        assert str(problem).isprintable()
    assert all(first <= second for first, second in pairwise(problems))


@given(st.binary())
def test_any_bytes(content: bytes) -> None:
    verify(content)


@given(TEXT)
def test_any_text(content: str) -> None:
    verify(content)


@given(TEXT)
def test_any_front_matter(front: str) -> None:
    verify(f"---\n{front}\n---\n\n{BODY}")


@given(TEXT)
def test_any_value(value: str) -> None:
    verify(changed("place: Strasbourg", f"place: {value}"))


@given(TEXT)
def test_any_body(body: str) -> None:
    verify(changed(BODY, body))


@given(TEXT)
def test_any_link(target: str) -> None:
    verify(changed("play.", f"[play]({target})."))


@given(st.data())
def test_any_damage(data: st.DataObject) -> None:
    """Good and awful files with pieces cut out, doubled or replaced."""
    text = data.draw(st.sampled_from(FILES))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + data.draw(TOKENS | st.just(text[start:end] * 2)) + text[end:]
    verify(text)


@given(st.data())
def test_any_damage_to_bytes(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(FILES)).encode())
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    verify(bytes(content))


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1))
def test_any_file_name(name: str) -> None:
    verify(GOOD, f"fr/{name}.md")


WORDS = st.lists(
    st.text(st.characters(categories=["Ll", "Lo"]), min_size=2, max_size=9), min_size=1, max_size=9
).map(lambda words: " ".join(["of", *words]))  # not "null" or "todo"
MARKED = st.builds("{} {}{}".format, WORDS, st.sampled_from("#:'\"&*!|>%@`-[]{},?\\"), WORDS)
NAMES = WORDS | MARKED
SLUGS = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True)
DAYS = st.dates().filter(lambda day: day.year < 9999).map(lambda day: day.isoformat())
URLS = st.builds("https://{}.example/{}".format, SLUGS, SLUGS)


def _some(elements: st.SearchStrategy[Any], *, least: int = 1) -> st.SearchStrategy[list[Any]]:
    return st.lists(elements, min_size=least, max_size=4, unique=True)


def _terms(scheme: str) -> st.SearchStrategy[list[str]]:
    return _some(st.sampled_from(list(TERMS[scheme])))


PRACTICE_FACTS = st.fixed_dictionaries(
    {
        "title": NAMES,
        "summary": WORDS,
        "principle": _terms("principle"),
        "country": _some(st.sampled_from([*country_names(), "int"])),
        "level": _terms("level"),
        "type": _terms("type"),
        "area": _terms("area"),
        "source": st.lists(
            st.fixed_dictionaries(
                {"document": NAMES},
                optional={"page": st.integers(1, 99_999).map(str), "entry": NAMES},
            ),
            min_size=1,
            max_size=3,
        ),
        "status": st.sampled_from(list(TERMS["status"])),
        "reviewed": DAYS,
    },
    optional={
        "place": NAMES,
        "group": _terms("group"),
        "period": st.fixed_dictionaries(
            {"start": DAYS, "end": st.just("ongoing")}, optional={"note": NAMES}
        ),
        "lead": NAMES | _some(NAMES),
        "partners": _some(NAMES, least=0),
        "aliases": _some(NAMES, least=0),
        "formerly": _some(SLUGS.map("old-{}".format)),
        "links": st.lists(
            st.fixed_dictionaries(
                {"title": NAMES, "url": URLS}, optional={"language": st.just("fr")}
            ),
            max_size=3,
        ),
        "lang": st.sampled_from(["en", "fr", "pt-BR"]),
    },
)


@given(PRACTICE_FACTS, SLUGS, WORDS, st.booleans())
def test_every_valid_practice_is_silent(
    facts: dict[str, Any], slug: str, text: str, flow: bool
) -> None:
    folder = facts["country"][0].lower()
    front = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, default_flow_style=flow)
    body = f"## Purpose\n\n{text}\n\n## Process\n\n- {text}\n"
    assert check(f"---\n{front}---\n\n{body}", f"{folder}/{slug}.md") == []
