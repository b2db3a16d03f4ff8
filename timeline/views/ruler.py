"""The ruler of an event's page: the days or months around its date, its own ones marked."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.dates import MONTHS, DateSpan

GAP_RATIO = 0.16  # of a cell's width
LETTER = 6.3  # pixels of a character at 11 px
NARROW = 350.0  # pixels of the ruler on a phone
MOST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Cell:
    """One day, month or year of the ruler."""

    x: str
    width: str
    look: str  # "", weekend, hit (it happened then) or maybe (it may have)


@dataclass(frozen=True, slots=True)
class RulerLabel:
    """A word under a cell."""

    x: str
    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Ruler:
    """All that the template draws."""

    cells: tuple[Cell, ...]
    labels: tuple[RulerLabel, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    earliest: date
    latest: date
    text: str
    rank: int  # 0 is labelled first; 3 and more never, unless it is marked
    is_weekend: bool = False


def ruler(span: DateSpan) -> Ruler | None:
    """The months of the date by days, or its years by months or years; none for longer times."""
    first, last = span.earliest, span.latest
    if last.year - first.year >= MOST_YEARS:
        return None
    if (last - first).days <= 31:
        units = list(_days(first.replace(day=1), _month_end(last)))
    elif last.year - first.year < 2:
        units = list(_months(first.year, last.year))
    else:
        units = list(_years(first.year, last.year))
    hits = [u.earliest <= last and u.latest >= first for u in units]
    width = 100 / len(units)
    look = "hit" if span.is_exact else "maybe"
    return Ruler(
        cells=tuple(
            Cell(
                f"{n * width:.2f}%",
                f"{width * (1 - GAP_RATIO):.2f}%",
                look if hits[n] else "weekend" if unit.is_weekend else "",
            )
            for n, unit in enumerate(units)
        ),
        labels=tuple(_labels(units, hits, width)),
    )


def _labels(units: Sequence[_Unit], hits: Sequence[bool], width: float) -> Iterator[RulerLabel]:
    """The marked ends first, then what else fits on a phone."""
    marked = [n for n, hit in enumerate(hits) if hit]
    ends = {marked[0], marked[-1]}
    order = sorted(range(len(units)), key=lambda n: (n not in ends, units[n].rank, n))
    taken: list[tuple[float, float]] = []
    kept: list[int] = []
    for n in order:
        if n not in ends and units[n].rank > 2:
            continue
        middle = (n + 0.5 - GAP_RATIO / 2) * width * NARROW / 100
        half = len(units[n].text) * LETTER / 2 + 3
        if all(middle + half <= a or b <= middle - half for a, b in taken):
            taken.append((middle - half, middle + half))
            kept.append(n)
    for n in sorted(kept):
        x = (n + 0.5 - GAP_RATIO / 2) * width
        yield RulerLabel(f"{x:.2f}%", units[n].text, hits[n])


def _days(first: date, last: date) -> Iterator[_Unit]:
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        is_edge = day in (first, last) or day.day == 1
        rank = 1 if is_edge else 2 if day.weekday() == 0 else 3
        yield _Unit(day, day, str(day.day), rank, is_weekend=day.weekday() >= 5)


def _months(first: int, last: int) -> Iterator[_Unit]:
    for year in range(first, last + 1):
        for month in range(1, 13):
            start = date(year, month, 1)
            name = str(year) if month == 1 and first != last else MONTHS[month - 1][:3]
            yield _Unit(start, _month_end(start), name, 0 if month == 1 else 2)


def _years(first: int, last: int) -> Iterator[_Unit]:
    for year in range(first, last + 1):
        yield _Unit(date(year, 1, 1), date(year, 12, 31), str(year), 2)


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
