"""Names and labels inside an English sentence."""

from __future__ import annotations

from functools import lru_cache

from site_gen.countries import country_names
from site_gen.text import fold

_WITH_ARTICLE = frozenset(
    """
    AE AX BS CC CF CK DO FK FO GB GM IM IO KM KY MH MP MV NL PH PN PS SB SC TC TF UM US VG VI
    """.split()
)
_NAMES = frozenset({"Roma", "European"})


def country(code: str) -> str:
    """The country's name: `Spain`, `the Netherlands`."""
    name = country_names()[code]
    return f"the {name}" if code in _WITH_ARTICLE else name


@lru_cache(maxsize=1000)
def lower(label: str) -> str:
    """The label with a small first letter, unless it is a name or an abbreviation."""
    first = label.split()[0]
    keep = first in _NAMES or fold(first[1:]) != first[1:]
    return label if keep else label[0].lower() + label[1:]
