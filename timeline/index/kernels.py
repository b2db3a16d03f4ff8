"""The loops over bits and numbers that Python is too slow for, compiled by numba.

A set of events is an array of 64-bit words with one bit for each position. All signatures are
given, so that everything is compiled when this module is imported (and kept on disk by numba),
never while somebody waits for an answer. The loops run without the interpreter's lock.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np
import numpy.typing as npt
from numba.core import types
from numba.extending import intrinsic

Bits = npt.NDArray[np.uint64]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Values = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]

MIN_DAY, MAX_DAY = 1, 3_652_059  # ordinals of 0001-01-01 and 9999-12-31: an open end

Loop = TypeVar("Loop", bound=Callable[..., Any])


def _compiled(*signatures: str) -> Callable[[Loop], Loop]:
    def compile_(loop: Loop) -> Loop:
        try:
            return numba.njit([*signatures], nogil=True, cache=True)(loop)  # type: ignore[no-any-return]
        except RuntimeError:  # no folder where the compiled code could be kept
            return numba.njit([*signatures], nogil=True)(loop)  # type: ignore[no-any-return]

    return compile_


@intrinsic  # type: ignore[untyped-decorator]
def _ones(_context: Any, _word: Any) -> Any:
    """How many bits of a word are set: one instruction, for which numba has no name."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


@intrinsic  # type: ignore[untyped-decorator]
def _lowest(_context: Any, _word: Any) -> Any:
    """The number of the lowest bit that is set, for a word that is not 0."""

    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], context.get_constant(types.boolean, 1))

    return types.int64(types.uint64), generate


# Sets.


@_compiled("int64(uint64[::1])")
def count(bits: Bits) -> int:
    """How many events a set holds."""
    total = np.uint64(0)
    for word in range(bits.size):
        total += _ones(bits[word])
    return np.int64(total)  # type: ignore[return-value]


@_compiled("void(uint64[::1], int32[::1])")
def add(bits: Bits, positions: Int32s) -> None:
    """Put positions into a set."""
    for position in positions:
        bits[position >> 6] |= np.uint64(1) << np.uint64(position & 63)


@_compiled("int32[::1](uint64[::1])")
def positions_of(bits: Bits) -> Int32s:
    """The positions in a set, ascending."""
    total = np.uint64(0)
    for word in range(bits.size):
        total += _ones(bits[word])
    found = np.empty(np.int64(total), np.int32)
    at = 0
    for word in range(bits.size):
        rest = bits[word]
        while rest:
            found[at] = word * 64 + _lowest(rest)
            at += 1
            rest &= rest - np.uint64(1)
    return found


@_compiled("int32[::1](uint64[::1], int64, int64)")
def last_of(bits: Bits, skip: int, take: int) -> Int32s:
    """The last positions in a set, descending, after the first `skip` of them."""
    found = np.empty(take, np.int32)
    at = 0
    for back in range(bits.size):
        word = bits.size - 1 - back
        rest = bits[word]
        ones = np.int64(_ones(rest))
        if ones <= skip:
            skip -= ones
            continue
        for bit in range(63, -1, -1):
            if rest >> np.uint64(bit) & np.uint64(1):
                if skip:
                    skip -= 1
                else:
                    found[at] = word * 64 + bit
                    at += 1
                    if at == take:
                        return found
    return found[:at].copy()


@_compiled("int64[::1](uint64[::1], int64[::1])")
def ranks(bits: Bits, positions: Int64s) -> Int64s:
    """How many events of a set stand before each of these ascending positions."""
    found = np.empty(positions.size, np.int64)
    before = np.uint64(0)
    word = 0
    for number in range(positions.size):
        whole = positions[number] >> 6
        while word < whole:
            before += _ones(bits[word])
            word += 1
        inside = np.uint64(positions[number] & 63)
        part = np.uint64(0)
        if inside:
            part = _ones(bits[word] & ((np.uint64(1) << inside) - np.uint64(1)))
        found[number] = np.int64(before + part)
    return found


# Facets.


@_compiled("void(uint64[::1], uint64[:, ::1], int32[::1], int32[::1], int64[::1])")
def count_rows(bits: Bits, rows: Any, numbers: Int32s, values: Int32s, counts: Int64s) -> None:
    """Count a set for values that have a row of bits."""
    for at in range(numbers.size):
        row = rows[numbers[at]]
        total = np.uint64(0)
        for word in range(bits.size):
            total += _ones(bits[word] & row[word])
        counts[values[at]] = np.int64(total)


@_compiled("void(uint64[::1], int64[::1], int32[::1], int32[::1], int64[::1])")
def count_lists(
    bits: Bits, starts: Int64s, positions: Int32s, values: Int32s, counts: Int64s
) -> None:
    """Count a set for values that have a list of positions; without a branch to mispredict."""
    for value in values:
        total = np.uint64(0)
        for at in range(starts[value], starts[value + 1]):
            position = positions[at]
            total += bits[position >> 6] >> np.uint64(position & 63) & np.uint64(1)
        counts[value] = np.int64(total)


@_compiled(
    "void(uint64[::1], int32[::1], uint16[::1], int64[::1])",
    "void(uint64[::1], int32[::1], uint32[::1], int64[::1])",
)
def count_events(bits: Bits, starts: Int32s, values: Values, counts: Int64s) -> None:
    """Count a small set for all values, event by event."""
    for word in range(bits.size):
        rest = bits[word]
        while rest:
            position = word * 64 + _lowest(rest)
            rest &= rest - np.uint64(1)
            for at in range(starts[position], starts[position + 1]):
                counts[values[at]] += 1


# Dates.


@_compiled("void(uint64[::1], int64, int32, int32[::1], int32[::1])")
def add_late(bits: Bits, before: int, since: int, latest: Int32s, word_latest: Int32s) -> None:
    """Put in the events before a position that may still have happened on `since` or later."""
    for word in range((before + 63) >> 6):
        if word_latest[word] < since:
            continue
        for position in range(word * 64, min(word * 64 + 64, before)):
            if latest[position] >= since:
                bits[word] |= np.uint64(1) << np.uint64(position & 63)


@_compiled("int64(uint64[::1], int32[::1], int32[::1], int32[::1])")
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
            position = word * 64 + _lowest(rest)
            rest &= rest - np.uint64(1)
            day = latest[position]
            if day == MAX_DAY:
                day = earliest[position]
            found = max(found, day)
    return found


@_compiled(
    "void(uint64[::1], int32[::1], int32[::1], uint64[::1], uint64[::1], "
    "int64, int64, int32[::1], int64[:, ::1], int64[:, ::1])"
)
def spread(  # noqa: PLR0913
    bits: Bits,
    earliest: Int32s,
    latest: Int32s,
    exact: Bits,
    planned: Bits,
    since: int,
    until: int,
    starts: Int32s,
    placed: Int64s,
    wide: Int64s,
) -> None:
    """Count events one by one into buckets, or between the two buckets where they may lie.

    `placed` is counted by (sort of date, bucket), `wide` by (first, last bucket).
    """
    first = 0
    for word in range(bits.size):
        rest = bits[word]
        while rest:
            bit = rest & (~rest + np.uint64(1))
            position = word * 64 + _lowest(rest)
            rest ^= bit
            begin = max(np.int64(earliest[position]), since)
            end = min(np.int64(latest[position]), until)
            if end == MAX_DAY:
                end = begin
            if begin == MIN_DAY:
                begin = end
            begin = min(begin, end)
            if begin < starts[first]:  # an open past, standing at its end, came before
                first = 0
            while first + 1 < starts.size and starts[first + 1] <= begin:
                first += 1
            last = first
            while last + 1 < starts.size and starts[last + 1] <= end:
                last += 1
            is_exact = exact[word] & bit != np.uint64(0)
            if first == last or is_exact:
                sort = 1 - int(is_exact)
                if planned[word] & bit:
                    sort = 2
                placed[sort, first] += 1
            else:
                wide[first, last] += 1


# Words.


@_compiled("int64(uint8[::1], int64, int64, int32[::1])")
def _unpack(texts: Bytes, at: int, end: int, text: Int32s) -> int:
    """The codes of one text, 0 for a word that is not indexed; how many there are."""
    length = 0
    while at < end:
        code = np.int32(0)
        shift = 0
        while texts[at] >= 128:
            code |= np.int32(texts[at] & 127) << shift
            shift += 7
            at += 1
        text[length] = code | np.int32(texts[at]) << shift
        at += 1
        length += 1
    return length


@_compiled("boolean(int32[::1], int64, int32[::1], int32[::1])")
def _stands_in(text: Int32s, length: int, codes: Int32s, offsets: Int32s) -> bool:
    for start in range(length - offsets[-1]):
        found = True
        for number in range(codes.size):
            if text[start + offsets[number]] != codes[number]:
                found = False
                break
        if found:
            return True
    return False


@_compiled("void(uint64[::1], uint32[::1], uint8[::1], int32[::1], int32[::1], int64)")
def keep_phrase(  # noqa: PLR0913
    bits: Bits, starts: Any, texts: Bytes, codes: Int32s, offsets: Int32s, longest: int
) -> None:
    """Take out the events in whose texts the words do not stand at these offsets."""
    text = np.empty(longest + 1, np.int32)
    for word in range(bits.size):
        rest = bits[word]
        while rest:
            bit = rest & (~rest + np.uint64(1))
            position = word * 64 + _lowest(rest)
            rest ^= bit
            length = _unpack(
                texts, np.int64(starts[position]), np.int64(starts[position + 1]), text
            )
            if not _stands_in(text, length, codes, offsets):
                bits[word] ^= bit


# Building.


@_compiled(
    "Tuple((int64[::1], int32[::1]))(int32[::1], uint16[::1], int64)",
    "Tuple((int64[::1], int32[::1]))(int32[::1], uint32[::1], int64)",
)
def transpose(starts: Int32s, values: Values, size: int) -> tuple[Int64s, Int32s]:
    """From the values of each position to the ascending positions of each value."""
    ends = np.zeros(size + 1, np.int64)
    for at in range(values.size):
        ends[values[at] + np.uint32(1)] += 1
    ends = np.cumsum(ends)
    found = np.empty(values.size, np.int32)
    free = ends.copy()
    for position in range(starts.size - 1):
        for at in range(starts[position], starts[position + 1]):
            found[free[values[at]]] = position
            free[values[at]] += 1
    return ends, found


@_compiled("Tuple((int64[::1], int32[::1]))(int64[::1], int64[::1], int32[::1], int64)")
def word_positions(
    order: Int64s, starts: Int64s, words: Int32s, size: int
) -> tuple[Int64s, Int32s]:
    """The ascending positions of each word; word 0 is a gap and has none."""
    ends = np.zeros(size + 1, np.int64)
    seen = np.full(size, -1, np.int32)
    for position in range(order.size):
        row = order[position]
        for at in range(starts[row], starts[row + 1]):
            word = words[at]
            if word and seen[word] != position:
                seen[word] = position
                ends[word + 1] += 1
    ends = np.cumsum(ends)
    found = np.empty(ends[-1], np.int32)
    free = ends.copy()
    seen[:] = -1
    for position in range(order.size):
        row = order[position]
        for at in range(starts[row], starts[row + 1]):
            word = words[at]
            if word and seen[word] != position:
                seen[word] = position
                found[free[word]] = position
                free[word] += 1
    return ends, found


@_compiled(
    "Tuple((uint32[::1], uint8[::1], int64))(int64[::1], int64[::1], int32[::1], int32[::1])"
)
def pack(order: Int64s, starts: Int64s, words: Int32s, codes: Int32s) -> tuple[Any, Bytes, int]:
    """Texts as bytes, seven bits of a word's code in each, and how many words the longest has."""
    ends = np.zeros(order.size + 1, np.uint32)
    longest = 0
    size = 0
    for position in range(order.size):
        row = order[position]
        longest = max(longest, starts[row + 1] - starts[row])
        for at in range(starts[row], starts[row + 1]):
            code = codes[words[at]]
            size += 1
            while code >= 128:
                code >>= 7
                size += 1
        ends[position + 1] = size
    packed = np.empty(size, np.uint8)
    free = 0
    for position in range(order.size):
        row = order[position]
        for at in range(starts[row], starts[row + 1]):
            code = codes[words[at]]
            while code >= 128:
                packed[free] = code & 127 | 128
                code >>= 7
                free += 1
            packed[free] = code
            free += 1
    return ends, packed, longest


@_compiled("int64(uint8[::1], int64, int64)")
def _read(data: Bytes, at: int, size: int) -> int:
    """A number of so many bytes, the highest first; negative where its first bit says so."""
    value = np.int64(data[at])
    if value >= 128:
        value -= 256
    for more in range(1, size):
        value = value << 8 | np.int64(data[at + more])
    return value


@_compiled(
    "int64(uint8[::1], int64, int64[:, ::1], int64, int32[::1], int64[::1], uint8[::1], "
    "int64[::1], int64[::1], int32[::1], int64[::1])"
)
def read_rows(  # noqa: C901, PLR0912, PLR0913, PLR0915
    data: Bytes,
    at: int,
    numbers: Int64s,
    row: int,
    table: Int32s,
    name_starts: Int64s,
    names: Bytes,
    sizes: Int64s,
    text_starts: Int64s,
    texts: Int32s,
    done: Int64s,
) -> int:
    """Read rows as COPY BINARY writes them: some numbers, then one tsvector.

    `table` is an open hash table of the words seen, whose letters are in `names`; `sizes` is how
    many words there are. Stop where something is full: `done` is (offset, row) to go on from.
    Return 0 at the end of the data, 1 where words want room, 2 where texts, 3 where rows do.
    """
    while at < data.size:
        begin = at
        fields = np.int64(data[at]) << 8 | np.int64(data[at + 1])
        at += 2
        if fields == 0xFFFF:
            break
        if row == numbers.shape[0]:
            done[0], done[1] = begin, row
            return 3
        for field in range(fields - 1):
            size = _read(data, at, 4)
            numbers[row, field] = _read(data, at + 4, size)
            at += 4 + size
        size = _read(data, at, 4)
        end = at + 4 + size
        at += 4
        lexemes = _read(data, at, 4)
        at += 4
        # How long the text is: its highest position.
        length = 0
        look = at
        for _ in range(lexemes):
            while data[look]:
                look += 1
            spots = np.int64(data[look + 1]) << 8 | np.int64(data[look + 2])
            look += 3
            for _ in range(spots):
                length = max(
                    length, (np.int64(data[look]) << 8 | np.int64(data[look + 1])) & 0x3FFF
                )
                look += 2
        if text_starts[row] + length > texts.size:
            done[0], done[1] = begin, row
            return 2
        if (
            (sizes[0] + lexemes) * 2 > table.size
            or sizes[0] + lexemes + 1 >= name_starts.size
            or (name_starts[sizes[0]] + (end - at) > names.size)
        ):
            done[0], done[1] = begin, row
            return 1
        base = text_starts[row]
        texts[base : base + length] = 0
        text_starts[row + 1] = base + length
        for _ in range(lexemes):
            start = at
            mix = np.uint64(14695981039346656037)
            while data[at]:
                mix = (mix ^ np.uint64(data[at])) * np.uint64(1099511628211)
                at += 1
            slot = np.int64((mix ^ (mix >> np.uint64(32))) & np.uint64(table.size - 1))
            word = 0
            while True:
                word = table[slot]
                if word == 0:
                    sizes[0] += 1
                    word = sizes[0]
                    table[slot] = word
                    free = name_starts[word - 1]
                    names[free : free + at - start] = data[start:at]
                    name_starts[word] = free + at - start
                    break
                first = name_starts[word - 1]
                if name_starts[word] - first == at - start:
                    same = True
                    for letter in range(at - start):
                        if names[first + letter] != data[start + letter]:
                            same = False
                            break
                    if same:
                        break
                slot = (slot + 1) & (table.size - 1)
            spots = np.int64(data[at + 1]) << 8 | np.int64(data[at + 2])
            at += 3
            for _ in range(spots):
                spot = (np.int64(data[at]) << 8 | np.int64(data[at + 1])) & 0x3FFF
                texts[base + spot - 1] = word
                at += 2
        row += 1
    done[0], done[1] = at, row
    return 0
