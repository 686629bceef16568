"""Explained mentions: links around words of running text, and nothing else changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen import markdown
from site_gen.catalogue import catalogue
from site_gen.catalogue.concepts import Concepts, of_vocabulary
from site_gen.pages.explaining import MOST, explain
from site_gen.pages.practice_page import article, explained_sections
from site_gen.vocabulary import Term
from tests.catalogue.test_concepts import vocabulary
from tests.html_tree import Element, parse
from tests.publishing import SETTINGS, practice

SMALL = vocabulary(
    Term("integration", "Integration", "A two-way process."),
    Term("intercultural-integration", "Intercultural integration", "The <management> of it."),
    Term("hate-speech", "Hate speech", "Words."),
)
CONCEPTS = of_vocabulary(SMALL)
_LINK = re.compile(r'<a class="concept" href="[^"<>]*" aria-describedby="[^"<>]*">(.*?)</a>', re.S)


def explained(text: str, concepts: Concepts = CONCEPTS) -> str:
    """The rendered Markdown with links."""
    (html,), _ = explain([markdown.render(text)], concepts, "../../")
    return html.strip()


def linked(text: str) -> list[str]:
    return _LINK.findall(explained(text))


def test_the_first_mention_becomes_a_link() -> None:
    assert explained("Hate speech; more hate speech.") == (
        '<p><a class="concept" href="../../thesaurus/hate-speech/"'
        ' aria-describedby="concept-hate-speech">Hate speech</a>; more hate speech.</p>'
    )


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Intercultural integration and integration", ["Intercultural integration", "integration"]),
        ("## Integration\n\nAn integration.", ["integration"]),
        ("### Integration\n\n#### Integration\n", []),
        ("[integration](https://x.test/integration), integration", ["integration"]),
        ('[x](https://x.test/ "about integration")', []),
        ("![integration](x.png)", []),
        ("`integration` then integration", ["integration"]),
        ("```\nintegration\n```\n", []),
        ("    integration\n", []),
        ("*integration*", ["integration"]),
        ("- one\n- integration\n", ["integration"]),
        ("| a | b |\n|---|---|\n| x | integration |\n", ["integration"]),
        ('"integration" & more', ["integration"]),
        ("<b>integration", ["integration"]),  # raw HTML is text
        ("in*tegration*", []),
    ],
)
def test_only_running_text_is_explained(text: str, links: list[str]) -> None:
    assert linked(text) == links


def test_first_means_first_in_the_whole_body() -> None:
    bodies, terms = explain(["<p>integration</p>", "<p>integration</p>"], CONCEPTS, "")
    assert ["concept" in body for body in bodies] == [True, False]
    assert [term.id for term in terms] == ["integration"]


def test_a_crowded_text_explains_the_special_concepts() -> None:
    names = [f"word{chr(97 + n)}" for n in range(MOST)] + [f"some thing{n}" for n in range(3)]
    concepts = of_vocabulary(vocabulary(*(Term(n.replace(" ", "-"), n, "x") for n in names)))
    (html,), terms = explain([f"<p>{', '.join(names)}</p>"], concepts, "")
    assert [term.label for term in terms] == [*names[: MOST - 3], *names[MOST:]]
    assert _LINK.findall(html) == [term.label for term in terms]


_PIECES = st.sampled_from(
    ["integration", " hate speech", "intercultural ", "Intercultural\nintegration", "[", "](x.md)",
     "](https://x.test/integration)", "`", "**", "*", "_", "\n\n", "\n", "# ", "## ", "- ", "> ",
     "| ", " |\n|-|-|\n", "<b>", "</a>", "&", "&amp;", "<", ">", '"', "<!--", "-->", "é", " ",
     "    ", "```\n", "![", "<https://integration.test>", "\\"]
)  # fmt: skip


@given(st.lists(_PIECES | st.text(max_size=3), max_size=25).map("".join))
def test_any_markdown_keeps_its_text_and_its_tags(text: str) -> None:
    html = markdown.render(text)
    after = explained(text)
    assert _LINK.sub(r"\1", after) == html.strip()
    _no_link_in_a_link(parse(after))
    assert len(linked(text)) == len(set(re.findall('href="../../thesaurus/[^"]*"', after)))


def _no_link_in_a_link(page: Element) -> None:
    for link in page.all("a", "concept"):
        assert not link.all()  # words, no tags
    for outer in ("a", "code", "h1", "h2", "h3", "h4", "h5", "h6"):
        for element in page.all(outer):
            assert not element.all("a", "concept")


def test_the_page_holds_the_definitions_that_its_links_name() -> None:
    shown = practice("a", body="## Purpose\n\nIntercultural integration.\n\n## Process\n\nTalk.\n")
    page = parse("".join(article(shown, catalogue([shown], SMALL), SETTINGS)))
    (link,) = page.all("a", "concept")
    definition = page.one(id=link.get("aria-describedby"))
    assert definition.text == "Intercultural integration: The <management> of it."
    assert "hidden" in page.one("div", "concepts").attributes
    assert page.one("div", "concepts").all("p") == [definition]


@pytest.mark.parametrize("facts", [{"body": "Nothing."}, {"lang": "fr", "body": "Intégration"}])
def test_a_page_without_mentions_or_in_another_language_is_as_before(
    facts: dict[str, object],
) -> None:
    shown = practice("a", **facts)
    book = catalogue([shown], SMALL)
    assert explained_sections(shown, book)[1] == []
    assert not parse("".join(article(shown, book, SETTINGS))).all("div", "concepts")
