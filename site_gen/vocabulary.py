"""The vocabulary: every term with its label, definition, aliases and synonyms.

practices/vocabulary.yml is the only place where terms stand; countries and their names come from
Babel, to which the vocabulary may add aliases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from rapidfuzz import fuzz, process

from site_gen import front_matter
from site_gen.countries import INTERNATIONAL, country_names
from site_gen.front_matter import BadYAMLError, Scalar, Sequence
from site_gen.problems import ContentError, Problem, SiteGenError, printable_path, shown
from site_gen.text import fold

FILE_NAME = "vocabulary.yml"
SCHEMES = ("facet", "principle", "level", "type", "area", "group", "stage", "extent", "status",
           "section", "country", "concept")  # fmt: skip
# The facets of the search page, in the order of its panel, with their names in addresses.
FACETS = ("principle", "country", "level", "type", "area", "group", "stage", "extent")
_BROKEN = "the vocabulary cannot be used"
_TEXTS = ("label", "plural", "short", "definition", "source")
_LINKS = ("broader", "related")
_LISTS = ("aliases", "synonyms", *_LINKS)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# The terms that the code knows by name.
_NEEDED = {
    "facet": FACETS,
    "country": (INTERNATIONAL,),
    "stage": ("planned", "ongoing", "completed"),
    "extent": ("full", "brief"),
    "status": ("draft", "published", "archived"),
}
_NEAR = 72  # rapidfuzz's similarity, of 100, from which a suggestion helps more than it confuses


@dataclass(frozen=True, slots=True)
class Term:
    """`aliases` are other wordings of the same thing, `synonyms` words that people search by;
    `broader` and `related` are ids of the same scheme."""

    id: str
    label: str
    definition: str = ""
    short: str = ""
    plural: str = ""
    source: str = ""
    aliases: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    required: bool = False

    @property
    def brief(self) -> str:
        """The label where there is little room."""
        return self.short or self.label


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Compared by identity, so that others can keep what they make of one."""

    schemes: Mapping[str, Mapping[str, Term]]

    def __getitem__(self, scheme: str) -> Mapping[str, Term]:
        return self.schemes[scheme]

    def exact(self, scheme: str, given: str) -> Term | None:
        """The term whose id, label or alias is `given`, but for case and accents."""
        wanted = fold(given)
        found = (t for t in self[scheme].values() if any(fold(n) == wanted for n in _names(t)))
        return next(found, None)

    def nearest(self, scheme: str, given: str) -> Term | None:
        """The term whose id, label or alias is most like `given`; None when none is near."""
        names = {fold(n): term for term in self[scheme].values() for n in _names(term)}
        return names.get(nearest(fold(given), list(names)) or "")


def nearest(given: str, choices: list[str]) -> str | None:
    """The choice that is most like `given`, or None when none is near enough to suggest."""
    if given in choices:
        return given
    found = process.extractOne(given, choices, scorer=fuzz.ratio, score_cutoff=_NEAR)
    if found is None and len(given) > 3:
        found = process.extractOne(given, choices, scorer=fuzz.token_set_ratio, score_cutoff=90)
    if found is None and len(given) > 2:
        return next((choice for choice in choices if choice.startswith(given)), None)
    return found[0] if found else None


def load(path: Path) -> Vocabulary:
    """Read the vocabulary. Raises ContentError with all problems, or SiteGenError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"the vocabulary {_named(path)} cannot be read: {error.strerror}"
        raise SiteGenError(message) from None
    except UnicodeDecodeError:
        raise SiteGenError(f"the vocabulary {_named(path)} is not UTF-8") from None
    return parse(text, path=path.as_posix())


def parse(text: str, *, path: str = FILE_NAME) -> Vocabulary:
    """The vocabulary that the YAML `text` holds. Raises ContentError."""
    try:
        root = front_matter.parse(text)
    except BadYAMLError as fault:
        problem = Problem(path, fault.line, fault.column, fault.rule, fault.message)
        raise ContentError([problem], _BROKEN) from None
    problems = sorted(
        Problem(path, line, column, "vocabulary", message) for line, column, message in _check(root)
    )
    if problems:
        raise ContentError(problems, _BROKEN)
    assert isinstance(root, front_matter.Mapping)
    schemes = {
        scheme.value: {key.value: _term(key.value, value) for key, value in terms.entries}
        for scheme, terms in root.entries
        if isinstance(terms, front_matter.Mapping)
    }
    schemes["country"] = _countries(schemes["country"])
    return Vocabulary(
        MappingProxyType({name: MappingProxyType(terms) for name, terms in schemes.items()})
    )


def _named(path: Path) -> str:
    return f"'{printable_path(path.as_posix())}'"


def _names(term: Term) -> Iterator[str]:
    yield from (term.id, term.label, *term.aliases)
    if term.short:
        yield term.short


def _term(name: str, node: front_matter.Node) -> Term:
    facts = front_matter.plain(node)
    assert isinstance(facts, dict)
    texts = {key: str(facts[key]) for key in _TEXTS if key in facts}
    lists = {key: tuple(map(str, facts[key])) for key in _LISTS if key in facts}
    texts.setdefault("label", name)
    return Term(name, required=facts.get("required") == "true", **texts, **lists)  # type: ignore[arg-type]


def _countries(extra: Mapping[str, Term]) -> dict[str, Term]:
    countries = {INTERNATIONAL: extra[INTERNATIONAL]}
    for code, name in country_names().items():
        countries[code] = replace(extra.get(code, Term(code, name)), label=name)
    return countries


Finding = tuple[int, int, str]  # line, column, message


def _check(root: front_matter.Node | None) -> Iterator[Finding]:
    """What is wrong."""
    if not isinstance(root, front_matter.Mapping):
        yield 1, 1, "not a mapping of schemes"
        return
    present = [key.value for key, _ in root.entries]
    for name in SCHEMES:
        if name not in present:
            yield 1, 1, f"the scheme '{name}' is missing"
    seen: set[str] = set()
    for scheme, terms in root.entries:
        if scheme.value not in SCHEMES:
            near = nearest(scheme.value, list(SCHEMES))
            hint = f"; did you mean '{near}'?" if near else ""
            yield _at(scheme, f"{shown(scheme.value)} is not a scheme{hint}")
        elif scheme.value in seen:
            yield _at(scheme, f"the scheme {shown(scheme.value)} stands twice")
        elif not isinstance(terms, front_matter.Mapping):
            yield _at(terms, f"the scheme {shown(scheme.value)} is not a mapping of terms")
        else:
            yield from _check_scheme(scheme.value, terms)
        seen.add(scheme.value)


def _check_scheme(scheme: str, terms: front_matter.Mapping) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    seen: set[str] = set()
    for key, facts in terms.entries:
        if key.value in seen:
            yield _at(key, f"the term {shown(key.value)} stands twice")
        seen.add(key.value)
        if scheme == "country":
            if key.value not in country_names() and key.value != INTERNATIONAL:
                yield _at(key, f"{shown(key.value)} is not an ISO 3166-1 alpha-2 code")
        elif not _ID.fullmatch(key.value):
            yield _at(key, f"{shown(key.value)} is not lower-case ASCII words joined by hyphens")
        if not isinstance(facts, front_matter.Mapping):
            yield _at(facts, f"the term {shown(key.value)} has no 'label:' line")
            continue
        yield from _check_term(key, facts, needs_label=scheme != "country")
        yield from _check_links(key, facts, terms)
        for name in _wordings(key, facts):
            term = owner.setdefault(fold(name.value), key.value)
            if term != key.value:
                yield _at(name, f"{shown(name.value)} already stands for {shown(term)}")
    yield from _check_cycles(terms)
    for needed in _NEEDED.get(scheme, ()):
        if needed not in seen:
            yield _at(terms, f"the scheme '{scheme}' lacks the term '{needed}'")
    if not seen and scheme not in _NEEDED:
        yield _at(terms, f"the scheme '{scheme}' has no terms")


def _check_term(
    key: Scalar, facts: front_matter.Mapping, *, needs_label: bool
) -> Iterator[Finding]:
    if needs_label and facts.get("label") is None:
        yield _at(key, f"the term {shown(key.value)} has no label")
    seen: set[str] = set()
    for name, value in facts.entries:
        if name.value in seen:
            yield _at(name, f"{shown(name.value)} stands twice")
        elif name.value == "required":
            if not isinstance(value, Scalar) or value.value not in ("true", "false"):
                yield _at(value, "'required' is true or false")
        elif name.value in _TEXTS:
            if not isinstance(value, Scalar) or not value.value.strip():
                yield _at(value, f"'{name.value}' is a text")
        elif name.value in _LISTS:
            if not _is_list_of_texts(value):
                yield _at(value, f"'{name.value}' is a list of texts")
        else:
            allowed = ", ".join((*_TEXTS, *_LISTS, "required"))
            yield _at(name, f"{shown(name.value)} is not one of {allowed}")
        seen.add(name.value)


def _check_links(
    key: Scalar, facts: front_matter.Mapping, terms: front_matter.Mapping
) -> Iterator[Finding]:
    known = [term.value for term, _ in terms.entries]
    for name in _LINKS:
        linked = facts.get(name)
        for item in linked.items if isinstance(linked, Sequence) else ():
            if not isinstance(item, Scalar):
                continue  # told already
            if item.value == key.value:
                yield _at(item, f"'{name}' names other terms of the scheme")
            elif item.value not in known:
                near = nearest(item.value, known)
                hint = f"; did you mean '{near}'?" if near else ""
                yield _at(item, f"{shown(item.value)} is not a term of the scheme{hint}")


def _check_cycles(terms: front_matter.Mapping) -> Iterator[Finding]:
    """Where `broader` leads from a term back to the same term."""
    links = {
        key.value: [item for item in linked.items if isinstance(item, Scalar)]
        for key, facts in terms.entries
        if isinstance(facts, front_matter.Mapping)
        and isinstance(linked := facts.get("broader"), Sequence)
    }
    for name, items in links.items():
        for item in items:
            reached, ahead = set[str](), [item.value]
            while ahead:
                here = ahead.pop()
                if here not in reached:
                    reached.add(here)
                    ahead += [further.value for further in links.get(here, ())]
            if name in reached and item.value != name:  # one that names itself is told already
                yield _at(item, f"{shown(item.value)} has {shown(name)} among its broader terms")


def _is_list_of_texts(node: front_matter.Node) -> bool:
    return isinstance(node, Sequence) and all(
        isinstance(item, Scalar) and item.value.strip() for item in node.items
    )


def _wordings(key: Scalar, facts: front_matter.Mapping) -> Iterator[Scalar]:
    label, aliases = facts.get("label"), facts.get("aliases")
    if isinstance(label, Scalar):
        yield label
    yield key
    if isinstance(aliases, Sequence):
        yield from (item for item in aliases.items if isinstance(item, Scalar))


def _at(node: front_matter.Node, message: str) -> Finding:
    return node.line, node.column, message
