"""Values: terms by their ids, countries and languages by their codes, dates and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.countries import language_code, language_name, language_names
from site_gen.dates import bounds
from site_gen.fields import FIELDS
from site_gen.front_matter import Scalar
from site_gen.mending.file import Edit, File, Linked
from site_gen.mending.written import as_iso
from site_gen.rules.subject import Leaf
from site_gen.text import fold
from site_gen.vocabulary import Vocabulary

_QUOTES = "“”„‟«»‹›‘’‚‛\"' "  # what a word processor puts around a value
_PAGE = re.compile(r"(?:p|pp|page)\.? *([1-9][0-9]{0,4})", re.I)


def terms_and_countries(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """Terms and countries spelled like a label or an alias; none that would stand twice then."""
    for kind in ("term", "country"):
        leaves = file.subject.leaves("term" if kind == "term" else "country")
        taken = {(leaf.field.name, leaf.node.value) for leaf in leaves}
        for leaf in leaves:
            scheme = leaf.field.scheme or "country"
            known = _known(terms, scheme, leaf.node.value)
            if known and known != leaf.node.value and (leaf.field.name, known) not in taken:
                taken.add((leaf.field.name, known))
                yield from _write(file, leaf.node, known)


def lists(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """A term or country, or several parted by commas, that stand without the list's brackets."""
    entries = file.subject.parts[0].entries if file.subject.parts else {}
    for field in FIELDS:
        scheme = "country" if field.kind == "country" else field.scheme
        if field.shape != "many" or scheme is None or field.name not in entries:
            continue
        value = entries[field.name][1]
        if isinstance(value, Scalar) and value.value.strip():
            whole = _known(terms, scheme, value.value)
            pieces = [_known(terms, scheme, part) for part in re.split("[,;]", value.value)]
            found = [whole] if whole else [piece for piece in pieces if piece]
            place = file.place(value)
            if place and len(found) == (1 if whole else len(pieces)) == len(set(found)):
                start, end, _style = place
                new = f"[{', '.join(found)}]"
                what = f"{field.name}: {new}"
                yield Edit(start, end, new, what, (value.text,), tuple(found))


def languages(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """Languages by their English names, and codes in the wrong case or with underscores."""
    for leaf in file.subject.leaves("language"):
        given = leaf.node.value.strip(_QUOTES)
        if language_name(leaf.node.value) is None:
            names = {fold(name): code for name, code in language_names().items()}
            code = given if language_name(given) else language_code(given) or names.get(fold(given))
            if code:
                yield from _write(file, leaf.node, code)


def dates(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """Dates in other forms, where there is no doubt which day is meant."""
    for leaf in [*file.subject.leaves("date"), *file.subject.leaves("day")]:
        new = _date(leaf, terms)
        if new and new != leaf.node.value:
            yield from _write(file, leaf.node, new)


def pages(file: File, terms: Vocabulary, _: Linked) -> Iterator[Edit]:
    """Page numbers without `p.` before them."""
    for leaf in file.subject.leaves("page"):
        match = _PAGE.fullmatch(leaf.node.value.strip(_QUOTES))
        if match:
            yield from _write(file, leaf.node, match[1])


def _date(leaf: Leaf, terms: Vocabulary) -> str | None:
    given, day = leaf.node.value, leaf.field.kind == "day"
    if bounds(given):
        return None
    new = as_iso(given.strip(_QUOTES), terms, day=day)
    bare = given.strip(_QUOTES)
    if new is None and bare != given and bounds(bare) and (not day or bare.count("-") == 2):
        new = bare
    return None if new == "ongoing" and leaf.field.name != "end" else new


def _known(terms: Vocabulary, scheme: str, given: str) -> str | None:
    """The one id that `given` can stand for."""
    if given in terms[scheme]:
        return given
    wanted = fold(given.strip(_QUOTES))
    found = {
        term.id
        for term in terms[scheme].values()
        for name in (term.id, term.label, *term.aliases, term.short)
        if name and fold(name) == wanted
    }
    return found.pop() if len(found) == 1 else None


def _write(file: File, node: Scalar, new: str) -> Iterator[Edit]:
    """`new`, which YAML reads as it stands, in the node's place and in its quotation marks."""
    place = file.place(node)
    if place:
        start, end, style = place
        what = f"'{node.text}' → '{new}'"
        yield Edit(start, end, f"{style}{new}{style}", what, (node.text,), (new,))
