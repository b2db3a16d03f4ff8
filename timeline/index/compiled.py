"""How loops over bits and numbers are compiled: by numba, once, before anybody waits for them.

All signatures are given, so that everything is compiled when its module is imported (and kept on
disk), and an array of another type is an error rather than seconds of compiling in the middle of an
answer. The loops run without the interpreter's lock.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

Bits = npt.NDArray[np.uint64]  # a set of events: one bit for each position
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Ids = npt.NDArray[Any]  # 32 bits where all fit, else 64
Values = npt.NDArray[Any]  # numbers of values: 16 bits where all fit, else 32

Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(*signatures: str) -> Callable[[Loop], Loop]:
    """Compile a loop for arguments of these types."""

    def compile_loop(loop: Loop) -> Loop:
        try:
            return cast("Loop", numba.njit([*signatures], nogil=True, cache=True)(loop))
        except RuntimeError:  # no folder where the compiled code could be kept
            return cast("Loop", numba.njit([*signatures], nogil=True)(loop))

    return compile_loop


def _generate_ones(_context: Any, _word: Any) -> Any:
    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


def _generate_lowest(_context: Any, _word: Any) -> Any:
    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], context.get_constant(types.boolean, 1))

    return types.int64(types.uint64), generate


def _generate_opaque(_context: Any, _number: Any) -> Any:
    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        word = ir.IntType(64)
        nothing = ir.InlineAsm(ir.FunctionType(word, [word]), "", "=r,0", side_effect=False)
        return builder.call(nothing, arguments)

    return types.uint64(types.uint64), generate


# One instruction each, for which numba has no names: how many bits of a word are set, and the
# number of the lowest of them, for a word that is not 0.
ones: Callable[[np.uint64], np.uint64] = cast("Any", intrinsic(_generate_ones))
lowest: Callable[[np.uint64], int] = cast("Any", intrinsic(_generate_lowest))
# The same number; but the compiler does not see that, and handles one at a time.
opaque: Callable[[np.uint64], np.uint64] = cast("Any", intrinsic(_generate_opaque))
