"""Rules about files: where they lie, how they are saved, whether their front matter can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.countries import INTERNATIONAL
from site_gen.fields import MAX_SLUG, SLUG
from site_gen.problems import shown
from site_gen.rules.registry import Finding, at, rule
from site_gen.rules.subject import Subject
from site_gen.text import slugify
from site_gen.vocabulary import Vocabulary

_ENDINGS = re.compile(r"(?:\.(?:md|markdown|txt|ya?ml))+$", re.I)


def _faults(subject: Subject, name: str) -> list[Finding]:
    faults = subject.document.faults
    return [(f.line, f.column, f.message) for f in faults if f.rule == name] if faults else []


@rule
def file_unreadable(subject: Subject, vocabulary: Vocabulary) -> list[Finding]:
    """The file can be opened.

    A file without permission to read it, or a broken one, cannot be checked or published.

    Bad:
        a file that only its owner may read
    Good:
        chmod a+r practices/fr/espace-egalite.md
    """
    return _faults(subject, "file-unreadable")


@rule
def symlink(subject: Subject, vocabulary: Vocabulary) -> list[Finding]:
    """A practice is a file of its own, not a symbolic link.

    A link could publish a file from anywhere on the machine that builds the site.

    Bad:
        practices/fr/secret.md -> /etc/passwd
    Good:
        practices/fr/espace-egalite.md
    """
    return _faults(subject, "symlink")


@rule
def file_size(subject: Subject, vocabulary: Vocabulary) -> list[Finding]:
    """A practice has at most 200,000 bytes, its front matter at most 50,000 characters.

    A practice is read in a few minutes; a file of this size is something else, or an attack.

    Bad:
        a report of 300 pages pasted into one practice
    Good:
        450 words, and a link to the report
    """
    return _faults(subject, "file-size")


@rule
def file_encoding(subject: Subject, vocabulary: Vocabulary) -> list[Finding]:
    """The file is saved as UTF-8.

    In any other encoding the letters of Europe's languages come out wrong.

    Bad:
        saved as “Unicode” (UTF-16) or “Western European” (Windows-1252)
    Good:
        saved as UTF-8, with or without a byte-order mark
    """
    return _faults(subject, "file-encoding")


@rule
def control_character(subject: Subject, vocabulary: Vocabulary) -> list[Finding]:
    """There are no invisible control characters.

    They come from copying out of PDF or Word files, cannot be seen, and break search and exports.

    Bad:
        title: Inter<U+0002>cultural
    Good:
        title: Intercultural
    """
    return _faults(subject, "control-character")


@rule
def tab(subject: Subject, vocabulary: Vocabulary) -> list[Finding]:
    """Front matter is indented with spaces.

    YAML forbids tabs, because editors disagree on how wide they are.

    Bad:
        place:<TAB>Strasbourg
    Good:
        place: Strasbourg
    """
    return _faults(subject, "tab")


@rule
def front_matter_missing(subject: Subject, vocabulary: Vocabulary) -> list[Finding]:
    """A file begins with front matter between two lines of three hyphens.

    Without it there is no title, no country, nothing to search by.

    Bad:
        # Espace Égalité
    Good:
        ---
        title: Espace Égalité
        ---
    """
    return _faults(subject, "front-matter-missing")


@rule
def front_matter_unclosed(subject: Subject, vocabulary: Vocabulary) -> list[Finding]:
    """A second line of three hyphens ends the front matter.

    Otherwise the whole text would be taken for front matter.

    Bad:
        ---
        title: Espace Égalité
        ## Purpose
    Good:
        ---
        title: Espace Égalité
        ---
        ## Purpose
    """
    return _faults(subject, "front-matter-unclosed")


@rule
def yaml_syntax(subject: Subject, vocabulary: Vocabulary) -> list[Finding]:
    """Front matter is YAML: lines of `key: value`.

    What cannot be read cannot be published. Most often a value with a colon lacks its quotes.

    Bad:
        title: Lublin: a city for all
    Good:
        title: "Lublin: a city for all"
    """
    return _faults(subject, "yaml-syntax")


@rule
def yaml_feature(subject: Subject, vocabulary: Vocabulary) -> list[Finding]:
    """Front matter does without YAML's anchors, aliases, tags and deep nesting.

    The format needs none of them, and a short file with aliases can fill a machine's memory.

    Bad:
        lead: &city City of Strasbourg
    Good:
        lead: City of Strasbourg
    """
    return _faults(subject, "yaml-feature")


@rule
def trailing_comment(subject: Subject, vocabulary: Vocabulary) -> list[Finding]:
    """A text that holds ` #` stands in quotes.

    YAML takes `#` behind a space for the beginning of a comment and drops the rest in silence.

    Bad:
        title: Project #1
    Good:
        title: "Project #1"
    """
    return _faults(subject, "trailing-comment")


@rule
def file_name(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A file's name is lower-case ASCII words joined by hyphens.

    The name is the practice's id and the last part of its address, which must work everywhere.

    Bad:
        practices/fr/Espace Égalité.md
    Good:
        practices/fr/espace-egalite.md
    """
    slug = subject.document.slug
    if not SLUG.fullmatch(slug):
        bare = _ENDINGS.sub("", slug)
        better = slugify(bare)
        hint = f"; rename it to {better}.md" if better else ""
        wrong = "is not lower-case ASCII words joined by hyphens"
        if SLUG.fullmatch(bare):
            wrong = "does not end in .md, as a practice's does"
        yield 1, 1, f"the file name {shown(slug)} {wrong}{hint}"
    elif len(slug) > MAX_SLUG:
        yield 1, 1, f"the file name has {len(slug)} characters; at most {MAX_SLUG}"


@rule
def country_folder(subject: Subject, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A practice lies in the folder of its country, or in int/ when it has several.

    Whoever looks for a country's practices finds them in one place.

    Bad:
        practices/de/espace-egalite.md with `country: [FR]`
    Good:
        practices/fr/espace-egalite.md with `country: [FR]`
    """
    folder, nodes = subject.document.folder, subject.texts("country")
    allowed = list(dict.fromkeys([node.value.lower() for node in nodes]))
    if len(allowed) > 1:
        allowed.append(INTERNATIONAL)
    if folder in allowed or any(node.value not in vocabulary["country"] for node in nodes):
        return  # what is no country is reported as that
    where = " or ".join([f"{code}/" for code in allowed])
    if "/" in folder or not folder:
        wrong = shown(folder or "practices")
        hint = f"; move it to {where}" if where else ""
        yield 1, 1, f"a practice lies in practices/<country>/, not in {wrong}{hint}"
    elif nodes:
        yield at(nodes[0], f"the file lies in {shown(folder)}, but its country says {where}")
