"""The compendium's own layout: from headings and labelled paragraphs to entries.

Principle, country and title are headings; "Type:", "Duration:", "Purpose:" and the like begin
paragraphs. Where headings have no style, a title is what stands above "Type:".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from site_gen.fields import BY_NAME, SUMMARY_LIMIT
from site_gen.importing.entry import Entry, Read
from site_gen.importing.mapping import ADDRESS
from site_gen.importing.names import SECTION, Names
from site_gen.problems import shown
from site_gen.text import words
from site_gen.vocabulary import Vocabulary

# Labels that only open a practice; further down, in the prose, they are words like others.
_ANYWHERE = ("type", "area", "period", "links", "partners", "lead", "funding", "contact")
# What a label can give; "Status:" and "Address:" are of our tables, in a text they are words.
_FACTS = frozenset((*BY_NAME, "period_start", "period_end")) - {"status", "reviewed", "related"}
_OPENING = ("type", "area", "period")
_SEVERAL = ("partners", "lead", "funding", "contact", "aliases")  # parted by semicolons
_TITLE_LIMIT = 300
_PROSE = 150  # characters beside an address: more than a link's title
_PLACE_WORDS = 3
_SMALL_WORDS = ("of", "de", "di", "del", "della", "la", "le", "les", "du", "and", "et", "am")
_FURTHER = "### Further information"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a list, a table or a heading (`level` above 0).

    `label` is a known one that stood before a colon; the texts do not hold it. `text` says where
    links lead. `items` are those of a list.
    """

    text: str
    markdown: str = ""
    level: int = 0
    label: str = ""
    items: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """The entry that is being read."""

    title: str
    facts: dict[str, list[str]]
    notes: list[str] = field(default_factory=list)
    sections: dict[str, list[str]] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    further: list[str] = field(default_factory=list)
    section: str = ""
    fact: str = ""  # the fact whose label came last
    told: bool = False  # whether a text has followed it; only lists go on then
    pending: str = ""  # a link's title, whose address comes next


def entries(pieces: Sequence[Piece], terms: Vocabulary) -> Read:
    """The entries that the pieces tell, and the chapters that are none."""
    return _Reader(pieces, terms).read()


class _Reader:
    def __init__(self, pieces: Sequence[Piece], terms: Vocabulary) -> None:
        self.names = Names(terms)
        self.terms = terms
        self.pieces = [self._as_label(piece) for piece in pieces]
        labels = {self.names.find(each.label)[0] for each in self.pieces if each.label}
        self.opening = next((name for name in _OPENING if name in labels), "")
        titles = [i for i in range(len(pieces)) if self._is_title(i)]
        self.title_level = next((pieces[i].level for i in titles), 0)
        # Neither a heading inside a practice, nor what stands between its title and its labels.
        self.titles = {
            i
            for i in titles
            if pieces[i].level <= self.title_level
            and (pieces[i].level or i - 1 not in titles or not pieces[i - 1].level)
        }
        self.chapter: dict[str, str] = {}
        self.entry: _Open | None = None
        self.found: list[Entry] = []
        self.notes: list[str] = []
        self.outside = ""  # the heading above text that stands in no practice

    def read(self) -> Read:
        for number, piece in enumerate(self.pieces):
            self._next(piece, is_title=number in self.titles)
        self._close()
        return Read(tuple(self.found), tuple(dict.fromkeys(self.notes)))

    def _as_label(self, piece: Piece) -> Piece:
        """A heading or a line of its own that is called like a section is a label."""
        if piece.label or piece.items or len(piece.text) > 60:
            return piece
        known = self.names.find(piece.text.strip().rstrip(":"))
        if known and known[0].startswith(SECTION):
            return replace(piece, label=piece.text.strip(), text="", markdown="", level=0)
        return piece

    def _is_title(self, number: int) -> bool:
        """Whether a practice begins here: its labels come next, below a heading perhaps after an
        introduction, otherwise at once and with the label that opens every practice."""
        piece = self.pieces[number]
        text = piece.text.strip()
        following = self._until_heading(number + 1)
        if not following or piece.items or not 0 < len(text) <= _TITLE_LIMIT:
            return False
        if piece.label:
            return self.names.find(piece.label) == ["title"] and len(following) == 1
        if any(self.terms.exact(scheme, text) for scheme in ("principle", "country")):
            return False
        return bool(piece.level) or (
            len(following) == 1 and self.names.find(following[0].label)[0] == self.opening
        )

    def _until_heading(self, number: int) -> Sequence[Piece]:
        """The pieces from this one on to the next label, if no heading comes before it."""
        for end in range(number, len(self.pieces)):
            if self.pieces[end].label:
                return self.pieces[number : end + 1]
            if self.pieces[end].level:
                break
        return ()

    def _next(self, piece: Piece, *, is_title: bool) -> None:
        if is_title:
            self._begin(piece)
        elif not piece.label and self._is_chapter(piece):
            self._close()
        elif piece.level and piece.level == self.title_level and self.chapter:
            self._begin(piece)
        elif piece.level and (piece.level < self.title_level or self.entry is None):
            self._close()
            self.outside = piece.text
            self.chapter = {}
            named = self._countries_in(piece.text)
            if len(named) == 1:
                self.chapter["country"] = named[0]
        elif piece.label:
            self._label(piece)
        elif self.entry:
            self._text(self.entry, piece)
        elif piece.text.strip():
            heading = self.outside.strip()
            where = f"under {shown(heading)}" if heading else "before the first practice"
            self.notes.append(f"the text {where} stands in no practice: left out")
        (self.entry.notes if self.entry else self.notes).extend(piece.notes)

    def _is_chapter(self, piece: Piece) -> bool:
        text = piece.text.strip()
        if not text or piece.items or not (piece.level or text.isupper()):
            return False
        if self.terms.exact("principle", text):
            self.chapter = {"principle": text}
        elif self.terms.exact("country", text):
            self.chapter = {**self.chapter, "country": text}
        else:
            return False
        self.outside = text
        return True

    def _countries_in(self, heading: str) -> list[str]:
        said = f" {' '.join(words(heading))} "
        return [
            term.label
            for term in self.terms["country"].values()
            if any(f" {' '.join(words(name))} " in said for name in (term.label, *term.aliases))
        ]

    def _begin(self, piece: Piece) -> None:
        self._close()
        title = " ".join(piece.text.split())
        facts = {name: [text] for name, text in self.chapter.items()}
        self.entry = _Open(title, facts)
        before, colon, after = title.partition(":")
        place = before.strip()
        if colon and after.strip() and self.terms.exact("country", place):
            facts["country"], facts["title"] = [place], [after.strip()]
        elif colon and after.strip() and _is_place(place):
            facts["place"] = [_written(place)]
            facts["title"] = [after.strip()]
            note = f"place {shown(place)}: it stood before the title; check that it is one"
            self.entry.notes.append(note)
        else:
            facts["title"] = [title]

    def _label(self, piece: Piece) -> None:
        found = self.names.find(piece.label)
        if self.entry is None:
            self.entry = _Open("", {name: [text] for name, text in self.chapter.items()})
            self.entry.notes.append(f"title: nothing stands above {shown(piece.label)}")
        entry = self.entry
        name = found[0]
        entry.fact = ""
        if name.startswith(SECTION):
            self._section(entry, piece, [each.removeprefix(SECTION) for each in found])
        elif name not in _FACTS or (
            entry.section and (name not in _ANYWHERE or (name in _OPENING and name in entry.facts))
        ):
            text = f"{piece.label}: {piece.markdown}".strip()
            self._text(entry, replace(piece, label="", markdown=text))
        else:
            entry.fact, entry.told = name, False
            entry.facts.setdefault(name, [])
            if piece.text.strip():
                self._text(entry, piece)

    def _section(self, entry: _Open, piece: Piece, ids: list[str]) -> None:
        required = [each for each in ids if self.terms["section"][each].required]
        name = (required or ids)[0]
        if len(ids) > 1:
            label = self.terms["section"][name].label
            entry.notes.append(f"section {shown(piece.label)}: all of it stands in '{label}'")
        repeated = entry.sections.get(name) and piece.label.strip()
        entry.section = name
        markdown = f"**{piece.label}:** {piece.markdown}".strip() if repeated else piece.markdown
        entry.sections.setdefault(name, [])
        if markdown.strip():
            entry.sections[name].append(markdown)

    def _text(self, entry: _Open, piece: Piece) -> None:
        if entry.fact == "links":
            self._links(entry, piece)
            return
        if entry.fact and not piece.level and (piece.items or not entry.told):
            texts = piece.items or (piece.text.strip(),)
            if entry.fact in _SEVERAL:
                texts = tuple(part.strip() for text in texts for part in text.split(";"))
            entry.facts[entry.fact] += texts
            entry.told = True
            return
        entry.fact = ""
        markdown = f"### {piece.markdown}" if piece.level else piece.markdown
        if not markdown.strip():
            return
        place = entry.sections[entry.section] if entry.section else entry.body
        place.append(markdown)

    def _links(self, entry: _Open, piece: Piece) -> None:
        if piece.items:
            for item in piece.items:
                self._link(entry, item, f"- {item}")
        elif piece.text.strip():
            self._link(entry, piece.text.strip(), piece.markdown)

    def _link(self, entry: _Open, text: str, markdown: str) -> None:
        """A line that names documents: addresses, a title whose address comes next, or prose."""
        addresses = [match[0] for match in ADDRESS.finditer(text)]
        links = entry.facts["links"]
        if len(text) - sum(map(len, addresses)) > _PROSE:
            entry.further.append(markdown)
            links += addresses
        elif not addresses:
            links += filter(None, [entry.pending])
            entry.pending = text
        else:
            untitled = text.lstrip(" <").startswith(addresses[0])
            links += [] if untitled or not entry.pending else [entry.pending]
            links.append(f"{entry.pending} {text}".strip() if untitled else text)
            entry.pending = ""

    def _close(self) -> None:
        entry, self.entry = self.entry, None
        if entry is None:
            return
        if entry.pending:
            entry.facts["links"].append(entry.pending)
        if entry.further:
            where = entry.sections[entry.section] if entry.section else entry.body
            where += [_FURTHER, *entry.further]
            entry.notes.append("further information in whole sentences: it ends the last section")
        # A sentence between the title and the sections introduces the practice.
        sentence = entry.body[0] if len(entry.body) == 1 and entry.sections else ""
        fits = sentence.endswith((".", "!", "?")) and len(sentence) <= SUMMARY_LIMIT
        if fits and "summary" not in entry.facts:
            entry.facts["summary"], entry.body = entry.body, []
        self.found.append(
            Entry(
                place=shown(entry.title) if entry.title else "a practice without title",
                facts={name: tuple(texts) for name, texts in entry.facts.items() if texts},
                sections={n: "\n\n".join(parts) for n, parts in entry.sections.items() if parts},
                body="\n\n".join(entry.body),
                notes=tuple(entry.notes),
            )
        )


def _is_place(text: str) -> bool:
    named = text.split()
    letters = all(c.isalpha() or c in " -'’()." for c in text)
    return text.isupper() and letters and 0 < len(named) <= _PLACE_WORDS


def _written(text: str) -> str:
    """ "REGGIO EMILIA" as people write it."""
    named = (
        word.lower() if word.lower() in _SMALL_WORDS else word.title() for word in text.split()
    )
    joined = " ".join(named)
    return joined[:1].upper() + joined[1:]
