"""A file as the other files see it: the little that rules across files need.

Files are read and judged in several processes, and what one finds has to be sent to the one that
compares them all: names and texts instead of whole documents.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from site_gen import front_matter
from site_gen.front_matter import Mapping, Node, Scalar
from site_gen.rules import likeness
from site_gen.rules.likeness import Identity
from site_gen.rules.subject import Subject, anchors

# What a link inside the compendium looks like: another practice's file, and a heading in it.
RELATIVE = re.compile(
    r"(?:\.\./(?P<folder>[a-z]{2,3})/)?(?P<slug>[a-z0-9-]+)\.md(?:#(?P<heading>[\w-]+))?"
)
REFERENCES = ("related", "translation_of", "not_duplicate_of")


class Member(NamedTuple):
    """What a file is to others, and what it says of them.

    `references` are the texts of the keys in REFERENCES, each with its key; `links` the addresses
    of other practices' files in its text, with line and column; `extent` is the file's own.
    `identity` is None for what duplicates nothing: translations, and what is archived.
    """

    path: str
    folder: str
    slug: str
    status: str
    extent: str
    says_extent: bool
    says_country: bool
    is_translation: bool
    translation_of: Scalar | None
    lang: Scalar | None
    sections: tuple[str, ...]
    formerly: tuple[Scalar, ...]
    references: tuple[tuple[str, Scalar], ...]
    links: tuple[tuple[str, int, int], ...]
    front_text: str
    title_at: tuple[int, int]
    identity: Identity | None

    @property
    def language(self) -> str:
        """The code of the text's language."""
        return self.lang.text if self.lang and self.lang.text else "en"

    @property
    def original(self) -> str:
        """The slug of what it translates; empty when it is no translation."""
        return self.translation_of.text if self.is_translation and self.translation_of else ""

    @property
    def anchors(self) -> list[str]:
        """What links to its sections end with, behind the '#'."""
        return anchors(self.sections)

    def front(self) -> Mapping | None:
        """The front matter, parsed once more: few translations repeat facts to be compared."""
        node = front_matter.parse(self.front_text, lost=[])
        return node if isinstance(node, Mapping) else None


def member(subject: Subject) -> Member:
    """What is to be known of `subject` among the others."""
    document, title = subject.document, subject.leaf("title")
    return Member(
        path=document.path,
        folder=document.folder,
        slug=document.slug,
        status=subject.text("status"),
        extent=subject.extent,
        says_extent=bool(subject.text("extent")),
        says_country=bool(subject.texts("country")),
        is_translation=subject.is_translation,
        translation_of=subject.leaf("translation_of"),
        lang=subject.leaf("lang"),
        sections=subject.titles,
        formerly=tuple(subject.texts("formerly")),
        references=tuple([(name, node) for name in REFERENCES for node in subject.texts(name)]),
        links=tuple([
            (target.url, subject.lines_of(target.line), target.column)
            for target in subject.outline.targets
            if not target.image and RELATIVE.fullmatch(target.url)
        ]),
        front_text=document.front_text,
        title_at=(title.line, title.column) if title else (1, 1),
        identity=_identity(subject),
    )  # fmt: skip


def _identity(subject: Subject) -> Identity | None:
    if subject.is_translation or subject.text("status") == "archived":
        return None
    sources = [part.entries for part in subject.parts if part.name == "source"]
    cited = [entries for entries in sources if "entry" in entries]
    return likeness.identity(
        subject.document.slug,
        subject.document.path,
        names=[subject.text("title"), *[node.value for node in subject.texts("aliases")]],
        place=subject.text("place"),
        countries=[node.value for node in subject.texts("country")],
        links=[node.value for node in subject.texts("url")],
        entries=[(_text(each, "document"), _text(each, "entry")) for each in cited],
        distinct=[node.value for node in subject.texts("not_duplicate_of")],
    )


def _text(entries: dict[str, tuple[Scalar, Node]], key: str) -> str:
    node = entries[key][1] if key in entries else None
    return node.text if isinstance(node, Scalar) else ""
