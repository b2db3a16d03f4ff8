"""What a person types: English or EDTF; hedges, weeks, thirds, bounds and stretches of time."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from timeline.dates.days import FIRST_DAY, LAST_DAY, DateError, PossibleDays, Precision, third_of
from timeline.dates.edtf import (
    check_length,
    join_ends,
    looks_like_edtf,
    one_of,
    parse_edtf,
    week_of,
)
from timeline.dates.typed_unit import read_unit
from timeline.dates.wording import UNKNOWN

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_HEDGES: Final = (
    ("%", re.compile(r"(?:perhaps|possibly|probably|maybe) (?:c\.|ca?\.?|circa|about|around) ?")),
    ("~", re.compile(r"(?:c\.|ca\.|(?:ca?|circa|about|around|approximately|approx\.?) |~ ?) ?")),
    ("?", re.compile(r"(?:perhaps|possibly|probably|maybe) ")),
)


def parse_typed(text: str) -> PossibleDays:
    """Read EDTF, or English as typed. DateError with a sentence for that person otherwise."""
    check_length(text)
    stripped = text.strip()
    if looks_like_edtf(stripped):
        return parse_edtf(stripped)
    tidy = re.sub(r"[\s,]+", " ", stripped.replace("’", "'").translate(_DASHES)).lower().strip()
    span = _read(re.sub(r" ?- ?", "-", tidy))
    if span is None:
        shown = "".join(c for c in stripped if c.isprintable())
        raise DateError(
            f"“{shown}” is not understood as a date: write it like 17 March 2023, March 2023, "
            "c. 2013, 13–19 March 2023 or early March 2023."
        )
    return span


def _read(text: str) -> PossibleDays | None:
    """Read tidied lower-case English; None when it is not understood."""
    mark = ""
    for sign, pattern in _HEDGES:
        if match := pattern.match(text):
            mark, text = sign, text[match.end() :]
            break
    if not mark and text[-1:] in ("?", "~", "%"):
        mark, text = text[-1], text[:-1].rstrip()
    for reader in (_read_week, read_unit) if mark else _READERS:
        if span := reader(text, mark):
            return span
    return _read_dashed(text, mark)


def _read_week(text: str, mark: str) -> PossibleDays | None:
    match = re.fullmatch(r"(?:the )?week (?:of|beginning) (.+)", text)
    unit = read_unit(match[1]) if match else None
    if unit is None or unit.precision is not Precision.DAY:
        return None
    return week_of(unit.earliest, mark)


def _read_third(text: str, _: str) -> PossibleDays | None:
    match = re.fullmatch(r"(?:the )?(early|mid|late)(?: in)?[ -](.+)", text)
    unit = read_unit(match[2]) if match else None
    if unit is None or match is None or unit.precision is Precision.DAY:
        return None
    return one_of(*third_of(unit, ("early", "mid", "late").index(match[1])))


def _read_one_of(text: str, _: str) -> PossibleDays | None:
    match = re.fullmatch(r"between (.+?) and (.+)|(?!on or after)(.+?) or (.+)", text)
    ends = _two_ends(match[1] or match[3], match[2] or match[4], read_unit) if match else None
    return one_of(ends[0].earliest, ends[1].latest) if ends else None


def _read_bound(text: str, _: str) -> PossibleDays | None:
    match = re.fullmatch(r"(by|before|after|on or before|on or after) (.+)", text)
    unit = read_unit(match[2]) if match else None
    if unit is None or match is None:
        return None
    try:
        match match[1]:
            case "before":
                return one_of(FIRST_DAY, unit.earliest - timedelta(days=1))
            case "after":
                return one_of(unit.latest + timedelta(days=1), LAST_DAY)
            case "on or after":
                return one_of(unit.earliest, LAST_DAY)
            case _:
                return one_of(FIRST_DAY, unit.latest)
    except OverflowError:
        raise DateError("Dateline holds the years 1 to 9999.") from None


def _read_open(text: str, _: str) -> PossibleDays | None:
    match = re.fullmatch(r"(since|until|till) (.+)", text)
    unit = _read_end(match[2]) if match else None
    if unit is None or match is None:
        return None
    return join_ends(unit, "..") if match[1] == "since" else join_ends("..", unit)


def _read_from_to(text: str, _: str) -> PossibleDays | None:
    match = re.fullmatch(r"from (.+?) (?:to|until) (.+)", text)
    if match is None:
        return None
    left, right = match.groups()
    if UNKNOWN in (left, right):
        ends = ["" if x == UNKNOWN else _read_end(x) for x in (left, right)]
        return None if None in ends else join_ends(*(x or "" for x in ends))
    pair = _two_ends(left, right, _read_end)
    return join_ends(*pair) if pair else None


def _read_end(text: str) -> PossibleDays | None:
    """Read one end of an interval: a unit that may have a hedge of its own."""
    for sign, pattern in _HEDGES:
        if match := pattern.match(text):
            return read_unit(text[match.end() :], sign)
    return read_unit(text)


def _read_dashed(text: str, mark: str) -> PossibleDays | None:
    left, dash, right = text.partition("-")
    if not dash or "-" in right:
        return None
    if re.fullmatch(r"[0-9]{4}", left) and re.fullmatch(r"[0-9]{2}", right):
        right = left[:2] + right
    pair = _two_ends(left, right, lambda end: read_unit(end, mark))
    return join_ends(*pair) if pair else None


def _two_ends(
    left: str, right: str, read: Callable[[str], PossibleDays | None]
) -> tuple[PossibleDays, PossibleDays] | None:
    """Read both ends of "20-22 March 2023" or "March 20-22 2023": each borrows what it lacks."""
    lefts, rights = left.split(), right.split()
    for k in range(len(rights) + 1):
        start = read(" ".join(lefts + rights[len(rights) - k :]))
        if start:
            break
    else:
        return None
    for k in range(len(lefts) + 1):
        end = read(" ".join(lefts[:k] + rights))
        if end:
            return start, end
    return None


_READERS: Final = (
    read_unit,
    _read_week,
    _read_third,
    _read_from_to,
    _read_open,
    _read_bound,
    _read_one_of,
)
