"""What the catalogue covers, where it has gaps, and which entries an editor should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from site_gen import markdown
from site_gen.catalogue import Catalogue
from site_gen.catalogue.facets import used_terms, values
from site_gen.countries import INTERNATIONAL
from site_gen.practice import Practice
from site_gen.text import sort_key
from site_gen.vocabulary import Term, Vocabulary

# Facet of the rows, facet of the columns.
TABLES = (("country", "principle"), ("type", "level"), ("area", "principle"))
_HIDING = "]|`~"  # in Markdown's links and their definitions, tables, blocks of code
# A byte as what it is to the beginning of a word: a space, an English letter, anything else.
_KINDS = bytes([
    32 if chr(byte).isspace() else 65 if chr(byte).isalpha() else 33 for byte in range(128)
]).ljust(256, b"!")  # fmt: skip
FEW = 3  # an area with fewer practices than this is a gap


@dataclass(frozen=True, slots=True)
class Table:
    """How many practices have each pair of values, `cells[row][column]`.

    A practice counts in every row and column that it belongs to, so a row's cells can add up to
    more than its own number in `row_totals`.
    """

    row_facet: str
    column_facet: str
    rows: tuple[Term, ...]
    columns: tuple[Term, ...]
    cells: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    total: int

    def empty(self) -> Iterator[tuple[Term, Term]]:
        """The pairs of row and column that no practice has."""
        for row, counts in zip(self.rows, self.cells, strict=True):
            for column, count in zip(self.columns, counts, strict=True):
                if not count:
                    yield row, column


@dataclass(frozen=True, slots=True)
class Totals:
    """`countries` are those named, without "international"; `status` counts all originals."""

    practices: int
    full: int
    brief: int
    countries: int
    translations: int
    status: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Attention:
    """Texts to look at; `thin` are full practices and translations with their words. The lists are
    sorted, what is most in need first, then by path."""

    thin: tuple[tuple[Practice, int], ...]
    overdue: tuple[Practice, ...]
    without_links: tuple[Practice, ...]
    without_impact: tuple[Practice, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """`few` are areas with their numbers, `missing` pairs of principle and level that no practice
    has; the others are those of Attention."""

    totals: Totals
    tables: tuple[Table, ...]
    few: tuple[tuple[Term, int], ...]
    missing: tuple[tuple[Term, Term], ...]
    thin: tuple[tuple[Practice, int], ...]
    overdue: tuple[Practice, ...]
    without_links: tuple[Practice, ...]
    without_impact: tuple[Practice, ...]


def coverage(
    catalogue: Catalogue, *, thin: int, overdue: Callable[[date], bool], drafts: bool = False
) -> Coverage:
    """The coverage of what is published, and of drafts when they are wanted.

    `thin` is the number of words below which a full practice is listed. Expects a catalogue with
    drafts, because their number is told in any case. Translations stand in the lists of texts to
    mend, and are counted nowhere else: their facts are those of the original.
    """
    practices, editions = _wanted(catalogue, drafts=drafts)
    terms = catalogue.vocabulary
    found = attention(catalogue, thin=thin, overdue=overdue, drafts=drafts)
    return Coverage(
        totals=_totals(catalogue, practices, len(editions)),
        tables=tuple(table(practices, terms, rows=r, columns=c) for r, c in TABLES),
        few=_few(practices, terms),
        missing=tuple(table(practices, terms, rows="principle", columns="level").empty()),
        thin=found.thin,
        overdue=found.overdue,
        without_links=found.without_links,
        without_impact=found.without_impact,
    )


def attention(
    catalogue: Catalogue, *, thin: int, overdue: Callable[[date], bool], drafts: bool = False
) -> Attention:
    """What to look at among what is published, and among drafts when they are wanted."""
    practices, editions = _wanted(catalogue, drafts=drafts)
    texts = [*practices, *editions]
    full = [each for each in texts if each.extent == "full"]
    short = ((each, words(each)) for each in full if not _has_surely(each, thin))
    return Attention(
        thin=tuple(
            sorted((pair for pair in short if pair[1] < thin), key=lambda p: (p[1], p[0].path))
        ),
        overdue=tuple(
            sorted(
                (each for each in texts if overdue(each.reviewed)),
                key=lambda each: (each.reviewed, each.path),
            )
        ),
        without_links=_by_path(each for each in practices if not each.links),
        without_impact=_by_path(
            each for each in full if all(place[0] != "impact" for place in each.places)
        ),
    )


def _wanted(catalogue: Catalogue, *, drafts: bool) -> tuple[list[Practice], list[Practice]]:
    """The originals and the translations that count."""
    wanted = {"published", "draft"} if drafts else {"published"}
    practices = [each for each in catalogue.practices if each.status in wanted]
    editions = [
        edition
        for each in practices
        for edition in catalogue.translations.get(each.id, ())
        if edition.status in wanted
    ]
    return practices, editions


def table(
    practices: Sequence[Practice], vocabulary: Vocabulary, *, rows: str, columns: str
) -> Table:
    """The cross table of two facets: every term of the vocabulary, but only countries that occur.

    Rows stand in the order of their labels, columns in that of the vocabulary.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    by_row: Counter[str] = Counter()
    by_column: Counter[str] = Counter()
    for practice in practices:
        in_rows, in_columns = set(values(practice, rows)), set(values(practice, columns))
        pairs.update(product(in_rows, in_columns))
        by_row.update(in_rows)
        by_column.update(in_columns)
    across = tuple(_terms(columns, practices, vocabulary))
    down = tuple(sorted(_terms(rows, practices, vocabulary), key=lambda term: sort_key(term.label)))
    return Table(
        row_facet=rows,
        column_facet=columns,
        rows=down,
        columns=across,
        cells=tuple(tuple(pairs[row.id, column.id] for column in across) for row in down),
        row_totals=tuple(by_row[row.id] for row in down),
        column_totals=tuple(by_column[column.id] for column in across),
        total=len(practices),
    )


def words(practice: Practice) -> int:
    """The number of words of the body as readers see it, without the headings of its sections."""
    return len(markdown.prose(markdown.render(practice.body)).split())


def _has_surely(practice: Practice, count: int) -> bool:
    """Whether a quick look at the Markdown is enough to see that readers see so many words.

    Where no link, table or code can hide any, every word that begins with a letter is seen.
    """
    if any(mark in practice.body for mark in _HIDING):
        return False
    found = 0
    for _, _, start, end in practice.places:
        found += f" {practice.body[start:end]}".encode().translate(_KINDS).count(b" A")
        if found >= count:
            return True
    return False


def _terms(facet: str, practices: Iterable[Practice], vocabulary: Vocabulary) -> Iterable[Term]:
    if facet == "country":
        return used_terms(practices, vocabulary)[facet]
    return vocabulary[facet].values()


def _totals(catalogue: Catalogue, practices: Sequence[Practice], translations: int) -> Totals:
    known = (*catalogue.practices, *catalogue.archived)
    status = Counter(each.status for each in known if not each.translation_of)
    extent = Counter(each.extent for each in practices)
    countries = {code for each in practices for code in each.country}
    return Totals(
        practices=len(practices),
        full=extent["full"],
        brief=extent["brief"],
        countries=len(countries - {INTERNATIONAL}),
        translations=translations,
        status={name: status[name] for name in catalogue.vocabulary["status"]},
    )


def _few(practices: Iterable[Practice], vocabulary: Vocabulary) -> tuple[tuple[Term, int], ...]:
    numbers = Counter(area for each in practices for area in set(each.area))
    areas = ((term, numbers[term.id]) for term in vocabulary["area"].values())
    found = (pair for pair in areas if pair[1] < FEW)
    return tuple(sorted(found, key=lambda pair: (pair[1], sort_key(pair[0].label))))


def _by_path(practices: Iterable[Practice]) -> tuple[Practice, ...]:
    return tuple(sorted(practices, key=lambda practice: practice.path))
