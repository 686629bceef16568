"""How problems are printed, for people and for the programs that read them: a module a format."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from typing import TextIO

from site_gen import problems
from site_gen.diagnostics.github import as_github
from site_gen.diagnostics.json_list import as_json
from site_gen.diagnostics.sarif import as_sarif
from site_gen.diagnostics.text import WIDTH, as_text
from site_gen.problems import Problem

FORMATS: dict[str, Callable[[Iterable[Problem]], str]] = {
    "text": as_text,
    "short": problems.as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def printed(found: Iterable[Problem], stream: TextIO, format: str = "text") -> str:
    """The problems as `stream` is to have them: a terminal gets colour, in its width."""
    if format != "text" or not stream.isatty():
        return FORMATS[format](found)
    return as_text(found, colour=in_colour(stream), width=shutil.get_terminal_size((WIDTH, 0))[0])


def in_colour(stream: TextIO) -> bool:
    """Whether `stream` is a terminal whose user wants colour: NO_COLOR says no."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream.isatty()
