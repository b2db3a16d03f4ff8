"""How many events fall when: buckets from days to centuries, uncertain dates kept apart."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

MOST_BUCKETS = 64  # on a phone a bucket is then still 5 pixels wide
GAP_BUCKETS = 4  # as many empty buckets in a row may be drawn as one break of the axis
BUCKETS_A_GAP = 6  # but an axis with more breaks than one in so many buckets misleads


class Unit(StrEnum):
    """How long a bucket is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"

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
                return (day.year - 1) // 100

    def days(self, key: int) -> tuple[date, date]:
        """The first and last day of a bucket, both inclusive, cut at the years 1 and 9999."""
        match self:
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
                return _years(key * 100 + 1, key * 100 + 100)


class DateCount(NamedTuple):
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

    earliest: date
    latest: date
    exact_count: int
    inexact_count: int
    planned_count: int
    is_after_gap: bool  # the axis is broken before it

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

    unit: Unit
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
    for unit in Unit:
        placed, wide = _place(rows, unit)
        used = {*(key for key, _ in placed), *(key for pair in wide for key in pair)}
        used |= {unit.key(bound) for bound in (earliest, latest) if bound}
        keys = _axis(sorted(used), limit=100 if unit is Unit.CENTURY else MOST_BUCKETS)
        if keys:
            break
    where = {key: number for number, key in enumerate(keys)}
    return Histogram(
        unit=unit,
        buckets=tuple(
            Bucket(
                *unit.days(key),
                exact_count=placed[key, "exact"],
                inexact_count=placed[key, "inexact"],
                planned_count=placed[key, "planned"],
                is_after_gap=number > 0 and keys[number - 1] != key - 1,
            )
            for number, key in enumerate(keys)
        ),
        ribbons=tuple(
            Ribbon(where[first], where[last], count)
            for (first, last), count in sorted(wide.items())
        ),
    )


def _clamp(row: DateCount, earliest: date | None, latest: date | None) -> DateCount:
    first = max(row.earliest, earliest) if earliest else row.earliest
    last = min(row.latest, latest) if latest else row.latest
    # An open end has no place on the axis: the event stands at the end that is known.
    if last == date.max:
        last = first
    if first == date.min:
        first = last
    return row._replace(earliest=min(first, last), latest=last)


def _place(
    rows: Sequence[DateCount], unit: Unit
) -> tuple[Counter[tuple[int, str]], Counter[tuple[int, int]]]:
    placed: Counter[tuple[int, str]] = Counter()
    wide: Counter[tuple[int, int]] = Counter()
    for row in rows:
        first, last = unit.key(row.earliest), unit.key(row.latest)
        if first == last or row.is_exact:
            placed[first, row.certainty] += row.count
        else:
            wide[first, last] += row.count
    return placed, wide


def _axis(used: Sequence[int], *, limit: int) -> list[int]:
    """All buckets to draw, with as few long empty stretches left out as will do; or none."""
    if used[-1] - used[0] < limit:
        return list(range(used[0], used[-1] + 1))
    axis, gaps = [used[0]], 0
    for before, after in pairwise(used):
        is_gap = after - before > GAP_BUCKETS
        gaps += is_gap
        axis.extend((after,) if is_gap else range(before + 1, after + 1))
        if len(axis) > limit:
            return []
    return axis if gaps * BUCKETS_A_GAP <= len(axis) else []


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = month + count - 1
    return date(year, month, 1), date(year, last, calendar.monthrange(year, last)[1])


def _years(first: int, last: int) -> tuple[date, date]:
    return date(max(first, 1), 1, 1), date(min(last, 9999), 12, 31)
