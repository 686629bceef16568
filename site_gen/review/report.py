"""A review as lists, and those as text, JSON and Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from site_gen.practice import Practice
from site_gen.problems import printable_path
from site_gen.review import Review
from site_gen.review.links import Broken
from site_gen.rules.likeness import Pair

_RUNS = re.compile(r"`+")


@dataclass(frozen=True, slots=True)
class Row:
    """A file to look at. `says` is what about it, perhaps nothing; `slug` and `title` are those of
    a practice that has a page; `facts` go to JSON."""

    path: str
    says: str = ""
    slug: str = ""
    title: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """`id` is the key in JSON; `brief` stands in the overview, `note` says what to do."""

    id: str
    title: str
    brief: str
    note: str
    rows: tuple[Row, ...]


def sections(review: Review) -> list[Section]:
    """Every list of the review, empty ones too, what is most urgent first."""
    found = [
        Section(
            "left_out", "Files with errors", "with errors",
            "They are left out of everything else here: `compendium validate` says why.",
            tuple(Row(path) for path in review.left_out),
        ),
        *_links(review),
        Section(
            "near_duplicates", "Near-duplicates", "pairs that are alike",
            "Merge the two, or name one in `not_duplicate_of` of the other.",
            tuple(map(pair_row, review.alike)),
        ),
        Section(
            "future", "Reviewed in the future", "reviewed in the future",
            "Their `reviewed` is after this day: mend the date.",
            tuple(_row(each, each.reviewed.isoformat()) for each in review.future),
        ),
        Section(
            "drafts", "Drafts", "drafts",
            "Not published yet: finish them, or take them out.",
            tuple(map(_row, review.drafts)),
        ),
        Section(
            "overdue", "Overdue", "overdue",
            f"Last reviewed {review.months} months ago or longer, the oldest first.",
            tuple(_row(each, f"reviewed {each.reviewed.isoformat()}",
                       reviewed=each.reviewed.isoformat()) for each in review.overdue),
        ),
        Section(
            "thin", "Thin", "thin",
            f"Full practices of fewer than {review.thin_below} words: tell more, or set "
            "`extent: brief`.",
            tuple(_row(each, f"{words} words", words=words) for each, words in review.thin),
        ),
        Section(
            "untraced", "Sources without page and entry", "with a source that names no place",
            "A source says where in the document its facts stand.",
            tuple(_row(each, _documents(each)) for each in review.untraced),
        ),
        Section(
            "without_links", "Without links", "without links",
            "Readers have nowhere to read on: is there a page of the practice's own?",
            tuple(map(_row, review.without_links)),
        ),
    ]  # fmt: skip
    return [*found, *_changes(review)]


def pair_row(pair: Pair) -> Row:
    """The row of two practices that are alike."""
    first, second = pair.first, pair.second
    facts = {"id": first.slug, "other": second.path, "reasons": list(pair.reasons)}
    title = first.names[0][0] if first.names else first.slug
    return Row(first.path, f"like {second.path}: {pair.why}", first.slug, title, facts)


def _links(review: Review) -> Iterator[Section]:
    kinds = (
        ("failing", "links", "Links that lead nowhere", "links that lead nowhere",
         "Find the page's new address, or take the link out."),
        ("moved", "links_moved", "Links whose page has moved", "links whose page has moved",
         "They still work: write the new address."),
        ("refused", "links_refused", "Links that only a reader can open", "links to open by hand",
         "The server lets no program in: have a look yourself."),
    )  # fmt: skip
    for state, key, title, brief, note in kinds if review.links is not None else ():
        rows = (_link_row(each) for each in review.links or () if each.answer.state == state)
        yield Section(key, title, brief, note, tuple(rows))


def _link_row(broken: Broken) -> Row:
    first, *others = broken.paths
    also = f" (also in {', '.join(others)})" if others else ""
    facts = {"url": broken.url, "detail": broken.answer.detail, "paths": list(broken.paths)}
    return Row(first, f"{printable_path(broken.url)} {broken.answer.detail}{also}", facts=facts)


def _changes(review: Review) -> Iterator[Section]:
    if review.changes:
        found = review.changes
        yield Section(
            "changes", f"Changed since {printable_path(found.since)}", "changed",
            f"Found {found.basis}.",
            tuple(
                Row(each.path, f"{each.kind} {each.detail}".strip(),
                    facts={"kind": each.kind, "detail": each.detail})
                for each in found.found
            ),
        )  # fmt: skip


def _row(practice: Practice, says: str = "", **facts: object) -> Row:
    facts = {"id": practice.id, **facts}
    return Row(practice.path, says, practice.id, practice.title, facts)


def _documents(practice: Practice) -> str:
    return ", ".join(s.document for s in practice.source if not s.page and not s.entry)


def as_text(review: Review) -> str:
    """An overview that fits a screen, then every list that is not empty."""
    found = sections(review)
    width = max(len(str(len(section.rows))) for section in found)
    overview = [f"{_practices(review)} on {review.day}"]
    overview += [f"  {len(section.rows):>{width}}  {section.brief}" for section in found]
    return "\n\n".join(
        ["\n".join(overview), *("\n".join(_block(section)) for section in found if section.rows)]
    ) + "\n"  # fmt: skip


def _block(section: Section) -> Iterator[str]:
    yield f"{section.title}: {len(section.rows)}"
    yield section.note.replace("`", "")
    for row in section.rows:
        yield f"  {row.path}{': ' if row.says else ''}{printable_path(row.says)}"


def as_json(review: Review) -> str:
    """Every list by its id; those of links and changes are null where nobody asked."""
    content: dict[str, object] = {
        "on": review.day.isoformat(),
        "practices": review.practices,
        "review_after_months": review.months,
        "thin_below": review.thin_below,
        "changes_by": review.changes.basis if review.changes else None,
        "links": None,
        "links_moved": None,
        "links_refused": None,
        "changes": None,
    }
    for section in sections(review):
        content[section.id] = [{"path": row.path, **row.facts} for row in section.rows]
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def as_markdown(review: Review) -> str:
    """The lists for an issue or a comment; what contributors wrote stands as code."""
    found = [section for section in sections(review) if section.rows]
    parts = [f"{_practices(review)} on {review.day}."]
    for section in found:
        lines = [f"## {section.title}: {len(section.rows)}", "", section.note, ""]
        parts.append("\n".join([*lines, *markdown_list(section.rows)]))
    return "\n\n".join(parts) + "\n"


def markdown_list(rows: Iterable[Row]) -> list[str]:
    """A list item for each row."""
    return [f"- {code(row.path)}" + (f": {code(row.says)}" if row.says else "") for row in rows]


def code(text: str) -> str:
    """`text` as code in Markdown, where nothing in it is markup, a mention or a link."""
    line = " ".join(printable_path(text).split())
    fence = "`" * (1 + max((len(run) for run in _RUNS.findall(line)), default=0))
    return f"{fence} {line} {fence}"


def _practices(review: Review) -> str:
    return f"{review.practices} practice{'' if review.practices == 1 else 's'} published"
