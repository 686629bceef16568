"""The original compendium laid out as a Word file, imported, and held against practices/.

    python -m tests.importing.original

prints the figures and every miss. The texts lie beside the repository, not in it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from site_gen import front_matter, vocabulary
from site_gen.catalogue.loading import read_all
from site_gen.importing import word
from site_gen.importing.entry import Entry
from site_gen.importing.mapping import Mapped, mapped
from tests.importing.word_files import content, lay_out

ROOT = Path(__file__).parents[2]
SOURCES = ROOT.parent / "shared/sources"
TEXT = SOURCES / "CDADI-2024-39-draft-compendium.txt"
_DOCUMENT = "CDADI(2024)39"
_START = 164  # the introduction; before it stand the cover and the table of contents
_STATED = {
    "principle": "heading", "country": "country", "type": "type_as_printed",
    "area": "areas_as_printed", "period": "duration_as_printed",
}  # fmt: skip
_CHAPTERS = ("INTRODUCTION", "INTERCULTURALISM BEYOND EUROPE")


@dataclass(frozen=True, slots=True)
class Measured:
    """How many entries state a fact, and those that were read otherwise than editors did."""

    entries: int
    drafts: int
    stated: Mapping[str, int]
    misses: Mapping[str, list[str]]
    lost: Mapping[str, list[str]]  # words of an entry that its draft does not hold


def inventory() -> list[dict[str, str]]:
    """The entries of the compendium, in order."""
    with (SOURCES / "inventory.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if row["document"] == _DOCUMENT]


def document(*, styled: bool = True) -> bytes:
    """The compendium's text as DOCX: principles, countries and titles are headings."""
    terms = vocabulary.load(ROOT / "practices" / vocabulary.FILE_NAME)
    lines = TEXT.read_text(encoding="utf-8").split("\n")[_START:]
    titles = {int(row["first_line"]) - 1 - _START for row in inventory()}
    headings = dict.fromkeys(titles, 3)
    for number, line in enumerate(lines):
        text = line.strip()
        if number in titles or not text.isupper():
            continue
        if terms.exact("principle", text) or text.startswith(_CHAPTERS):
            headings[number] = 1
        elif terms.exact("country", text):
            headings[number] = 2
    return content(lay_out(lines, headings, styled=styled))


def measure() -> Measured:
    """Import the original and compare each draft with the practices made of the same entry."""
    terms = vocabulary.load(ROOT / "practices" / vocabulary.FILE_NAME)
    rows = inventory()
    found = word.read(document(), name="original.docx", terms=terms).entries
    edited = _edited()
    stated = {name: sum(_states(row, name) for row in rows) for name in _STATED}
    misses: dict[str, list[str]] = {name: [] for name in _STATED}
    lost: dict[str, list[str]] = {}
    lines = TEXT.read_text(encoding="utf-8").split("\n")
    for row, entry in zip(rows, found, strict=False):
        draft = mapped(entry, terms, source=_DOCUMENT)
        practices = edited[row["entry"]]
        for name in _STATED:
            if _states(row, name) and not any(
                _agrees(name, row[_STATED[name]], draft, each) for each in practices
            ):
                given = draft.facts.get(name)
                theirs = " | ".join(str(each.get(name)) for each in practices)
                said = row[_STATED[name]]
                misses[name].append(f"{row['entry']} says {said!r}: {given} – editors: {theirs}")
        missing = _lost(lines[int(row["first_line"]) - 1 : int(row["last_line"])], entry, draft)
        if missing:
            lost[row["entry"]] = missing
    return Measured(len(rows), len(found), stated, misses, lost)


def _states(row: Mapping[str, str], name: str) -> bool:
    return bool(row[_STATED[name]]) and row[_STATED[name]] != "beyond-europe"


def _edited() -> dict[str, list[dict[str, object]]]:
    """The front matter of practices/ by the inventory's ids; an entry may have become several."""
    found: dict[str, list[dict[str, object]]] = {}
    for each in read_all(ROOT / "practices"):
        assert each.front is not None
        facts = front_matter.plain(each.front)
        assert isinstance(facts, dict)
        for source in facts.get("source", []):
            if isinstance(source, dict) and source.get("document") == _DOCUMENT:
                found.setdefault(str(source.get("entry", "")), []).append(facts)  # type: ignore[arg-type]
    return found


def _agrees(name: str, said: str, draft: Mapped, edited: Mapping[str, object]) -> bool:
    """Whether the draft says what the editors say, who know more than the labels do.

    The same countries; the same main principle; types and areas all among theirs, none unknown;
    a period that is theirs, perhaps less exact, as theirs may come from the text: "ongoing" alone
    says nothing of the start.
    """
    given, theirs = draft.facts.get(name), edited.get(name)
    if name == "period":
        one = given if isinstance(given, dict) else {}
        two = theirs if isinstance(theirs, dict) else {}
        return all(
            str(two.get(part, "")).startswith(str(one.get(part, "")))
            and (part in one or part not in two or not any(map(str.isdigit, said)))
            for part in ("start", "end")
        )
    assert isinstance(theirs, list)
    if not isinstance(given, list) or any(
        note.startswith(f"{name} '") and "no term" in note for note in draft.notes
    ):
        return False
    if name == "country":
        return sorted(given) == sorted(theirs)
    return given[0] == theirs[0] if name == "principle" else set(given) <= set(theirs)


def _lost(lines: list[str], entry: Entry, draft: Mapped) -> list[str]:
    """The words of the source that stand nowhere in the draft."""
    from site_gen.text import words

    said = [str(draft.facts), *draft.sections.values(), draft.body, *draft.notes, str(entry.facts)]
    kept = set(words(" ".join(said)))
    labels = set(words("type area of intervention duration key reference documents further "
                       "information purpose stimulus rationale process impact outcomes and or "
                       "elaboration period commented objectives activities"))  # fmt: skip
    source = words(" ".join(line for line in lines if not line.startswith("|")))
    return sorted(set(source) - kept - labels)


def report(measured: Measured) -> str:
    """The figures and the misses as text."""
    lines = [f"{measured.drafts} drafts of {measured.entries} entries"]
    for name, count in measured.stated.items():
        right = count - len(measured.misses[name])
        lines.append(f"{name}: {right} of {count} right, {100 * right / count:.1f} %")
        lines += [f"    {miss}" for miss in measured.misses[name]]
    lines += [f"words lost in {entry}: {', '.join(lost)}" for entry, lost in measured.lost.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(measure()))
