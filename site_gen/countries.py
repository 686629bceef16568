"""Country codes and names: ISO 3166-1 alpha-2 from Babel's CLDR data."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

INTERNATIONAL = "int"
# CLDR lists regions beyond ISO 3166-1: reserved, grouping, test and user-assigned codes.
_NOT_ISO = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split())


@cache
def country_names(language: str = "en") -> dict[str, str]:
    """ISO code -> the country's name in `language`."""
    territories = Locale.parse(language).territories
    codes = (code for code in territories if len(code) == 2 and code.isalpha())
    return {code: territories[code] for code in sorted(codes) if code not in _NOT_ISO}


@cache
def language_name(tag: str, language: str = "en") -> str | None:
    """The name of a language by its BCP 47 tag (`en`, `pt-BR`), or None when there is none."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    if str(locale).replace("_", "-") != tag:
        return None
    return locale.get_display_name(language)
