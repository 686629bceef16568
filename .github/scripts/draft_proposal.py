"""Drafts a practice from an issue that the form "Propose a practice" made.

    .venv/bin/python .github/scripts/draft_proposal.py EVENT.json PROPOSAL.json

EVENT.json is what GitHub tells of the issue; all of it comes from a stranger. PROPOSAL.json gets
`path` and `text` of the draft, `notes` on what could not be taken over, and the `problems` that
`compendium validate` would tell. `path` is null when the issue is not the form's.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from site_gen import document, rules, vocabulary
from site_gen.catalogue.loading import read_all
from site_gen.importing import drafts, issue_form
from site_gen.importing.mapping import folder_of, mapped

FOLDER = Path("practices")


@dataclass(frozen=True, slots=True)
class Proposal:
    path: str | None
    text: str
    notes: tuple[str, ...]
    problems: tuple[str, ...]


def main(event: Path, target: Path) -> None:
    issue = json.loads(event.read_text(encoding="utf-8"))["issue"]
    body = (issue["body"] or "").encode("utf-8", "replace").decode()  # JSON can hold halves
    made = proposal(body, origin=f"issue {int(issue['number'])}")
    target.write_text(json.dumps(asdict(made), ensure_ascii=False, indent=1), encoding="utf-8")
    print(made.path or "no draft")


def proposal(body: str, *, origin: str) -> Proposal:
    """What becomes of an issue's text, among the practices that are there."""
    terms = vocabulary.load(FOLDER / vocabulary.FILE_NAME)
    found = mapped(issue_form.read(body, terms), terms, source="")
    title = str(found.facts.get("title", ""))
    if not title:
        return Proposal(
            None, "", (), ("The form's heading 'Title', with a title below, is missing.",)
        )
    there = read_all(FOLDER)
    slug = drafts.free_slug(title, {each.slug for each in there})
    folder = folder_of(found.facts)
    path = (FOLDER / folder / f"{slug}.md").as_posix()
    today = datetime.now(UTC).date().isoformat()
    text = drafts.text(found, terms, today=today, origin=origin)
    draft = document.parse(text.encode(), path=path, folder=folder, slug=slug)
    problems = [each for each in rules.check([*there, draft], terms) if each.path == path]
    return Proposal(path, text, found.notes, tuple(map(str, problems)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
