"""Calendar units as numbers, so that "three quarters later" is an addition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
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
    """One unit by its running number: days and weeks since 1 January of year 1, a Monday."""

    grain: Grain
    index: int

    @classmethod
    def of(cls, grain: Grain, day: date) -> Unit:
        """Return the unit of that grain which holds the day."""
        if grain is Grain.DAY:
            return cls(grain, day.toordinal() - 1)
        if grain in (Grain.WEEK, Grain.WEEKEND):
            return cls(grain, (day.toordinal() - 1) // 7)
        if grain in _YEARS:
            return cls(grain, day.year // _YEARS[grain])
        months = day.year * 12 + day.month - 1
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
            return cls(grain, year // _YEARS[grain])
        return cls(grain, year * 12 // _MONTHS[grain] + number)

    def __add__(self, steps: int) -> Unit:
        return Unit(self.grain, self.index + steps)

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
        months = self.index * _MONTHS[self.grain] + (2 if self.grain is Grain.SEASON else 0)
        return date(months // 12, months % 12 + 1, 1)

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
        return Unit.of(grain, self.first)

    @property
    def timex(self) -> str:
        """The value as TIMEX3 writes it: 1998-03-08, 1998-W05, 1998-Q3, 199."""
        first = self.first
        match self.grain:
            case Grain.DAY:
                value = first.isoformat()
            case Grain.WEEK | Grain.WEEKEND:
                year, week, _ = first.isocalendar()
                value = f"{year:04}-W{week:02}" + "-WE" * (self.grain is Grain.WEEKEND)
            case Grain.MONTH:
                value = f"{first.year:04}-{first.month:02}"
            case Grain.QUARTER:
                value = f"{first.year:04}-Q{self.index % 4 + 1}"
            case Grain.HALF:
                value = f"{first.year:04}-H{self.index % 2 + 1}"
            case Grain.SEASON:
                value = f"{self.index // 4:04}-{SEASON_CODES[self.index % 4]}"
            case Grain.YEAR:
                value = f"{first.year:04}"
            case Grain.DECADE:
                value = f"{self.index:03}"
            case Grain.CENTURY:
                value = f"{self.index:02}"
        return value

    def span(self, *, approximate: bool = False) -> DateSpan:
        """Return it as a span. DateError, ValueError or OverflowError outside the years 1-9999."""
        first, year = self.first, self.first.year
        number = self.index % (12 // _MONTHS.get(self.grain, 12)) + 1
        match self.grain:
            case Grain.DAY:
                span = DateSpan.day(first, approximate=approximate)
            case Grain.WEEK:
                span = DateSpan.week(first, approximate=approximate)
            case Grain.WEEKEND:
                span = DateSpan.between(first, self.last)
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
                span = make.get(self.grain, DateSpan.century)(year, approximate=approximate)
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
