"""Which events have a value: a row of bits for a frequent one, a list of positions for others.

                 position  0 1 2 3 4 5 6 7 …
    "statement"   bits     1 0 1 1 0 1 0 1 …      one bit for each event
    "san-marino"  list     2, 70113, 70120        four bytes for each event that has it

A row is smaller than a list from one event in 32, and an intersection with it is counted 64 events
at a time, so that it is faster from one in 200. The values may be those of facets or words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timeline.index import sets
from timeline.index.compiled import Bits, Int32s, Int64s


@dataclass(frozen=True, slots=True)
class Postings:
    """The set of positions of each value, values being numbers from 0."""

    size: int  # positions
    counts: Int64s  # events of each value
    row_of: Int32s  # the row of each value, -1 for none
    rows: Bits  # one row of bits for each frequent value
    starts: Int64s  # of each value's list in `positions`; empty where it has a row
    positions: Int32s

    @classmethod
    def build(cls, size: int, starts: Int64s, positions: Int32s, *, row_ratio: float) -> Postings:
        """From the ascending positions of each value; a row from that part of all events on."""
        counts = np.diff(starts)
        frequent = np.flatnonzero(counts > size * row_ratio)
        row_of = np.full(counts.size, -1, np.int32)
        row_of[frequent] = np.arange(frequent.size)
        rows = np.zeros((frequent.size, (size + 63) // 64), np.uint64)
        for row, value in enumerate(frequent):
            sets.add(rows[row], positions[starts[value] : starts[value + 1]])
        listed = np.where(row_of < 0, counts, 0)
        kept = np.repeat(row_of < 0, counts)
        return cls(
            size=size,
            counts=counts,
            row_of=row_of,
            rows=rows,
            starts=np.concatenate([[0], np.cumsum(listed)]),
            positions=positions[kept],
        )

    def add_to(self, bits: Bits, value: int) -> None:
        """Put the events of a value into a set; a value that is not known here has none."""
        if value >= self.row_of.size:
            return
        row = self.row_of[value]
        if row >= 0:
            bits |= self.rows[row]
        else:
            sets.add(bits, self.positions[self.starts[value] : self.starts[value + 1]])

    @property
    def byte_count(self) -> int:
        """The memory that it takes."""
        arrays = (self.counts, self.row_of, self.rows, self.starts, self.positions)
        return sum(array.nbytes for array in arrays)
