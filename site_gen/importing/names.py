"""What editors call the parts of a practice: in front of a colon, or above a column."""

from __future__ import annotations

import re

from site_gen.fields import FIELDS
from site_gen.text import words
from site_gen.vocabulary import Vocabulary

# Wordings beside the key itself and the vocabulary's labels of facets and sections.
_CALLED = {
    "title": "name; name of the practice; title of the practice; practice; project title",
    "summary": "short description; abstract; in brief; in short; brief description",
    "principle": "main principle; principles",
    "country": "countries; state; member state",
    "place": "city; town; region; municipality; location; city or region; where",
    "level": "level of government; governance level; levels",
    "type": "type of practice; type of action; kind; types; type of intervention",
    "area": "area of intervention; areas of intervention; areas; theme; themes; thematic area; "
    "field; policy area; area s of intervention",
    "group": "for whom; groups; target group; target groups; beneficiaries; target audience",
    "period": "duration; dates; date; when; timeframe; time frame; elaboration period; years",
    "period_start": "start; start date; from; begin; beginning",
    "period_end": "end; end date; until; to",
    "lead": "led by; leading organisation; leading organisations; leading authority; "
    "leading authorities; lead organisation; organisation; coordinator; responsible; "
    "implementing organisation; lead partner; submitted by",
    "partners": "partner; implementing partners; partner organisations; implementing partner",
    "funding": "budget; funded by; funder; funders; funding source; financed by; costs",
    "contact": "contacts; contact person; contact details; e mail; email; contact information",
    "aliases": "also known as; other names; other name; acronym",
    "source": "sources; source document",
    "links": "link; key reference documents; key reference document; further information; "
    "further informations; website; websites; web site; more information; reference documents; "
    "references; useful links; url; key documents; key references",
    "lang": "language",
}
# Columns of our own exports that follow from others, or that a draft gets anew.
OWN = frozenset(("url", "address", "stage", "status", "reviewed"))
SECTION = "section:"
# What parts the names of a label such as "Stimulus/Rationale and Process"; names hold "/" as well.
_PARTED = (re.compile(r"&|\band\b", re.I), re.compile(r"/"), re.compile(r"[/&,]|\band\b", re.I))


class Names:
    """Finds what a label means: a key of the format, or `section:` with the vocabulary's id."""

    def __init__(self, terms: Vocabulary) -> None:
        self._terms = terms
        self._found = {_plain(name): name for name in ("id", *OWN, "period_note")}
        for name, wordings in _CALLED.items():
            self._found.update({_plain(each): name for each in (name, *wordings.split(";"))})
        for field in FIELDS:
            self._found[_plain(field.name)] = field.name
            term = terms["facet"].get(field.name)
            if term:
                self._found[_plain(term.label)] = field.name
                self._found[_plain(term.plural or term.label)] = field.name
        for term in terms["section"].values():
            for each in (term.id, term.label, *term.aliases):
                self._found.setdefault(_plain(each), SECTION + term.id)

    def find(self, label: str) -> list[str]:
        """What the label means. Several for "Stimulus and process"; none if one is unknown."""
        whole = self._found.get(_plain(label))
        if whole:
            return [whole]
        for parted in _PARTED:
            parts = [self._found.get(_plain(part), "") for part in parted.split(label)]
            found = list(dict.fromkeys(parts))
            if all(found) and (len(found) == 1 or all(each.startswith(SECTION) for each in found)):
                return found
        return []


def _plain(label: str) -> str:
    return " ".join(words(label))
