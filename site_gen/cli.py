"""The command line: parses, dispatches to plain functions, and turns what happens into exit codes.

0 fine, 1 problems found, 2 wrong usage or an environment that cannot do it, 3 a bug of ours.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from site_gen import __version__
from site_gen.commands import new as new_command
from site_gen.commands import validate as validate_command
from site_gen.diagnostics import FORMATS, printed
from site_gen.problems import ContentError, SiteGenError

OK, PROBLEMS, USAGE, BUG = 0, 1, 2, 3

_config = click.option(
    "--config", "-f", "config_file", default="mkdocs.yml", show_default=True,
    help="The site's configuration.",
)  # fmt: skip
_on = click.option(
    "--on", metavar="DATE", help="The day that decides what is overdue; today if not set."
)
_thin = click.option(
    "--thin", type=click.IntRange(min=0), default=150, show_default=True, metavar="WORDS",
    help="Full practices with fewer words are listed as thin.",
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="compendium")
def compendium() -> None:
    """The intercultural good-practice compendium: check practice files and publish them.

    Example: compendium validate && compendium serve
    """


@compendium.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True,
    help="How problems are printed; short is text with one line for each.",
)  # fmt: skip
@click.option(
    "--vocabulary", "vocabulary_file",
    help="The vocabulary, if it is not vocabulary.yml in the practices folder.",
)  # fmt: skip
@click.option("--explain", metavar="RULE", help="Say what a rule requires and why, and stop.")
@click.option("--list-rules", is_flag=True, help="List all rules, and stop.")
def validate(
    paths: tuple[str, ...],
    format_: str,
    vocabulary_file: str | None,
    explain: str | None,
    list_rules: bool,
) -> int:
    """Check practice files and print every problem. PATHS are files or folders; practices/ if none.

    Example: compendium validate practices/fr/espace-egalite.md
    """
    if list_rules:
        return validate_command.list_rules()
    if explain:
        return validate_command.explain(explain)
    return validate_command.validate(paths, format=format_, vocabulary_file=vocabulary_file)


@compendium.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--check", is_flag=True,
    help="Write nothing; exit with 1 if there is something to mend.",
)  # fmt: skip
@click.option("--diff", is_flag=True, help="Show the difference and write nothing.")
@click.option(
    "--vocabulary", "vocabulary_file",
    help="The vocabulary, if it is not vocabulary.yml in the practices folder.",
)  # fmt: skip
def fix(paths: tuple[str, ...], check: bool, diff: bool, vocabulary_file: str | None) -> int:
    """Mend what is safe in practice files, and show the difference.

    Terms and countries by their names become ids and codes, dates year first, headings those of
    the format; keys get their order, lines their ends. PATHS are files or folders; practices/ if
    none.

    Example: compendium fix --check practices/fr
    """
    from site_gen.commands import fix as command

    writes = not (check or diff)
    return command.fix(paths, vocabulary_file=vocabulary_file, writes=writes, check=check)


@compendium.command()
@_config
@click.option("--output", "-o", help="Where the site goes, if not where the configuration says.")
@click.option("--keep-going", is_flag=True, help="Leave files with errors out instead of stopping.")
@click.option("--drafts", is_flag=True, help="Publish drafts too.")
def build(config_file: str, output: str | None, keep_going: bool, drafts: bool) -> int:
    """Build the site. The previous one stays until the new one is complete.

    Example: compendium build --keep-going --output public
    """
    from site_gen.commands import site  # MkDocs takes longer to import than the others to run

    return site.build(config_file, output=output, keep_going=keep_going, drafts=drafts)


@compendium.command()
@_config
@click.option(
    "--address", "-a", metavar="HOST:PORT", help="Where to serve; 127.0.0.1:8000 if not set."
)
def serve(config_file: str, address: str | None) -> int:
    """Serve the site, drafts included, and rebuild it whenever a file changes.

    Example: compendium serve --address 127.0.0.1:8080
    """
    from site_gen.commands import site

    return site.serve(config_file, address=address)


def _fact_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for field in reversed(new_command.ASKED):
        many = " (comma-separated)" if field.shape == "many" and not field.parts else ""
        text = f"{field.help}{many}."
        command = click.option(f"--{field.name}", help=text)(command)
    return command


@compendium.command()
@click.option("--practices", default="practices", show_default=True, help="The practices folder.")
@click.option("--slug", default="", help="The file's name, if not made from the title.")
@_fact_options
def new(practices: str, slug: str, **facts: str | None) -> int:
    """Write a draft of a practice in the right place; asks for what is not given as an option.

    Example: compendium new --title "Open City Hall" --country IE
    """
    given = {name: value for name, value in facts.items() if value}
    for field in new_command.missing(given):
        if not sys.stdin.isatty():
            names = ", ".join(f"--{each.name}" for each in new_command.missing(given))
            raise SiteGenError(f"there is nobody to ask for what is missing: {names}")
        given[field.name] = new_command.ask(field, Path(practices))
    return new_command.new(Path(practices), given, slug=slug, today=date.today())


@compendium.command()
@_config
@_on
@_thin
@click.option("--drafts", is_flag=True, help="Count drafts too.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How the figures are printed.",
)  # fmt: skip
def stats(config_file: str, on: str | None, thin: int, drafts: bool, format_: str) -> int:
    """Print what the compendium covers, its gaps, and the entries to look at again.

    Example: compendium stats --on 2027-01-01 --thin 200
    """
    from site_gen.commands import stats as command  # imports what only a build needs otherwise

    return command.stats(config_file, on=on, thin=thin, drafts=drafts, format=format_)


@compendium.command()
@_config
@click.argument(
    "formats",
    nargs=-1,
    required=True,
    metavar="FORMAT...",
    type=click.Choice(["all", "site", "pdf", "docx", "epub", "xlsx", "csv", "json"]),
)
@click.option(
    "--where", default="", metavar="QUERY",
    help="Only what the search page finds: its query string, country=es,pt&area=education&q=roma.",
)  # fmt: skip
@click.option(
    "--ids", default="", metavar="SLUGS",
    help="Only these practices, in this order, parted by commas.",
)  # fmt: skip
@click.option(
    "--lang", default="", metavar="CODE",
    help="Translations into this language where there are any, the originals elsewhere.",
)  # fmt: skip
@click.option(
    "--output", "-o", default="exports", show_default=True, metavar="DIR",
    help="The folder that the files go to.",
)  # fmt: skip
def export(
    config_file: str, formats: tuple[str, ...], where: str, ids: str, lang: str, output: str
) -> int:
    """Write the compendium, or a part of it, as files to take along.

    FORMAT is site (a ZIP archive of the whole site), pdf, docx, epub, xlsx, csv, json, or all.

    Example: compendium export pdf docx --where "country=es,pt&area=education"
    """
    from site_gen.commands import export as command  # imports what only exports need

    return command.export(config_file, formats, where=where, ids=ids, lang=lang, folder=output)


@compendium.command()
@click.option("--practices", default="practices", show_default=True, help="The practices folder.")
@click.option("--output", "-o", metavar="FILE", help="Write a file instead of printing.")
def schema(practices: str, output: str | None) -> int:
    """Print the JSON Schema of a practice's front matter, for editors and other programs.

    Example: compendium schema --output practice.schema.json
    """
    from site_gen.commands import schema as command

    return command.print_schema(Path(practices), target=output)


@compendium.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--practices", default="practices", show_default=True, metavar="DIR",
    help="The practices folder, with the vocabulary and the names that are taken.",
)  # fmt: skip
@click.option(
    "--output", "-o", metavar="DIR", help="Where the drafts go, if not to the practices folder."
)
@click.option(
    "--source", default="", metavar="DOCUMENT",
    help="The document that the facts come from; the file's name if not set.",
)  # fmt: skip
@click.option(
    "--set", "set_", multiple=True, metavar="KEY=VALUE",
    help="A fact for what the files do not say, such as level=local. Can be given several times.",
)  # fmt: skip
def import_(
    files: tuple[str, ...], practices: str, output: str | None, source: str, set_: tuple[str, ...]
) -> int:
    """Make drafts from Word files, workbooks, CSV and our own JSON.

    FILE is a Word document in the compendium's layout (.docx), a table with a practice to a row
    (.xlsx, .csv), or practices.json of a published compendium. Nothing is written over.

    Example: compendium import report.docx --source "CDADI(2024)39" --set level=local
    """
    from site_gen.commands import import_ as command  # imports what only it needs

    return command.import_(
        files,
        practices=Path(practices),
        output=Path(output or practices),
        source=source,
        given=command.facts_given(set_),
        today=date.today(),
    )


@compendium.command()
@_config
@_on
@_thin
@click.option(
    "--since", default="", metavar="DATE|TAG",
    help="Also list what changed since then: by git, or else by the dates of review.",
)  # fmt: skip
@click.option(
    "--online", is_flag=True,
    help="Also look whether links lead somewhere. Nothing else touches the network.",
)  # fmt: skip
@click.option(
    "--near", multiple=True, metavar="FILE",
    help="Only the near-duplicates of this practice file. Can be given several times.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "markdown", "html"]),
    default="text", show_default=True, help="How the review is printed.",
)  # fmt: skip
@click.option("--output", "-o", default="", metavar="FILE", help="Write a file instead.")
def review(
    config_file: str,
    on: str | None,
    thin: int,
    since: str,
    online: bool,
    near: tuple[str, ...],
    format_: str,
    output: str,
) -> int:
    """Print what needs an editor's work: drafts, what is overdue, thin, alike or without links.

    Example: compendium review --online --since 2026-09-01
    """
    from site_gen.commands import review as command  # imports what only a build needs otherwise

    if near:
        return command.show_near(config_file, near, format=format_, target=output)
    return command.show(
        config_file,
        on=on,
        thin=thin,
        since=since,
        online=online,
        format=format_,
        target=output,
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # a banner of the theme's, not for our users
    # What we read we keep, and it has no cycles: looking for garbage in it took 40 % of `validate`.
    gc.set_threshold(200_000, 50, 100)
    try:
        status = compendium.main(args=arguments, prog_name="compendium", standalone_mode=False)
        return status if isinstance(status, int) else OK
    except ContentError as error:
        click.echo(printed(error.problems, sys.stderr), err=True, nl=False)
        click.echo(f"compendium: {error}", err=True)
        return PROBLEMS
    except SiteGenError as error:
        click.echo(f"compendium: {error}", err=True)
        return USAGE
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("", err=True)
        return USAGE
    except SystemExit as stop:
        if type(stop) is not SystemExit:
            raise  # MkDocs', which has said why
        return OK  # click's, when nobody reads our output any more, which is no fault
    except Exception:
        traceback.print_exc()
        click.echo("compendium: this is a bug; please report it with the lines above", err=True)
        return BUG


def run() -> NoReturn:
    """Run the command line and end the process.

    At once: Python would free every object by itself, half a second after a large build. By now all
    files are closed, and all other processes have ended.
    """
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # nobody reads it any more
            stream.flush()
    os._exit(status)
