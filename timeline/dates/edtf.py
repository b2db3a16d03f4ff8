"""EDTF as Dateline keeps it, in its one canonical spelling: reading a text, joining two dates."""

import calendar
import re
from datetime import date, timedelta
from typing import Final

from timeline.dates.days import FIRST_DAY, LAST_DAY, MONTHS, DateError, PossibleDays, Precision

LONGEST_TEXT: Final = 100

_OPEN = ("", "..")
_ONE_OF = re.compile(r"\[([^\[\],./]*)\.\.([^\[\],./]*)\]")
_UNIT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[?~%]?)"
)
_END = r"(?:\.\.|Y?-?[0-9]{3,}[0-9X]|[0-9]{2}XX)(?:-[0-9X]{2}){0,2}[?~%]?"
_LOOKS_EDTF = re.compile(rf"{_END}|{_END}/(?:{_END})?|/{_END}|\[[-0-9X.?~%]+\]")


def check_length(text: str) -> None:
    """Refuse a text too long to be a date: DateError beyond LONGEST_TEXT characters."""
    if len(text) > LONGEST_TEXT:
        raise DateError(f"A date has at most {LONGEST_TEXT} characters; this has {len(text)}.")


def looks_like_edtf(text: str) -> bool:
    """Say whether a text is meant as EDTF, right or wrong, rather than as English."""
    return _LOOKS_EDTF.fullmatch(text) is not None


def parse_edtf(text: str) -> PossibleDays:
    """Read a date, an interval or one of a range of days. DateError with a sentence otherwise."""
    check_length(text)
    if match := _ONE_OF.fullmatch(text):
        first, last = match.groups()
        head = parse_unit(first) if first else None
        tail = parse_unit(last) if last else None
        for end in (head, tail):
            if end and (end.is_approximate or end.is_uncertain):
                raise DateError(f"“{text}”: inside brackets a date takes no ~, ? or %.")
        return one_of(head.earliest if head else FIRST_DAY, tail.latest if tail else LAST_DAY)
    if text.count("/") == 1:
        start, end_text = text.split("/")
        return join_ends(
            start if start in _OPEN else parse_unit(start),
            end_text if end_text in _OPEN else parse_unit(end_text),
        )
    return parse_unit(text)


def parse_unit(text: str) -> PossibleDays:
    """Read one EDTF date without an interval: a day, month, season, quarter, half, year or more."""
    match = _UNIT.fullmatch(text)
    if match is None:
        if re.fullmatch(r"Y?-?[0-9]+(-[0-9]{2}){0,2}[?~%]?", text):
            raise DateError(f"“{text}”: Dateline holds the years 1 to 9999, with four digits.")
        raise DateError(f"“{text}” is not a date in EDTF, such as 2023-03-17, 2023-03 or 199X.")
    year, month, day, mark = match.group("year", "month", "day", "mark")
    if "X" in year:
        if month:
            raise DateError(f"“{text}” has a month in a year that is not known.")
        return _years(year, mark)
    if year == "0000":
        raise DateError(f"“{text}”: there is no year 0; Dateline holds the years 1 to 9999.")
    if month is None or month == "XX":
        if day and day != "XX":
            raise DateError(f"“{text}” has a day in a month that is not known.")
        return _plain(year, date(int(year), 1, 1), date(int(year), 12, 31), Precision.YEAR, mark)
    if int(month) > 12:
        if day:
            raise DateError(f"“{text}”: there is no month {month}.")
        return _part_of_year(text, int(year), int(month), mark)
    return _month_or_day(text, int(year), int(month), day, mark)


def _month_or_day(text: str, year: int, month: int, day: str | None, mark: str) -> PossibleDays:
    if not month:
        raise DateError(f"“{text}”: there is no month 00.")
    last = calendar.monthrange(year, month)[1]
    if day is None or day == "XX":
        return _plain(
            f"{year:04}-{month:02}",
            date(year, month, 1),
            date(year, month, last),
            Precision.MONTH,
            mark,
        )
    if not 1 <= int(day) <= last:
        raise DateError(f"“{int(day)} {MONTHS[month - 1]} {year}” is not a day in the calendar.")
    return one_day(date(year, month, int(day)), mark)


# code: precision, first month, length in months (EDTF 2019, "Season" and level 2)
_PARTS: Final = {
    **{21 + i: (Precision.SEASON, 3 + 3 * i, 3) for i in range(4)},
    **{33 + i: (Precision.QUARTER, 1 + 3 * i, 3) for i in range(4)},
    **{40 + i: (Precision.HALF, 1 + 6 * i, 6) for i in range(2)},
}


def _part_of_year(text: str, year: int, code: int, mark: str) -> PossibleDays:
    if code not in _PARTS:
        raise DateError(f"“{text}”: there is no month {code}.")
    precision, month, length = _PARTS[code]
    over, last_month = divmod(month + length - 2, 12)
    latest = LAST_DAY
    if year + over <= LAST_DAY.year:
        last_day = calendar.monthrange(year + over, last_month + 1)[1]
        latest = date(year + over, last_month + 1, last_day)
    return _plain(f"{year:04}-{code}", date(year, month, 1), latest, precision, mark)


def _years(digits: str, mark: str) -> PossibleDays:
    first = date(max(int(digits.replace("X", "0")), 1), 1, 1)
    last = date(int(digits.replace("X", "9")), 12, 31)
    precision = Precision.CENTURY if digits.endswith("XX") else Precision.DECADE
    return _plain(digits, first, last, precision, mark)


def _plain(body: str, first: date, last: date, precision: Precision, mark: str) -> PossibleDays:
    return PossibleDays(body + mark, first, last, precision, mark in ("~", "%"), mark in ("?", "%"))


def one_day(on: date, mark: str = "") -> PossibleDays:
    """Return one day, with `~`, `?`, `%` or no mark."""
    return _plain(on.isoformat(), on, on, Precision.DAY, mark)


def week_of(on: date, mark: str = "") -> PossibleDays:
    """Return the week, Monday to Sunday, that holds a day: some day of it."""
    monday = on - timedelta(days=on.weekday())
    sunday = date.fromordinal(min(monday.toordinal() + 6, LAST_DAY.toordinal()))
    return join_ends(one_day(monday, mark), one_day(sunday, mark))


def one_of(first: date, last: date) -> PossibleDays:
    """Return one day of these, not known which. DateError when they are the wrong way round."""
    if first > last:
        raise DateError(_backwards(first.isoformat(), last.isoformat()))
    if first == last:
        return one_day(first)
    head = first.isoformat() if first > FIRST_DAY else ""
    tail = last.isoformat() if last < LAST_DAY else ""
    if not head and not tail:
        raise DateError("A date that is open at both ends says nothing.")
    return PossibleDays(f"[{head}..{tail}]", first, last, Precision.RANGE)


def join_ends(start: PossibleDays | str, end: PossibleDays | str) -> PossibleDays:
    """Say that it lasted from one date to another; Monday to Sunday reads as a week.

    An end may be open (`..`) or unknown (nothing). DateError when they are the wrong way round.
    """
    if isinstance(start, str) and isinstance(end, str):
        raise DateError("A date that is open at both ends says nothing.")
    if start == end and isinstance(start, PossibleDays):
        return start
    ends = [x for x in (start, end) if isinstance(x, PossibleDays)]
    first = FIRST_DAY if isinstance(start, str) else start.earliest
    last = LAST_DAY if isinstance(end, str) else end.latest
    texts = [x if isinstance(x, str) else x.edtf for x in (start, end)]
    if first > last:
        raise DateError(_backwards(*texts))
    is_week = (
        len(ends) == 2
        and all(x.precision is Precision.DAY for x in ends)
        and mark_of(ends[0]) == mark_of(ends[1])
        and first.weekday() == 0
        and (last - first).days == 6
    )
    return PossibleDays(
        "/".join(texts),
        first,
        last,
        Precision.WEEK if is_week else Precision.PERIOD,
        any(x.is_approximate for x in ends),
        any(x.is_uncertain for x in ends),
    )


def mark_of(days: PossibleDays) -> str:
    """Return the mark of a single date: `~` approximate, `?` uncertain, `%` both, or nothing."""
    return days.edtf[-1] if days.edtf[-1] in "?~%" else ""


def _backwards(first: str, last: str) -> str:
    return f"The date ends before it begins: {last} is earlier than {first}."
