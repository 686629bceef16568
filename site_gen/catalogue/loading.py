"""From a folder of practice files to the catalogue, with every problem on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from site_gen import document, parallel, practice, rules, vocabulary
from site_gen.catalogue import Catalogue, catalogue
from site_gen.document import Document
from site_gen.practice import Practice
from site_gen.problems import Problem, has_errors
from site_gen.rules import Judged
from site_gen.vocabulary import Vocabulary

_SHARE = 250  # files read by one process at a time; for fewer, another process is not worth it


@dataclass(frozen=True, slots=True)
class Loaded:
    """`left_out` are the files with errors, which are not in the catalogue."""

    catalogue: Catalogue
    problems: Sequence[Problem]
    left_out: Sequence[str]


# What is kept of a file; the practice is None when it has errors of its own. A plain tuple, as
# that is sent to another process in half the time that a named one takes.
_File = tuple[Judged, Practice | None]


def load(folder: Path, *, drafts: bool = False, shown_as: str | None = None) -> Loaded:
    """Read, check and build all practices below `folder`.

    Files with errors are left out, and so is whatever then points to nothing: the caller decides
    whether to go on. Raises SiteGenError when there is no folder or no usable vocabulary.
    """
    return Reading(folder, shown_as=shown_as).loaded(drafts=drafts)


class Reading:
    """What `load` does, begun: other processes read while this one does something else."""

    def __init__(self, folder: Path, *, shown_as: str | None = None) -> None:
        self.folder = folder
        places = document.places(folder)
        self._terms = vocabulary.load(folder / vocabulary.FILE_NAME)
        self._files = _begun(_Reader(folder, shown_as, self._terms, builds=True), places)

    def loaded(self, *, drafts: bool = False) -> Loaded:
        """What `load` returns. To be asked for once."""
        files = list(chain.from_iterable(self._files.results()))
        problems = rules.settle([judged for judged, _ in files])
        left_out: list[str] = []
        found = problems
        while has_errors(found):
            broken = {problem.path for problem in found if problem.severity == "error"}
            left_out += sorted(broken)
            files = [each for each in files if each[0].member.path not in broken]
            found = rules.settle([judged for judged, _ in files])
        built = [each for _, each in files if each]
        return Loaded(catalogue(built, self._terms, drafts=drafts), problems, left_out)

    def stop(self) -> None:
        """Read no more: nobody wants it."""
        self._files.stop()


def check(folder: Path, terms: Vocabulary) -> list[Problem]:
    """Every problem of the practices below `folder`."""
    reader = _Reader(folder, None, terms, builds=False)
    files = chain.from_iterable(_begun(reader, document.places(folder)).results())
    return rules.settle([judged for judged, _ in files])


def read_all(folder: Path, *, shown_as: str | None = None) -> list[Document]:
    """Every document below `folder`; problems name them as lying in `shown_as`."""
    return [_read(folder, place, shown_as) for place in document.places(folder)]


@dataclass(frozen=True, slots=True)
class _Reader:
    folder: Path
    shown_as: str | None
    terms: Vocabulary
    builds: bool

    def __call__(self, places: Sequence[str]) -> list[_File]:
        return [self._file(place) for place in places]

    def _file(self, place: str) -> _File:
        read = _read(self.folder, place, self.shown_as)
        judged = rules.judge(read, self.terms)
        good = self.builds and not all(map(has_errors, judged.problems.values()))
        return judged, practice.build(read, self.terms) if good else None


def _begun(reader: _Reader, places: Sequence[str]) -> parallel.Begun[list[_File]]:
    """What `reader` makes of all places, in their order, in shares for all processors."""
    starts = range(0, len(places), _SHARE)
    return parallel.Begun([partial(reader, places[start : start + _SHARE]) for start in starts])


def _read(folder: Path, place: str, shown_as: str | None) -> Document:
    name = folder.as_posix() if shown_as is None else shown_as
    return document.read_place(f"{folder}/{place}", place, shown_as=f"{name}/{place}")
