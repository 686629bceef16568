"""Rules about the front matter's values: terms, countries, dates, addresses, texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from site_gen.countries import language_code, language_name, language_names
from site_gen.dates import ONGOING, bounds
from site_gen.fields import NOTHING, PAGE, SLUG, SUMMARY_LIMIT, UNSAFE_IN_URL, URL_SCHEMES
from site_gen.problems import shown
from site_gen.rules.registry import Finding, at, one_of, rule
from site_gen.rules.subject import Subject
from site_gen.text import slugify
from site_gen.vocabulary import Vocabulary, nearest

# A sentence's end inside a text: not after an abbreviation such as "St." or "Prof.".
_SENTENCE_END = re.compile(r"[.!?] +(?=\w)")
ABBREVIATIONS = ("prof", "incl", "dept", "govt", "resp", "univ", "assoc", "approx", "corp")
_NOTHING = frozenset(NOTHING)
SHORT_WORD = 3  # letters; most words as short before a full stop are abbreviations too
HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_](?:[\w-]*[^\W_])?", re.A)


@rule
def unknown_term(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Terms come from the vocabulary.

    Filters work only when all use the same words. practices/vocabulary.yml explains each term.

    Bad:
        area: [schooling]
    Good:
        area: [education]
    """
    schemes = vocabulary.schemes
    for field, node in subject.leaves("term"):
        scheme = field.scheme or ""
        if node.value not in schemes[scheme]:
            near = vocabulary.nearest(scheme, node.value)
            hint = one_of(schemes[scheme], near.id if near else None)
            yield at(node, f"unknown {scheme} {shown(node.value)}{hint}")


@rule
def unknown_country(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Countries are ISO 3166-1 codes of two capital letters, or `int`.

    Codes are the same in every language; the site shows the names.

    Bad:
        country: [Norway]
    Good:
        country: [NO]
    """
    countries = vocabulary["country"]
    for _, node in subject.leaves("country"):
        if node.value not in countries:
            near = vocabulary.nearest("country", node.value)
            hint = f"; did you mean '{near.id}' ({near.label})?" if near else ";"
            allowed = "allowed: ISO 3166-1 codes of two capital letters, or 'int'"
            yield at(node, f"unknown country {shown(node.value)}{hint} {allowed}")


@rule
def bad_date(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Dates are written year first: 2019, 2019-09 or 2019-09-30.

    03/04/2020 is two different days for two readers. `end` may be `ongoing`; `reviewed` is a full
    date.

    Bad:
        reviewed: 20.11.2026
    Good:
        reviewed: 2026-11-20
    """
    for field, node in subject.leaves("day"):
        if node.value.count("-") != 2 or bounds(node.value) is None:
            needed = "a date such as 2026-11-20 is needed"
            yield at(node, f"'{field.name}' is {shown(node.value)}; {needed}")
    for field, node in subject.leaves("date"):
        value, name = node.value, field.name
        if bounds(value) is None and (value, name) != (ONGOING, "end"):
            also = ", or 'ongoing'" if name == "end" else ""
            forms = f"a year, year-month or date, such as 2019, 2019-09 or 2019-09-30{also}"
            yield at(node, f"'{name}' is {shown(value)}; allowed: {forms}")


@rule
def period_order(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A period does not end before it starts.

    Usually two numbers were exchanged.

    Bad:
        period: {start: 2023, end: 2021}
    Good:
        period: {start: 2021, end: 2023}
    """
    starts, ends = subject.texts("start"), subject.texts("end")
    if starts and ends:
        start, end = bounds(starts[0].value), bounds(ends[0].value)
        if start and end and end[1] < start[0]:
            given = f"{shown(ends[0].value)} is before the start, {shown(starts[0].value)}"
            yield at(ends[0], f"the period's end {given}")


@rule
def bad_page(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A source's page is a number.

    It is printed as “p. 14” and leads readers to the place.

    Bad:
        source: [{document: CDADI(2024)39, page: p. 14}]
    Good:
        source: [{document: CDADI(2024)39, page: 14}]
    """
    for _, node in subject.leaves("page"):
        if not PAGE.fullmatch(node.value):
            yield at(node, f"the page {shown(node.value)} is not a number such as 14")


@rule
def bad_url(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Links in the front matter are whole addresses: http, https or mailto.

    Anything else leads nowhere, or runs as a program in the reader's browser.

    Bad:
        url: www.strasbourg.eu
    Good:
        url: https://www.strasbourg.eu
    """
    for _, node in subject.leaves("url"):
        trouble = url_trouble(node.value)
        if trouble:
            yield at(node, f"the address {shown(node.value)} {trouble}")


def url_trouble(url: str) -> str | None:
    """What is wrong with a whole address, or None."""
    scheme, colon, rest = url.partition(":")
    if not colon or scheme.lower() not in URL_SCHEMES:
        host = url.lstrip("/").partition("/")[0]
        hint = f" – did you mean 'https://{url.lstrip('/')}'?" if _is_host(host) else ""
        return f"does not begin with http:, https: or mailto:{hint}"
    if found := UNSAFE_IN_URL.search(url):
        what = "a space" if found[0].isspace() else shown(found[0])
        return f"has {what} in it"
    if scheme.lower() == "mailto":
        parts = rest.partition("?")[0].split("@")
        return (
            None if len(parts) == 2 and parts[0] and _is_host(parts[1]) else "has no e-mail address"
        )
    try:
        parsed = urlsplit(url)
        host, port = parsed.hostname or "", parsed.port
    except ValueError:
        return "cannot be read as an address"
    if "@" in parsed.netloc:
        return "has a user name in it"
    return None if port != 0 and _is_host(host) else "has no host name such as www.example.org"


def _is_host(name: str) -> bool:
    """Whether `name` is a host's name on the web; letters of any script are fine."""
    try:
        return HOST.fullmatch(name.encode("idna").decode()) is not None
    except UnicodeError:
        return False


@rule
def unknown_language(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Languages are codes such as `fr` or `pt-BR`.

    Screen readers and search engines choose voice and readers by them.

    Bad:
        lang: French
    Good:
        lang: fr
    """
    for _, node in subject.leaves("language"):
        given = node.value
        if language_name(given) is None:
            names = language_names()
            near = language_code(given) or names.get(nearest(given.title(), list(names)) or "")
            hint = f"; did you mean '{near}'?" if near else ";"
            message = f"unknown language {shown(given)}{hint} allowed: codes such as fr or pt-BR"
            yield at(node, message)


@rule
def bad_slug(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Practices are named by their slugs: lower-case ASCII words joined by hyphens.

    A slug is a file's name without folder and ending; anything else cannot be an address.

    Bad:
        related: [practices/fr/espace-egalite.md]
    Good:
        related: [espace-egalite]
    """
    for field, node in subject.leaves("slug"):
        given = node.value
        if not SLUG.fullmatch(given):
            near = slugify(given.removesuffix(".md").rpartition("/")[2])
            hint = f"; did you mean '{near}'?" if near else ""
            yield at(node, f"{shown(given)} in '{field.name}' is not a slug{hint}")


@rule
def summary_length(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A summary has at most 240 characters.

    It stands on cards, in results and in citations, where more would be cut off.

    Bad:
        summary: three lines that tell the project's whole history …
    Good:
        summary: Football brings neighbours of Bangladeshi origin into the stands next door.
    """
    node = subject.leaf("summary")
    if node and len(node.value) > SUMMARY_LIMIT < (length := len(node.text)):
        yield at(node, f"the summary has {length} characters; at most {SUMMARY_LIMIT}")


@rule
def summary_sentence(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A summary is one sentence.

    It must be understood at a glance; the sections tell the rest.

    Bad:
        summary: It began in 2016. Since then it has grown. It is popular.
    Good:
        summary: A pilot of 2016 that grew into a permanent space.
    """
    node = subject.leaf("summary")
    summary = node.text if node else ""
    for match in _SENTENCE_END.finditer(summary):
        before = re.findall(r"\w+", summary[: match.start()])[-1:]
        short = not before or len(before[0]) <= SHORT_WORD or before[0].lower() in ABBREVIATIONS
        if node and not short and summary[match.end()].isupper():
            end = shown(before[0] + summary[match.start()])
            yield at(node, f"the summary goes on after {end}; one sentence is needed")
            return


@rule
def placeholder(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A key with nothing to say is left out.

    Values are shown as they are written, so readers would see “n/a” or “null” in the fact panel.

    Bad:
        funding: n/a
    Good:
        no such line
    """
    for field, node in subject.leaves("text"):
        if node.value.strip().lower() in _NOTHING:
            yield at(node, f"{shown(node.value)} says nothing; leave '{field.name}' out")
