"""A run over an archive: its output, its report and the place to go on from after any stop.

Beside the command, which only words what happened: this is what must hold when it is killed.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Final, Self

from timeline.extraction.bulk import LONGEST_LINE, Outcome, extract_lines
from timeline.extraction.findings import ENGINE_VERSION

_KEEP_SECONDS: Final = 2.0  # between two places kept: so much work is done again at most
_HEAD: Final = 65_536  # bytes by which an input is known again


class ArchiveError(Exception):
    """The run cannot begin or go on; the message is one sentence for whoever started it."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a run has come: lines done, and bytes read and written for them."""

    line: int = 0
    read: int = 0
    written: int = 0
    reported: int = 0
    done: int = 0
    skipped: int = 0
    engine: str = ENGINE_VERSION
    pipeline: str = ""
    head: str = ""  # hash of the beginning of the input


class Run:
    """Use as a context: `steps` yields the place after each article, with its length.

    `OUT.resume` holds the last place for which everything is on the disk, and is there only
    while a run is unfinished. Whatever OUT and `OUT.report` hold beyond that place is cut off
    before going on: half a line is never trusted.
    """

    def __init__(self, source: Path, out: Path, *, workers: int, pipeline: str) -> None:
        self.report = out.with_name(out.name + ".report")
        self._resume = out.with_name(out.name + ".resume")
        self._source, self._out, self._workers, self._pipeline = source, out, workers, pipeline
        self.place = Place(pipeline=pipeline)
        self._is_finished = False
        self._opened: list[IO[bytes]] = []

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        try:
            if not self._is_finished:
                self._keep()
        finally:
            self._close()

    def steps(self) -> Iterator[tuple[Place, int]]:
        """Read on to the end of the input."""
        source, out, report = self._opened
        source.seek(self.place.read)
        ends: deque[tuple[int, int]] = deque()
        lines = _lines(source, self.place, ends)
        first = self.place.line + 1
        kept = time.monotonic()
        for outcome in extract_lines(
            lines, workers=self._workers, pipeline=self._pipeline, first=first
        ):
            while (end := ends.popleft())[0] < outcome.number:
                pass  # a blank line
            self.place = _write(self.place, end, outcome, out, report)
            yield self.place, outcome.length
            if time.monotonic() - kept > _KEEP_SECONDS:
                self._keep()
                kept = time.monotonic()
        if ends:
            self.place = replace(self.place, line=ends[-1][0], read=ends[-1][1])
        self._keep()
        self._is_finished = True
        self._resume.unlink()
        if not self.place.reported:
            self.report.unlink()

    def _open(self) -> None:
        self._opened.append(self._source.open("rb"))
        out = self._out.open("ab")
        self._opened.append(out)
        try:
            fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ArchiveError(f"Another run is writing {self._out}.") from None
        if self._resume.exists():
            self.place = self._read_place()
        elif os.fstat(out.fileno()).st_size:
            raise ArchiveError(
                f"{self._out} is there already and belongs to no unfinished run; "
                "move it away or name another."
            )
        report = self.report.open("ab")
        self._opened.append(report)
        for file, size in ((out, self.place.written), (report, self.place.reported)):
            if os.fstat(file.fileno()).st_size < size:
                raise ArchiveError(f"{file.name} is shorter than it was left; begin anew.")
            file.truncate(size)
        self._keep()

    def _read_place(self) -> Place:
        try:
            place = Place(**json.loads(self._resume.read_bytes()))
        except (ValueError, TypeError):
            raise ArchiveError(f"{self._resume} is damaged; begin anew.") from None
        if place.head != self._head(place.read):
            raise ArchiveError(f"{self._source} is not the file that this run began with.")
        if (place.engine, place.pipeline) != (ENGINE_VERSION, self._pipeline):
            raise ArchiveError("This run was begun with another engine; begin anew.")
        return place

    def _head(self, read: int) -> str:
        with self._source.open("rb") as source:
            return hashlib.sha256(source.read(min(read, _HEAD))).hexdigest()

    def _keep(self) -> None:
        """Keep the place: first what it counts on, then itself, in one step."""
        for file in self._opened[1:]:
            file.flush()
            os.fsync(file.fileno())
        self.place = replace(self.place, head=self._head(self.place.read))
        draft = self._resume.with_name(self._resume.name + ".new")
        with draft.open("wb") as file:
            file.write(json.dumps(asdict(self.place)).encode())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._resume)
        folder = os.open(self._resume.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _close(self) -> None:
        for file in self._opened:
            with suppress(OSError):  # a full disk has been reported where it was noticed
                file.close()


def _lines(source: IO[bytes], place: Place, ends: deque[tuple[int, int]]) -> Iterator[bytes]:
    """Yield the lines, noting where each ends; of an endless one only the beginning."""
    number, at = place.line, place.read
    while line := source.readline(LONGEST_LINE + 1):
        number, at = number + 1, at + len(line)
        rest = line
        while not rest.endswith(b"\n") and (rest := source.readline(LONGEST_LINE)):
            at += len(rest)
        ends.append((number, at))
        yield line


def _write(
    place: Place, end: tuple[int, int], outcome: Outcome, out: IO[bytes], report: IO[bytes]
) -> Place:
    record = f"{outcome.record}\n".encode() if outcome.record else b""
    fault = f"line {outcome.number}: {outcome.fault}\n".encode() if outcome.fault else b""
    out.write(record)
    report.write(fault)
    return replace(
        place,
        line=end[0],
        read=end[1],
        written=place.written + len(record),
        reported=place.reported + len(fault),
        done=place.done + bool(record),
        skipped=place.skipped + bool(fault),
    )
