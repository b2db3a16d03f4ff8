"""DateSpan: when something happened, as exactly as it is known; EDTF and English in and out."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

MONTHS: Final = tuple(calendar.month_name[1:])
WEEKDAYS: Final = tuple(calendar.day_name)
SEASONS: Final = ("spring", "summer", "autumn", "winter")
FIRST_DAY: Final = date.min
LAST_DAY: Final = date.max
LONGEST_TEXT: Final = 100


class DateError(ValueError):
    """What was typed is no date; the message is one sentence for the person who typed it."""


class Precision(StrEnum):
    """How exactly a date is known, or that it is a stretch of time."""

    DAY = "day"
    WEEK = "week"  # some day of it
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"  # one day between two, not known which
    PERIOD = "period"  # it lasted from one to the other


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date as it is known: its EDTF text, its first and last possible day, both inclusive.

    The EDTF is that of the Library of Congress (2019): level 1, and of level 2 the quarters
    33-36, the halves 40-41 and one of a range of days, `[2023-03-17..2023-03-18]`. It is kept in
    one canonical spelling, so equal spans have equal texts. `a/b` means that it lasted from a to
    b, except that Monday to Sunday reads as a week: some day of it. A mark (`~` approximate, `?`
    uncertain, `%` both) does not widen the days: by how much is for a reader to judge. An open
    or unknown end reaches to the first or last day there is, 0001-01-01 or 9999-12-31.
    """

    edtf: str
    earliest: date
    latest: date
    precision: Precision
    is_approximate: bool = False
    is_uncertain: bool = False

    @classmethod
    def day(cls, on: date, *, approximate: bool = False) -> DateSpan:
        """Return one day."""
        return _plain(on.isoformat(), on, on, Precision.DAY, "~" * approximate)

    @classmethod
    def week(cls, on: date, *, approximate: bool = False) -> DateSpan:
        """Return the week, Monday to Sunday, that holds a day: some day of it."""
        monday = on - timedelta(days=on.weekday())
        last = min(monday.toordinal() + 6, LAST_DAY.toordinal())
        return _interval(
            cls.day(monday, approximate=approximate),
            cls.day(date.fromordinal(last), approximate=approximate),
        )

    @classmethod
    def month(cls, year: int, month: int, *, approximate: bool = False) -> DateSpan:
        """Return a month of 1-12. DateError outside the calendar."""
        return parse_unit(f"{year:04}-{month:02}" + "~" * approximate)

    @classmethod
    def season(cls, year: int, season: int, *, approximate: bool = False) -> DateSpan:
        """Return a season of 1-4, spring first, by the months of the northern hemisphere.

        Winter belongs to the year it begins in: December to February. A text about Argentina
        that says "spring 2023" means September to November, which is `autumn` here.
        """
        return parse_unit(f"{year:04}-{season + 20}" + "~" * approximate)

    @classmethod
    def quarter(cls, year: int, quarter: int, *, approximate: bool = False) -> DateSpan:
        """Return a quarter of 1-4 of the calendar year."""
        return parse_unit(f"{year:04}-{quarter + 32}" + "~" * approximate)

    @classmethod
    def half(cls, year: int, half: int, *, approximate: bool = False) -> DateSpan:
        """Return a half of 1-2 of the calendar year."""
        return parse_unit(f"{year:04}-{half + 39}" + "~" * approximate)

    @classmethod
    def year(cls, year: int, *, approximate: bool = False) -> DateSpan:
        """Return a year of 1-9999. DateError outside."""
        return parse_unit(f"{year:04}" + "~" * approximate)

    @classmethod
    def decade(cls, year: int, *, approximate: bool = False) -> DateSpan:
        """Return the ten years with the same first three digits as the year given."""
        return parse_unit(f"{year // 10:03}X" + "~" * approximate)

    @classmethod
    def century(cls, year: int, *, approximate: bool = False) -> DateSpan:
        """Return a century by any of its years: 1800 and 1899 are both in the 19th."""
        return parse_unit(f"{year // 100:02}XX" + "~" * approximate)

    @classmethod
    def between(cls, first: date, last: date) -> DateSpan:
        """Return one day of these, not known which. DateError when they are the wrong way round."""
        if first > last:
            raise DateError(_backwards(first.isoformat(), last.isoformat()))
        if first == last:
            return cls.day(first)
        head = first.isoformat() if first > FIRST_DAY else ""
        tail = last.isoformat() if last < LAST_DAY else ""
        if not head and not tail:
            raise DateError("A date that is open at both ends says nothing.")
        return cls(f"[{head}..{tail}]", first, last, Precision.RANGE)

    @classmethod
    def period(cls, first: date, last: date, *, approximate: bool = False) -> DateSpan:
        """Return what lasted from a day to another; Monday to Sunday reads as a week."""
        return _interval(
            cls.day(first, approximate=approximate), cls.day(last, approximate=approximate)
        )

    @classmethod
    def parse_edtf(cls, text: str) -> DateSpan:
        """Read EDTF as the class says. DateError with a sentence for people otherwise."""
        _check_length(text)
        if match := _ONE_OF.fullmatch(text):
            first, last = match.groups()
            head = parse_unit(first) if first else None
            tail = parse_unit(last) if last else None
            for end in (head, tail):
                if end and (end.is_approximate or end.is_uncertain):
                    raise DateError(f"“{text}”: inside brackets a date takes no ~, ? or %.")
            return cls.between(
                head.earliest if head else FIRST_DAY, tail.latest if tail else LAST_DAY
            )
        if text.count("/") == 1:
            start, end_text = text.split("/")
            return _interval(
                start if start in _OPEN else parse_unit(start),
                end_text if end_text in _OPEN else parse_unit(end_text),
            )
        return parse_unit(text)

    @classmethod
    def parse(cls, text: str) -> DateSpan:
        """Read EDTF, or English as typed ("c. 2013", "13–19 March 2023", "early 2023").

        DateError with a sentence for that person when it is neither, or can mean two days.
        """
        _check_length(text)
        stripped = text.strip()
        if _LOOKS_EDTF.fullmatch(stripped):
            return cls.parse_edtf(stripped)
        tidy = re.sub(r"[\s,]+", " ", stripped.replace("’", "'").translate(_DASHES)).lower().strip()
        span = _read(re.sub(r" ?- ?", "-", tidy))
        if span is None:
            shown = "".join(c for c in stripped if c.isprintable())
            raise DateError(
                f"“{shown}” is not understood as a date: write it like 17 March 2023, March 2023, "
                "c. 2013, 13–19 March 2023 or early March 2023."
            )
        return span

    @property
    def is_exact(self) -> bool:
        """Whether every day of it is known: one day, or a stretch between two known days."""
        if self.is_approximate or self.is_uncertain:
            return False
        days = self.precision is Precision.PERIOD and _DAYS.fullmatch(self.edtf) is not None
        return days or self.precision is Precision.DAY

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """By earliest day, then latest, then EDTF, so that the order never wavers."""
        return self.earliest, self.latest, self.edtf

    def overlaps(self, first: DateSpan | date, last: date | None = None) -> bool:
        """Say whether a possible day is shared with another span, or with first to last."""
        start, end = _days_of(first, last)
        return self.earliest <= end and start <= self.latest

    def is_within(self, first: DateSpan | date, last: date | None = None) -> bool:
        """Say whether all possible days lie in another span, or in the days first to last."""
        start, end = _days_of(first, last)
        return start <= self.earliest and self.latest <= end

    def wording(self) -> str:
        """Write the date in English; `parse` reads it back to the same span."""
        if self.precision is Precision.RANGE:
            return _range_wording(self.earliest, self.latest)
        if "/" in self.edtf:
            return _interval_wording(self)
        return _mark_wording(self) + _unit_wording(self.edtf.rstrip("?~%"), self)


# --- EDTF ---------------------------------------------------------------------------------

_OPEN = ("", "..")
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAYS = re.compile(f"{_DAY}/{_DAY}")
_ONE_OF = re.compile(r"\[([^\[\],./]*)\.\.([^\[\],./]*)\]")
_UNIT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[?~%]?)"
)
_END = r"(?:\.\.|Y?-?[0-9]{3,}[0-9X]|[0-9]{2}XX)(?:-[0-9X]{2}){0,2}[?~%]?"
_LOOKS_EDTF = re.compile(rf"{_END}|{_END}/(?:{_END})?|/{_END}|\[[-0-9X.?~%]+\]")


def parse_unit(text: str) -> DateSpan:
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


def _month_or_day(text: str, year: int, month: int, day: str | None, mark: str) -> DateSpan:
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
    on = date(year, month, int(day))
    return _plain(on.isoformat(), on, on, Precision.DAY, mark)


# code: precision, first month, length in months (EDTF 2019, "Season" and level 2)
_PARTS: Final = {
    **{21 + i: (Precision.SEASON, 3 + 3 * i, 3) for i in range(4)},
    **{33 + i: (Precision.QUARTER, 1 + 3 * i, 3) for i in range(4)},
    **{40 + i: (Precision.HALF, 1 + 6 * i, 6) for i in range(2)},
}


def _part_of_year(text: str, year: int, code: int, mark: str) -> DateSpan:
    if code not in _PARTS:
        raise DateError(f"“{text}”: there is no month {code}.")
    precision, month, length = _PARTS[code]
    over, last_month = divmod(month + length - 2, 12)
    latest = LAST_DAY
    if year + over <= LAST_DAY.year:
        last_day = calendar.monthrange(year + over, last_month + 1)[1]
        latest = date(year + over, last_month + 1, last_day)
    return _plain(f"{year:04}-{code}", date(year, month, 1), latest, precision, mark)


def _years(digits: str, mark: str) -> DateSpan:
    first = date(max(int(digits.replace("X", "0")), 1), 1, 1)
    last = date(int(digits.replace("X", "9")), 12, 31)
    precision = Precision.CENTURY if digits.endswith("XX") else Precision.DECADE
    return _plain(digits, first, last, precision, mark)


def _plain(body: str, first: date, last: date, precision: Precision, mark: str) -> DateSpan:
    return DateSpan(body + mark, first, last, precision, mark in ("~", "%"), mark in ("?", "%"))


def _interval(start: DateSpan | str, end: DateSpan | str) -> DateSpan:
    """Join two dates, or one and an end that is open (`..`) or unknown (nothing)."""
    if isinstance(start, str) and isinstance(end, str):
        raise DateError("A date that is open at both ends says nothing.")
    if start == end and isinstance(start, DateSpan):
        return start
    ends = [x for x in (start, end) if isinstance(x, DateSpan)]
    first = FIRST_DAY if isinstance(start, str) else start.earliest
    last = LAST_DAY if isinstance(end, str) else end.latest
    texts = [x if isinstance(x, str) else x.edtf for x in (start, end)]
    if first > last:
        raise DateError(_backwards(*texts))
    is_week = (
        len(ends) == 2
        and all(x.precision is Precision.DAY for x in ends)
        and _mark(ends[0]) == _mark(ends[1])
        and first.weekday() == 0
        and (last - first).days == 6
    )
    return DateSpan(
        "/".join(texts),
        first,
        last,
        Precision.WEEK if is_week else Precision.PERIOD,
        any(x.is_approximate for x in ends),
        any(x.is_uncertain for x in ends),
    )


def _mark(span: DateSpan) -> str:
    return span.edtf[-1] if span.edtf[-1] in "?~%" else ""


def _backwards(first: str, last: str) -> str:
    return f"The date ends before it begins: {last} is earlier than {first}."


def _check_length(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise DateError(f"A date has at most {LONGEST_TEXT} characters; this has {len(text)}.")


def _days_of(first: DateSpan | date, last: date | None) -> tuple[date, date]:
    if isinstance(first, DateSpan):
        return first.earliest, first.latest
    return first, first if last is None else last


# --- English out --------------------------------------------------------------------------

_MARK_WORDS: Final = {"": "", "~": "c. ", "?": "perhaps ", "%": "perhaps c. "}
_NTH: Final = ("first", "second", "third", "fourth")
_UNKNOWN = "an unknown date"
_THIRDS: Final = ("early ", "mid-", "late ")


def _mark_wording(span: DateSpan) -> str:
    return _MARK_WORDS[_mark(span)]


def _year_wording(year: int) -> str:
    return str(year) if year >= 1000 else f"AD {year}"


def _day_wording(on: date, *, month: bool = True, year: bool = True) -> str:
    parts = [str(on.day)]
    if month or year:
        parts.append(MONTHS[on.month - 1])
    if year:
        parts.append(_year_wording(on.year))
    return " ".join(parts)


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def _unit_wording(body: str, span: DateSpan) -> str:
    year = _year_wording(span.earliest.year)
    code = int(body[5:7]) if body[5:7].isdigit() else 0
    wording = year
    match span.precision:
        case Precision.DAY:
            wording = _day_wording(span.earliest)
        case Precision.MONTH:
            wording = f"{MONTHS[code - 1]} {year}"
        case Precision.SEASON:
            wording = f"{SEASONS[code - 21]} {year}"
        case Precision.QUARTER:
            wording = f"{_NTH[code - 33]} quarter of {year}"
        case Precision.HALF:
            wording = f"{_NTH[code - 40]} half of {year}"
        case Precision.DECADE:
            wording = f"{_year_wording(int(body[:3]) * 10)}s"
        case Precision.CENTURY:
            wording = f"{_ordinal(int(body[:2]) + 1)} century"
        case _:
            pass
    return wording


def _interval_wording(span: DateSpan) -> str:
    start, end = span.edtf.split("/")
    if end == "..":
        return f"since {parse_unit(start).wording()}"
    if start == "..":
        return f"until {parse_unit(end).wording()}"
    if not start or not end:
        known = [parse_unit(x).wording() if x else _UNKNOWN for x in (start, end)]
        return f"from {known[0]} to {known[1]}"
    a, b = parse_unit(start), parse_unit(end)
    if span.precision is Precision.WEEK:
        return f"{_mark_wording(a)}week of {_day_wording(a.earliest)}"
    dashed = _dashed_wording(a.precision, a.earliest, b.earliest)
    if dashed and a.precision is b.precision and _mark(a) == _mark(b):
        return _mark_wording(a) + dashed
    return f"from {a.wording()} to {b.wording()}"


def _dashed_wording(precision: Precision, first: date, last: date) -> str:
    """Write two days, months or years about a dash, or nothing for other units."""
    same_year = first.year == last.year
    same_month = same_year and first.month == last.month
    year = "" if same_year else f" {_year_wording(first.year)}"
    match precision:
        case Precision.DAY:
            left = _day_wording(first, month=not same_month, year=not same_year)
            return f"{left}{'–' if same_month else ' – '}{_day_wording(last)}"
        case Precision.MONTH:
            right = f"{MONTHS[last.month - 1]} {_year_wording(last.year)}"
            return f"{MONTHS[first.month - 1]}{year}{' – ' if year else '–'}{right}"
        case Precision.YEAR if first.year >= 1000:
            return f"{first.year}–{last.year}"
        case _:
            return ""


def _range_wording(first: date, last: date) -> str:
    if first == FIRST_DAY:
        return f"by {_day_wording(last)}"
    if last == LAST_DAY:
        return f"on or after {_day_wording(first)}"
    if wording := _third_wording(first, last):
        return wording
    same_year = first.year == last.year
    same_month = same_year and first.month == last.month
    left = _day_wording(first, month=not same_month, year=not same_year)
    if (last - first).days == 1:
        return f"{left} or {_day_wording(last)}"
    return f"between {left} and {_day_wording(last)}"


def _third_wording(first: date, last: date) -> str:
    """Name the days if they are the early, middle or late part of a month, year or decade."""
    candidates = [
        DateSpan.month(first.year, first.month),
        DateSpan.year(first.year),
        DateSpan.decade(first.year),
    ]
    for unit in candidates:
        for part, prefix in enumerate(_THIRDS):
            if third_of(unit, part) == (first, last):
                return prefix + unit.wording()
    return ""


def third_of(unit: DateSpan, part: int) -> tuple[date, date]:
    """Return the first and last day of the early (0), middle (1) or late (2) part of a span.

    Of a month its days 1-10, 11-20 and the rest; of a year its months by fours; of a decade its
    years 0-3, 4-6 and 7-9; of anything else equal thirds in whole days.
    """
    first, last = unit.earliest, unit.latest
    if unit.precision is Precision.MONTH:
        return (
            first.replace(day=(1, 11, 21)[part]),
            last if part == 2 else first.replace(day=(10, 20)[part]),
        )
    if unit.precision is Precision.YEAR:
        month = 4 * part + 4
        return (
            date(first.year, month - 3, 1),
            date(first.year, month, calendar.monthrange(first.year, month)[1]),
        )
    if unit.precision is Precision.DECADE:
        ten = last.year - 9
        start, end = ((0, 3), (4, 6), (7, 9))[part]
        return date(max(ten + start, 1), 1, 1), date(ten + end, 12, 31)
    days = (last - first).days + 1
    return (
        first + timedelta(days=days * part // 3),
        first + timedelta(days=max(days * (part + 1) // 3 - 1, days * part // 3)),
    )


# --- English in ---------------------------------------------------------------------------

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_MONTH_NUMBERS: Final = {
    **{name.lower(): i for i, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): i for i, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?:ad (?P<ad>[0-9]{1,4})|(?P<year>[0-9]{3,4}))"
_WHICH = "first|second|third|fourth|last|1st|2nd|3rd|4th"
_DAY_NUMBER = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = "(?:(?P<weekday>" + "|".join(d[:3].lower() for d in WEEKDAYS) + r")[a-z]*\.? )?"
_HEDGES: Final = (
    ("%", re.compile(r"(?:perhaps|possibly|probably|maybe) (?:c\.|ca?\.?|circa|about|around) ?")),
    ("~", re.compile(r"(?:c\.|ca\.|(?:ca?|circa|about|around|approximately|approx\.?) |~ ?) ?")),
    ("?", re.compile(r"(?:perhaps|possibly|probably|maybe) ")),
)
_UNITS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_WEEKDAY}(?:the )?{_DAY_NUMBER}(?: of)? {_MONTH} {_YEAR}",
        rf"{_WEEKDAY}{_MONTH} (?:the )?{_DAY_NUMBER} {_YEAR}",
        rf"{_MONTH}(?: of| in)? {_YEAR}",
        rf"(?P<season>spring|summer|autumn|fall|winter)(?: of| in)? {_YEAR}",
        rf"q(?P<quarter>[1-4]) {_YEAR}",
        rf"(?:the )?(?P<quarter>{_WHICH}) quarter(?: of)? {_YEAR}",
        rf"h(?P<half>[12]) {_YEAR}",
        rf"(?:the )?(?P<half>first|second|last|1st|2nd) half(?: of)? {_YEAR}",
        rf"{_YEAR}",
        r"(?:the )?(?P<decade>(?:ad )?[0-9]{0,3}0)'?s",
        r"(?:the )?(?P<century>[0-9]{1,3})(?:st|nd|rd|th) century",
    )
)
_NUMBERS = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})")


def _read(text: str) -> DateSpan | None:
    """Read tidied lower-case English; None when it is not understood."""
    mark = ""
    for sign, pattern in _HEDGES:
        if match := pattern.match(text):
            mark, text = sign, text[match.end() :]
            break
    if not mark and text[-1:] in ("?", "~", "%"):
        mark, text = text[-1], text[:-1].rstrip()
    for reader in (_read_week, _read_unit) if mark else _READERS:
        if span := reader(text, mark):
            return span
    return _read_dashed(text, mark)


def _read_unit(text: str, mark: str = "") -> DateSpan | None:
    for pattern in _UNITS:
        if match := pattern.fullmatch(text):
            return _unit_from({k: v for k, v in match.groupdict().items() if v}, mark)
    if match := _NUMBERS.fullmatch(text):
        return _unit_from_numbers(match, mark)
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = match.groups()
        return parse_unit(f"{year}-{int(month):02}-{int(day):02}{mark}")
    return None


def _unit_from(found: dict[str, str], mark: str) -> DateSpan:
    if century := found.get("century"):
        if not 1 <= int(century) <= 100:
            raise DateError("Dateline holds the years 1 to 9999: the 1st to the 100th century.")
        return parse_unit(f"{int(century) - 1:02}XX{mark}")
    if decade := found.get("decade"):
        return parse_unit(f"{int(decade.removeprefix('ad ')) // 10:03}X{mark}")
    part = ""
    if season := found.get("season"):
        part = f"-{SEASONS.index(season.replace('fall', 'autumn')) + 21}"
    elif quarter := found.get("quarter"):
        part = f"-{_number_of(quarter) + 32}"
    elif half := found.get("half"):
        part = f"-{min(_number_of(half), 2) + 39}"
    elif month := found.get("month"):
        part = f"-{_MONTH_NUMBERS[month]:02}"
    if day := found.get("day"):
        part += f"-{int(day):02}"
    span = parse_unit(f"{int(found.get('ad') or found['year']):04}{part}{mark}")
    _check_weekday(span, found.get("weekday", ""))
    return span


def _number_of(word: str) -> int:
    """Return 1-4 for "1", "1st", "first" and so on; "last" is 4."""
    return int(word[0]) if word[0].isdigit() else min((*_NTH, "last").index(word), 3) + 1


def _check_weekday(span: DateSpan, typed: str) -> None:
    name = WEEKDAYS[span.earliest.weekday()]
    if typed and not name.lower().startswith(typed):
        raise DateError(f"{_day_wording(span.earliest)} is a {name}.")


def _unit_from_numbers(match: re.Match[str], mark: str) -> DateSpan:
    a, b, year = int(match[1]), int(match[3]), match[4]
    if a <= 12 and b <= 12 and a != b:
        raise DateError(
            f"“{match[0]}” can be {a} {MONTHS[b - 1]} or {b} {MONTHS[a - 1]}: "
            "write the month as a word."
            if a and b
            else f"“{match[0]}” is not a day in the calendar."
        )
    day, month = (a, b) if a > 12 or a == b else (b, a)
    return parse_unit(f"{year}-{month:02}-{day:02}{mark}")


def _read_week(text: str, mark: str) -> DateSpan | None:
    match = re.fullmatch(r"(?:the )?week (?:of|beginning) (.+)", text)
    unit = _read_unit(match[1]) if match else None
    if unit is None or unit.precision is not Precision.DAY:
        return None
    monday = unit.earliest - timedelta(days=unit.earliest.weekday())
    sunday = date.fromordinal(min(monday.toordinal() + 6, LAST_DAY.toordinal()))
    return _interval(parse_unit(monday.isoformat() + mark), parse_unit(sunday.isoformat() + mark))


def _read_third(text: str, _: str) -> DateSpan | None:
    match = re.fullmatch(r"(?:the )?(early|mid|late)(?: in)?[ -](.+)", text)
    unit = _read_unit(match[2]) if match else None
    if unit is None or match is None or unit.precision is Precision.DAY:
        return None
    return DateSpan.between(*third_of(unit, ("early", "mid", "late").index(match[1])))


def _read_one_of(text: str, _: str) -> DateSpan | None:
    match = re.fullmatch(r"between (.+?) and (.+)|(?!on or after)(.+?) or (.+)", text)
    ends = _two_ends(match[1] or match[3], match[2] or match[4], _read_unit) if match else None
    return DateSpan.between(ends[0].earliest, ends[1].latest) if ends else None


def _read_bound(text: str, _: str) -> DateSpan | None:
    match = re.fullmatch(r"(by|before|after|on or before|on or after) (.+)", text)
    unit = _read_unit(match[2]) if match else None
    if unit is None or match is None:
        return None
    try:
        match match[1]:
            case "before":
                return DateSpan.between(FIRST_DAY, unit.earliest - timedelta(days=1))
            case "after":
                return DateSpan.between(unit.latest + timedelta(days=1), LAST_DAY)
            case "on or after":
                return DateSpan.between(unit.earliest, LAST_DAY)
            case _:
                return DateSpan.between(FIRST_DAY, unit.latest)
    except OverflowError:
        raise DateError("Dateline holds the years 1 to 9999.") from None


def _read_open(text: str, _: str) -> DateSpan | None:
    match = re.fullmatch(r"(since|until|till) (.+)", text)
    unit = _read_end(match[2]) if match else None
    if unit is None or match is None:
        return None
    return _interval(unit, "..") if match[1] == "since" else _interval("..", unit)


def _read_from_to(text: str, _: str) -> DateSpan | None:
    match = re.fullmatch(r"from (.+?) (?:to|until) (.+)", text)
    if match is None:
        return None
    left, right = match.groups()
    if _UNKNOWN in (left, right):
        ends = ["" if x == _UNKNOWN else _read_end(x) for x in (left, right)]
        return None if None in ends else _interval(*(x or "" for x in ends))
    pair = _two_ends(left, right, _read_end)
    return _interval(*pair) if pair else None


def _read_end(text: str) -> DateSpan | None:
    """Read one end of an interval: a unit that may have a hedge of its own."""
    for sign, pattern in _HEDGES:
        if match := pattern.match(text):
            return _read_unit(text[match.end() :], sign)
    return _read_unit(text)


def _read_dashed(text: str, mark: str) -> DateSpan | None:
    left, dash, right = text.partition("-")
    if not dash or "-" in right:
        return None
    if re.fullmatch(r"[0-9]{4}", left) and re.fullmatch(r"[0-9]{2}", right):
        right = left[:2] + right
    pair = _two_ends(left, right, lambda end: _read_unit(end, mark))
    return _interval(*pair) if pair else None


def _two_ends(
    left: str, right: str, read: Callable[[str], DateSpan | None]
) -> tuple[DateSpan, DateSpan] | None:
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
    _read_unit,
    _read_week,
    _read_third,
    _read_from_to,
    _read_open,
    _read_bound,
    _read_one_of,
)
