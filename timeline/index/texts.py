"""Words in texts: which texts have a word, and whether words stand together in one.

    words in order     "accord"  "ceasefir"  "cease"  …      a prefix is a stretch of them
    sets               the texts that have each word (`postings`)
    packed             each text as a row of codes                   (`packing`)

A phrase takes the texts that have all of its words and looks into each. Words come as lexemes,
already stemmed by PostgreSQL, which stems the reader's words too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from timeline.index import packing
from timeline.index.compiled import Bits, Bytes, Int32s, Int64s
from timeline.index.copied import TextColumns
from timeline.index.postings import Postings
from timeline.index.question import Lexemes
from timeline.index.sets import no_events

ROW_RATIO = 1 / 32  # of all texts, from which a word's row is smaller than its list


@dataclass(frozen=True, slots=True)
class WordList(Sequence[bytes]):
    """Sorted words in one piece of memory: a list of them would take six times as much."""

    starts: Int64s
    letters: bytes

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]
        return self.letters[self.starts[number] : self.starts[number + 1]]

    def find(self, word: str) -> int:
        """The number of a word, or -1."""
        wanted = word.encode()
        number = bisect_left(self, wanted)
        return number if number < len(self) and self[number] == wanted else -1

    def beginning_with(self, start: str) -> range:
        """The numbers of the words that begin so."""
        wanted = start.encode()
        return range(bisect_left(self, wanted), bisect_left(self, wanted + b"\xff"))


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts at positions."""

    words: WordList
    sets: Postings
    codes: Int32s  # of each word, the most frequent first, from 1
    starts: npt.NDArray[np.uint32]  # of each text's bytes in `packed`
    packed: Bytes

    @classmethod
    def build(cls, columns: TextColumns, order: Int64s) -> Texts:
        """From texts as read; `order` is the row at each position."""
        letters = columns.names.tobytes()
        ends = columns.name_starts
        names = [letters[ends[n] : ends[n + 1]] for n in range(len(ends) - 1)]
        by_name = sorted(range(len(names)), key=names.__getitem__)
        number_of = np.zeros(len(names) + 1, np.int32)  # 0 stays the gap, so all are one higher
        number_of[np.array(by_name, np.int64) + 1] = np.arange(1, len(names) + 1)
        rows = number_of[columns.words]
        starts, positions = packing.word_positions(order, columns.starts, rows, len(names) + 1)
        counts = np.diff(starts)
        codes = np.zeros(len(names) + 1, np.int32)
        codes[np.argsort(-counts[1:], kind="stable") + 1] = np.arange(1, len(names) + 1)
        text_starts, packed = packing.pack(order, columns.starts, rows, codes)
        lengths = [len(names[n]) for n in by_name]
        return cls(
            words=WordList(
                np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64),
                b"".join(names[n] for n in by_name),
            ),
            sets=Postings.build(order.size, starts[1:], positions, row_ratio=ROW_RATIO),
            codes=codes[1:],
            starts=text_starts,
            packed=packed,
        )

    def saying(self, wanted: Lexemes, *, is_prefix: bool = False) -> Bits:
        """The texts that say the words, at their distances; the last may be a beginning only."""
        found = no_events(self.sets.size)
        if not wanted.words:
            return found
        *whole, last = wanted.words
        numbers = [self.words.find(word) for word in whole]
        ways = self.words.beginning_with(last) if is_prefix else [self.words.find(last)]
        if -1 in numbers or -1 in ways:
            return found
        for way in ways:
            if whole:
                found |= self._phrase([*numbers, way], wanted.offsets)
            else:
                self.sets.add_to(found, way)
        return found

    def _phrase(self, numbers: Sequence[int], offsets: Sequence[int]) -> Bits:
        found = no_events(self.sets.size)
        self.sets.add_to(found, numbers[0])
        for number in set(numbers[1:]):
            other = no_events(self.sets.size)
            self.sets.add_to(other, number)
            found &= other
        codes = self.codes[np.array(numbers)]
        shifts = np.array(offsets, np.int32)
        packing.keep_phrase(found, self.starts, self.packed, codes, shifts)
        return found

    @property
    def byte_count(self) -> int:
        """The memory that it takes."""
        arrays = (self.words.starts, self.codes, self.starts, self.packed)
        return sum(a.nbytes for a in arrays) + len(self.words.letters) + self.sets.byte_count
