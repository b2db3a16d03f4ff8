"""What the histogram of a set of events needs to know, from a segment.

Where an event stands is `histogram`'s rule: cut at the range asked for, an open end at the end that
is known. Most events are dated to the day and stand where their position says, so that a bar is a
rank at each of its edges; only the others are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from timeline.index import days
from timeline.index.compiled import Bits, Int32s, Int64s
from timeline.index.days import MAX_DAY, MIN_DAY
from timeline.index.segment import Segment, month_keys
from timeline.index.sets import first_of, positions_of, ranks, stretch

MANY_MONTHS = 120  # an axis with months as its coarser part has 28 at most


def first_day(segment: Segment, bits: Bits, until: int) -> int:
    """The first day of a set; what has an open past stands on its last. 0 for none."""
    days_ = _open_pasts(segment, bits, until).tolist()
    closed = first_of(bits & stretch(segment.size, segment.open_count, segment.size))
    if closed is not None:
        days_.append(int(segment.earliest[closed]))
    return min(days_, default=0)


def last_day(segment: Segment, bits: Bits) -> int:
    """The last day of a set; what has an open future stands on its first. 0 for none."""
    return days.last_day(bits, segment.earliest, segment.latest, segment.word_highest)


def months(segment: Segment, bits: Bits, since: int, until: int) -> dict[int, int]:
    """How many events of a set begin in which month, as `Unit.MONTH` counts them.

    What began before `since` stands there. Over many years each year's stand in its January: then
    no axis parts months, and adding up 1,500 of them would take most of a histogram's time.
    """
    closed, opened = bits, np.empty(0, np.int32)
    if since == MIN_DAY and segment.open_count:
        closed = bits & stretch(segment.size, segment.open_count, segment.size)
        opened = _open_pasts(segment, bits, until)
    counts = np.diff(ranks(closed, np.append(segment.month_starts, segment.size)))
    keys = np.maximum(segment.month_keys, month_keys(np.array([since]))[0])
    keys = np.concatenate([keys[counts > 0], month_keys(opened)])
    counts = np.concatenate([counts[counts > 0], np.ones(opened.size, np.int64)])
    if keys.size and keys.max() - keys.min() > MANY_MONTHS:
        keys -= keys % 12
    distinct, at = np.unique(keys, return_inverse=True)
    sizes = np.bincount(at, counts, distinct.size).astype(np.int64)
    return dict(zip(distinct.tolist(), sizes.tolist(), strict=True))


def place(
    segment: Segment, bits: Bits, starts: Int32s, since: int, until: int
) -> tuple[Int64s, Int64s]:
    """Count a set into buckets that start on these days.

    Return the events by the sort of their date (exact, inexact, planned) and bucket, and those
    known less exactly by the first and last bucket in which they may lie.
    """
    plain = bits & segment.exact
    if since == MIN_DAY and segment.open_count:
        plain &= stretch(segment.size, segment.open_count, segment.size)
    inner = np.searchsorted(segment.earliest, starts[1:]).astype(np.int64)
    edges = np.concatenate([np.zeros(1, np.int64), inner, np.array([segment.size], np.int64)])
    bucket_of = np.repeat(
        np.arange(starts.size, dtype=np.uint8), np.diff(starts, append=starts[-1:] + 1)
    )
    others = np.zeros((4, starts.size, starts.size), np.int64)
    days.spread(
        bits & ~plain, segment.earliest, segment.latest, segment.exact, segment.planned,
        since, until, int(starts[0]), bucket_of, others,
    )  # fmt: skip
    exact, inexact, exact_planned, inexact_planned = others
    placed = np.stack(
        [
            np.diff(ranks(plain & ~segment.planned, edges)) + exact.sum(axis=1),
            inexact.diagonal(),
            np.diff(ranks(plain & segment.planned, edges))
            + exact_planned.sum(axis=1)
            + inexact_planned.diagonal(),
        ]
    )
    wide = inexact + inexact_planned
    np.fill_diagonal(wide, 0)
    return placed, wide


def count_between(segment: Segment, bits: Bits, stretches: Sequence[tuple[int, int]]) -> Int64s:
    """How many events of a set begin between days, both inclusive; stretches are in order."""
    edges = np.array([(first, last + 1) for first, last in stretches], np.int32).ravel()
    before = ranks(bits, np.searchsorted(segment.earliest, edges).astype(np.int64))
    counts: Int64s = np.diff(before)[::2]
    return counts


def _open_pasts(segment: Segment, bits: Bits, until: int) -> Int32s:
    """Where those events of a set stand that have an open past."""
    opened = positions_of(bits & stretch(segment.size, 0, segment.open_count))
    last = np.minimum(segment.latest[opened], until)
    return np.where(last == MAX_DAY, MIN_DAY, last).astype(np.int32)
