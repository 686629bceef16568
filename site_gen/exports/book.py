"""What is exported: the practices that were chosen, in order, with all that a book needs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from site_gen import __version__, markdown
from site_gen.catalogue import Catalogue
from site_gen.catalogue.concepts import concepts, in_order
from site_gen.exports.guides import Guide
from site_gen.pages.settings import Settings
from site_gen.practice import Practice
from site_gen.rules.member import RELATIVE
from site_gen.text import sort_key
from site_gen.vocabulary import Term

_PRACTICE = re.compile(r"practices/(?P<slug>[a-z0-9-]+)/")
_DEAD = "#dead"
_DEAD_LINK = re.compile(rf'<a href="{_DEAD}"[^>]*>(.*?)</a>', re.S)


@dataclass(frozen=True, slots=True)
class Group:
    """Practices under one heading; `title` is a country's name, or empty for none."""

    title: str
    practices: tuple[Practice, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The practices of one main principle, country by country.

    `principle` is None where the order was given by hand: then there is one section, and one group
    without a title, so that practices stand a heading level higher.
    """

    title: str
    principle: Term | None
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an index, with its practices in title order."""

    label: str
    practices: tuple[Practice, ...]


@dataclass(frozen=True, slots=True)
class Indexes:
    """`organisation` holds those that lead a practice, `source` the documents drawn on."""

    country: tuple[Entry, ...]
    area: tuple[Entry, ...]
    organisation: tuple[Entry, ...]
    source: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """`practices` stand in the wanted order, `sections` by principle, country and title.

    `chosen` says in one sentence what was chosen, `whole` that it is everything; `made` is the day
    of the build and `version` that of this package. `glossary` are the concepts that the practices
    name. Where a translation was wanted and exists, it stands in place of its original.
    """

    catalogue: Catalogue
    settings: Settings
    practices: tuple[Practice, ...]
    sections: tuple[Section, ...]
    title: str
    chosen: str
    whole: bool
    made: date
    version: str
    guides: tuple[Guide, ...]
    indexes: Indexes
    glossary: tuple[Term, ...]

    def link(self, target: str, page: str) -> str:
        """Where a link in a text leads from the book: `#slug` to a practice in it, or an address on
        the web; empty when it has none. `page` is the path of the practice or guide that holds it.
        """
        if target.startswith("#"):
            return self._page(page)
        if "://" in target or target.startswith("mailto:"):
            return target
        near = RELATIVE.fullmatch(target)
        if near and _PRACTICE.match(page):  # there, files stand beside files
            return self._page(f"practices/{near['slug']}/")
        return self._page(_resolved(target, page))

    def html(self, text: str, page: str) -> str:
        """Markdown of the practice or guide at `page` as safe HTML; a link that leads nowhere is
        left as text. Headings keep their level: the sections of a practice are of level 2."""
        rendered = markdown.render(text, lambda target: self.link(target, page) or _DEAD)
        return _DEAD_LINK.sub(r"\1", rendered)

    def _page(self, path: str) -> str:
        """The address of a page of the site, or of the practice in the book that it shows."""
        found = _PRACTICE.match(path)
        if found is None:
            return self.settings.published(path)
        slug = found["slug"]
        for practice in self.practices:
            if slug in (practice.id, practice.translation_of):
                return f"#{practice.id}"
        return self.settings.published(path) if slug in self.catalogue.addresses else ""


def book(
    catalogue: Catalogue,
    settings: Settings,
    practices: Sequence[Practice],
    *,
    chosen: str,
    by_hand: bool = False,
    guides: Iterable[Guide] = (),
) -> Book:
    """A book of these practices. `by_hand` keeps their order instead of sorting them by principle.

    Whole compendia and those of a principle's practices have the guides that go with them.
    """
    practices = tuple(practices)
    originals = {practice.translation_of or practice.id for practice in practices}
    whole = originals == set(catalogue.by_id)
    principles = {practice.principle[0] for practice in practices}
    return Book(
        catalogue=catalogue,
        settings=settings,
        practices=practices,
        sections=_picked(practices) if by_hand else _sections(practices, catalogue),
        title=settings.site_name,
        chosen=chosen,
        whole=whole,
        made=settings.built,
        version=__version__,
        guides=tuple(g for g in guides if (whole or g.principle in principles) and not by_hand),
        indexes=_indexes(practices, catalogue),
        glossary=_glossary(practices, catalogue),
    )


def in_language(
    practices: Iterable[Practice], lang: str, catalogue: Catalogue
) -> tuple[Practice, ...]:
    """The practices, each in its translation into `lang` where there is one."""

    def edition(practice: Practice) -> Practice:
        editions = catalogue.translations.get(practice.id, ())
        exact = [each for each in editions if each.lang == lang]
        alike = [each for each in editions if each.lang.partition("-")[0] == lang]
        if practice.lang == lang or not (exact or alike):
            return practice
        return (exact or alike)[0]

    return tuple(edition(practice) for practice in practices)


def _picked(practices: tuple[Practice, ...]) -> tuple[Section, ...]:
    return (Section("Practices", None, (Group("", practices),)),) if practices else ()


def _sections(practices: tuple[Practice, ...], catalogue: Catalogue) -> tuple[Section, ...]:
    terms = catalogue.vocabulary
    found = []
    for principle in terms["principle"].values():
        members = [each for each in practices if each.principle[0] == principle.id]
        by_country: dict[str, list[Practice]] = {}
        for practice in members:
            by_country.setdefault(terms["country"][practice.country[0]].label, []).append(practice)
        if members:
            groups = tuple(
                Group(name, _by_title(by_country[name]))
                for name in sorted(by_country, key=sort_key)
            )
            found.append(Section(principle.label, principle, groups))
    return tuple(found)


def _indexes(practices: tuple[Practice, ...], catalogue: Catalogue) -> Indexes:
    terms = catalogue.vocabulary
    return Indexes(
        country=_index((terms["country"][c].label, p) for p in practices for c in p.country),
        area=_index((terms["area"][a].label, p) for p in practices for a in p.area),
        organisation=_index((name, p) for p in practices for name in p.lead),
        source=_index((source.document, p) for p in practices for source in p.source),
    )


def _index(pairs: Iterable[tuple[str, Practice]]) -> tuple[Entry, ...]:
    found: dict[str, dict[str, Practice]] = {}
    for label, practice in pairs:
        found.setdefault(label, {})[practice.id] = practice
    return tuple(
        Entry(label, _by_title(found[label].values())) for label in sorted(found, key=sort_key)
    )


def _glossary(practices: tuple[Practice, ...], catalogue: Catalogue) -> tuple[Term, ...]:
    known = concepts(catalogue)
    used = {name for name, _ in known.uses(practices)}
    return tuple(in_order(known.terms[name] for name in used))


def _by_title(practices: Iterable[Practice]) -> tuple[Practice, ...]:
    return tuple(sorted(practices, key=lambda each: (sort_key(each.title), each.id)))


def _resolved(target: str, page: str) -> str:
    """The path below the site's root that a relative link of a guide names.

    Links to other guides name their files, which stand beside the guide's; links to practices lead
    from the guide's page, which is a folder.
    """
    file, mark, heading = target.partition("#")
    if file.endswith(".md"):
        beside = posixpath.dirname(page.rstrip("/"))
        path = posixpath.normpath(posixpath.join(beside, file)).removesuffix(".md")
        path = path.removesuffix("index").rstrip("/")
    else:
        path = posixpath.normpath(posixpath.join(page, file))
    return f"{path}/{mark}{heading}"
