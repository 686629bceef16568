"""A look through XML from strangers before a library parses it.

Document types are refused, and with them every entity that a file could define: what expands
without end, and what would be read from elsewhere. No office program writes one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from xml.parsers import expat

from site_gen.problems import SiteGenError, shown

MAX_DEPTH = 300  # a table in a table in a text box reaches 60
_HARMLESS = ("hyperlink",)
# Word notes where the template lies that a text was begun with; nobody needs it to read the text.
_TEMPLATE = "attachedTemplate"


class _RefusedError(Exception):
    pass


def check(data: bytes, *, name: str, part: str) -> None:
    """Refuse a part with a document type, nested without end, or that needs what lies elsewhere."""

    def element(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Relationship") and attributes.get("TargetMode") == "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "")
            if kind in _HARMLESS or (kind == _TEMPLATE and _is_local(target)):
                return
            what = f"{shown(kind)} from {shown(target)}"
            raise _RefusedError(f"needs something that lies elsewhere, {what}; embed or delete it")

    _parse(data, element, name=name, part=part)


def count(data: bytes, *, name: str, part: str) -> Counter[str]:
    """How often each element stands in the part, by its name without prefix."""
    found: Counter[str] = Counter()

    def element(tag: str, attributes: dict[str, str]) -> None:
        found[tag.rpartition(":")[2]] += 1

    _parse(data, element, name=name, part=part)
    return found


def values(data: bytes, attribute: str, *, name: str, part: str) -> list[str]:
    """The values of an attribute, of whatever element."""
    found: list[str] = []

    def element(tag: str, attributes: dict[str, str]) -> None:
        if attribute in attributes:
            found.append(attributes[attribute])

    _parse(data, element, name=name, part=part)
    return found


def texts(data: bytes, within: str, *, name: str, part: str) -> list[str]:
    """The texts inside each element called `within`, each once, without those that are empty."""
    found: list[str] = []
    inside = 0

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal inside
        local = tag.rpartition(":")[2]
        if local == within or inside:
            if not inside:
                found.append("")
            inside += 1
            if local == "p":
                found[-1] += " "

    def end(_: str) -> None:
        nonlocal inside
        inside -= bool(inside)

    def text(said: str) -> None:
        if inside:
            found[-1] += said

    _parse(data, start, end, text, name=name, part=part)
    return [each for each in dict.fromkeys(" ".join(each.split()) for each in found) if each]


def _is_local(target: str) -> bool:
    """Whether a template lies on a drive: not on another machine."""
    path = target.lower().removeprefix("file:").replace("\\", "/").lstrip("/")
    return path[1:3] == ":/" or "/" not in path


def _parse(
    data: bytes,
    element: Callable[[str, dict[str, str]], None],
    closed: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
    *,
    name: str,
    part: str,
) -> None:
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _RefusedError(f"nests more than {MAX_DEPTH} elements in {shown(part)}")
        element(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if closed:
            closed(tag)

    def doctype(*_: object) -> None:
        raise _RefusedError(f"declares a document type in {shown(part)}, which could hide a trap")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except _RefusedError as refusal:
        raise SiteGenError(f"{shown(name)} {refusal}") from None
    except (expat.ExpatError, LookupError, ValueError):
        raise SiteGenError(f"{shown(name)} is damaged: {shown(part)} is not XML") from None
