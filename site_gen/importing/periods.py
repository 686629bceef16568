"""Durations as people write them: "Since 2015", "September 2019 – June 2021", "30/09/2019".

What is read is written as the format wants it; whatever else the text says is kept as the note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from site_gen.dates import ONGOING, bounds
from site_gen.practice import Period

_MONTHS = {
    short: number
    for number, short in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}  # fmt: skip
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_DATE = "|".join(
    (
        rf"(?P<y1>{_YEAR})-(?P<m1>[01][0-9])(?:-(?P<d1>[0-3][0-9]))?(?![0-9])",
        rf"(?P<d2>[0-3]?[0-9])[/.](?P<m2>[01]?[0-9])[/.](?P<y2>{_YEAR})(?![0-9])",
        rf"(?P<m3>[01]?[0-9])[/.](?P<y3>{_YEAR})(?![0-9])",
        rf"(?P<d4>{_DAY}) (?:of )?(?P<m4>{_MONTH}),? (?P<y4>{_YEAR})(?![0-9])",
        rf"(?P<m5>{_MONTH}) (?P<d5>{_DAY}),? (?P<y5>{_YEAR})(?![0-9])",
        rf"(?P<m6>{_MONTH}),? (?:of )?(?P<y6>{_YEAR})(?![0-9])",
        rf"(?P<y7>{_YEAR})(?![0-9])",
    )
)
_FOUND = re.compile(rf"(?<![0-9£€$.,])(?:{_DATE})", re.I)
# What a date leaves to the one behind it: "January – March 2022", "1 – 3 March 2022".
_HALF = re.compile(
    rf"(?<![\w.,])(?:(?P<day>{_DAY}) (?:of )?)?(?P<month>{_MONTH})$|(?<![\w.,])(?P<only>{_DAY})$",
    re.I,
)
_SHORT = re.compile(r"\s?[-–/]\s?(?P<end>[0-9]{2})(?![0-9./-])")  # the rest of "2022-23"
_LONG = 1_000  # characters; what is longer is no duration
_TO = re.compile(r"(?:-|/|–|—|to|until|till|through|up to)(?: the)?", re.I)
_OPEN = re.compile(
    r"\b(?:ongoing|on-going|continuing|continuous|permanent|indefinite|open-ended|unlimited)\b"
    r"|(?:-|–|—|\bto|\btill|\buntil)\s*(?:the )?(?:present|today|now|date)\b",
    re.I,
)
_BEGAN = re.compile(
    r"\b(?:since|from|(?:created|established|launched|founded|started|set up|begun|began)"
    r"(?: in| on)?|start(?:ing|s|ed)?(?: date)?(?: in| on|:)?)(?: the)?$",
    re.I,
)
_LASTS = re.compile(r"(?:for )?(?P<number>[1-9][0-9]?) (?P<unit>month|year)s?", re.I)
# Words that say no more than what start and end say.
_SAID = re.compile(
    r"\b(?:since|from|to|until|till|through|up|in|on|of|the|and|date|start(?:ing|s|ed)?|end(?:s|ed)?"
    r"|launched|established|created|founded|set|begun|began|now|with|duration|period|both|basis)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Found:
    written: str
    first: int
    last: int
    doubtful: bool


def parse(text: str) -> Period:
    """The period that `text` tells. What is not understood, or doubtful, is its note."""
    text = " ".join(text.split())
    if len(text) > _LONG:
        return Period(note=text)
    dates = _dates(text)
    opened = _OPEN.search(text)
    start, end = _span(text, dates, opened)
    if not (start or end):
        return Period(note=text)
    doubtful = any(each.doubtful for each in dates)
    if not _in_order(start, end):
        return Period(note=text)
    rest = text
    for each in reversed(dates):
        rest = rest[: each.first] + " " + rest[each.last :]
    rest = _SAID.sub(" ", _OPEN.sub(" ", rest))
    spare = len({each.written for each in dates} - {start, end}) > 0
    whole = not doubtful and not spare and not any(c.isalnum() for c in rest)
    return Period(start, end, "" if whole else text)


def _span(text: str, dates: list[_Found], opened: re.Match[str] | None) -> tuple[str, str]:
    ongoing = ONGOING if opened else ""
    if not dates:
        return "", ongoing
    first = dates[0]
    for one, two in pairwise(dates):
        if not _TO.fullmatch(text[one.last : two.first].strip()):
            continue
        if one is not first and _BEGAN.search(text[: first.first].rstrip()):
            return first.written, ongoing  # "created in 2001, now in its edition of 2021 to 2023"
        goes_on = opened and re.search(r"[.;]", text[two.last : opened.start()])
        return one.written, ONGOING if goes_on else two.written
    lasts = _lasting(text, first)
    if lasts or ongoing:
        return first.written, ongoing or lasts
    alone = text.strip(" .") == text[first.first : first.last].strip(" .")
    until = re.search(r"\b(?:until|till|up to|to)$", text[: first.first].rstrip(), re.I)
    if until:
        return "", first.written
    return first.written, first.written if alone else ""


def _dates(text: str) -> list[_Found]:
    found: list[_Found] = []
    for match in _FOUND.finditer(text):
        parts = {key[0]: value for key, value in match.groupdict().items() if value}
        first, last = match.span()
        year, month, day = parts["y"], _month(parts.get("m", "")), _number(parts.get("d", ""))
        written = "-".join(p for p in (year, month, day) if p)
        if bounds(written) is None:
            continue
        doubtful = bool(match["d2"]) and int(day) <= 12 and day != month  # or month first
        _add_half(text, found, first, year, month if day else "")
        found.append(_Found(written, first, last, doubtful))
        short = _SHORT.match(text, last) if not month else None
        if short and year[2:] < short["end"]:
            found.append(_Found(year[:2] + short["end"], *short.span("end"), False))
    return found


def _add_half(text: str, found: list[_Found], first: int, year: str, month: str) -> None:
    before = text[:first].rstrip()
    dash = re.search(r"\s?(?:-|–|—|\bto\b)$", before, re.I)
    half = _HALF.search(before[: dash.start()].rstrip()) if dash else None
    if half and (not found or found[-1].last <= half.start()) and (half["month"] or month):
        parts = (year, _month(half["month"] or month), _number(half["day"] or half["only"] or ""))
        written = "-".join(p for p in parts if p)
        if bounds(written):
            found.append(_Found(written, half.start(), half.end(), False))


def _month(text: str) -> str:
    named = _MONTHS.get(text[:3].lower())
    return f"{named:02}" if named else _number(text)


def _number(text: str) -> str:
    digits = re.match(r"[0-9]+", text)
    return f"{int(digits[0]):02}" if digits else ""


def _lasting(text: str, start: _Found) -> str:
    """The last month of "November 2022, for 24 months" and "36 months, start date: May 2022"."""
    before = text[: start.first].strip(" ,")
    after = text[start.last :].strip(" ,.")
    before = re.sub(r"^from$", "", before, flags=re.I)
    said = _BEGAN.sub("", before).strip(" ,") if before else after
    match = _LASTS.fullmatch(said) if not (before and after) else None
    if not match or len(start.written) == 4:
        return ""
    months = int(match["number"]) * (12 if match["unit"].lower() == "year" else 1)
    year, month = int(start.written[:4]), int(start.written[5:7])
    ends_before = not start.written.endswith("-01") if len(start.written) > 7 else False
    total = year * 12 + month - 1 + months - (0 if ends_before else 1)
    return f"{total // 12}-{total % 12 + 1:02}"


def _in_order(start: str, end: str) -> bool:
    first, last = bounds(start), bounds(end)
    return not (first and last) or last[1] >= first[0]
