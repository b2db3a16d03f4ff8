"""PossibleDays: the first and last day on which something may have happened; comparison, thirds."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

MONTHS: Final = tuple(calendar.month_name[1:])
WEEKDAYS: Final = tuple(calendar.day_name)
FIRST_DAY: Final = date.min
LAST_DAY: Final = date.max
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAYS = re.compile(f"{_DAY}/{_DAY}")


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
class PossibleDays:
    """What a date's EDTF text says: its first and last possible day, both inclusive.

    What reads a date returns this and what words a date takes it, so neither needs `DateSpan`,
    which adds the ways to make one.
    """

    edtf: str
    earliest: date
    latest: date
    precision: Precision
    is_approximate: bool = False
    is_uncertain: bool = False

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

    def overlaps(self, first: PossibleDays | date, last: date | None = None) -> bool:
        """Say whether a possible day is shared with another, or with first to last."""
        start, end = _days_of(first, last)
        return self.earliest <= end and start <= self.latest

    def is_within(self, first: PossibleDays | date, last: date | None = None) -> bool:
        """Say whether all possible days lie in another, or in the days first to last."""
        start, end = _days_of(first, last)
        return start <= self.earliest and self.latest <= end


def _days_of(first: PossibleDays | date, last: date | None) -> tuple[date, date]:
    if isinstance(first, PossibleDays):
        return first.earliest, first.latest
    return first, first if last is None else last


def third_of(unit: PossibleDays, part: int) -> tuple[date, date]:
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
