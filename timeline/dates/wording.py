"""A date in English, worded so that `typed` reads it back to the same days."""

from datetime import date
from typing import Final

from timeline.dates.days import FIRST_DAY, LAST_DAY, MONTHS, PossibleDays, Precision, third_of
from timeline.dates.edtf import mark_of, parse_unit

SEASONS: Final = ("spring", "summer", "autumn", "winter")
NTH: Final = ("first", "second", "third", "fourth")
UNKNOWN: Final = "an unknown date"
_MARK_WORDS: Final = {"": "", "~": "c. ", "?": "perhaps ", "%": "perhaps c. "}
_THIRDS: Final = ("early ", "mid-", "late ")


def write_date(span: PossibleDays) -> str:
    """Write a date in English, as exact as it is known and no more."""
    if span.precision is Precision.RANGE:
        return _range_wording(span.earliest, span.latest)
    if "/" in span.edtf:
        return _interval_wording(span)
    return _mark_wording(span) + _unit_wording(span.edtf.rstrip("?~%"), span)


def _mark_wording(span: PossibleDays) -> str:
    return _MARK_WORDS[mark_of(span)]


def _year_wording(year: int) -> str:
    return str(year) if year >= 1000 else f"AD {year}"


def day_wording(on: date, *, month: bool = True, year: bool = True) -> str:
    """Write a day as "17 March 2023", "17 March" or "17"."""
    parts = [str(on.day)]
    if month or year:
        parts.append(MONTHS[on.month - 1])
    if year:
        parts.append(_year_wording(on.year))
    return " ".join(parts)


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def _unit_wording(body: str, span: PossibleDays) -> str:
    year = _year_wording(span.earliest.year)
    code = int(body[5:7]) if body[5:7].isdigit() else 0
    wording = year
    match span.precision:
        case Precision.DAY:
            wording = day_wording(span.earliest)
        case Precision.MONTH:
            wording = f"{MONTHS[code - 1]} {year}"
        case Precision.SEASON:
            wording = f"{SEASONS[code - 21]} {year}"
        case Precision.QUARTER:
            wording = f"{NTH[code - 33]} quarter of {year}"
        case Precision.HALF:
            wording = f"{NTH[code - 40]} half of {year}"
        case Precision.DECADE:
            wording = f"{_year_wording(int(body[:3]) * 10)}s"
        case Precision.CENTURY:
            wording = f"{_ordinal(int(body[:2]) + 1)} century"
        case _:
            pass
    return wording


def _interval_wording(span: PossibleDays) -> str:
    start, end = span.edtf.split("/")
    if end == "..":
        return f"since {write_date(parse_unit(start))}"
    if start == "..":
        return f"until {write_date(parse_unit(end))}"
    if not start or not end:
        known = [write_date(parse_unit(x)) if x else UNKNOWN for x in (start, end)]
        return f"from {known[0]} to {known[1]}"
    a, b = parse_unit(start), parse_unit(end)
    if span.precision is Precision.WEEK:
        return f"{_mark_wording(a)}week of {day_wording(a.earliest)}"
    dashed = _dashed_wording(a.precision, a.earliest, b.earliest)
    if dashed and a.precision is b.precision and mark_of(a) == mark_of(b):
        return _mark_wording(a) + dashed
    return f"from {write_date(a)} to {write_date(b)}"


def _dashed_wording(precision: Precision, first: date, last: date) -> str:
    """Write two days, months or years about a dash, or nothing for other units."""
    same_year = first.year == last.year
    same_month = same_year and first.month == last.month
    year = "" if same_year else f" {_year_wording(first.year)}"
    match precision:
        case Precision.DAY:
            left = day_wording(first, month=not same_month, year=not same_year)
            return f"{left}{'–' if same_month else ' – '}{day_wording(last)}"
        case Precision.MONTH:
            right = f"{MONTHS[last.month - 1]} {_year_wording(last.year)}"
            return f"{MONTHS[first.month - 1]}{year}{' – ' if year else '–'}{right}"
        case Precision.YEAR if first.year >= 1000:
            return f"{first.year}–{last.year}"
        case _:
            return ""


def _range_wording(first: date, last: date) -> str:
    if first == FIRST_DAY:
        return f"by {day_wording(last)}"
    if last == LAST_DAY:
        return f"on or after {day_wording(first)}"
    if wording := _third_wording(first, last):
        return wording
    same_year = first.year == last.year
    same_month = same_year and first.month == last.month
    left = day_wording(first, month=not same_month, year=not same_year)
    if (last - first).days == 1:
        return f"{left} or {day_wording(last)}"
    return f"between {left} and {day_wording(last)}"


def _third_wording(first: date, last: date) -> str:
    """Name the days if they are the early, middle or late part of a month, year or decade."""
    candidates = [
        parse_unit(f"{first.year:04}-{first.month:02}"),
        parse_unit(f"{first.year:04}"),
        parse_unit(f"{first.year // 10:03}X"),
    ]
    for unit in candidates:
        for part, prefix in enumerate(_THIRDS):
            if third_of(unit, part) == (first, last):
                return prefix + write_date(unit)
    return ""
