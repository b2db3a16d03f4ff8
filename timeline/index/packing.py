"""Loops over texts that are kept as bytes: packed, unpacked, looked through for phrases.

A word's code is written seven bits to a byte, the lowest first, so that the 127 most frequent words
take one byte and the next 16,000 two. Code 0 is a word that is not indexed ("the").
"""

from __future__ import annotations

from typing import Any

import numpy as np

from timeline.index.compiled import Bits, Bytes, Int32s, Int64s, compiled, lowest


@compiled("UniTuple(int64, 2)(uint8[::1], int64)")
def _read(texts: Bytes, at: int) -> tuple[int, int]:
    """The code that stands here, and where the next one does."""
    code = np.int64(texts[at] & 127)
    shift = 0
    while texts[at] >= 128:
        at += 1
        shift += 7
        code |= np.int64(texts[at] & 127) << shift
    return int(code), at + 1


@compiled("boolean(uint8[::1], int64, int64, int32[::1], int32[::1])")
def _goes_on(texts: Bytes, at: int, end: int, codes: Int32s, offsets: Int32s) -> bool:
    """Whether after the first word, which ends here, the others stand where they should."""
    offset = 0
    for number in range(1, codes.size):
        code = 0
        while offset < offsets[number]:
            if at >= end:
                return False
            code, at = _read(texts, at)
            offset += 1
        if code != codes[number]:
            return False
    return True


@compiled("boolean(uint8[::1], int64, int64, int32[::1], int32[::1])")
def _stands_in(texts: Bytes, at: int, end: int, codes: Int32s, offsets: Int32s) -> bool:
    while at < end:
        code, at = _read(texts, at)
        if code == codes[0] and _goes_on(texts, at, end, codes, offsets):
            return True
    return False


@compiled("void(uint64[::1], uint32[::1], uint8[::1], int32[::1], int32[::1])")
def keep_phrase(bits: Bits, starts: Any, texts: Bytes, codes: Int32s, offsets: Int32s) -> None:
    """Take out the events in whose texts the words do not stand at these offsets."""
    for word in range(bits.size):
        rest = bits[word]
        while rest:
            bit = rest & (~rest + np.uint64(1))
            position = word * 64 + lowest(rest)
            rest ^= bit
            start = int(np.int64(starts[position]))
            end = int(np.int64(starts[position + 1]))
            if not _stands_in(texts, start, end, codes, offsets):
                bits[word] ^= bit


@compiled("Tuple((int64[::1], int32[::1]))(int64[::1], int64[::1], int32[::1], int64)")
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


@compiled("Tuple((uint32[::1], uint8[::1]))(int64[::1], int64[::1], int32[::1], int32[::1])")
def pack(order: Int64s, starts: Int64s, words: Int32s, codes: Int32s) -> tuple[Any, Bytes]:
    """Texts as bytes in a new order, and where each begins."""
    ends = np.zeros(order.size + 1, np.uint32)
    size = 0
    for position in range(order.size):
        row = order[position]
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
    return ends, packed
