"""Jinja templates: autoescape on, an undefined name is an error."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from site_gen.pages import pieces
from site_gen.pages.compiled import CompiledTemplates

ASSETS = Path(__file__).parent.parent / "assets"
_BACKTICKS = re.compile(r"`([^`]+)`")
_FOLDER = Path(__file__).parent.parent / "templates"


@cache
def environment() -> Environment:
    """The one environment of all pages."""
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates("pages"),
    )
    made.filters["code"] = _code
    made.globals["show_card"] = pieces.card
    return made


def render(template: str, **context: object) -> str:
    """The template with the context, as HTML."""
    return environment().get_template(template).render(context)


def _code(text: str) -> Markup:
    """`text` with what stands between backticks as code; our own help texts are written so."""
    return Markup(_BACKTICKS.sub(r"<code>\1</code>", str(escape(text))))


def base_of(path: str) -> str:
    """The relative way from the page at `path` to the site's root: `../../` for `a/b/`."""
    return "../" * path.count("/")
