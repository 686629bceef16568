"""From a folder of practice files to the catalogue, with every problem on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from site_gen import document, practice, rules, vocabulary
from site_gen.catalogue import Catalogue, catalogue
from site_gen.document import Document
from site_gen.problems import Problem, has_errors


@dataclass(frozen=True, slots=True)
class Loaded:
    """`left_out` are the files with errors, which are not in the catalogue."""

    catalogue: Catalogue
    problems: Sequence[Problem]
    left_out: Sequence[str]


def load(folder: Path, *, drafts: bool = False, shown_as: str | None = None) -> Loaded:
    """Read, check and build all practices below `folder`.

    Files with errors are left out, and so is whatever then points to nothing: the caller decides
    whether to go on. Raises SiteGenError when there is no folder or no usable vocabulary.
    """
    documents = read_all(folder, shown_as=shown_as)
    terms = vocabulary.load(folder / vocabulary.FILE_NAME)
    problems = rules.check(documents, terms)
    left_out: list[str] = []
    found = problems
    while has_errors(found):
        broken = {problem.path for problem in found if problem.severity == "error"}
        left_out += sorted(broken)
        documents = [each for each in documents if each.path not in broken]
        found = rules.check(documents, terms)
    built = [practice.build(each, terms) for each in documents]
    return Loaded(catalogue(built, terms, drafts=drafts), problems, left_out)


def read_all(folder: Path, *, shown_as: str | None = None) -> list[Document]:
    """Every document below `folder`; problems name them as lying in `shown_as`."""
    name = shown_as if shown_as is not None else folder.as_posix()
    return [
        document.read(path, folder, shown_as=f"{name}/{path.relative_to(folder).as_posix()}")
        for path in document.find(folder)
    ]
