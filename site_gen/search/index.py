"""The index of a catalogue and of the pages beside it: paths and scripts, nothing written yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count

from site_gen import __version__, markdown
from site_gen.catalogue import Catalogue
from site_gen.catalogue.cards import Card, card
from site_gen.catalogue.facets import address, values
from site_gen.dates import bounds
from site_gen.practice import Practice
from site_gen.search import scripts
from site_gen.search.codec import bit_set, shorts
from site_gen.search.inverted import STRIDE, Text, Texts, invert
from site_gen.search.reading import Document, read
from site_gen.text import LATIN
from site_gen.vocabulary import Term, Vocabulary

CHUNK = 8  # documents to a file of cards or texts: results are scattered, each file is a request
_EPOCH = date(1900, 1, 1)  # from which days of starts are counted; they fit into two bytes
_TERM_FACETS = ("principle", "type", "area", "group", "level")
# Words so frequent that they tell nothing, unless they stand in a phrase.
STOP_WORDS = [
    "a", "about", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "did", "do",
    "does", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into",
    "is", "it", "its", "me", "my", "no", "not", "of", "on", "or", "our", "out", "she", "so", "some",
    "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "those", "to", "too", "up", "us", "was", "we", "were", "what", "when", "where", "which", "who",
    "whom", "whose", "why", "will", "with", "you", "your",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guide:
    """A page beside the practices that can be found too; `path` is below the site's root."""

    title: str
    path: str
    summary: str
    text: str


@dataclass(frozen=True, slots=True)
class Index:
    """`folder` lies below the site's root, ends in a slash, and is named after what went in, so
    that a browser never mixes the files of two builds; it is known before the files are made."""

    catalogue: Catalogue
    guides: Sequence[Guide]
    folder: str

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Paths below the site's root, and scripts."""
        for name, script in _scripts(self.catalogue, self.guides):
            yield f"{self.folder}{name}.js", script


def index(catalogue: Catalogue, guides: Sequence[Guide] = ()) -> Index:
    """The index of all practices in the catalogue, and of the guides by their paths."""
    ordered = tuple(sorted(guides, key=lambda guide: guide.path))
    digest = hashlib.sha256(repr((__version__, catalogue.vocabulary, ordered)).encode())
    for practice in catalogue.practices:
        digest.update(practice.id.encode() + practice.digest)
    return Index(catalogue, ordered, f"assets/search/{digest.hexdigest()[:12]}/")


def document_texts(
    catalogue: Catalogue, guides: Sequence[Guide]
) -> tuple[Iterator[Text], list[str]]:
    """The words of every document by field, practices first, made one after the other: all of them
    at once take much memory. And the plain text of every document."""
    plain = _plain_texts(catalogue, guides)
    return _read(catalogue, guides, plain).by_field(), plain


def _plain_texts(catalogue: Catalogue, guides: Sequence[Guide]) -> list[str]:
    texts = [markdown.prose(markdown.render(practice.body)) for practice in catalogue.practices]
    return texts + [guide.text for guide in guides]


def _read(catalogue: Catalogue, guides: Sequence[Guide], plain: Sequence[str]) -> Texts:
    names = _Names(catalogue.vocabulary)
    practices = (
        _document(practice, body, names)
        for practice, body in zip(catalogue.practices, plain, strict=False)  # guides' come after
    )
    beside = (
        Document([("title", guide.title), ("summary", guide.summary), ("body", guide.text)])
        for guide in guides
    )
    return read(chain(practices, beside), catalogue.vocabulary["concept"], names.others)


def _scripts(catalogue: Catalogue, guides: Sequence[Guide]) -> Iterator[tuple[str, bytes]]:
    plain = _plain_texts(catalogue, guides)
    shards = scripts.shards(invert(_read(catalogue, guides, plain)))
    for name, data in _tables(catalogue, guides, [shard[0].word for shard in shards]):
        yield name, scripts.script(name, data)
    yield from scripts.term_scripts(shards)
    cards = [_plain(card(practice, catalogue)) for practice in catalogue.practices]
    cards += [{"id": g.path, "title": g.title, "summary": g.summary} for g in guides]
    for number, start in enumerate(range(0, len(cards), CHUNK)):
        for kind, shown in (("cards", cards), ("texts", plain)):
            name = f"{kind}-{number}"
            yield name, scripts.script(name, shown[start : start + CHUNK])


def _plain(shown: Card) -> dict[str, object]:
    # dataclasses.asdict copies every label too, which takes ten times as long.
    return {name: getattr(shown, name) for name in shown.__slots__}


def _tables(
    catalogue: Catalogue, guides: Sequence[Guide], shard_starts: Sequence[str]
) -> Iterator[tuple[str, object]]:
    """The table, with which words can be looked up; and what filters, counts and dates need, most
    of the bytes."""
    used = catalogue.used
    yield (
        "table",
        {
            "size": len(catalogue.practices),
            "guides": len(guides),
            "facets": [
                {
                    "name": facet,
                    "label": catalogue.vocabulary["facet"][facet].label,
                    "values": [address(term.id) for term in terms],
                    "labels": [term.brief for term in terms],
                }
                for facet, terms in used.items()
            ],
            "chunk": CHUNK,
            "stride": STRIDE,
            "shards": list(shard_starts),
            "fold": LATIN,
            "stops": STOP_WORDS,
        },
    )
    yield (
        "facets",
        {
            "sets": _sets(catalogue),
            "days": shorts(_day(practice) for practice in catalogue.practices),
        },
    )


def _sets(catalogue: Catalogue) -> list[list[str]]:
    """By facet, for each term the practices that have it."""
    numbers = {practice.id: number for number, practice in enumerate(catalogue.practices)}
    return [
        [
            bit_set([numbers[practice.id] for practice in members[term.id]], len(numbers))
            for term in catalogue.used[facet]
        ]
        for facet, members in catalogue.members.items()
    ]


def _day(practice: Practice) -> int:
    """The first day of the period, counted from 1900; 0 when unknown or earlier."""
    days = bounds(practice.period.start)
    return min(max((days[0] - _EPOCH).days, 0), 65_535) if days else 0


class _Names:
    """What documents say by their terms, as facet -> term -> text: the labels of terms, of
    countries all names; and `also`, where the other names of a term stand in `others`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        schemes = {facet: vocabulary[facet].values() for facet in _TERM_FACETS}
        self.labels = {facet: {t.id: t.label for t in terms} for facet, terms in schemes.items()}
        self.countries = {t.id: f"{t.label} {_also(t)}" for t in vocabulary["country"].values()}
        self.others = [_also(term) for terms in schemes.values() for term in terms]
        numbers = count()
        self.also = {
            facet: {t.id: next(numbers) for t in terms} for facet, terms in schemes.items()
        }


def _document(practice: Practice, body: str, names: _Names) -> Document:
    terms = [(facet, value) for facet in _TERM_FACETS for value in values(practice, facet)]
    return Document(
        [
            ("title", practice.title),
            *[("aliases", alias) for alias in practice.aliases],
            ("place", practice.place),
            ("country", " ".join([names.countries[code] for code in practice.country])),
            ("summary", practice.summary),
            ("terms", " ".join([names.labels[facet][value] for facet, value in terms])),
            ("body", body),
        ],
        [names.also[facet][value] for facet, value in terms],
    )


def _also(term: Term) -> str:
    return " ".join((*term.aliases, *term.synonyms))
