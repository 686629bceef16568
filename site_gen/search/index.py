"""The browser's data: a table of facet values, the words, and the cards in chunks.

Each is a classic script that calls `compendiumRegister(name, data)`: browsers run those from
file:// too, where they refuse fetch and modules. Practices are numbered in title order, so the
number is the title's rank. All scripts lie in a folder named after their content, so that a browser
never mixes the files of two builds.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from site_gen.catalogue import Catalogue
from site_gen.catalogue.cards import card
from site_gen.catalogue.facets import address, used_terms, values
from site_gen.practice import Practice
from site_gen.text import LATIN, sort_key, words
from site_gen.vocabulary import Vocabulary

CHUNK = 50
# A hit in a title says more about a practice than one in its summary.
_WEIGHTS = {"title": 8, "aliases": 8, "place": 6, "country": 6, "summary": 3}


@dataclass(frozen=True, slots=True)
class Index:
    """`folder` lies below the site's root and ends in a slash; `files` are paths and scripts."""

    folder: str
    files: Mapping[str, bytes]


def index(catalogue: Catalogue) -> Index:
    """The index of all practices in the catalogue."""
    scripts: dict[str, object] = {"table": _table(catalogue), "terms": _terms(catalogue)}
    cards = [asdict(card(practice, catalogue)) for practice in catalogue.practices]
    for number in range(math.ceil(len(cards) / CHUNK)):
        scripts[f"cards-{number}"] = cards[number * CHUNK : (number + 1) * CHUNK]
    files = {name: _script(name, data) for name, data in scripts.items()}
    digest = hashlib.sha256(b"".join(files.values())).hexdigest()[:12]
    folder = f"assets/search/{digest}/"
    return Index(folder, {f"{folder}{name}.js": content for name, content in files.items()})


def _script(name: str, data: object) -> bytes:
    # ASCII only, so that a server that names a wrong encoding does no harm.
    packed = json.dumps(data, separators=(",", ":"), ensure_ascii=True)
    return f"compendiumRegister({json.dumps(name)},{packed});\n".encode("ascii")


def _table(catalogue: Catalogue) -> dict[str, object]:
    facets = []
    for facet, terms in used_terms(catalogue.practices, catalogue.vocabulary).items():
        number = {term.id: position for position, term in enumerate(terms)}
        facets.append(
            {
                "name": facet,
                "values": [address(term.id) for term in terms],
                "labels": [term.brief for term in terms],
                "columns": [
                    sorted(number[value] for value in values(practice, facet))
                    for practice in catalogue.practices
                ],
            }
        )
    positions = {practice.id: number for number, practice in enumerate(catalogue.practices)}
    by_country = sorted(
        range(len(catalogue.practices)),
        key=lambda n: [
            sort_key(name) for name in _countries(catalogue.practices[n], catalogue.vocabulary)
        ],
    )
    return {
        "size": len(catalogue.practices),
        "facets": facets,
        "order": {
            "country": by_country,
            "newest": [positions[practice.id] for practice in catalogue.newest],
        },
        "chunk": CHUNK,
        "fold": LATIN,
    }


def _countries(practice: Practice, vocabulary: Vocabulary) -> list[str]:
    return [vocabulary["country"][code].label for code in practice.country]


def _terms(catalogue: Catalogue) -> dict[str, object]:
    """Each word with the practices that have it and the weight of the best field it stands in."""
    postings: dict[str, dict[int, int]] = defaultdict(dict)
    for number, practice in enumerate(catalogue.practices):
        countries = [
            name
            for code in practice.country
            for term in [catalogue.vocabulary["country"][code]]
            for name in (term.label, *term.aliases, *term.synonyms)
        ]
        fields = {
            "title": practice.title,
            "aliases": " ".join(practice.aliases),
            "place": practice.place,
            "country": " ".join(countries),
            "summary": practice.summary,
        }
        for field, text in fields.items():
            for word in words(text):
                best = max(postings[word].get(number, 0), _WEIGHTS[field])
                postings[word][number] = best
    ordered = sorted(postings)
    return {
        "words": ordered,
        "postings": [
            [part for pair in sorted(postings[word].items()) for part in pair] for word in ordered
        ],
    }
