"""The first mention of each concept in a practice leads to the thesaurus, with its definition.

It works on the rendered body, where every `<` belongs to a tag, and only puts links around words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_gen.catalogue.concepts import Concepts, Mention
from site_gen.pages import thesaurus
from site_gen.vocabulary import Term

# More would crowd the text. Then the concepts of one word give way, being the most common: in the
# first 155 practices integration, equality, discrimination, migrant and diversity.
MOST = 8
_UNTOUCHED = (("<a ", "</a>"), ("<code", "</code>"))
_HEADINGS = tuple((f"<h{level}", f"</h{level}>") for level in range(1, 7))


def explain(bodies: Sequence[str], concepts: Concepts, base: str) -> tuple[list[str], list[Term]]:
    """The pieces of a body with links to the concepts' pages, and the concepts that they name.

    `bodies` are rendered Markdown in the order of reading, `base` the way to the site's root.
    """
    found = _chosen(list(_first(bodies, concepts)), concepts)
    if not found:
        return list(bodies), []
    explained = []
    for number, html in enumerate(bodies):
        parts, end = [], 0
        for place, mention in found:
            if place == number:
                link = thesaurus.address(mention.concept)
                parts += [
                    html[end : mention.start],
                    f'<a class="concept" href="{base}{link}"'
                    f' aria-describedby="concept-{mention.concept}">',
                    f"{html[mention.start : mention.end]}</a>",
                ]
                end = mention.end
        explained.append("".join([*parts, html[end:]]))
    return explained, [concepts.terms[mention.concept] for _, mention in found]


_Found = tuple[int, Mention]  # the piece of the body where the mention stands


def _first(bodies: Sequence[str], concepts: Concepts) -> Iterator[_Found]:
    seen: set[str] = set()
    for number, mention in concepts.mentions_in(bodies):
        if mention.concept not in seen and _is_text(bodies[number], mention.start):
            seen.add(mention.concept)
            yield number, mention


def _is_text(html: str, place: int) -> bool:
    """Whether running text stands at `place`: no tag, link, code or heading."""
    if html.rfind("<", 0, place) > html.rfind(">", 0, place):
        return False
    elements = (*_UNTOUCHED, *_HEADINGS) if "</h" in html else _UNTOUCHED
    return all(
        (opened := html.rfind(start, 0, place)) < 0 or html.find(end, opened, place) >= 0
        for start, end in elements
    )


def _chosen(found: list[_Found], concepts: Concepts) -> list[_Found]:
    if len(found) <= MOST:
        return found
    special = sorted(found, key=lambda each: " " not in concepts.terms[each[1].concept].label)
    kept = {mention.concept for _, mention in special[:MOST]}
    return [each for each in found if each[1].concept in kept]
