"""Headings: the wordings of the format's sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.mending.file import Edit, File, Linked
from site_gen.text import slugify
from site_gen.vocabulary import Term, Vocabulary

_ATX = re.compile(r"( {0,3}##[ \t]+)(.*?)(?:[ \t]+#+)?[ \t]*")


def wordings(file: File, terms: Vocabulary, linked: Linked) -> Iterator[Edit]:
    """Section headings that are an alias of a section; none that a link leads to."""
    if file.subject.extent == "brief":
        return
    labels = {term.label for term in terms["section"].values()}
    taken = {heading.text for heading in file.subject.sections}
    for heading in file.subject.sections:
        term = _section(terms, heading.text)
        if heading.text in labels or term is None or term.label in taken:
            continue
        line = file.subject.lines_of(heading.line)
        match = _ATX.fullmatch(file.line(line))
        if match and match[2] == heading.text and slugify(heading.text) not in linked():
            taken.add(term.label)
            start = file.starts[line - 1] + match.end(1)
            what = f"'## {heading.text}' → '## {term.label}'"
            end = start + len(match[2])
            yield Edit(start, end, term.label, what, (heading.text,), (term.label,))


def spaces(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """`##Purpose`, which is no heading for want of a space."""
    if file.subject.extent == "brief":
        return
    for found in file.subject.outline.unspaced:
        if found.marks == "##" and _section(terms, found.text):
            line = file.subject.lines_of(found.line)
            start = file.starts[line - 1] + found.column - 1
            if file.text.startswith("##", start):
                what = f"'##{found.text}' → '## {found.text}'"
                yield Edit(start + 2, start + 2, " ", what)


def _section(terms: Vocabulary, wording: str) -> Term | None:
    return terms.exact("section", wording.rstrip(": "))
