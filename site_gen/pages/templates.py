"""Jinja templates: autoescape on, an undefined name is an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

ASSETS = Path(__file__).parent.parent / "assets"
_FOLDER = Path(__file__).parent.parent / "templates"


@cache
def environment() -> Environment:
    """The one environment of all pages."""
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def render(template: str, **context: object) -> str:
    """The template with the context, as HTML."""
    return environment().get_template(template).render(context)


def base_of(path: str) -> str:
    """The relative way from the page at `path` to the site's root: `../../` for `a/b/`."""
    return "../" * path.count("/")
