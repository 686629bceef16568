"""What the paths given to a command mean: practices folders, and what is wanted in them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from site_gen import vocabulary
from site_gen.problems import SiteGenError, printable_path

DEFAULT_FOLDER = "practices"


def by_folder(paths: Sequence[str]) -> dict[Path | None, list[str]]:
    """The practices folder of each path, None for none, with the paths wanted in it.

    Raises SiteGenError for a path that leads nowhere. No path at all means practices/.
    """
    folders: dict[Path | None, list[str]] = {}
    for given in paths or [DEFAULT_FOLDER]:
        path = Path(given)
        if not path.exists() and not path.is_symlink():
            raise SiteGenError(f"there is no file or folder '{printable_path(given)}'")
        folders.setdefault(_folder_of(path), []).append(path.as_posix())
    return folders


def vocabulary_of(folder: Path | None, given: str | None) -> Path:
    """The file of the vocabulary: the one given, the folder's own, else that of practices/."""
    default = Path(DEFAULT_FOLDER, vocabulary.FILE_NAME)
    own = default if folder is None else folder / vocabulary.FILE_NAME
    return Path(given) if given else own if own.is_file() else default


def whole(path: str) -> str:
    """The path in the form that `lies_in` compares."""
    return printable_path(os.path.normpath(Path(path).absolute()))


def lies_in(path: str, place: str) -> bool:
    """Whether the file at `path` is `place`, or lies below it."""
    file = whole(path)
    return file == place or file.startswith(place.rstrip("/") + "/")


def _folder_of(path: Path) -> Path | None:
    """The nearest folder that has a vocabulary, from `path` up, else a folder itself."""
    for folder in (path, *path.absolute().parents):
        if (folder / vocabulary.FILE_NAME).is_file():
            return folder if path.is_absolute() else Path(os.path.relpath(folder))
    return path if path.is_dir() else None
