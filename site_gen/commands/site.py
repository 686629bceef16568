"""`compendium build` and `compendium serve`."""

from __future__ import annotations

import sys

import click

from site_gen.plugin import run_build, run_serve


def build(config_file: str, *, output: str | None, keep_going: bool, drafts: bool) -> int:
    """Build the site; 1 when files with errors were left out."""
    if sys.stderr.isatty():
        click.echo("Building the site …", err=True)
    plugin = run_build(config_file, site_dir=output, keep_going=keep_going, drafts=drafts)
    loaded = plugin.build.loaded
    count = len(loaded.catalogue.practices)
    click.echo(f"{count} practice{'' if count == 1 else 's'} published in {plugin.target}")
    return 1 if loaded.left_out else 0


def serve(config_file: str, *, address: str | None) -> int:
    """Serve the site until interrupted."""
    run_serve(config_file, address=address)
    return 0
