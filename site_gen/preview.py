"""Practices edited under `serve`: their pages at once, what else follows from them afterwards.

A whole build of a large compendium takes its time. Whoever edits a practice wants to see its page:
that page alone is made anew, and shown while the whole is built behind it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_gen import document, output, practice, rules
from site_gen.build import Build
from site_gen.pages import site

Stamps = Mapping[Path, tuple[int, int]]  # file -> its time of change in nanoseconds, its size


def stamps(folder: Path) -> Stamps:
    """What tells an edited file from the same file before."""
    found = {}
    for path in document.find(folder):
        status = path.lstat()
        found[path] = (status.st_mtime_ns, status.st_size)
    return found


@dataclass
class Preview:
    """A whole build, and the practices' files as they were when it began."""

    build: Build
    folder: Path
    shown_as: str
    stamps: Stamps

    def update(self, target: Path) -> bool:
        """Write the pages of practices edited since into the site at `target`.

        False, with nothing written, when that would not show what was changed: files came or went,
        a practice has errors or is new to the catalogue, or it was no practice that changed.
        """
        now = stamps(self.folder)
        edited = [path for path, stamp in now.items() if self.stamps.get(path) != stamp]
        if now.keys() != self.stamps.keys() or not edited:
            return False
        pages = [self._page(path) for path in edited]
        if None in pages:
            return False
        for name, content in filter(None, pages):
            output.write(target / name, content)
        self.stamps = now
        return True

    def _page(self, path: Path) -> tuple[str, bytes] | None:
        catalogue = self.build.loaded.catalogue
        name = f"{self.shown_as}/{path.relative_to(self.folder).as_posix()}"
        read = document.read(path, self.folder, shown_as=name)
        found = rules.check([read], catalogue.vocabulary)
        # What rules say of a file among the others is left to the whole build.
        if any(p.severity == "error" and rules.get(p.rule).check for p in found):
            return None
        edited = practice.build(read, catalogue.vocabulary)
        before = catalogue.by_id.get(edited.id)
        if before is None or self.build.frame is None or edited.translation_of:
            return None
        html = site.practice_html(edited, catalogue, self.build.frame, self.build.settings)
        return f"{edited.url}index.html", html


class Rebuilding:
    """What the host calls when something changed: `quick` if that will do, and `whole` behind it.

    `whole` never runs twice at a time; what it raises while nobody waits for it goes to `failed`.
    """

    def __init__(
        self,
        quick: Callable[[], bool],
        whole: Callable[[], None],
        done: Callable[[], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._quick, self._whole, self._done, self._failed = quick, whole, done, failed
        self._busy = threading.Lock()
        self._wanted = threading.Event()
        threading.Thread(target=self._work, daemon=True).start()

    def __call__(self) -> None:
        """Show what was changed."""
        if self._quick():
            self._wanted.set()
            return
        with self._busy:
            self._whole()

    def _work(self) -> None:
        while self._wanted.wait():
            self._wanted.clear()
            try:
                with self._busy:
                    self._whole()
                self._done()
            except (Exception, SystemExit) as error:
                self._failed(error)
