"""Events in the order of their dates, so that a position is a date.

    position       0           1           2           …   N-1
    earliest       1914-06-28  1939-09-01  1945-01-01      2026-11-20     ascending
    latest         1914-06-28  1939-09-01  1945-12-31      2026-11-20     the longer first
    id             7           12          3               90

    sets           the events of each facet value                         `postings`
    event values   the values of each event, for counting few events
    texts          their words                                            `texts`

A set of events is one bit for each position. A question is answered with a handful of such sets
joined by "and"; then

    the total        counts bits
    a page           takes the last bits, wherever it begins
    a bar            counts bits between two positions; only dates known less exactly than to the
                     day are looked at one by one
    a facet          counts the bits it shares with each frequent value's row, and looks up each
                     position of a rare value's list; few events are counted one by one instead
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from timeline.index import kernels
from timeline.index.kernels import MAX_DAY, MIN_DAY, Bits, Int32s, Int64s, Values
from timeline.index.postings import Postings, no_events, stretch
from timeline.index.question import ALL_OF, Filters, Term
from timeline.index.texts import TextColumns, Texts
from timeline.index.vocabulary import Vocabulary

# What counting costs, in nanoseconds: measured at a million events (bench/reading.py).
_EVENT_COST, _POSITION_COST, _WORD_COST = 25, 0.6, 0.2


@dataclass(frozen=True, slots=True)
class Columns:
    """Events as they are read, in any order; days are ordinals, values those of a vocabulary."""

    ids: Int64s
    earliest: Int32s
    latest: Int32s
    is_exact: npt.NDArray[np.bool_]
    is_planned: npt.NDArray[np.bool_]
    pair_rows: Int32s  # a row of the columns above and a value that it has; may come twice
    pair_values: Int32s
    texts: TextColumns


@dataclass(frozen=True, slots=True)
class Found:
    """The events of a segment that match, and those that would without a facet's own choice."""

    bits: Bits
    without: dict[str, Bits]  # of the facets in which something is chosen and values mean *or*


@dataclass(frozen=True, slots=True)
class Segment:
    """Some of all events."""

    ids: npt.NDArray[Any]
    earliest: Int32s
    latest: Int32s
    word_latest: Int32s  # the last day among the 64 events of a word
    word_highest: Int32s  # … and of all words before
    open_count: int  # events at the beginning whose past is open
    month_keys: Int64s  # the months in which events begin, and the first position of each
    month_starts: Int64s
    exact: Bits
    planned: Bits
    under_month: Bits  # events whose heading is a month, and those whose heading is a year
    under_year: Bits
    sets: Postings
    value_starts: Int32s
    values: Values
    texts: Texts
    shown: Bits  # the others were superseded by a later segment
    totals: Int64s  # events shown of each value

    @classmethod
    def build(cls, columns: Columns, value_count: int) -> Segment:
        """Put events in order."""
        order = np.lexsort((columns.ids, -columns.latest, columns.earliest))
        size = order.size
        earliest, latest = columns.earliest[order], columns.latest[order]
        padded = np.zeros((size + 63) // 64 * 64, np.int32)
        padded[:size] = latest
        word_latest = padded.reshape(-1, 64).max(axis=1)
        is_closed = np.where(latest == MAX_DAY, earliest, latest)
        padded[:size] = is_closed
        word_highest = np.maximum.accumulate(padded.reshape(-1, 64).max(axis=1))
        months = _month_keys(earliest)
        month_starts = np.flatnonzero(np.diff(months, prepend=-1))
        is_exact = columns.is_exact[order]
        is_under_month = is_exact | (latest - earliest < 31)
        is_one_year = _month_keys(earliest) // 12 == _month_keys(latest) // 12
        starts, values = _values_in_order(columns, order, value_count)
        sets = Postings.build(size, *kernels.transpose(starts, values, value_count))
        return cls(
            ids=_narrow(columns.ids[order]),
            earliest=earliest,
            latest=latest,
            word_latest=word_latest,
            word_highest=word_highest,
            open_count=int(np.searchsorted(earliest, MIN_DAY, "right")),
            month_keys=months[month_starts],
            month_starts=month_starts,
            exact=_bits(is_exact),
            planned=_bits(columns.is_planned[order]),
            under_month=_bits(is_under_month),
            under_year=_bits(is_one_year & ~is_under_month),
            sets=sets,
            value_starts=starts,
            values=values,
            texts=Texts.build(columns.texts, order),
            shown=stretch(size, 0, size),
            totals=sets.counts,
        )

    @property
    def size(self) -> int:
        """How many events it holds, those not shown among them."""
        return self.earliest.size

    @property
    def byte_count(self) -> int:
        """The memory that it takes."""
        parts = [getattr(self, name) for name in self.__slots__]
        arrays = sum(part.nbytes for part in parts if isinstance(part, np.ndarray))
        return arrays + self.sets.byte_count + self.texts.byte_count

    def hiding(self, ids: Int64s) -> Segment:
        """The same segment without some events."""
        hidden = no_events(self.size)
        kernels.add(hidden, np.flatnonzero(np.isin(self.ids, ids)).astype(np.int32))
        hidden &= self.shown
        every = np.arange(self.totals.size, dtype=np.int32)
        return replace(
            self, shown=self.shown & ~hidden, totals=self.totals - self.counts(hidden, every)
        )

    # Which events match.

    def find(self, filters: Filters, terms: Sequence[Term], vocabulary: Vocabulary) -> Found:
        """The events that match a question."""
        found = self._between(filters.earliest, filters.latest)
        for term in terms:
            said = self._saying(term, vocabulary)
            found &= ~said if term.is_excluded else said
        chosen = {name: self._chosen(filters, name, vocabulary) for name, _ in filters.facets}
        every = found
        for bits in chosen.values():
            every = every & bits
        without = {}
        for name in chosen:
            if name not in ALL_OF:
                without[name] = found
                for other, bits in chosen.items():
                    if other != name:
                        without[name] = without[name] & bits
        return Found(every, without)

    def _between(self, since: date | None, until: date | None) -> Bits:
        stop = np.searchsorted(self.earliest, until.toordinal(), "right") if until else self.size
        first = np.searchsorted(self.earliest, since.toordinal()) if since else 0
        start = min(int(first), int(stop))
        bits = stretch(self.size, start, int(stop))
        if since:
            kernels.add_late(bits, start, since.toordinal(), self.latest, self.word_latest)
        bits &= self.shown
        return bits

    def _chosen(self, filters: Filters, name: str, vocabulary: Vocabulary) -> Bits:
        choice = filters.choice(name)
        chosen = stretch(self.size, 0, self.size)
        if name in ALL_OF:
            for slug in choice.include:
                chosen &= self.having(vocabulary.numbers(name, [slug]))
        elif choice.include:
            chosen = self.having(vocabulary.numbers(name, choice.include))
        if choice.exclude:
            chosen &= ~self.having(vocabulary.numbers(name, choice.exclude))
        return chosen

    def having(self, values: Iterable[int]) -> Bits:
        """The events that have any of these values."""
        found = no_events(self.size)
        for value in values:
            self.sets.add_to(found, value)
        return found

    def _saying(self, term: Term, vocabulary: Vocabulary) -> Bits:
        said = self.texts.saying(term.text, is_prefix=term.is_prefix)
        if vocabulary.names:
            for value in vocabulary.names.values(term):
                self.sets.add_to(said, value)
        return said

    # What a set of events shows.

    def counts(self, bits: Bits, values: Int32s) -> Int64s:
        """How many events of a set have each value; right for the values asked for only."""
        counts = np.zeros(self.sets.counts.size, np.int64)
        values = values[values < counts.size]
        rows = self.sets.row_of[values]
        frequent, rare = values[rows >= 0], values[rows < 0]
        listed = int((self.sets.starts[rare + 1] - self.sets.starts[rare]).sum())
        by_value = listed * _POSITION_COST + frequent.size * bits.size * _WORD_COST
        if kernels.count(bits) * _EVENT_COST < by_value:
            kernels.count_events(bits, self.value_starts, self.values, counts)
        else:
            kernels.count_rows(bits, self.sets.rows, rows[rows >= 0], frequent, counts)
            kernels.count_lists(bits, self.sets.starts, self.sets.positions, rare, counts)
        return counts

    def first_day(self, bits: Bits, until: int) -> int | None:
        """The first day of a set; what has an open past stands on its last."""
        days = self._open_pasts(bits, until).tolist()
        closed = kernels.positions_of(bits & stretch(self.size, self.open_count, self.size))
        return min([*days, *self.earliest[closed[:1]].tolist()], default=None)

    def last_day(self, bits: Bits) -> int | None:
        """The last day of a set; what has an open future stands on its first."""
        return kernels.last_day(bits, self.earliest, self.latest, self.word_highest) or None

    def months(self, bits: Bits, since: int, until: int) -> tuple[Int64s, Int64s]:
        """The months in which the events of a set begin, as `Unit.MONTH` counts them, and how many.

        What began before `since` stands there. A month may come twice.
        """
        closed = bits
        opened = np.empty(0, np.int32)
        if since == MIN_DAY and self.open_count:
            closed = bits & stretch(self.size, self.open_count, self.size)
            opened = self._open_pasts(bits, until)
        before = kernels.ranks(closed, np.append(self.month_starts, self.size))
        keys = np.maximum(self.month_keys, _month_keys(np.array([since]))[0])
        counts = np.diff(before)
        return (
            np.append(keys[counts > 0], _month_keys(opened)),
            np.append(counts[counts > 0], np.ones(opened.size, np.int64)),
        )

    def _open_pasts(self, bits: Bits, until: int) -> Int32s:
        """Where those events of a set stand that have an open past."""
        opened = kernels.positions_of(bits & stretch(self.size, 0, self.open_count))
        days = np.minimum(self.latest[opened], until)
        return np.where(days == MAX_DAY, MIN_DAY, days).astype(np.int32)

    def place(self, bits: Bits, starts: Int32s, since: int, until: int) -> tuple[Int64s, Int64s]:
        """Count a set into buckets that start on these days.

        Return the events by sort of date (exact, inexact, planned) and bucket, and those known less
        exactly by the first and last bucket in which they may lie.
        """
        placed = np.zeros((3, starts.size), np.int64)
        wide = np.zeros((starts.size, starts.size), np.int64)
        plain = bits & self.exact
        if since == MIN_DAY and self.open_count:
            plain &= stretch(self.size, self.open_count, self.size)
        edges = np.searchsorted(self.earliest, starts[1:]).astype(np.int64)
        edges = np.concatenate([[0], edges, [self.size]])
        placed[0] = np.diff(kernels.ranks(plain & ~self.planned, edges))
        placed[2] = np.diff(kernels.ranks(plain & self.planned, edges))
        kernels.spread(
            bits & ~plain, self.earliest, self.latest, self.exact, self.planned,
            since, until, starts, placed, wide,
        )  # fmt: skip
        return placed, wide

    def count_between(self, bits: Bits, days: Sequence[tuple[int, int]]) -> list[int]:
        """How many events of a set begin between days, both inclusive, one after the other."""
        edges = np.array(days, np.int64) + (0, 1)
        before = kernels.ranks(bits, np.searchsorted(self.earliest, edges.ravel()).astype(np.int64))
        return np.diff(before)[::2].tolist()

    def rank(self, bits: Bits, key: tuple[int, int, int]) -> int:
        """How many events of a set stand before an event's (earliest day, latest day, id)."""
        earliest, latest, pk = key
        low = int(np.searchsorted(self.earliest, earliest))
        high = int(np.searchsorted(self.earliest, earliest, "right"))
        low, high = (
            low + int(np.searchsorted(-self.latest[low:high], -latest)),
            low + int(np.searchsorted(-self.latest[low:high], -latest, "right")),
        )
        low += int(np.searchsorted(self.ids[low:high], pk))
        return int(kernels.ranks(bits, np.array([low]))[0])


def _month_keys(days: npt.NDArray[Any]) -> Int64s:
    """The months of days, as `Unit.MONTH` counts them."""
    months = (days.astype(np.int64) - date(1970, 1, 1).toordinal()).view("datetime64[D]")
    return months.astype("datetime64[M]").astype(np.int64) + 1970 * 12


def _bits(flags: npt.NDArray[np.bool_]) -> Bits:
    bits = no_events(flags.size)
    packed = np.packbits(flags, bitorder="little")
    bits.view(np.uint8)[: packed.size] = packed
    return bits


def _narrow(numbers: Int64s) -> npt.NDArray[Any]:
    """The same numbers in half the memory, where they are small enough."""
    return numbers.astype(np.int32) if numbers.max(initial=0) < 2**31 else numbers


def _values_in_order(columns: Columns, order: Int64s, count: int) -> tuple[Int32s, Values]:
    """The values of each position, each once, ascending."""
    position_of = np.empty(order.size, np.int64)
    position_of[order] = np.arange(order.size)
    pairs = position_of[columns.pair_rows] * count + columns.pair_values
    pairs.sort()
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    positions, values = np.divmod(pairs, count)
    starts = np.searchsorted(positions, np.arange(order.size + 1)).astype(np.int32)
    return starts, values.astype(np.uint16 if count <= 2**16 else np.uint32)
