"""`compendium build` and `compendium serve`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from site_gen.catalogue.loading import Reading
from site_gen.commands import configuration
from site_gen.problems import SiteGenError


def build(config_file: str, *, output: str | None, keep_going: bool, drafts: bool) -> int:
    """Build the site; 1 when files with errors were left out."""
    if sys.stderr.isatty():
        click.echo("Building the site …", err=True)
    reading = _begin_to_read(config_file)
    from site_gen.plugin import run_build  # the host, whose import takes as long as many files

    try:
        plugin = run_build(
            config_file, site_dir=output, keep_going=keep_going, drafts=drafts, reading=reading
        )
    finally:
        if reading:
            reading.stop()
    loaded = plugin.build.loaded
    count = len(loaded.catalogue.practices)
    click.echo(f"{count} practice{'' if count == 1 else 's'} published in {plugin.target}")
    return 1 if loaded.left_out else 0


def _begin_to_read(config_file: str) -> Reading | None:
    """The practices, while the host is being imported; None when only the host can tell where they
    are, or what is wrong with them."""
    try:
        options = configuration.read(config_file)
        folder = Path(os.path.relpath(options.practices))
        return Reading(folder, shown_as=options.named)
    except SiteGenError:
        return None


def serve(config_file: str, *, address: str | None) -> int:
    """Serve the site until interrupted."""
    from site_gen.plugin import run_serve

    run_serve(config_file, address=address)
    return 0
