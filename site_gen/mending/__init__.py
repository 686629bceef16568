"""What is safe to mend in a practice file, and nothing else.

Each step finds edits; they are made only if the file then means the same and has no new problem.
What no edit touches stays as it is, byte for byte.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from site_gen import markdown, rules
from site_gen.document import MAX_BYTES
from site_gen.mending import headings, keys, quotes, values, white_space
from site_gen.mending.file import Edit, File, Find, Linked, Name, read
from site_gen.text import words
from site_gen.vocabulary import Vocabulary

__all__ = ["Mended", "Name", "mend"]
_MOST = 100  # edits of a kind that are tried one by one; a file with more is something else
_ROUNDS = 6  # one mends what another has made readable; then nothing is left


@dataclass(frozen=True, slots=True)
class Mended:
    """`before` is the text as it was read, `after` as it is to be written; `notes` tell, in words,
    what was done: the changes of the file as a whole first, which no comparison of lines shows."""

    before: str
    after: str
    notes: tuple[str, ...]

    @property
    def content(self) -> bytes:
        """What the file is to hold."""
        return self.after.encode("utf-8")


def mend(content: bytes, name: Name, terms: Vocabulary, linked: Linked) -> Mended | None:
    """What `content` should be; None when there is nothing to mend, or it cannot be told how.

    `linked` tells the headings that links lead to, in the form of an address.
    """
    decoded = _decode(content)
    if decoded is None:
        return None
    text, notes = decoded
    file = read(text, name)
    for _ in range(_ROUNDS):
        before = file.text
        file = _careful(file, _READING, terms, linked, notes)
        file = _bold(file, terms, linked, notes)
        file = _careful(file, _STEPS, terms, linked, notes)
        if file.text == before:
            break
    else:
        return None  # it goes on and on: then it was not understood
    if file.text.encode("utf-8") == content:
        return None
    return Mended(text, file.text, tuple(dict.fromkeys(notes)))


def _decode(content: bytes) -> tuple[str, list[str]] | None:
    """The text with one kind of line ends, and what that takes."""
    notes: list[str] = []
    if len(content) > MAX_BYTES:
        return None
    encoding = "utf-8"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
        notes.append("saved as UTF-8 instead of UTF-16")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None  # UTF-32, or no text at all
    if text.startswith("\ufeff"):
        text = text.lstrip("\ufeff")
        notes.append("no byte-order mark")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        notes.append("line ends as everywhere else (LF)")
    return text, notes


# Finds edits, and tells whether the file means the same after them.
_Steps = tuple[tuple[Find, Callable[[File, File, Sequence[Edit]], bool]], ...]


def _bold(file: File, terms: Vocabulary, linked: Linked, notes: list[str]) -> File:
    """The file after all steps, or all but one, if it has no new problem then.

    A key in capitals hides what is wrong with its value: only both together do the file good.
    """
    tried = [step for step in _STEPS if list(step[0](file, terms, linked))]
    for left_out in (None, *tried):
        mended, told = file, list[str]()
        for step in _STEPS:
            edits = list(step[0](mended, terms, linked)) if step is not left_out else []
            after = mended.edited(edits) if edits else mended
            if edits and step[1](mended, after, edits):
                mended = after
                told += [edit.what for edit in edits]
        if mended is not file and not _worse(file, mended, terms):
            notes += told
            return mended
    return file


def _careful(
    file: File, steps: _Steps, terms: Vocabulary, linked: Linked, notes: list[str]
) -> File:
    """The file after those edits of each step that bring no new problem."""
    for find, same in steps:
        found = list(find(file, terms, linked))
        one_by_one = [[edit] for edit in found] if 1 < len(found) <= _MOST else []
        kept: list[Edit] = []
        for edits in [found, *one_by_one] if found else []:
            candidate = file.edited([*kept, *edits])
            if same(file, candidate, [*kept, *edits]) and not _worse(file, candidate, terms):
                kept += edits
                if edits is found:
                    break
        if kept:
            file = file.edited(kept)
            notes += [edit.what for edit in kept]
    return file


def _worse(before: File, after: File, terms: Vocabulary) -> bool:
    """Whether there is a problem that was not there. What could not be read hid its problems."""
    if before.document.front is None:
        faults = Counter(fault.rule for fault in after.document.faults)
        return not faults <= Counter(fault.rule for fault in before.document.faults)
    first, second = _problems(before, terms), _problems(after, terms)
    # A translation is judged under each extent that its original may have.
    extents = first.keys() & second.keys() or [next(iter(second))]
    known = next(iter(first.values()))
    return not all(second[extent] <= first.get(extent, known) for extent in extents)


def _problems(file: File, terms: Vocabulary) -> dict[str, Counter[str]]:
    """How many problems of each rule there are, by the extent that the file may have."""
    judged = rules.judge(file.document, terms).problems
    return {extent: Counter(p.rule for p in problems) for extent, problems in judged.items()}


def _readable(before: File, after: File, edits: Sequence[Edit]) -> bool:
    """What could not be read can be, and has the texts that were meant."""
    texts = set(after.texts)
    wanted = {text for edit in edits for text in edit.now}
    return wanted <= texts and "title" in map(str.lower, texts)


def _same_facts(before: File, after: File, edits: Sequence[Edit]) -> bool:
    """Nothing but the texts of the edits has changed."""
    expected = Counter(before.texts)
    expected.subtract(text for edit in edits for text in edit.was)
    expected.update(text for edit in edits for text in edit.now)
    return +expected == Counter(after.texts) and before.document.body == after.document.body


def _same_everything(before: File, after: File, edits: Sequence[Edit]) -> bool:
    """Facts and rendering are the same."""
    return before.facts == after.facts and _rendered(before) == _rendered(after)


def _same_sections(before: File, after: File, edits: Sequence[Edit]) -> bool:
    """Only the headings of the edits have other words."""
    expected = _rendered(before)
    for edit in edits:
        old, new = (f"<h2>{escape(text[0])}</h2>" for text in (edit.was, edit.now))
        expected = expected.replace(old, new, 1)
    return before.facts == after.facts and expected == _rendered(after)


def _same_words(before: File, after: File, edits: Sequence[Edit]) -> bool:
    """Facts are the same, and so are the words of the text."""
    first, second = (words(markdown.text(_rendered(file))) for file in (before, after))
    return before.facts == after.facts and first == second


def _rendered(file: File) -> str:
    return markdown.render(file.document.body)


# What makes a file readable; then the rest.
_READING: _Steps = (
    (white_space.before_front_matter, _readable),
    (white_space.tabs_in_front_matter, _same_everything),
    (quotes.missing, _readable),
)
_STEPS: _Steps = (
    (keys.spelling, _same_facts),
    (values.lists, _same_facts),
    (values.terms_and_countries, _same_facts),
    (values.languages, _same_facts),
    (values.dates, _same_facts),
    (values.pages, _same_facts),
    (headings.spaces, _same_words),
    (headings.wordings, _same_sections),
    (white_space.trailing_in_front_matter, _same_everything),
    (white_space.body, _same_everything),
    (white_space.end_without_body, _same_everything),
    (keys.order, _same_everything),
)
