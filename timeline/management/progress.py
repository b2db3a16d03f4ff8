"""Says on the error stream how far a long run has come: often to a person, rarely to a log."""

from __future__ import annotations

import time
from typing import Final

from django.core.management.base import OutputWrapper

_TERMINAL_SECONDS: Final = 0.5
_LOG_SECONDS: Final = 60.0


class Progress:
    """Articles, rate and time left; `size` is that of the input in bytes, 0 where unknown."""

    def __init__(self, stream: OutputWrapper, size: int) -> None:
        self._stream, self._size = stream, size
        self._is_terminal = stream.isatty()
        self._every = _TERMINAL_SECONDS if self._is_terminal else _LOG_SECONDS
        self.done = self.skipped = self._length = 0
        self.begin()

    def begin(self, read: int = 0) -> None:
        """Take the time; `read` bytes were read before."""
        self._begun = self._shown = time.monotonic()
        self._first = self._read = read

    def show(self, done: int, skipped: int, length: int, read: int = 0) -> None:
        """Count what was done in all, and one article of `length` characters, `read` so far."""
        self.done, self.skipped, self._read = done, skipped, read
        self._length += length
        if (now := time.monotonic()) - self._shown >= self._every:
            self._shown = now
            self._say(self._left(now - self._begun))

    def end(self, more: str = "") -> None:
        """Say it for the last time."""
        self._say(more)
        if self._is_terminal:
            self._stream.write("")

    def _left(self, seconds: float) -> str:
        read = self._read - self._first
        if not self._size or not read:
            return ""
        left = int(seconds * (self._size - self._read) / read)
        hours, minutes = left // 3600, left // 60 % 60
        words = f"{hours} h {minutes} min" if hours else f"{minutes} min {left % 60} s"
        return f", {100 * self._read // self._size}%, {words} left"

    def _say(self, more: str) -> None:
        rate = self._length / 1000 / max(time.monotonic() - self._begun, 0.001)
        skipped = f", {self.skipped:,} skipped" if self.skipped else ""
        line = f"{self.done:,} articles{skipped}, {rate:.0f} kB/s{more}"
        if self._is_terminal:
            # Over the last line, to its end.
            self._stream.write(f"\r{line}\x1b[K", ending="")
            self._stream.flush()
        else:
            self._stream.write(line)
