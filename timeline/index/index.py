"""The whole index: a large segment that was read once, and a small one with what changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

import numpy as np

from timeline.index import drawing
from timeline.index.compiled import Bits, Int32s, Int64s
from timeline.index.days import MAX_DAY, MIN_DAY, spots
from timeline.index.headings import Heading, heading, last_day
from timeline.index.histogram import EMPTY, Histogram, draw, find_axis
from timeline.index.matching import Found, find
from timeline.index.question import FACETS, NOTHING, Filters, Term
from timeline.index.segment import Segment
from timeline.index.sets import count, last_of, positions_of, ranks
from timeline.index.vocabulary import Vocabulary

_SORTS = ("exact", "inexact", "planned")


@dataclass(frozen=True)
class Index:
    """All events. Nothing of it ever changes: what changed gives another index."""

    vocabulary: Vocabulary
    base: Segment
    fresh: Segment
    fresh_ids: frozenset[int]  # events that the fresh segment speaks for: it has them or they went

    @classmethod
    def build(cls, vocabulary: Vocabulary, base: Segment, fresh: Segment) -> Index:
        """With nothing changed yet."""
        return cls(vocabulary, base, fresh, frozenset())

    def changed(self, vocabulary: Vocabulary, ids: Iterable[int], fresh: Segment) -> Index:
        """Another index, in which `fresh` holds what is left of these and all changed before."""
        new = frozenset(ids) - self.fresh_ids
        base = self.base.hiding(np.array(sorted(new), np.int64)) if new else self.base
        return Index(vocabulary, base, fresh, self.fresh_ids | new)

    def matching(self, filters: Filters, terms: Sequence[Term]) -> Matching:
        """The events that match; `terms` are the question's search, stemmed."""
        segments = (self.base, self.fresh)
        found = [find(segment, filters, terms, self.vocabulary) for segment in segments]
        return Matching(self, filters, (found[0], found[1]))

    def known(self, facet: str, slugs: Iterable[str]) -> set[str]:
        """Those of these values that any event has at all."""
        return {
            str(self.vocabulary.slugs[number])
            for number in self.vocabulary.numbers(facet, slugs)
            if self.totals[number]
        }

    @cached_property
    def totals(self) -> Int64s:
        """How many of all events have each value."""
        return self.sum(segment.totals for segment in (self.base, self.fresh))

    @cached_property
    def spots(self) -> Int64s:
        """Where each event of the fresh segment would stand in the base."""
        return spots(
            self.base.earliest, self.base.latest, self.base.ids,
            self.fresh.earliest, self.fresh.latest, self.fresh.ids.astype(np.int64),
        )  # fmt: skip

    def sum(self, counts: Iterable[Int64s]) -> Int64s:
        """Add counts by value of segments built when the vocabulary was shorter."""
        total = np.zeros(len(self.vocabulary), np.int64)
        for some in counts:
            total[: some.size] += some
        return total

    @property
    def byte_count(self) -> int:
        """The memory that the segments take."""
        return self.base.byte_count + self.fresh.byte_count


@dataclass(frozen=True)
class Matching:
    """The events that match a question, and everything that is asked about them."""

    index: Index
    filters: Filters
    found: tuple[Found, Found]  # in the base and in the fresh segment

    @cached_property
    def total(self) -> int:
        """How many there are."""
        return sum(count(bits) for _, bits in self._parts())

    def newest(self, skip: int, take: int) -> list[tuple[int, Heading]]:
        """Some of them, the newest first: their ids and headings."""
        stop = max(self.total - skip, 0)
        return self._stretch(max(stop - take, 0), stop)

    def around(self, key: tuple[date, date, int], limit: int) -> tuple[list[int], list[int]]:
        """The ids just before and just after an event's place, without it, nearest first.

        `key` is its earliest day, its latest day and its id.
        """
        spot = sum(_rank(segment, bits, key) for segment, bits in self._parts())
        before = self._stretch(max(spot - limit, 0), spot)
        after = self._stretch(spot, min(spot + limit + 1, self.total))[::-1]
        return [pk for pk, _ in before], [pk for pk, _ in after if pk != key[2]][:limit]

    def group_counts(self, headings: Iterable[Heading]) -> dict[Heading, int]:
        """How many of them stand under each heading."""
        counts: Counter[Heading] = Counter()
        for unit, group in groupby(sorted(set(headings)), key=lambda heading: heading[0]):
            wanted = list(group)
            stretches = [(head[1].toordinal(), last_day(head).toordinal()) for head in wanted]
            for segment, bits in self._parts():
                under = bits & _under(segment, unit)
                sizes = drawing.count_between(segment, under, stretches).tolist()
                counts.update(dict(zip(wanted, sizes, strict=True)))
        return counts

    def facet(self, name: str) -> tuple[Int32s, Int64s]:
        """The values that any of them has, the most frequent first, and how many have each.

        Where values mean *or*, the facet's own choice is left out.
        """
        vocabulary = self.index.vocabulary
        values = vocabulary.of_facet(name)
        counts = self._counts_of(name)[values]
        values, counts = values[counts > 0], counts[counts > 0]
        order = np.argsort(vocabulary.ranks[values] - counts * len(vocabulary))
        return values[order], counts[order]

    def histogram(self) -> Histogram:
        """How many of them fall when."""
        if not self.total:
            return EMPTY
        earliest, latest = self.filters.earliest, self.filters.latest
        since = earliest.toordinal() if earliest else MIN_DAY
        until = latest.toordinal() if latest else MAX_DAY
        first, last = earliest or self._first_day(until), latest or self._last_day(since)
        begun: Counter[int] = Counter()
        for segment, bits in self._parts():
            begun.update(drawing.months(segment, bits, since, until))
        axis = find_axis(first, last, begun)
        starts = np.array([unit.days(key)[0].toordinal() for unit, key in axis], np.int32)
        drawn = [drawing.place(*part, starts, since, until) for part in self._parts()]
        placed, wide = (base + fresh for base, fresh in zip(*drawn, strict=True))
        return draw(
            axis,
            {(_SORTS[sort], bucket): size for sort, bucket, size in _entries(placed)},
            {(first, last): size for first, last, size in _entries(wide)},
        )

    def _parts(self) -> tuple[tuple[Segment, Bits], tuple[Segment, Bits]]:
        base, fresh = self.found
        return (self.index.base, base.bits), (self.index.fresh, fresh.bits)

    @cached_property
    def _counted(self) -> dict[str, Int64s]:
        return {}

    def _counts_of(self, name: str) -> Int64s:
        """How many have each value; all facets without a choice of their own count one set."""
        own = name if name in self.found[0].without else ""
        if own not in self._counted:
            self._counted[own] = self._count(own)
        return self._counted[own]

    def _count(self, own: str) -> Int64s:
        index, filters = self.index, self.filters
        others = filters.with_choice(own, NOTHING) if own else filters
        if others.is_empty and not others.is_impossible:
            return index.totals
        names = [own] if own else [name for name in FACETS if name not in self.found[0].without]
        values = np.concatenate([index.vocabulary.of_facet(name) for name in names])
        return index.sum(
            segment.counts(found.without[own] if own else found.bits, values)
            for segment, found in zip((index.base, index.fresh), self.found, strict=True)
        )

    def _first_day(self, until: int) -> date:
        days_ = [drawing.first_day(*part, until) for part in self._parts()]
        return date.fromordinal(min(day for day in days_ if day))

    def _last_day(self, since: int) -> date:
        # What is open at both ends of the range stands where it begins.
        return date.fromordinal(max(since, *(drawing.last_day(*part) for part in self._parts())))

    def _stretch(self, start: int, stop: int) -> list[tuple[int, Heading]]:
        """Those at some places in the order of time, the newest first: ids and headings.

        Each of the fresh ones has its place among all that match; the base fills the others.
        """
        index = self.index
        (_, base), (_, fresh) = self._parts()
        positions = positions_of(fresh)
        places = ranks(base, index.spots[positions]) + np.arange(positions.size)
        is_in = (places >= start) & (places < stop)
        taken = int(is_in.sum())
        after = self.total - stop - int((places >= stop).sum())
        rest = iter(_described(index.base, last_of(base, after, stop - start - taken)))
        mine = _described(index.fresh, positions[is_in])
        at_place = dict(zip(places[is_in].tolist(), mine, strict=True))
        return [at_place.get(n) or next(rest) for n in range(stop - 1, start - 1, -1)]


def _described(segment: Segment, positions: Int32s) -> list[tuple[int, Heading]]:
    exact = segment.exact[positions >> 6] >> (positions & 63).astype(np.uint64) & np.uint64(1)
    return [
        (pk, heading(date.fromordinal(earliest), date.fromordinal(latest), bool(is_exact)))
        for pk, earliest, latest, is_exact in zip(
            segment.ids[positions].tolist(),
            segment.earliest[positions].tolist(),
            segment.latest[positions].tolist(),
            exact.tolist(),
            strict=True,
        )
    ]


def _under(segment: Segment, unit: str) -> Bits:
    match unit:
        case "month":
            return segment.under_month
        case "year":
            return segment.under_year
        case _:
            return ~(segment.under_month | segment.under_year)


def _rank(segment: Segment, bits: Bits, key: tuple[date, date, int]) -> int:
    """How many events of a set stand before an event's (earliest day, latest day, id)."""
    earliest, latest, pk = key
    spot = spots(
        segment.earliest,
        segment.latest,
        segment.ids,
        np.array([earliest.toordinal()], np.int32),
        np.array([latest.toordinal()], np.int32),
        np.array([pk], np.int64),
    )
    return int(ranks(bits, spot)[0])


def _entries(counts: Int64s) -> list[tuple[int, int, int]]:
    """The row, column and count of each that is not 0."""
    rows, columns = np.nonzero(counts)
    return list(zip(rows.tolist(), columns.tolist(), counts[rows, columns].tolist(), strict=True))
