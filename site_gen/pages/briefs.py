"""Briefs: what the shortlist shows of a practice, for a browser that knows nothing but its slug.

    briefs      into how many files they are shared out
    brief-N     briefs of about SHARE practices, by slug; a slug's own file follows from its letters

Classic scripts like the search index, in its folder: they work from file:// too. An earlier slug
has an entry that names the present one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from site_gen import markdown
from site_gen.catalogue import Catalogue
from site_gen.pages.facts import facts
from site_gen.pages.metadata import how_to_cite
from site_gen.pages.settings import Settings
from site_gen.practice import Practice
from site_gen.search.scripts import script
from site_gen.vocabulary import FACETS

SHARE = 8  # practices to a file: a list's are scattered, each file is a request
# Where a line ends; what stands for it until all is text, for no Markdown gives it.
_END = re.compile(r"</(?:p|li|h[3-6]|tr|pre)>")
_BREAK = "\0"


def files(
    catalogue: Catalogue, settings: Settings, folder: str
) -> Iterator[tuple[str, bytes]]:  # fmt: skip
    """Paths below the site's root, and scripts; `folder` is the index's."""
    shares = -(-len(catalogue.pages) // SHARE) or 1
    sharing: list[dict[str, Practice | str]] = [{} for _ in range(shares)]
    for practice in catalogue.pages:
        sharing[share_of(practice.id, shares)][practice.id] = practice
        for slug in practice.formerly:
            sharing[share_of(slug, shares)].setdefault(slug, practice.id)
    yield f"{folder}briefs.js", script("briefs", shares)
    for number, share in enumerate(sharing):
        content = {
            slug: found if isinstance(found, str) else brief(found, catalogue, settings)
            for slug, found in share.items()
        }
        yield f"{folder}brief-{number}.js", script(f"brief-{number}", content)


def share_of(slug: str, shares: int) -> int:
    """The number of the file that has the slug, as shortlist-briefs.js computes it too."""
    number = 0
    for letter in slug:
        number = (number * 31 + ord(letter)) & 0xFFFFFFFF
    return number % shares


def brief(practice: Practice, catalogue: Catalogue, settings: Settings) -> dict[str, object]:
    """Facts and texts of one practice; a label is the same for one value and for several."""
    terms = catalogue.vocabulary
    singular = _singular(catalogue)
    principle = terms["facet"]["principle"].label
    rows = [(principle, [terms["principle"][value].brief for value in practice.principle])]
    for fact in facts(practice, catalogue):
        rows.append((singular.get(fact.label, fact.label), [value.text for value in fact.values]))
    html = markdown.render(practice.body)
    return {
        "title": practice.title,
        "summary": practice.summary,
        "lang": practice.lang,
        "archived": practice.status == "archived",
        "url": settings.published(practice.url),
        "facts": rows,
        "sections": [
            (title, lines(content))
            for title, content in markdown.sections(html) or [("Text", html)]
        ],
        "citation": how_to_cite(practice, settings),
    }


def lines(html: str) -> str:
    """Rendered HTML as plain text with a line to each paragraph, item and row."""
    # Most texts are paragraphs alone, with nothing in them that needs a pattern.
    marked = html.removeprefix("<p>").removesuffix("</p>").replace("</p>\n<p>", _BREAK)
    if "<" in marked:
        marked = _END.sub(_BREAK, marked).replace("<li>", f"{_BREAK}• ")
    found = map(_line, marked.split(_BREAK))
    return "\n".join([line for line in found if line not in ("", "•")])


def _line(html: str) -> str:
    """What readers see of one line, with single spaces."""
    line = html.strip()
    plain = not ("<" in line or "&" in line) and markdown.is_evenly_spaced(line)
    return line if plain else markdown.text(line)


@lru_cache(maxsize=2)
def _singular(catalogue: Catalogue) -> Mapping[str, str]:
    """The facets' labels for one value by those for several."""
    terms = catalogue.vocabulary["facet"]
    return {terms[name].plural: terms[name].label for name in FACETS}
