"""The words under an axis: as many as fit beside each other, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from timeline.dates import MONTHS
from timeline.index.histogram import Bucket, Unit

NARROW = 350.0  # pixels of the strip on a phone
WIDE = 730.0  # where minor labels begin to show
LETTER = 6.3  # pixels of a character at 11 px
GAP = 8.0  # pixels kept free between two labels
FIT_RATIO = 0.6  # of the labels of a rank; with fewer they look strewn

_ROUND_YEARS = (1000, 500, 100, 50, 20, 10, 5, 2)


@dataclass(frozen=True, slots=True)
class Label:
    """One label under the axis."""

    x: str
    text: str
    look: str  # strong for the beginning of a larger stretch, minor if hidden on a phone, at-start


@dataclass(frozen=True, slots=True)
class _Wanted:
    rank: int  # 0 is wanted most
    center: float  # percent
    text: str
    is_strong: bool
    is_first: bool = False

    def look(self, *, is_minor: bool) -> str:
        looks = {
            "strip-strong": self.is_strong,
            "strip-minor": is_minor,
            "at-start": self.is_first,
        }
        return " ".join(name for name, holds in looks.items() if holds)

    def reach(self, pixels: float) -> tuple[float, float]:
        half = len(self.text) * LETTER / 2
        middle = self.center * pixels / 100 + (half if self.is_first else 0)
        return middle - half - GAP / 2, middle + half + GAP / 2


def place_labels(placed: Sequence[tuple[Bucket, int]], width: float) -> tuple[Label, ...]:
    """The labels that fit; `placed` are buckets with their columns, `width` is a column's."""
    wanted = sorted(_wanted(placed, width), key=lambda w: (w.rank, w.center))
    narrow = _fitting(wanted, [], NARROW)
    wide = _fitting(wanted, narrow, WIDE)
    shown = set(narrow)
    return tuple(
        Label(f"{w.center:.2f}%", w.text, w.look(is_minor=w not in shown))
        for w in sorted(wide, key=lambda w: w.center)
    )


def _fitting(wanted: Sequence[_Wanted], kept: Sequence[_Wanted], pixels: float) -> list[_Wanted]:
    """Rank after rank; one of which too few fit is left out."""
    fitting = list(kept)
    taken = [w.reach(pixels) for w in kept]
    known = set(kept)
    for _rank, same in groupby(wanted, key=lambda w: w.rank):
        candidates = [w for w in same if w not in known]
        added: list[_Wanted] = []
        reaches: list[tuple[float, float]] = []
        for candidate in candidates:
            start, end = candidate.reach(pixels)
            if all(end <= a or b <= start for a, b in (*taken, *reaches)):
                added.append(candidate)
                reaches.append((start, end))
        if not candidates or not candidates[0].rank or len(added) >= FIT_RATIO * len(candidates):
            fitting += added
            taken += reaches
    return fitting


def _wanted(placed: Sequence[tuple[Bucket, int]], width: float) -> Iterable[_Wanted]:
    for number, (bucket, slot) in enumerate(placed):
        center = (slot + 0.5) * width
        starts_axis = number == 0 or bucket.is_after_gap
        rank, text, full = _words(bucket)
        if starts_axis:
            # At the edge a label that stood about its middle would leave the page.
            is_first = number == 0 and center * NARROW / 100 < len(full) * LETTER / 2
            yield _Wanted(0, 0.0 if is_first else center, full, is_strong=True, is_first=is_first)
        else:
            yield _Wanted(rank, center, text, is_strong=text == full)


def _words(bucket: Bucket) -> tuple[int, str, str]:
    """How much a label is wanted, the label, and what it says where the axis begins."""
    first = bucket.earliest
    match bucket.unit:
        case Unit.DAY:
            return _day_words(first)
        case Unit.MONTH:
            name = MONTHS[first.month - 1][:3]
            return _part_words(first, name, {7: 1, 4: 2, 10: 2}.get(first.month, 3))
        case Unit.QUARTER:
            return _part_words(first, f"Q{(first.month + 2) // 3}", 2 if first.month == 7 else 3)
        case _:
            year = first.year // 10 * 10 if bucket.unit is Unit.DECADE else first.year
            text = f"{year}s" if bucket.unit is Unit.DECADE else str(year)
            return _roundness(year), text, text


def _day_words(day: date) -> tuple[int, str, str]:
    full = f"{day.day} {MONTHS[day.month - 1][:3]}"
    if day.day == 1:
        return 0, full, full
    rank = 1 if day.day in (10, 20) else 2 if day.day in (5, 15, 25) else 3
    return rank, str(day.day), full


def _part_words(first: date, name: str, rank: int) -> tuple[int, str, str]:
    """A month or quarter; the first of a year stands for the year."""
    year = str(first.year)
    if first.month == 1:
        return 0, year, year
    return rank, name, f"{name} {year}"


def _roundness(year: int) -> int:
    return next((n for n, step in enumerate(_ROUND_YEARS) if year % step == 0), len(_ROUND_YEARS))
