"""Calendar units as numbers, so that "three quarters later" is an addition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from timeline.dates import DateSpan
from timeline.extraction.when.words import PLURALS, UNITS


class Grain(StrEnum):
    """The sizes of calendar unit that a text speaks of."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


_MONTHS: Final = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.SEASON: 3, Grain.HALF: 6}
_YEARS: Final = {Grain.YEAR: 1, Grain.DECADE: 10, Grain.CENTURY: 100}
SEASON_CODES: Final = ("SP", "SU", "FA", "WI")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit by its running number: days and weeks since 1 January of year 1, a Monday.

    480 BC is the year -480, and its months and seasons are counted on from there: they can be
    added up and named, but have no days.
    """

    grain: Grain
    index: int

    @classmethod
    def of(cls, grain: Grain, day: date) -> Unit:
        """Return the unit of that grain which holds the day."""
        if grain is Grain.DAY:
            return cls(grain, day.toordinal() - 1)
        if grain in (Grain.WEEK, Grain.WEEKEND):
            return cls(grain, (day.toordinal() - 1) // 7)
        return cls._of_months(grain, day.year * 12 + day.month - 1)

    @classmethod
    def _of_months(cls, grain: Grain, months: int) -> Unit:
        if grain in _YEARS:
            return cls.part(grain, months // 12)
        # Spring begins in March; January and February belong to the winter before.
        return cls(grain, (months - (2 if grain is Grain.SEASON else 0)) // _MONTHS[grain])

    @classmethod
    def day(cls, year: int, month: int, day: int) -> Unit:
        """Return a day. ValueError when it is not in the calendar."""
        return cls.of(Grain.DAY, date(year, month, day))

    @classmethod
    def part(cls, grain: Grain, year: int, number: int = 0) -> Unit:
        """Return the month, quarter, season, half (counted from 0) or the year itself."""
        if grain in _YEARS:
            return cls(grain, year // _YEARS[grain] if year > 0 else cls._bc(grain, -year))
        return cls(grain, year * 12 // _MONTHS[grain] + number)

    @staticmethod
    def _bc(grain: Grain, year: int) -> int:
        # The 480s BC are 489 to 480, the 5th century BC is 500 to 401.
        return -((year - 1) // 100 + 1) if grain is Grain.CENTURY else -(year // _YEARS[grain])

    def __add__(self, steps: int) -> Unit:
        index = self.index + steps
        if self.grain is Grain.YEAR and index <= 0 < self.index:
            index -= 1  # 1 BC comes before the year 1
        return Unit(self.grain, index)

    @property
    def year(self) -> int:
        """The year of its first day."""
        return self._months // 12

    @property
    def month(self) -> int:
        """The month of its first day."""
        return self._months % 12 + 1

    @property
    def _months(self) -> int:
        if self.grain in _YEARS:
            return self.index * _YEARS[self.grain] * 12
        if self.grain in _MONTHS:
            return self.index * _MONTHS[self.grain] + (2 if self.grain is Grain.SEASON else 0)
        first = self.first
        return first.year * 12 + first.month - 1

    @property
    def first(self) -> date:
        """The first day. ValueError or OverflowError outside the years 1-9999."""
        if self.grain is Grain.DAY:
            return date.fromordinal(self.index + 1)
        if self.grain in (Grain.WEEK, Grain.WEEKEND):
            return date.fromordinal(self.index * 7 + (6 if self.grain is Grain.WEEKEND else 1))
        if self.grain in _YEARS:
            year = self.index * _YEARS[self.grain]
            return date(1 if year == 0 and self.grain is not Grain.YEAR else year, 1, 1)
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day. ValueError or OverflowError outside the years 1-9999."""
        if self.grain is Grain.DAY:
            return self.first
        if self.grain is Grain.WEEKEND:
            return self.first + timedelta(days=1)
        first = self.first
        try:
            return max((self + 1).first - timedelta(days=1), first)
        except (ValueError, OverflowError):
            return date.max

    def to(self, grain: Grain) -> Unit:
        """Return the unit of another grain that holds its first day."""
        if grain in _YEARS or grain in _MONTHS:
            return Unit._of_months(grain, self._months)
        return Unit.of(grain, self.first)

    @property
    def timex(self) -> str:
        """The value as TIMEX3 writes it: 1998-03-08, 1998-W05, 1998-Q3, 199, BC0480-09."""
        if self.grain is Grain.DAY:
            return self.first.isoformat()
        if self.grain in (Grain.WEEK, Grain.WEEKEND):
            year, week, _ = self.first.isocalendar()
            return f"{year:04}-W{week:02}" + "-WE" * (self.grain is Grain.WEEKEND)
        era, year = ("BC", -self.year) if self.index < 0 else ("", self.year)
        if year > date.max.year or (year == 0 and self.grain not in (Grain.DECADE, Grain.CENTURY)):
            raise ValueError(f"no such year: {self.year}")
        match self.grain:
            case Grain.DECADE:
                value = f"{abs(self.index):03}"
            case Grain.CENTURY:
                value = f"{abs(self.index) - bool(era):02}"
            case _:
                value = f"{year:04}{self._part()}"
        return era + value

    def _part(self) -> str:
        match self.grain:
            case Grain.MONTH:
                return f"-{self.month:02}"
            case Grain.QUARTER:
                return f"-Q{self.index % 4 + 1}"
            case Grain.HALF:
                return f"-H{self.index % 2 + 1}"
            case Grain.SEASON:
                return f"-{SEASON_CODES[self.index % 4]}"
            case _:
                return ""

    def span(self, *, approximate: bool = False) -> DateSpan:
        """Return it as a span. DateError, ValueError or OverflowError outside the years 1-9999."""
        return _span(self, approximate)


# A text returns to the same days again and again, and a span is made by reading EDTF.
@lru_cache(maxsize=4096)
def _span(unit: Unit, approximate: bool) -> DateSpan:
    first, year = unit.first, unit.year
    number = unit.index % (12 // _MONTHS.get(unit.grain, 12)) + 1
    match unit.grain:
        case Grain.DAY:
            span = DateSpan.day(first, approximate=approximate)
        case Grain.WEEK:
            span = DateSpan.week(first, approximate=approximate)
        case Grain.WEEKEND:
            span = DateSpan.between(first, unit.last)
        case Grain.MONTH:
            span = DateSpan.month(year, number, approximate=approximate)
        case Grain.QUARTER:
            span = DateSpan.quarter(year, number, approximate=approximate)
        case Grain.SEASON:
            span = DateSpan.season(year, number, approximate=approximate)
        case Grain.HALF:
            span = DateSpan.half(year, number, approximate=approximate)
        case _:
            make = {Grain.YEAR: DateSpan.year, Grain.DECADE: DateSpan.decade}
            span = make.get(unit.grain, DateSpan.century)(year, approximate=approximate)
    return span


def grain_of(word: str) -> Grain | None:
    """Return the calendar grain of a unit's name, None for hours and less."""
    name = PLURALS.get(word, word)
    if name == "fortnight":
        return Grain.WEEK
    return Grain(name) if name in UNITS and name not in ("second", "minute", "hour") else None


_LADDER: Final = (
    Grain.DAY,
    Grain.WEEKEND,
    Grain.WEEK,
    Grain.MONTH,
    Grain.QUARTER,
    Grain.SEASON,
    Grain.HALF,
    Grain.YEAR,
)


AS_FINE: Final = {
    **{grain: _LADDER[: place + 1] for place, grain in enumerate(_LADDER)},
    Grain.DECADE: (*_LADDER, Grain.DECADE),
    Grain.CENTURY: (*_LADDER, Grain.DECADE, Grain.CENTURY),
}


def back_from(day: date, grain: Grain, count: int) -> tuple[date, date] | None:
    """Return the days from so many units before a day up to it."""
    try:
        if grain in (Grain.DAY, Grain.WEEK):
            return day - timedelta(days=count * (7 if grain is Grain.WEEK else 1)), day
        months = {
            Grain.MONTH: 1,
            Grain.QUARTER: 3,
            Grain.YEAR: 12,
            Grain.DECADE: 120,
            Grain.CENTURY: 1200,
        }[grain]
        start = (Unit.of(Grain.MONTH, day) + -count * months).first
        return min(start + timedelta(days=day.day - 1), day), day
    except (ValueError, OverflowError, KeyError):
        return None
