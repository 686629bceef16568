"""`compendium fix`: mend what is safe in practice files, and show the difference."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import click

from site_gen import document, output, vocabulary
from site_gen.commands import places
from site_gen.diagnostics import in_colour
from site_gen.diagnostics.text import visible
from site_gen.mending import Mended, Name, mend
from site_gen.problems import SiteGenError, printable_path
from site_gen.rules.member import RELATIVE
from site_gen.vocabulary import Vocabulary

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def fix(
    paths: Sequence[str], *, vocabulary_file: str | None, writes: bool = True, check: bool = False
) -> int:
    """Mend the files at `paths` and print what has changed, or what would without `writes`.

    With `check` files that need it are a problem.
    """
    count = 0
    for path, mended in _found(paths, vocabulary_file):
        count += 1
        click.echo(_difference(path.as_posix(), mended), nl=False)
        if writes:
            _write(path, mended.content)
    if count:
        files = "1 file" if count == 1 else f"{count} files"
        done = "mended" if writes else "to be mended: run `compendium fix`"
        click.echo(f"{files} {done}", err=True)
    return 1 if check and count else 0


def _found(paths: Sequence[str], vocabulary_file: str | None) -> Iterator[tuple[Path, Mended]]:
    """The files that can be mended, each once, and how."""
    seen: set[str] = set()
    for folder, wanted in places.by_folder(paths).items():
        terms = vocabulary.load(places.vocabulary_of(folder, vocabulary_file))
        links = _links(folder)
        for path in _files(folder, wanted):
            if places.whole(str(path)) in seen:
                continue
            seen.add(places.whole(str(path)))
            mended = _mend(path, terms, links)
            if mended:
                yield path, mended


def _files(folder: Path | None, wanted: Sequence[str]) -> list[Path]:
    if folder is None:
        return [Path(each) for each in wanted]
    chosen = [places.whole(each) for each in wanted]
    return [
        path
        for path in document.find(folder)
        if any(places.lies_in(path.as_posix(), each) for each in chosen)
    ]


def _mend(path: Path, terms: Vocabulary, links: Callable[[], set[str]]) -> Mended | None:
    """What the file should be; of one that cannot be read, `validate` tells."""
    if path.is_symlink() or not path.is_file():
        return None
    try:
        with path.open("rb") as handle:
            content = handle.read(document.MAX_BYTES + 1)
    except OSError:
        return None
    slug = path.name.removesuffix(".md")
    name = Name(printable_path(path.as_posix()), path.absolute().parent.name, slug)

    def linked() -> frozenset[str]:
        own = document.read(path, path.parent.parent).outline.targets
        begin = f"{slug}#"
        there = {target.removeprefix(begin) for target in links() if target.startswith(begin)}
        return frozenset(there | {target.url[1:] for target in own if target.url.startswith("#")})

    return mend(content, name, terms, linked)


def _links(folder: Path | None) -> Callable[[], set[str]]:
    """The headings that links in other files lead to, as slug#heading; read when asked for."""

    @cache
    def links() -> set[str]:
        found: set[str] = set()
        for path in document.find(folder) if folder else ():
            for target in document.read(path, folder or path).outline.targets:
                match = RELATIVE.fullmatch(target.url)
                if match and match["heading"]:
                    found.add(f"{match['slug']}#{match['heading']}")
        return found

    return links


def _write(path: Path, content: bytes) -> None:
    try:
        output.write(path, content)
    except OSError as error:
        name = printable_path(path.as_posix())
        raise SiteGenError(f"'{name}' cannot be written: {error.strerror}") from None


def _difference(path: str, mended: Mended) -> str:
    """A unified difference, below it what no line shows; on a terminal nothing invisible."""
    name = printable_path(path)
    lines = difflib.unified_diff(_lines(mended.before), _lines(mended.after), name, name)
    notes = [f"# {name}: {note}\n" for note in mended.notes]
    shown = [*notes, *(line if line.endswith("\n") else f"{line}{_NO_END}" for line in lines)]
    if sys.stdout.isatty():
        shown = [_on_terminal(line) for line in shown]
    return "".join(shown)


_NO_END = "\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """The lines with their ends; nothing but a line feed ends one."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _on_terminal(line: str) -> str:
    bare = "".join(c if c in "\n" else visible(c) for c in line)
    colour = _COLOURS.get(line[:1]) if in_colour(sys.stdout) else None
    return click.style(bare.removesuffix("\n"), fg=colour) + "\n" if colour else bare
