"""Country codes and names: ISO 3166-1 alpha-2 from Babel's CLDR data."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError

INTERNATIONAL = "int"
# CLDR lists regions beyond ISO 3166-1: reserved, grouping, test and user-assigned codes.
_NOT_ISO = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ")
)
# Language, perhaps script, perhaps region: the part of BCP 47 that says how a text is read.
TAG = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}|[0-9]{3}))?")


@cache
def country_names(language: str = "en") -> dict[str, str]:
    """ISO code -> the country's name in `language`."""
    names = {str(code): name for code, name in _locale(language).territories.items()}
    codes = (code for code in names if len(code) == 2 and code.isalpha())
    return {code: names[code] for code in sorted(codes) if code not in _NOT_ISO}


@cache
def language_names(language: str = "en") -> dict[str, str]:
    """The name of each language in `language` -> its code."""
    names = _locale(language).languages.items()
    return {name: str(code) for code, name in sorted(names) if len(code) < 4}


@cache
def language_name(tag: str, language: str = "en") -> str | None:
    """The name of a language by its BCP 47 tag (`en`, `pt-BR`), or None when there is none."""
    match = TAG.fullmatch(tag)
    if not match:
        return None
    locale = _locale(language)
    name = locale.languages.get(match[1])
    script = locale.scripts.get(match[2]) if match[2] else ""
    region = locale.territories.get(match[3]) if match[3] else ""
    if not name or match[1] in ("mul", "und", "zxx") or script is None or region is None:
        return None
    details = ", ".join(detail for detail in (script, region) if detail)
    return f"{name} ({details})" if details else name


def language_code(given: str) -> str | None:
    """The tag meant by one in the wrong case or with underscores, such as `en_gb`, or None."""
    first, *rest = re.split("[-_]", given)
    parts = [part.title() if len(part) == 4 else part.upper() for part in rest]
    tag = "-".join((first.lower(), *parts))
    return tag if language_name(tag) else None


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")  # a language that CLDR knows only by name
