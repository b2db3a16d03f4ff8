"""One date as a person types it: "17 March 2023", "Q1 2023", "the 1990s", "17/03/2023"."""

import re
from typing import Final

from timeline.dates.days import MONTHS, WEEKDAYS, DateError, PossibleDays
from timeline.dates.edtf import parse_unit
from timeline.dates.wording import NTH, SEASONS, day_wording

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


def read_unit(text: str, mark: str = "") -> PossibleDays | None:
    """Read tidied lower-case English as one date, marked as given; None when it is not one."""
    for pattern in _UNITS:
        if match := pattern.fullmatch(text):
            return _unit_from({k: v for k, v in match.groupdict().items() if v}, mark)
    if match := _NUMBERS.fullmatch(text):
        return _unit_from_numbers(match, mark)
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = match.groups()
        return parse_unit(f"{year}-{int(month):02}-{int(day):02}{mark}")
    return None


def _unit_from(found: dict[str, str], mark: str) -> PossibleDays:
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
    return int(word[0]) if word[0].isdigit() else min((*NTH, "last").index(word), 3) + 1


def _check_weekday(span: PossibleDays, typed: str) -> None:
    name = WEEKDAYS[span.earliest.weekday()]
    if typed and not name.lower().startswith(typed):
        raise DateError(f"{day_wording(span.earliest)} is a {name}.")


def _unit_from_numbers(match: re.Match[str], mark: str) -> PossibleDays:
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
