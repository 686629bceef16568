"""`compendium stats`: what the compendium covers, and what its editors should look at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date

import click

from site_gen.build import build_day
from site_gen.catalogue.coverage import FEW, Coverage, Table, coverage
from site_gen.catalogue.loading import load
from site_gen.commands import configuration
from site_gen.dates import bounds
from site_gen.pages.settings import Settings
from site_gen.practice import Practice
from site_gen.problems import SiteGenError, shown
from site_gen.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Report:
    """The coverage, and what it was asked for; `left_out` are the files with errors."""

    coverage: Coverage
    vocabulary: Vocabulary
    folder: str
    day: date
    months: int
    thin: int
    drafts: bool
    left_out: tuple[str, ...]


def stats(config_file: str, *, on: str | None, thin: int, drafts: bool, format: str) -> int:
    """Print the coverage; 1 when files with errors were left out."""
    options = configuration.read(config_file)
    day = build_day() if on is None else day_given(on)
    review = Settings(site_name="", built=day, review_after_months=options.review_after_months)
    loaded = load(options.practices, drafts=True)
    report = Report(
        coverage(loaded.catalogue, thin=thin, overdue=review.overdue, drafts=drafts),
        loaded.catalogue.vocabulary,
        options.practices.as_posix(),
        day,
        options.review_after_months,
        thin,
        drafts,
        tuple(sorted(loaded.left_out)),
    )
    click.echo(FORMATS[format](report), nl=False)
    if report.left_out:
        files = _number(len(report.left_out), "file")
        click.echo(
            f"{files} left out because of errors; `compendium validate {report.folder}` names them",
            err=True,
        )
    return 1 if report.left_out else 0


def as_text(report: Report) -> str:
    """The report for a terminal of 80 columns; lists are whole, a file on each line."""
    return "\n\n".join("\n".join(block) for block in _blocks(report)) + "\n"


def as_json(report: Report) -> str:
    """All that the text says, by the ids of terms, with sorted keys."""
    found = report.coverage
    content = {
        "practices_folder": report.folder,
        "on": report.day.isoformat(),
        "review_after_months": report.months,
        "thin_below": report.thin,
        "few_below": FEW,
        "drafts_included": report.drafts,
        "left_out": report.left_out,
        "totals": asdict(found.totals),
        "tables": {
            f"{each.row_facet}_by_{each.column_facet}": _json(each) for each in found.tables
        },
        "areas_with_few": [{"area": area.id, "practices": count} for area, count in found.few],
        "principles_without_level": [
            {"principle": principle.id, "level": level.id} for principle, level in found.missing
        ],
        "thin": [{**_file(each), "words": words} for each, words in found.thin],
        "overdue": [
            {**_file(each), "reviewed": each.reviewed.isoformat()} for each in found.overdue
        ],
        "without_links": [_file(each) for each in found.without_links],
        "without_impact": [_file(each) for each in found.without_impact],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


FORMATS = {"text": as_text, "json": as_json}


def _blocks(report: Report) -> Iterator[list[str]]:
    found, terms = report.coverage, report.vocabulary
    yield _totals(report)
    for table in found.tables:
        rows, columns = (terms["facet"][f].label for f in (table.row_facet, table.column_facet))
        yield [f"{columns} by {rows[0].lower()}{rows[1:]}", "", *grid(table)]
    yield [
        "A dot is no practice. A practice counts in every row and column that it belongs",
        "to, so a row or column can add up to more than its own number of practices, All.",
    ]
    few = [f"{count:>4}  {area.label}" for area, count in found.few]
    yield _list(f"Areas with fewer than {FEW} practices", few)
    missing = [f"  {principle.brief}: {level.label}" for principle, level in found.missing]
    yield _list("Principles without a practice at a level", missing)
    thin = [f"{words:>4} words  {each.path}" for each, words in found.thin]
    yield _list(f"Full practices of fewer than {report.thin} words", thin)
    overdue = [f"  {each.reviewed.isoformat()}  {each.path}" for each in found.overdue]
    since = f"last reviewed {_number(report.months, 'month')} or more before {report.day}"
    yield _list(f"Overdue, {since}", overdue)
    yield _list("Full practices without a section on impact", _paths(found.without_impact))
    yield _list("Practices without links", _paths(found.without_links))


def _totals(report: Report) -> list[str]:
    found, totals = report.coverage, report.coverage.totals
    kind = "published or draft" if report.drafts else "published"
    status = (
        f"{count} {report.vocabulary['status'][name].label.lower()}"
        for name, count in totals.status.items()
    )
    return [
        f"{report.folder}: {_number(totals.practices, 'practice')} {kind}",
        f"  extent      {totals.full} full, {totals.brief} brief",
        f"  from        {_number(totals.countries, 'country', 'countries')}",
        f"  translated  {_number(totals.translations, 'translation')}",
        f"  status      {', '.join(status)}",
        f"  to look at  {len(found.thin)} thin, {len(found.overdue)} overdue, "
        f"{len(found.without_impact)} without impact, {len(found.without_links)} without links",
    ]


def grid(table: Table) -> list[str]:
    """The table's lines. Each column's label stands on a line of its own and ends above its
    numbers: so columns stay narrow, whatever they are called, and rows keep their whole labels."""
    width = len(str(table.total)) + 2
    rows = [*(term.label for term in table.rows), "All"]
    columns = [*(term.brief for term in table.columns), "All"]
    ends = [width * number for number in range(1, len(columns) + 1)]
    room = max(*map(len, rows), *(len(c) - end for c, end in zip(columns, ends, strict=True)))
    lines = [
        f"{column:>{room + end}}" + f"{'|':>{width}}" * (len(columns) - number)
        for number, (column, end) in enumerate(zip(columns, ends, strict=True), start=1)
    ][::-1]
    totals = (*table.row_totals, table.total)
    for row, cells, total in zip(rows, (*table.cells, table.column_totals), totals, strict=True):
        numbers = "".join(f"{number or '.':>{width}}" for number in (*cells, total))
        lines.append(f"{row:<{room}}{numbers}")
    return lines


def _list(title: str, lines: list[str]) -> list[str]:
    return [f"{title}: {len(lines) or 'none'}", *lines]


def _paths(practices: Iterable[Practice]) -> list[str]:
    return [f"  {practice.path}" for practice in practices]


def _file(practice: Practice) -> dict[str, str]:
    return {"id": practice.id, "path": practice.path}


def _json(table: Table) -> dict[str, object]:
    columns = [term.id for term in table.columns]
    rows = [term.id for term in table.rows]
    return {
        "counts": {
            row: dict(zip(columns, cells, strict=True))
            for row, cells in zip(rows, table.cells, strict=True)
        },
        "row_totals": dict(zip(rows, table.row_totals, strict=True)),
        "column_totals": dict(zip(columns, table.column_totals, strict=True)),
        "total": table.total,
    }


def _number(count: int, singular: str, plural: str = "") -> str:
    return f"{count} {singular if count == 1 else plural or singular + 's'}"


def day_given(given: str) -> date:
    """The day of the option --on. Raises SiteGenError when it is none."""
    days = bounds(given)
    if days is None or days[0] != days[1]:
        raise SiteGenError(f"--on {shown(given)} is not a date such as 2026-12-31")
    return days[0]
