"""One practice as a file tells it, whatever the file's format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from site_gen.practice import Link, Period, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """`facts` are texts as they stand, by the format's keys; `sections` Markdown by the
    vocabulary's ids; `place` says where in the file, `notes` what an editor has to know.

    `period`, `sources` and `links` are for files that hold them in parts already.
    """

    place: str
    facts: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, str]
    body: str = ""  # text that stands in no section
    period: Period | None = None
    sources: tuple[Source, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What a file held: its entries, and what concerns none of them alone."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = field(default=())
