"""From texts to the format's facts, by way of the vocabulary; what fits nowhere is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from site_gen.countries import INTERNATIONAL
from site_gen.fields import BY_NAME, SLUG, SUMMARY_LIMIT, Field
from site_gen.importing.entry import Entry
from site_gen.importing.periods import parse as parse_period
from site_gen.practice import Link, Period, Source
from site_gen.problems import shown
from site_gen.rules.values import url_trouble
from site_gen.text import fold, words
from site_gen.vocabulary import Vocabulary

_SEPARATOR = re.compile(r" ?(?:[,;/&|]|\band\b|\bor\b) ?", re.I)
_PARTS_OF_A_LABEL = 8  # as many as the separators in a term's wording could make
_LONG = 2_000  # characters; a list of terms, a place or a period is shorter, an attack may not be
_ALIKE = 90  # of 100: a slip of the finger, not another word
_CITATION = re.compile(r"(?P<document>.+?)(?:,? p(?:p|age|\.)?\.? ?(?P<page>[1-9][0-9]{0,4}))?")
ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>\"\\^`{|}]+[^\s<>\"\\^`{|}.,;:!?'’”)\]]")
_BESIDE = " \t\n<>:;,.–—-•|"  # what parts an address from its title
# What the compendium calls whatever is nothing more particular.
_WIDE = frozenset(("activity", "activities", "action", "actions"))
_DEFAULTS = {"extent": "full", "lang": "en"}  # not written, as nobody writes them
_SET_ANEW = ("status", "reviewed")  # and slugs, which mean practices of another folder


@dataclass(frozen=True, slots=True)
class Mapped:
    """`facts` are the front matter's values; `notes` name what did not become one."""

    facts: Mapping[str, object]
    sections: Mapping[str, str]
    body: str
    place: str
    notes: tuple[str, ...]


def mapped(entry: Entry, terms: Vocabulary, *, source: str) -> Mapped:
    """The facts of an entry. `source` is the document that they come from."""
    notes = list(entry.notes)
    facts: dict[str, object] = {}
    for name, texts in _placed(entry.facts, terms).items():
        field = BY_NAME.get(name)
        if field is None:
            continue
        if name in _SET_ANEW or field.kind == "slug":
            notes.append(f"{name} {shown('; '.join(texts))}: set it again if it applies here")
        elif field.parts:
            continue  # below
        elif field.kind in ("term", "country"):
            if name == "type":
                texts = _without_wide(texts, entry.facts.get("title", ()), terms, notes)
            found = _terms(field, texts, terms, notes)
            if found:
                if field.shape != "one":
                    facts[name] = found
                elif _DEFAULTS.get(name) != found[0]:
                    facts[name] = found[0]
        else:
            value = _value(field, texts)
            if value and _DEFAULTS.get(name) != value:
                facts[name] = value
    period = entry.period or _period(entry.facts, notes)
    if period != Period():
        facts["period"] = _given(period)
    sources = entry.sources or tuple(_sources(entry.facts.get("source", ()))) or (Source(source),)
    facts["source"] = [_given(each) for each in sources]
    links = list(_links((*entry.links, *links_in(entry.facts.get("links", ()), notes)), notes))
    if links:
        facts["links"] = links
    _add_summary(facts, entry, notes)
    return Mapped(facts, entry.sections, entry.body, entry.place, tuple(dict.fromkeys(notes)))


def find_terms(scheme: str, text: str, terms: Vocabulary) -> tuple[list[str], list[str]]:
    """The ids that a text names, and the wordings that name none.

    Labels hold commas and "and" themselves, so the longest wording that is one wins.
    """
    if len(text) > _LONG:
        return [], [text]
    text = " ".join(text.replace("\n", ";").split())
    cuts = [(0, 0), *(match.span() for match in _SEPARATOR.finditer(text)), (len(text),) * 2]
    ids: list[str] = []
    unknown: list[str] = []
    at = 0
    last = len(cuts) - 1
    while at < last:
        ends = range(min(last, at + _PARTS_OF_A_LABEL), at, -1)
        spans = ((end, text[cuts[at][1] : cuts[end][0]].strip(" .:")) for end in ends)
        hit = next(
            (
                (end, term.id)
                for end, given in spans
                if given and (term := terms.exact(scheme, given))
            ),
            None,
        )
        if hit:
            at, found = hit
            ids.append(found)
            continue
        given = text[cuts[at][1] : cuts[at + 1][0]].strip(" .:")
        at += 1
        if given:
            unknown.append(given)
    return list(dict.fromkeys(ids)), unknown


def links_in(texts: Iterable[str], notes: list[str]) -> Iterator[Link]:
    """Every address in the texts, with the words beside it as title."""
    for text in texts:
        matches = list(ADDRESS.finditer(text))
        at = 0
        for match in matches:
            behind = text[match.end() :] if match is matches[-1] else ""
            title = f"{text[at : match.start()].strip(_BESIDE)} {behind.strip(_BESIDE)}"
            at = match.end()
            url = match[0] if not match[0].startswith("www.") else f"https://{match[0]}"
            yield Link(" ".join(title.split()), url)
        if not matches and text.strip():
            notes.append(f"links {shown(text.strip(), 200)}: no address")


def _terms(field: Field, texts: Iterable[str], terms: Vocabulary, notes: list[str]) -> list[str]:
    scheme = "country" if field.kind == "country" else field.scheme or ""
    found: list[str] = []
    for text in texts:
        ids, unknown = find_terms(scheme, text, terms)
        found += ids
        for given in unknown:
            near = terms.nearest(scheme, given)
            names = (near.id, near.label, *near.aliases) if near else ()
            if near and max(fuzz.ratio(fold(n), fold(given)) for n in names) >= _ALIKE:
                found.append(near.id)
                notes.append(f"{field.name} {shown(given)}: taken for '{near.label}'")
            else:
                hint = f"; the nearest is '{near.id}'" if near else ""
                notes.append(f"{field.name} {shown(given)}: no term of the vocabulary{hint}")
    return list(dict.fromkeys(found))


def _placed(
    facts: Mapping[str, tuple[str, ...]], terms: Vocabulary
) -> Mapping[str, tuple[str, ...]]:
    """The facts with the country that stands beside a place: "Strasbourg, France"."""
    given = [text for text in facts.get("place", ()) if len(text) <= _LONG]
    parts = [part.strip() for text in given for part in re.split(r"[;,]", text) if part.strip()]
    countries = tuple(part for part in parts if terms.exact("country", part))
    if not countries:
        return facts
    rest = ", ".join(part for part in parts if part not in countries)
    known = facts.get("country") or countries
    return {**facts, "place": (rest,) if rest else (), "country": known}


def _without_wide(
    texts: tuple[str, ...], titles: Iterable[str], terms: Vocabulary, notes: list[str]
) -> tuple[str, ...]:
    """The types without "activity", if another stands beside it or the title names one."""
    if sum(map(len, texts)) > _LONG:
        return texts
    wordings = [each.strip() for text in texts for each in re.split(r"[,;/\n]", text)]
    narrow = [each for each in wordings if fold(each) not in _WIDE]
    if len(narrow) == len(wordings):
        return texts
    if any(find_terms("type", each, terms)[0] for each in narrow):
        return tuple(narrow)
    said = f" {' '.join(chain.from_iterable(map(words, titles)))} "
    named = [
        (term, name)
        for term in terms["type"].values()
        for name in (term.label, *term.aliases)
        if fold(name) not in _WIDE and f" {' '.join(words(name))} " in said
    ]
    if len({term.id for term, _ in named}) != 1:
        return texts
    term, name = named[0]
    notes.append(f"type {shown(wordings[0])}: taken for '{term.label}', as the title says '{name}'")
    return (*narrow, term.id)


def _value(field: Field, texts: Iterable[str]) -> object:
    items = [" ".join(text.split()) for text in texts]
    items = list(dict.fromkeys(item for item in items if item))
    if field.shape == "one":
        return " ".join(items)
    return items[0] if field.shape == "any" and len(items) == 1 else items


def _period(facts: Mapping[str, tuple[str, ...]], notes: list[str]) -> Period:
    text = "; ".join(facts.get("period", ()))
    if text:
        beside = (each for part in _PARTS for each in facts.get(f"period_{part}", ()))
        notes += [f"period {shown(each)}: there is another; left out" for each in beside]
        period = parse_period(text)
        if not (period.start or period.end):
            notes.append(f"period {shown(text)}: no dates; it stands in the note")
        elif period.note:
            notes.append(f"period {shown(text)}: it says more than start and end; see the note")
        return period
    start, end, note = ("; ".join(facts.get(f"period_{part}", ())) for part in _PARTS)
    first = parse_period(start) if start else Period()
    last = parse_period(end) if end else Period()
    doubts = [given for given, read in ((start, first), (end, last)) if read.note]
    return Period(first.start, last.end or last.start, "; ".join(filter(None, (note, *doubts))))


_PARTS = ("start", "end", "note")


def _sources(texts: Iterable[str]) -> Iterator[Source]:
    for text in texts:
        for each in text.split("; "):
            match = _CITATION.fullmatch(" ".join(each.split()))
            if match:
                yield Source(match["document"], match["page"] or "")


def _links(links: Iterable[Link], notes: list[str]) -> Iterator[dict[str, str]]:
    seen: set[str] = set()
    for link in links:
        trouble = url_trouble(link.url)
        if trouble:
            notes.append(f"links {shown(link.url, 200)}: the address {trouble}")
        elif link.url not in seen:
            seen.add(link.url)
            title = link.title or urlsplit(link.url).hostname or link.url.partition(":")[2]
            yield {"title": title, "url": link.url} | (
                {"language": link.language} if link.language else {}
            )


def _given(part: Period | Source) -> dict[str, str]:
    return {name: getattr(part, name) for name in part.__slots__ if getattr(part, name)}


def _add_summary(facts: dict[str, object], entry: Entry, notes: list[str]) -> None:
    """The first sentence of Purpose, when it is short enough and nothing else is given."""
    if "summary" in facts:
        return
    text = " ".join(re.sub(r"[*_`\\]", "", entry.sections.get("purpose", "")).split())
    sentence = re.match(r"(.{20,}?(?:\w{4}|[^\w\s.])[.!?])(?= [A-Z“\"]|$)", text)
    if sentence and len(sentence[1]) <= SUMMARY_LIMIT and "](" not in sentence[1]:
        facts["summary"] = sentence[1]
        notes.append("summary: the first sentence of Purpose; check that it says what this is")


def folder_of(facts: Mapping[str, object]) -> str:
    """The folder that a practice of these facts lies in."""
    codes = facts.get("country")
    single = isinstance(codes, list) and len(codes) == 1
    return str(codes[0]).lower() if single and isinstance(codes, list) else INTERNATIONAL


def wished_slug(entry: Entry) -> str:
    """The slug that the file gives, if it is one."""
    given = "".join(entry.facts.get("id", ()))
    return given if SLUG.fullmatch(given) and len(given) <= 100 else ""
