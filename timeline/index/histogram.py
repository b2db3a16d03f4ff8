"""How many events fall when: buckets from days to centuries, uncertain dates kept apart."""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

MOST_BUCKETS = 64  # on a phone a bucket is then still 5 pixels wide
MOST_COARSE_BUCKETS = 24  # of them for a sparse past or future in a coarser unit
FEWEST_IN_COARSER = 4  # buckets, in the next coarser unit: quarters in a year
DENSE_RATIO = 0.75  # as much of all events must lie in between, in the finer unit


class Unit(StrEnum):
    """How long a bucket is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"  # 1900-1999, as EDTF writes 19XX; so that decades fit into it

    def key(self, day: date) -> int:
        """The number of the bucket that holds the day; neighbours differ by one."""
        match self:
            case Unit.DAY:
                return day.toordinal()
            case Unit.MONTH:
                return day.year * 12 + day.month - 1
            case Unit.QUARTER:
                return day.year * 4 + (day.month - 1) // 3
            case Unit.YEAR:
                return day.year
            case Unit.DECADE:
                return day.year // 10
            case Unit.CENTURY:
                return day.year // 100

    def days(self, key: int) -> tuple[date, date]:
        """The first and last day of a bucket, both inclusive, cut at the years 1 and 9999."""
        return _days(self, key)


@lru_cache(maxsize=4096)  # every page asks for the same ones, a fifth of a millisecond otherwise
def _days(unit: Unit, key: int) -> tuple[date, date]:
    match unit:
        case Unit.DAY:
            return date.fromordinal(key), date.fromordinal(key)
        case Unit.MONTH:
            return _months(key // 12, key % 12 + 1, 1)
        case Unit.QUARTER:
            return _months(key // 4, key % 4 * 3 + 1, 3)
        case Unit.YEAR:
            return _years(key, key)
        case Unit.DECADE:
            return _years(key * 10, key * 10 + 9)
        case Unit.CENTURY:
            return _years(key * 100, key * 100 + 99)


COARSER = {  # from the finest; a past of quarters before months would only confuse
    Unit.DAY: Unit.MONTH,
    Unit.MONTH: Unit.YEAR,
    Unit.QUARTER: Unit.YEAR,
    Unit.YEAR: Unit.DECADE,
    Unit.DECADE: Unit.CENTURY,
}


_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}

Axis = list[tuple[Unit, int]]  # buckets by unit and key


@dataclass(frozen=True, slots=True)
class DateCount:
    """So many events that share their days and the sort of their date."""

    earliest: date
    latest: date
    is_exact: bool
    is_planned: bool
    count: int

    @property
    def certainty(self) -> str:
        """How the events are drawn and filtered."""
        if self.is_planned:
            return "planned"
        return "exact" if self.is_exact else "inexact"


@dataclass(frozen=True, slots=True)
class Bucket:
    """One bar: its days, both inclusive, and its events by the sort of their date."""

    unit: Unit
    earliest: date
    latest: date
    exact_count: int
    inexact_count: int
    planned_count: int
    is_after_gap: bool  # the scale of the axis changes before it

    @property
    def count(self) -> int:
        """All its events."""
        return self.exact_count + self.inexact_count + self.planned_count


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Events known less exactly than the buckets: somewhere from one bucket to another."""

    first: int  # indices into `Histogram.buckets`, both inclusive
    last: int
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars in order of time and the ribbon beneath them; every event is in just one of both."""

    unit: Unit  # a sparse past or future may stand around it in a coarser one
    buckets: tuple[Bucket, ...]
    ribbons: tuple[Ribbon, ...]


EMPTY = Histogram(Unit.YEAR, (), ())


def histogram(
    counts: Iterable[DateCount], *, earliest: date | None = None, latest: date | None = None
) -> Histogram:
    """Count events into buckets of the finest unit that keeps the axis short.

    `earliest` and `latest` bound the axis; an event that began before it stands in its first
    bucket. What lasted stands where it began; what is less exact than a bucket goes to a ribbon.
    """
    rows = [_clamp(row, earliest, latest) for row in counts]
    if not rows:
        return EMPTY
    months: Counter[int] = Counter()
    for row in rows:
        months[Unit.MONTH.key(row.earliest)] += row.count
    axis = find_axis(
        earliest or min(row.earliest for row in rows),
        latest or max(row.latest for row in rows),
        months,
    )
    starts = [unit.days(key)[0] for unit, key in axis]
    placed: Counter[tuple[str, int]] = Counter()
    wide: Counter[tuple[int, int]] = Counter()
    for row in rows:
        first, last = (bisect_right(starts, day) - 1 for day in (row.earliest, row.latest))
        if first == last or row.is_exact:
            placed[row.certainty, first] += row.count
        else:
            wide[first, last] += row.count
    return draw(axis, placed, wide)


def draw(
    axis: Axis, placed: Mapping[tuple[str, int], int], wide: Mapping[tuple[int, int], int]
) -> Histogram:
    """The bars over an axis, from the events by certainty and bucket, and the ribbons beneath."""
    return Histogram(
        unit=min((unit for unit, _ in axis), key=list(Unit).index),
        buckets=tuple(
            Bucket(
                unit,
                *unit.days(key),
                exact_count=placed.get(("exact", number), 0),
                inexact_count=placed.get(("inexact", number), 0),
                planned_count=placed.get(("planned", number), 0),
                is_after_gap=number > 0 and axis[number - 1][0] != unit,
            )
            for number, (unit, key) in enumerate(axis)
        ),
        ribbons=tuple(Ribbon(first, last, count) for (first, last), count in sorted(wide.items())),
    )


def _clamp(row: DateCount, earliest: date | None, latest: date | None) -> DateCount:
    first = max(row.earliest, earliest) if earliest else row.earliest
    last = min(row.latest, latest) if latest else row.latest
    # An open end has no place on the axis: the event stands at the end that is known.
    if last == date.max:
        last = first
    if first == date.min:
        first = last
    return replace(row, earliest=min(first, last), latest=last)


def find_axis(first: date, last: date, months: Mapping[int, int]) -> Axis:
    """The buckets to draw, in order of time and without holes.

    `months` is how many events begin in which month; what is dense is drawn more finely.
    """
    for unit, coarser in COARSER.items():
        axis = _run(unit, first, last)
        if len(axis) <= MOST_BUCKETS:
            return axis
        broken = _broken_axis(unit, coarser, first, last, months)
        if broken:
            return broken
    return _run(Unit.CENTURY, first, last)


def _broken_axis(
    unit: Unit, coarser: Unit, first: date, last: date, months: Mapping[int, int]
) -> Axis | None:
    """A sparse past and future in the coarser unit around a dense time in the finer one."""
    # Too long even if all but the coarse ones and both ends were dense; looking would be slow.
    whole = coarser.key(last) - coarser.key(first) - MOST_COARSE_BUCKETS - 1
    if whole * FEWEST_IN_COARSER > MOST_BUCKETS:
        return None
    size = _MONTHS[coarser]
    counts: Counter[int] = Counter()
    for month, count in months.items():
        counts[month // size] += count
    begin, end = _densest(counts)
    before = range(coarser.key(first), begin)
    after = range(end + 1, coarser.key(last) + 1)
    if len(before) + len(after) > MOST_COARSE_BUCKETS:
        return None
    start = max(first, coarser.days(begin)[0])
    stop = min(last, coarser.days(end)[1])
    # Whole coarse buckets lie around it, so the fine ones fill theirs, but at the very ends.
    axis = [(coarser, key) for key in before] + _run(unit, start, stop)
    axis += [(coarser, key) for key in after]
    return axis if len(axis) <= MOST_BUCKETS else None


def _densest(counts: Counter[int]) -> tuple[int, int]:
    """The shortest stretch of keys, both ends inclusive, with enough of all events."""
    keys = sorted(counts)
    enough = DENSE_RATIO * counts.total()
    best = keys[0], keys[-1]
    inside, low = 0, 0
    for high in keys:
        inside += counts[high]
        while inside - counts[keys[low]] >= enough:
            inside -= counts[keys[low]]
            low += 1
        if inside >= enough and high - keys[low] < best[1] - best[0]:
            best = keys[low], high
    return best


def _run(unit: Unit, first: date, last: date) -> Axis:
    keys = range(unit.key(first), unit.key(last) + 1)
    # A run far too long is never drawn: one more than the most is enough to say so.
    return [(unit, key) for key in keys[: 2 * MOST_BUCKETS]]


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = month + count - 1
    return date(year, month, 1), date(year, last, calendar.monthrange(year, last)[1])


def _years(first: int, last: int) -> tuple[date, date]:
    return date(max(first, 1), 1, 1), date(min(last, 9999), 12, 31)
