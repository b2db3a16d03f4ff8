"""Rows as PostgreSQL's COPY BINARY sends them: some whole numbers, then one tsvector.

    row       fields (2 bytes), then for each field its size (4) and its bytes
    tsvector  lexemes (4), then for each its letters, a 0, spots (2) and two bytes for each spot

A million events are some 300 MB of it, of 20 million lexemes: Python would take half a minute.
Source: PostgreSQL's documentation, "COPY", Binary Format; `tsvectorsend` in tsvector.c.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from timeline.index.compiled import Bytes, Int32s, Int64s, compiled

HEADER_SIZE = 19  # of the data, before the first row: signature, flags, no extension
_END = 0xFFFF  # in place of a number of fields


@dataclass(frozen=True, slots=True)
class TextColumns:
    """Texts as they are read: rows of word numbers, 0 for a gap, and the words from 1 on."""

    starts: Int64s  # of each row's words; one more than there are rows
    words: Int32s
    name_starts: Int64s  # of each word's letters in UTF-8; one more than there are words
    names: Bytes


@compiled("int64(uint8[::1], int64, int64)")
def _number(data: Bytes, at: int, size: int) -> int:
    """A number of so many bytes, the highest first; negative where its first bit says so."""
    value = np.int64(data[at])
    if value >= 128:
        value -= 256
    for more in range(1, size):
        value = value << 8 | np.int64(data[at + more])
    return int(value)


@compiled("int64(uint8[::1], int64)")
def _short(data: Bytes, at: int) -> int:
    return int(np.int64(data[at]) << 8 | np.int64(data[at + 1]))


@compiled("int64(uint8[::1], int64)")
def _text_length(data: Bytes, at: int) -> int:
    """The highest spot of a tsvector that begins here."""
    length = 0
    lexemes = _number(data, at, 4)
    at += 4
    for _ in range(lexemes):
        while data[at]:
            at += 1
        spots = _short(data, at + 1)
        at += 3
        for _ in range(spots):
            length = max(length, _short(data, at) & 0x3FFF)  # above it, two bits of weight
            at += 2
    return length


@compiled("UniTuple(int64, 2)(uint8[::1])")
def measure(data: Bytes) -> tuple[int, int]:
    """How many rows whole rows of data hold, and how many words in all."""
    at, rows, words = 0, 0, 0
    while at < data.size:
        fields = _short(data, at)
        if fields == _END:
            break
        at += 2
        for _ in range(fields - 1):
            at += 4 + _number(data, at, 4)
        words += _text_length(data, at + 4)
        at += 4 + _number(data, at, 4)
        rows += 1
    return rows, words


@compiled("int64(uint8[::1], int64, int64, int32[::1], int64[::1], uint8[::1], int64[::1])")
def _word(
    data: Bytes,
    start: int,
    end: int,
    table: Int32s,
    name_starts: Int64s,
    names: Bytes,
    known: Int64s,
) -> int:
    """The number of a word, a new one for a new word; `table` is an open hash table."""
    mix = np.uint64(14695981039346656037)  # FNV-1a
    for at in range(start, end):
        mix = (mix ^ np.uint64(data[at])) * np.uint64(1099511628211)
    mask = np.uint64(table.size - 1)
    slot = (mix ^ (mix >> np.uint64(32))) & mask
    while table[slot]:
        word = table[slot]
        first = name_starts[word - 1]
        if name_starts[word] - first == end - start:
            is_same = True
            for letter in range(end - start):
                if names[first + letter] != data[start + letter]:
                    is_same = False
                    break
            if is_same:
                return int(word)
        slot = (slot + np.uint64(1)) & mask
    known[0] += 1
    word = known[0]
    table[slot] = word
    free = name_starts[word - 1]
    names[free : free + end - start] = data[start:end]
    name_starts[word] = free + end - start
    return int(word)


@compiled(
    "void(uint8[::1], int64[:, ::1], int64[::1], int32[::1], "
    "int32[::1], int64[::1], uint8[::1], int64[::1])"
)
def read_rows(
    data: Bytes,
    numbers: npt.NDArray[np.int64],
    lengths: Int64s,
    texts: Int32s,
    table: Int32s,
    name_starts: Int64s,
    names: Bytes,
    known: Int64s,
) -> None:
    """Read rows into arrays of the size that was measured."""
    at, base = 0, 0
    for row in range(numbers.shape[0]):
        at += 2
        for column in range(numbers.shape[1]):
            size = _number(data, at, 4)
            numbers[row, column] = _number(data, at + 4, size)
            at += 4 + size
        at += 4
        lengths[row] = _text_length(data, at)
        lexemes = _number(data, at, 4)
        at += 4
        for _ in range(lexemes):
            start = at
            while data[at]:
                at += 1
            word = _word(data, start, at, table, name_starts, names, known)
            spots = _short(data, at + 1)
            at += 3
            for _ in range(spots):
                texts[base + (_short(data, at) & 0x3FFF) - 1] = word
                at += 2
        base += lengths[row]


@dataclass
class Words:
    """The words seen so far, by number from 1 on, with room for more."""

    known: Int64s = field(default_factory=lambda: np.zeros(1, np.int64))
    starts: Int64s = field(default_factory=lambda: np.zeros(1, np.int64))
    letters: Bytes = field(default_factory=lambda: np.zeros(0, np.uint8))
    table: Int32s = field(default_factory=lambda: np.zeros(0, np.int32))

    def make_room(self, size: int) -> None:
        """Make room for all words that so many bytes can bring."""
        count = int(self.known[0])
        most = count + size // 4  # a letter at least, a 0 and the number of spots
        if most + 1 > self.starts.size:
            self.starts = np.resize(self.starts, 2 * most + 1)
        end = int(self.starts[count])
        if end + size > self.letters.size:
            self.letters = np.resize(self.letters, 2 * (end + size))
        if 2 * most > self.table.size:
            self.table = np.zeros(1 << (2 * most).bit_length(), np.int32)
            starts, letters = self.starts[: count + 1].copy(), self.letters[:end].copy()
            self.known[0] = 0
            rehash(letters, starts, self.table, self.starts, self.letters, self.known)


@compiled("void(uint8[::1], int64[::1], int32[::1], int64[::1], uint8[::1], int64[::1])")
def rehash(
    data: Bytes,
    data_starts: Int64s,
    table: Int32s,
    name_starts: Int64s,
    names: Bytes,
    known: Int64s,
) -> None:
    """Number words anew, in their order, in an empty table."""
    for word in range(data_starts.size - 1):
        _word(data, data_starts[word], data_starts[word + 1], table, name_starts, names, known)


class Rows:
    """Rows read piece by piece."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._words = Words()
        self._numbers = [np.empty((0, columns), np.int64)]
        self._lengths = [np.zeros(1, np.int64)]
        self._texts = [np.empty(0, np.int32)]

    def add(self, data: bytearray) -> None:
        """Read a piece of the data that holds whole rows; the header is no row."""
        piece = np.frombuffer(data, np.uint8)
        rows, words = measure(piece)
        numbers = np.empty((rows, self._columns), np.int64)
        lengths = np.empty(rows, np.int64)
        texts = np.zeros(words, np.int32)
        store = self._words
        store.make_room(piece.size)
        read_rows(
            piece, numbers, lengths, texts, store.table, store.starts, store.letters, store.known
        )
        self._numbers.append(numbers)
        self._lengths.append(lengths)
        self._texts.append(texts)

    @property
    def numbers(self) -> npt.NDArray[np.int64]:
        """The numbers of all rows, by row and column."""
        return np.concatenate(self._numbers)

    @property
    def texts(self) -> TextColumns:
        """The texts of all rows."""
        count = int(self._words.known[0])
        starts = self._words.starts[: count + 1].copy()
        return TextColumns(
            starts=np.cumsum(np.concatenate(self._lengths)),
            words=np.concatenate(self._texts),
            name_starts=starts,
            names=self._words.letters[: int(starts[-1])].copy(),
        )
