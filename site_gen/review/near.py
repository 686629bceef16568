"""Near-duplicates of some files, whatever else is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from site_gen.catalogue.loading import read_all
from site_gen.problems import SiteGenError, printable_path
from site_gen.rules import likeness
from site_gen.rules.likeness import Pair
from site_gen.rules.member import member
from site_gen.rules.subject import survey


def near(folder: Path, files: Sequence[str]) -> list[Pair]:
    """The pairs that one of `files`, which lie in the practices folder, belongs to.

    Raises SiteGenError for a file that is no practice of the folder.
    """
    members = [member(survey(read)) for read in read_all(folder)]
    known = {_whole(each.path): each.path for each in members}
    wanted = set()
    for file in files:
        path = known.get(_whole(printable_path(file)))
        if path is None:
            inside = printable_path(folder.as_posix())
            raise SiteGenError(f"there is no practice file '{printable_path(file)}' in {inside}")
        wanted.add(path)
    identities = [each.identity for each in members if each.identity]
    pairs = likeness.pairs(identities)
    return [pair for pair in pairs if {pair.first.path, pair.second.path} & wanted]


def _whole(path: str) -> str:
    return os.path.realpath(path)
