"""The edge: files that appear whole or not at all, and a site that is swapped in at once."""

from __future__ import annotations

import contextlib
import ctypes
import glob
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from site_gen import parallel
from site_gen.parallel import Ahead
from site_gen.problems import SiteGenError

MARK = "assets/search"  # every site of ours has this folder, and hardly anything else does
_STAGING = ".staging-"
_OLD = ".old"
Part = Callable[[], Iterable[tuple[str, bytes]]]  # makes paths below a folder and contents
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
# Windows would change the ends of lines in what is not declared binary.
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def write(path: Path, content: bytes) -> None:
    """Write a file by way of a temporary neighbour, so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def staging(target: Path) -> Path:
    """A fresh folder beside `target`, after clearing up behind builds that were killed.

    A build that still runs beside this one is left alone; the site is then that of the last.
    Raises SiteGenError when `target` holds anything that the next site must not replace.
    """
    _check(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{target.name}{_STAGING}"
    for leftover in sorted(target.parent.glob(f"{glob.escape(prefix)}*")):
        if _runs(leftover.name.removeprefix(prefix).removesuffix(_OLD)):
            continue
        if leftover.suffix == _OLD and not target.exists():
            leftover.rename(target)
        else:
            shutil.rmtree(leftover, ignore_errors=True)
    folder = target.parent / f"{prefix}{os.getpid()}"
    folder.mkdir()
    return folder


def discard(folder: Path) -> None:
    """Remove a folder of ours."""
    shutil.rmtree(folder, ignore_errors=True)


def swap_in(folder: Path, target: Path) -> None:
    """Put `folder` in the place of `target`, in one step where the system can, and drop the old."""
    if not target.exists():
        folder.rename(target)
    elif _exchange(folder, target):
        shutil.rmtree(folder)
    else:
        old = folder.with_name(folder.name + _OLD)
        target.rename(old)
        folder.rename(target)
        shutil.rmtree(old)


def _runs(process: str) -> bool:
    """Whether the process of that number is another one, and alive."""
    if not process.isdecimal() or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _check(target: Path) -> None:
    """What is replaced is deleted: it has to be a site of ours, or an empty folder."""
    if not target.exists():
        return
    if not target.is_dir():
        raise SiteGenError(f"{target} is not a folder")
    if (target / ".git").exists():
        raise SiteGenError(f"{target} is under version control, which a new site would delete")
    if any(target.iterdir()) and not (target / MARK).is_dir():
        raise SiteGenError(f"{target} holds something else than a site; empty it, or name another")


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders atomically: Linux' renameat2; False where there is none."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    done: int = renameat2(
        _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE
    )
    return done == 0


def write_all(root: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files below `root`, a folder that nobody reads yet; returns how many there were."""
    made: set[str] = set()
    count = 0
    for name, content in files:
        path = f"{root}/{name}"
        folder, _, _ = path.rpartition("/")
        if folder not in made:
            _make_folder(folder)
            made.add(folder)
        _write(path, content)
        count += 1
    return count


def _write(path: str, content: bytes) -> None:
    """Write a file by the system's own calls: there is nothing to buffer or to ask about it."""
    handle = os.open(path, _WRITE, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def _make_folder(path: str) -> None:
    """Make a folder that may be there already, and its parents, which mostly are."""
    try:
        os.mkdir(path)  # noqa: PTH102 – there are thousands, and path objects cost more than they
    except FileExistsError:
        pass
    except FileNotFoundError:
        Path(path).mkdir(parents=True, exist_ok=True)


def write_parts(root: Path, parts: Sequence[Part]) -> int:
    """Make and write all parts, on all processors; returns how many files there were."""
    return sum(parallel.run([partial(_write_part, root, part) for part in parts]))


def write_ahead(root: Path, part: Part) -> Ahead[int]:
    """Make and write a part while the caller goes on."""
    return Ahead(partial(_write_part, root, part))


def _write_part(root: Path, part: Part) -> int:
    return write_all(root, part())
