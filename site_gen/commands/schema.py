"""`compendium schema`: the JSON Schema of the front matter."""

from __future__ import annotations

import json
from pathlib import Path

import click

from site_gen import output, schema, vocabulary


def print_schema(practices: Path, *, target: str | None) -> int:
    """Print the schema, or write it to the file `target`."""
    made = schema.practice_schema(vocabulary.load(practices / vocabulary.FILE_NAME))
    text = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
    if target:
        output.write(Path(target), text.encode("utf-8"))
        click.echo(f"{target} is written")
    else:
        click.echo(text, nl=False)
    return 0
