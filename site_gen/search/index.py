"""The index of a catalogue and of the pages beside it: paths and scripts, nothing written yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

from site_gen import __version__, markdown
from site_gen.catalogue import Catalogue
from site_gen.catalogue.cards import Card, card
from site_gen.catalogue.facets import address, used_terms, values
from site_gen.dates import bounds
from site_gen.practice import Practice
from site_gen.search import scripts
from site_gen.search.codec import bit_set, shorts
from site_gen.search.inverted import STRIDE, Text, invert
from site_gen.search.synonyms import Synonyms
from site_gen.text import LATIN, words
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
        for name, data in _contents(self.catalogue, self.guides):
            yield f"{self.folder}{name}.js", scripts.script(name, data)


def index(catalogue: Catalogue, guides: Sequence[Guide] = ()) -> Index:
    """The index of all practices in the catalogue, and of the guides by their paths."""
    ordered = tuple(sorted(guides, key=lambda guide: guide.path))
    digest = hashlib.sha256(repr((__version__, catalogue.vocabulary, ordered)).encode())
    for practice in catalogue.practices:
        digest.update(_facts(practice).encode())
    return Index(catalogue, ordered, f"assets/search/{digest.hexdigest()[:12]}/")


def _facts(practice: Practice) -> str:
    """What the index is made of; the sections stand in the body."""
    return repr([getattr(practice, name) for name in practice.__slots__ if name != "sections"])


def document_texts(
    catalogue: Catalogue, guides: Sequence[Guide]
) -> tuple[Iterator[Text], list[str]]:
    """The words of every document by field, practices first, made one after the other: all of them
    at once take much memory. And the plain text of every document."""
    plain = [markdown.prose(markdown.render(practice.body)) for practice in catalogue.practices]
    plain += [guide.text for guide in guides]
    return _words(catalogue, guides, plain), plain


def _words(catalogue: Catalogue, guides: Sequence[Guide], plain: Sequence[str]) -> Iterator[Text]:
    synonyms = Synonyms(catalogue.vocabulary["concept"])
    for practice, body in zip(catalogue.practices, plain, strict=False):
        yield _practice_words(practice, body, catalogue.vocabulary, synonyms)
    for guide in guides:
        text = {
            "title": words(guide.title),
            "summary": words(guide.summary),
            "body": words(guide.text),
        }
        yield {**text, "synonyms": _distinct(synonyms.of(text.values()))}


def _contents(catalogue: Catalogue, guides: Sequence[Guide]) -> Iterator[tuple[str, object]]:
    texts, plain = document_texts(catalogue, guides)
    postings = invert(texts)
    yield "table", _table(catalogue, guides, [shard[0].word for shard in scripts.shards(postings)])
    yield from scripts.term_scripts(postings)
    cards = [_plain(card(practice, catalogue)) for practice in catalogue.practices]
    cards += [{"id": g.path, "title": g.title, "summary": g.summary} for g in guides]
    for number, start in enumerate(range(0, len(cards), CHUNK)):
        yield f"cards-{number}", cards[start : start + CHUNK]
        yield f"texts-{number}", plain[start : start + CHUNK]


def _plain(shown: Card) -> dict[str, object]:
    # dataclasses.asdict copies every label too, which takes ten times as long.
    return {name: getattr(shown, name) for name in shown.__slots__}


def _table(
    catalogue: Catalogue, guides: Sequence[Guide], shard_starts: Sequence[str]
) -> dict[str, object]:
    size = len(catalogue.practices)
    facets = []
    for facet, terms in used_terms(catalogue.practices, catalogue.vocabulary).items():
        members: dict[str, list[int]] = {term.id: [] for term in terms}
        for number, practice in enumerate(catalogue.practices):
            for value in values(practice, facet):
                members[value].append(number)
        facets.append(
            {
                "name": facet,
                "label": catalogue.vocabulary["facet"][facet].label,
                "values": [address(term.id) for term in terms],
                "labels": [term.brief for term in terms],
                "sets": [bit_set(members[term.id], size) for term in terms],
            }
        )
    return {
        "size": size,
        "guides": len(guides),
        "facets": facets,
        "days": shorts(_day(practice) for practice in catalogue.practices),
        "chunk": CHUNK,
        "stride": STRIDE,
        "shards": list(shard_starts),
        "fold": LATIN,
        "stops": STOP_WORDS,
    }


def _day(practice: Practice) -> int:
    """The first day of the period, counted from 1900; 0 when unknown or earlier."""
    days = bounds(practice.period.start)
    return min(max((days[0] - _EPOCH).days, 0), 65_535) if days else 0


def _practice_words(
    practice: Practice, body: str, vocabulary: Vocabulary, synonyms: Synonyms
) -> Text:
    countries = [vocabulary["country"][code] for code in practice.country]
    terms = [vocabulary[f][value] for f in _TERM_FACETS for value in values(practice, f)]
    spoken = {
        "title": words(practice.title),
        "place": words(practice.place),
        "summary": words(practice.summary),
        "body": words(body),
    }
    also = synonyms.of([*spoken.values(), *map(words, practice.aliases)])
    return {
        **spoken,
        "aliases": _joined(practice.aliases),
        "country": _joined(name for term in countries for name in (term.label, *_also(term))),
        "terms": _joined([term.label for term in terms]),
        "synonyms": _distinct(chain(*map(_also, terms), also)),
    }


def _also(term: Term) -> tuple[str, ...]:
    return (*term.aliases, *term.synonyms)


def _joined(names: Iterable[str]) -> list[str]:
    return list(chain.from_iterable(map(_name, names)))


def _distinct(names: Iterable[str]) -> list[str]:
    """The words of `names`, each once: a word that many names share tells no more for it."""
    return list(dict.fromkeys(_joined(names)))


_name = lru_cache(maxsize=10_000)(words)  # most names stand in many documents
