"""Problems as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from site_gen.problems import Problem


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with Problem's fields."""
    return (
        json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1) + "\n"
    )
