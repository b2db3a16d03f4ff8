"""Loops over the days of events that stand in order of time."""

from __future__ import annotations

import numpy as np

from timeline.index.compiled import Bits, Bytes, Ids, Int32s, Int64s, compiled, lowest

MIN_DAY, MAX_DAY = 1, 3_652_059  # ordinals of 0001-01-01 and 9999-12-31: an open end


@compiled("void(uint64[::1], int64, int32, int32[::1], int32[::1])")
def add_late(bits: Bits, before: int, since: int, latest: Int32s, word_latest: Int32s) -> None:
    """Put in the events before a position that may still have happened on `since` or later."""
    for word in range((before + 63) >> 6):
        if word_latest[word] < since:
            continue
        for position in range(word * 64, min(word * 64 + 64, before)):
            if latest[position] >= since:
                bits[word] |= np.uint64(1) << np.uint64(position & 63)


@compiled("int64(uint64[::1], int32[::1], int32[::1], int32[::1])")
def last_day(bits: Bits, earliest: Int32s, latest: Int32s, word_highest: Int32s) -> int:
    """The last day of a set; what is open stands on its first. 0 for none.

    `word_highest` is the last day of this and all words before: where it is passed, stop.
    """
    found = 0
    for back in range(bits.size):
        word = bits.size - 1 - back
        if word_highest[word] <= found:
            break
        rest = bits[word]
        while rest:
            position = word * 64 + lowest(rest)
            rest &= rest - np.uint64(1)
            day = latest[position]
            if day == MAX_DAY:
                day = earliest[position]
            found = max(found, day)
    return found


@compiled(
    "void(uint64[::1], int32[::1], int32[::1], uint64[::1], uint64[::1], "
    "int64, int64, int64, uint8[::1], int64[:, :, ::1])"
)
def spread(  # noqa: PLR0913, PLR0917  (a loop takes arrays, no objects)
    bits: Bits,
    earliest: Int32s,
    latest: Int32s,
    exact: Bits,
    planned: Bits,
    since: int,
    until: int,
    first_day: int,
    buckets: Bytes,
    counts: Int64s,
) -> None:
    """Count events one by one by the buckets of their first and last day.

    `buckets` is the bucket of each day from `first_day` on, `counts` by (inexact, planned: 0 to 3;
    first bucket; last bucket). What is cut at which end, and where an open end stands, is as in
    `histogram`. There is hardly a branch in it that can be mispredicted.
    """
    highest = buckets.size - 1
    for word in range(bits.size):
        rest = bits[word]
        while rest:
            position = word * 64 + lowest(rest)
            bit = np.uint64(position & 63)
            rest &= rest - np.uint64(1)
            begin = max(int(earliest[position]), since)
            end = min(int(latest[position]), until)
            if end == MAX_DAY:
                end = begin
            if begin == MIN_DAY:
                begin = end
            begin = min(begin, end)
            first = buckets[min(max(begin - first_day, 0), highest)]
            last = buckets[min(max(end - first_day, 0), highest)]
            is_inexact = ~exact[word] >> bit & np.uint64(1)
            is_planned = planned[word] >> bit & np.uint64(1)
            sort = is_inexact | is_planned << np.uint64(1)
            counts[sort, first, last] += 1


@compiled(
    "int64[::1](int32[::1], int32[::1], int32[::1], int32[::1], int32[::1], int64[::1])",
    "int64[::1](int32[::1], int32[::1], int64[::1], int32[::1], int32[::1], int64[::1])",
)
def spots(
    earliest: Int32s,
    latest: Int32s,
    ids: Ids,
    other_earliest: Int32s,
    other_latest: Int32s,
    other_ids: Int64s,
) -> Int64s:
    """How many events stand before each of some others, in the order of `Segment`."""
    found = np.empty(other_ids.size, np.int64)
    for number in range(other_ids.size):
        low, high = 0, earliest.size
        while low < high:
            middle = (low + high) >> 1
            if earliest[middle] != other_earliest[number]:
                is_before = earliest[middle] < other_earliest[number]
            elif latest[middle] != other_latest[number]:
                is_before = latest[middle] > other_latest[number]
            else:
                is_before = ids[middle] < other_ids[number]
            if is_before:
                low = middle + 1
            else:
                high = middle
        found[number] = low
    return found
