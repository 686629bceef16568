"""`compendium review`: what needs an editor's work."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from site_gen import output
from site_gen.build import build_day
from site_gen.catalogue.loading import load
from site_gen.commands import configuration
from site_gen.commands.stats import day_given
from site_gen.pages import status
from site_gen.practice import Practice
from site_gen.problems import SiteGenError
from site_gen.review import Review, links, report, review
from site_gen.review.changes import changes
from site_gen.review.links import Broken
from site_gen.review.near import near
from site_gen.review.report import Row

FORMATS: dict[str, Callable[[Review], str]] = {
    "text": report.as_text,
    "json": report.as_json,
    "markdown": report.as_markdown,
    "html": status.document,
}


def show(
    config_file: str,
    *,
    on: str | None,
    thin: int,
    since: str,
    online: bool,
    format: str,
    target: str,
) -> int:
    """Print the review, or write it to `target`; 1 when files have errors or links lead nowhere."""
    options = configuration.read(config_file)
    day = build_day() if on is None else day_given(on)
    settings = configuration.read_settings(config_file, built=day)
    loaded = load(options.practices, drafts=True)
    pages = [each for each in loaded.catalogue.pages if each.status != "archived"]
    found = replace(
        review(
            loaded.catalogue,
            day=day,
            months=settings.review_after_months,
            overdue=settings.overdue,
            thin=thin,
        ),
        changes=changes(since, options.practices, pages) if since else None,
        links=_links(pages, settings.site_url) if online else None,
        left_out=sorted(loaded.left_out),
    )
    _print(FORMATS[format](found), target)
    failing = any(each.answer.state == "failing" for each in found.links or ())
    return 1 if failing or found.left_out else 0


def show_near(config_file: str, files: Sequence[str], *, format: str, target: str) -> int:
    """Print the near-duplicates of these files; nothing when there are none."""
    if format not in _NEAR:
        raise SiteGenError(f"--near knows the formats {', '.join(_NEAR)}")
    pairs = near(configuration.read(config_file).practices, files)
    _print(_NEAR[format]([report.pair_row(pair) for pair in pairs]), target)
    return 0


def _near_text(rows: Sequence[Row]) -> str:
    return "".join(f"{row.path}: {row.says}\n" for row in rows)


def _near_json(rows: Sequence[Row]) -> str:
    content = [{"path": row.path, **row.facts} for row in rows]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _near_markdown(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    lines = [
        "These practices may be in the compendium already. If two are the same, add to the one"
        " that is there; if not, name the other's slug in `not_duplicate_of`.",
        "",
        *report.markdown_list(rows),
    ]
    return "\n".join(lines) + "\n"


_NEAR: dict[str, Callable[[Sequence[Row]], str]] = {
    "text": _near_text,
    "json": _near_json,
    "markdown": _near_markdown,
}


def _links(practices: Sequence[Practice], site_url: str) -> list[Broken]:
    held = links.links(practices)
    manners = links.Manners(agent=links.agent(site_url))
    with click.progressbar(
        length=len(held), label="Links", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        answers = links.answers(
            held,
            cache=links.cache_file(),
            manners=manners,
            progress=lambda done, _: bar.update(done - bar.pos),
        )
    return links.broken(held, answers)


def _print(text: str, target: str) -> None:
    if target:
        output.write(Path(target), text.encode("utf-8"))
        click.echo(target)
    else:
        click.echo(text, nl=False)
