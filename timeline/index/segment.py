"""Some of all events, in the order of their dates, so that a position is a date.

position       0           1           2           …   N-1
earliest       1914-06-28  1939-09-01  1945-01-01      2026-11-20     ascending
latest         1914-06-28  1939-09-01  1945-12-31      2026-11-20     the longer first
id             7           12          3               90

postings       the events of each facet value                         `postings`
values         the values of each event, for counting few events
texts          their words                                            `texts`
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from timeline.index import sets
from timeline.index.compiled import Bits, Flags, Ids, Int32s, Int64s, Values
from timeline.index.copied import TextColumns
from timeline.index.days import MAX_DAY, MIN_DAY
from timeline.index.postings import Postings
from timeline.index.sets import flagged, no_events, stretch
from timeline.index.texts import Texts

ROW_RATIO = 1 / 200  # of all events, from which a value's row is counted faster than its list

# What counting costs, in nanoseconds: measured at a million events (bench/reading.py).
_EVENT_COST, _POSITION_COST, _WORD_COST = 25, 0.6, 0.2


@dataclass(frozen=True, slots=True)
class Columns:
    """Events as they are read, in any order; days are ordinals, values those of a vocabulary."""

    ids: Int64s
    earliest: Int32s
    latest: Int32s
    is_exact: Flags
    is_planned: Flags
    pair_rows: Int64s  # a row of the columns above and a value that it has; may come twice
    pair_values: Int64s
    texts: TextColumns


@dataclass(frozen=True, slots=True)
class Segment:
    """Events at positions; nothing of it ever changes."""

    ids: Ids
    by_id: Int32s  # positions, by ascending id
    earliest: Int32s
    latest: Int32s
    word_latest: Int32s  # the last day among the 64 events of a word
    word_highest: Int32s  # … and of all words before, what is open standing on its first day
    open_count: int  # events at the beginning whose past is open
    month_keys: Int64s  # the months in which events begin, and the first position of each
    month_starts: Int64s
    exact: Bits
    planned: Bits
    under_month: Bits  # events whose heading is a month, and those whose heading is a year
    under_year: Bits
    postings: Postings
    value_starts: Int32s
    values: Values
    texts: Texts
    shown: Bits  # the others were superseded by a later segment
    totals: Int64s  # events shown of each value

    @classmethod
    def build(cls, columns: Columns, value_count: int) -> Segment:
        """Put events in order."""
        order = np.lexsort((columns.ids, -columns.latest, columns.earliest))
        with ThreadPoolExecutor(1) as other:  # half of the work, and both mostly without the lock
            texts = other.submit(Texts.build, columns.texts, order)
            return cls._build(columns, order, value_count, texts)

    @classmethod
    def _build(
        cls, columns: Columns, order: Int64s, value_count: int, texts: Future[Texts]
    ) -> Segment:
        size = order.size
        ids = columns.ids[order]
        earliest, latest = columns.earliest[order], columns.latest[order]
        last_known = np.where(latest == MAX_DAY, earliest, latest)
        months = month_keys(earliest)
        month_starts = np.flatnonzero(np.diff(months, prepend=-1))
        is_exact = columns.is_exact[order]
        is_under_month = is_exact | (latest - earliest < 31)
        is_one_year = months // 12 == month_keys(latest) // 12
        position_of = np.empty(size, np.int64)
        position_of[order] = np.arange(size)
        starts, grouped = sets.group(position_of, columns.pair_rows, columns.pair_values)
        values = grouped.astype(np.uint16 if value_count <= 2**16 else np.uint32)
        postings = Postings.build(
            size, *sets.transpose(starts, values, value_count), row_ratio=ROW_RATIO
        )
        return cls(
            ids=ids.astype(np.int32) if ids.max(initial=0) < 2**31 else ids,
            by_id=np.argsort(ids).astype(np.int32),
            earliest=earliest,
            latest=latest,
            word_latest=_highest_by_word(latest),
            word_highest=np.maximum.accumulate(_highest_by_word(last_known)),
            open_count=int(np.searchsorted(earliest, MIN_DAY, "right")),
            month_keys=months[month_starts],
            month_starts=month_starts,
            exact=flagged(is_exact),
            planned=flagged(columns.is_planned[order]),
            under_month=flagged(is_under_month),
            under_year=flagged(is_one_year & ~is_under_month),
            postings=postings,
            value_starts=starts,
            values=values,
            texts=texts.result(),
            shown=stretch(size, 0, size),
            totals=postings.counts,
        )

    @property
    def size(self) -> int:
        """How many events it holds, those not shown among them."""
        return int(self.earliest.size)

    @property
    def byte_count(self) -> int:
        """The memory that it takes."""
        parts = [getattr(self, name) for name in self.__slots__]
        arrays = sum(part.nbytes for part in parts if isinstance(part, np.ndarray))
        return arrays + self.postings.byte_count + self.texts.byte_count

    def hiding(self, ids: Int64s) -> Segment:
        """The same segment without these events, as far as it holds them."""
        hidden = no_events(self.size)
        sets.add(hidden, self._positions(ids))
        hidden &= self.shown
        every = np.arange(self.totals.size, dtype=np.int32)
        return replace(
            self, shown=self.shown & ~hidden, totals=self.totals - self.counts(hidden, every)
        )

    def _positions(self, ids: Int64s) -> Int32s:
        sorted_at = np.searchsorted(self.ids, ids, sorter=self.by_id)
        positions = self.by_id[sorted_at[sorted_at < self.size]]
        return positions[np.isin(self.ids[positions], ids)]

    def having(self, values: Iterable[int]) -> Bits:
        """The events that have any of these values."""
        found = no_events(self.size)
        for value in values:
            self.postings.add_to(found, value)
        return found

    def counts(self, bits: Bits, values: Int32s) -> Int64s:
        """How many events of a set have each value; right for the values asked for only.

        Few events are counted one by one. Of many, a frequent value's row is intersected and every
        position of a rare value's list is looked up.
        """
        counts = np.zeros(self.postings.counts.size, np.int64)
        values = values[values < counts.size]
        rows = self.postings.row_of[values]
        frequent, rare = values[rows >= 0], values[rows < 0]
        starts = self.postings.starts
        listed = int((starts[rare + 1] - starts[rare]).sum())
        by_value = listed * _POSITION_COST + frequent.size * bits.size * _WORD_COST
        if sets.count(bits) * _EVENT_COST < by_value:
            sets.count_events(bits, self.value_starts, self.values, counts)
        else:
            sets.count_rows(bits, self.postings.rows, rows[rows >= 0], frequent, counts)
            sets.count_lists(bits, starts, self.postings.positions, rare, counts)
        return counts


def month_keys(days: npt.NDArray[Any]) -> Int64s:
    """The months of days, as `Unit.MONTH` counts them."""
    since_1970 = (days.astype(np.int64) - date(1970, 1, 1).toordinal()).view("datetime64[D]")
    return since_1970.astype("datetime64[M]").astype(np.int64) + 1970 * 12


def _highest_by_word(days: Int32s) -> Int32s:
    padded = np.zeros((days.size + 63) // 64 * 64, np.int32)
    padded[: days.size] = days
    highest: Int32s = padded.reshape(-1, 64).max(axis=1)
    return highest
