"""`compendium export`: the compendium, or a part of it, as files to take along."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen import output
from site_gen.build import build_day
from site_gen.catalogue.loading import Loaded, load
from site_gen.commands import configuration
from site_gen.exports import EXPORTERS, FORMATS, check_extras, site
from site_gen.exports.book import Book, book
from site_gen.exports.choice import choose, file_name
from site_gen.exports.guides import guides
from site_gen.problems import ContentError, SiteGenError

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


def export(
    config_file: str,
    formats: Sequence[str],
    *,
    where: str = "",
    ids: str = "",
    lang: str = "",
    folder: str,
) -> int:
    """Write a file for each format and name it; nothing is written while a practice has errors."""
    wanted = _wanted(formats, part=bool(where or ids))
    check_extras(wanted)
    settings = configuration.read_settings(config_file, built=build_day())
    loaded = _loaded(config_file)
    choice = choose(loaded.catalogue, where=where, ids=ids, lang=lang)
    principles = tuple(loaded.catalogue.vocabulary["principle"])
    made = book(
        loaded.catalogue,
        settings,
        choice.practices,
        chosen=choice.sentence,
        by_hand=choice.by_hand,
        guides=guides(configuration.docs_folder(config_file), principles),
    )
    with _progress(wanted) as steps:
        for name in wanted:
            path = Path(folder) / file_name(choice, made.made, _suffix(name))
            _write(path, _content(name, made, config_file, steps.of(name)))
            steps.done()
            click.echo(path)
    return 0


def _wanted(formats: Sequence[str], *, part: bool) -> list[str]:
    """The formats in our order, each once. `all` of a part of the practices leaves out the site."""
    if part and "site" in formats:
        raise SiteGenError(
            "the format 'site' holds the whole compendium; leave it out, or --where and --ids"
        )
    if "all" not in formats:
        return [name for name in FORMATS if name in formats]
    if part:
        click.echo("left out: site, which holds the whole compendium", err=True)
    return [name for name in FORMATS if not (part and name == "site")]


def _loaded(config_file: str) -> Loaded:
    loaded = load(configuration.read(config_file).practices)
    if loaded.left_out:
        raise ContentError(loaded.problems, "nothing was exported")
    return loaded


def _suffix(name: str) -> str:
    return site.SUFFIX if name == "site" else EXPORTERS[name].SUFFIX


def _content(name: str, made: Book, config_file: str, progress: Callable[[str], None]) -> bytes:
    if name != "site":
        return EXPORTERS[name].export(made, progress=progress)
    from site_gen.plugin import run_build  # MkDocs takes longer to import than the rest to run

    progress("building")
    with tempfile.TemporaryDirectory(prefix="compendium-") as folder:
        target = Path(folder) / "site"
        run_build(config_file, site_dir=str(target), keep_going=False, drafts=False)
        progress("packing")
        return site.archive(target)


def _write(path: Path, content: bytes) -> None:
    try:
        output.write(path, content)
    except OSError as error:
        raise SiteGenError(f"{path} cannot be written: {error.strerror}") from None


class _Steps:
    """A progress bar on a terminal, silence elsewhere."""

    def __init__(self, bar: ProgressBar[str | None]) -> None:
        self._bar = bar

    def of(self, name: str) -> Callable[[str], None]:
        """What an exporter calls with each of its steps."""

        def told(step: str) -> None:
            self._bar.current_item = f"{name}: {step}"[:40]
            self._bar.render_progress()

        return told

    def done(self) -> None:
        """What is printed next stands on a line of its own."""
        self._bar.update(1)
        if not self._bar.hidden:
            click.echo(err=True)


@contextmanager
def _progress(wanted: Sequence[str]) -> Iterator[_Steps]:
    with click.progressbar(
        length=len(wanted),
        item_show_func=lambda item: item,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        show_eta=False,
    ) as bar:
        yield _Steps(bar)
