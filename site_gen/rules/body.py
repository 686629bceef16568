"""Rules about the text below the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from site_gen.markdown import Heading
from site_gen.problems import shown
from site_gen.rules.member import RELATIVE
from site_gen.rules.registry import Finding, one_of, rule, warning
from site_gen.rules.subject import Subject
from site_gen.rules.values import url_trouble
from site_gen.vocabulary import Term, Vocabulary

MAX_LEVEL = 4
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def _at(subject: Subject, heading: Heading, message: str) -> Finding:
    return subject.lines_of(heading.line), heading.column, message


@lru_cache(maxsize=4)
def _order(vocabulary: Vocabulary) -> dict[str, int]:
    """The places of the sections that the vocabulary knows, by their labels."""
    return {term.label: place for place, term in enumerate(vocabulary["section"].values())}


# Most practices have the same sections, so what these say by themselves is found once.


@lru_cache(maxsize=1000)
def _absent(titles: tuple[str, ...], vocabulary: Vocabulary) -> tuple[Term, ...]:
    """The sections that a practice needs and that are not among `titles`."""
    known = vocabulary["section"].values()
    return tuple(term for term in known if term.required and term.label not in titles)


@lru_cache(maxsize=1000)
def _misplaced(titles: tuple[str, ...], vocabulary: Vocabulary) -> tuple[tuple[int, str], ...]:
    """The sections, by their number among `titles`, that stand where they should not, and why."""
    order, seen, found = _order(vocabulary), list[str](), []
    for number, label in enumerate(titles):
        if label not in order:
            continue
        if label in seen:
            found.append((number, f"the section '{label}' stands twice"))
        elif after := [other for other in seen if order[other] > order[label]]:
            found.append((number, f"the section '{label}' comes before '{after[0]}'"))
        seen.append(label)
    return tuple(found)


@rule
def section_missing(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A full practice has the sections Purpose and Process; a brief one has a paragraph.

    Readers compare practices section by section: what it is for, and how it is done.

    Bad:
        ## Purpose
        To open city hall to all.
    Good:
        ## Purpose
        To open city hall to all.
        ## Process
        A round table meets every month.
    """
    place = subject.document.body_line, 1
    outline = subject.outline
    if subject.extent == "brief" and not outline.has_preamble and not outline.headings:
        yield *place, "a brief practice has a paragraph of text"
    absent = _absent(subject.titles, vocabulary)
    if subject.extent != "full" or not absent:
        return
    # A heading that is misspelt, of the wrong level or misplaced is reported as that.
    given = [h.text for h in outline.headings] + [line.text for line in outline.unspaced]
    near = [vocabulary.nearest("section", text) for text in given]
    missing = [f"'## {term.label}'" for term in absent if term not in near]
    if missing:
        which = "section" if len(missing) == 1 else "sections"
        verb = "is" if len(missing) == 1 else "are"
        brief = "" if given else "; a practice of one paragraph says 'extent: brief'"
        yield *place, f"the {which} {' and '.join(missing)} {verb} missing{brief}"


@rule
def section_unknown(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Second-level headings are the sections of the format, worded as in the vocabulary.

    The same headings everywhere let readers compare, and the software find the parts.

    Bad:
        ## Background
    Good:
        ## Stimulus and rationale
    """
    labels = _order(vocabulary)
    if subject.extent == "brief":
        for heading in subject.outline.headings:
            message = f"a brief practice has no headings; {shown(heading.text)} is one"
            yield _at(subject, heading, message)
        return
    for heading in subject.sections:
        if heading.text not in labels:
            near = vocabulary.nearest("section", heading.text)
            hint = one_of(labels, near.label if near else None)
            if heading.last_line > heading.line:
                hint += "; the line of hyphens below it makes it a heading"
            yield _at(subject, heading, f"unknown section {shown(heading.text)}{hint}")


@rule
def section_order(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Sections stand in the order of the vocabulary, each once.

    Readers look for the same thing in the same place.

    Bad:
        ## Process
        ## Purpose
    Good:
        ## Purpose
        ## Process
    """
    for number, message in _misplaced(subject.titles, vocabulary):
        yield _at(subject, subject.sections[number], message)


@rule
def section_empty(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Every heading has text below it.

    An empty section promises what the page does not hold; leave it out when it has nothing to say.

    Bad:
        ## Impact
    Good:
        ## Impact
        In two years, 33 municipalities signed.
    """
    for heading in subject.outline.headings:
        if heading.empty and not heading.nested and subject.extent != "brief":
            yield _at(subject, heading, f"nothing stands below the heading {shown(heading.text)}")


@rule
def text_before_section(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """The text begins with its first section.

    What stands before it would belong to no section; the summary introduces the practice.

    Bad:
        This project is about schools.
        ## Purpose
    Good:
        ## Purpose
        This project is about schools.
    """
    outline = subject.outline
    if subject.extent == "full" and outline.has_preamble and outline.headings:
        if any(line.line < outline.headings[0].line for line in outline.unspaced):
            return  # a heading that lacks its space, rather than text
        message = "text before the first section; move it below a heading, or into the summary"
        yield subject.document.body_line, 1, message


@rule
def heading_level(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Headings are `##` for sections, `###` and `####` below, without a step left out.

    The title is the page's only first-level heading. Screen readers move from level to level.

    Bad:
        # Purpose
        #### First phase
    Good:
        ## Purpose
        ### First phase
    """
    for line in subject.outline.unspaced:
        message = f"a space is missing between {shown(line.marks)} and {shown(line.text)}"
        yield subject.lines_of(line.line), line.column, message
    if subject.extent == "brief":
        return
    previous = 1
    for heading in subject.outline.headings:
        if heading.nested:
            yield _at(subject, heading, "a heading inside a list or quotation; move it out")
            continue
        if heading.level == 1:
            yield _at(subject, heading, "a first-level heading '#'; sections begin with '##'")
        elif heading.level > MAX_LEVEL:
            message = f"a heading of level {heading.level}; '####' is the deepest"
            yield _at(subject, heading, message)
        elif heading.level > previous + 1:
            due = shown("#" * (previous + 1))
            message = f"a heading of level {heading.level} where {due} is due"
            yield _at(subject, heading, message)
        previous = min(heading.level, MAX_LEVEL) if heading.level > 1 else max(previous, 2)


@rule
def link_target(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Links lead to http, https or mailto addresses, to another practice's file, or to a heading.

    Anything else is dead on the site, or runs as a program in the reader's browser.

    Bad:
        [the plan](javascript:alert(1))
    Good:
        [the plan](https://www.example.org/plan.pdf)
    """
    for target in subject.outline.targets:
        url = target.url
        if target.image or RELATIVE.fullmatch(url):
            continue
        if url.startswith("#"):
            trouble = "" if url[1:] in subject.anchors else _no_anchor(subject)
        elif _SCHEME.match(url):
            trouble = url_trouble(url) or ""
        else:
            trouble = (
                "leads nowhere; allowed: http:, https: and mailto: addresses, another "
                "practice's file such as ../fr/slug.md, and #section"
            )
        if trouble:
            message = f"the link's target {shown(url)} {trouble}"
            yield subject.lines_of(target.line), target.column, message


def _no_anchor(subject: Subject) -> str:
    allowed = ", ".join(f"#{anchor}" for anchor in subject.anchors)
    return f"is no section; allowed: {allowed}" if allowed else "leads nowhere: there is no section"


@rule
def image(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Practices hold no pictures.

    A picture from elsewhere tells its server who reads, and is missing offline.

    Bad:
        ![Logo](https://www.example.org/logo.png)
    Good:
        a link to a page with the picture
    """
    for target in subject.outline.targets:
        if target.image:
            message = f"a picture, {shown(target.url)}; link to a page that shows it instead"
            yield subject.lines_of(target.line), target.column, message


@warning
def raw_html(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Texts are Markdown; HTML is shown to readers as it is written.

    What a file holds must never run in a reader's browser.

    Bad:
        <b>Important</b>
    Good:
        **Important**
    """
    place = subject.outline.raw_html
    if place:
        yield subject.lines_of(place[0]), place[1], "HTML, which readers see as text; use Markdown"
