"""What tests of mending share."""

from __future__ import annotations

from collections.abc import Iterable

from site_gen.mending import Name, mend
from tests.checking import GOOD, TERMS, changed

NAME = Name("fr/espace-egalite.md", "fr", "espace-egalite")


def mended(content: str | bytes, linked: Iterable[str] = ()) -> str:
    """`content` after mending; itself when there is nothing to mend."""
    data = content if isinstance(content, bytes) else content.encode()
    found = mend(data, NAME, TERMS, lambda: frozenset(linked))
    return found.after if found else data.decode("utf-8", "surrogateescape")


def line(old: str, new: str) -> str:
    """The good file's line `old`, changed to `new` and mended; nothing else may have changed."""
    content = changed(old, new)
    after = mended(content)
    number = GOOD[: GOOD.index(old)].count("\n")
    before_lines, after_lines = content.split("\n"), after.split("\n")
    assert len(before_lines) == len(after_lines)
    for other, (first, second) in enumerate(zip(before_lines, after_lines, strict=True)):
        assert other == number or first == second
    return after_lines[number]
