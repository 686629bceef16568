"""Writes the issue form "Propose a practice" anew, after a change of format or vocabulary.

.venv/bin/python .github/scripts/write_issue_form.py
"""

from __future__ import annotations

from pathlib import Path

from site_gen import vocabulary
from site_gen.importing.issue_form import PATH, as_yaml

ROOT = Path(__file__).parents[2]


def main() -> None:
    terms = vocabulary.load(ROOT / "practices" / vocabulary.FILE_NAME)
    (ROOT / PATH).write_text(as_yaml(terms), encoding="utf-8")


if __name__ == "__main__":
    main()
