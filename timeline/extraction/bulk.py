"""Many articles: JSON lines in, JSON lines out, in order, over several processes."""

from __future__ import annotations

import json
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.synchronize import Event
from threading import Thread, current_thread, main_thread
from types import FrameType
from typing import Any, Final, Self

from timeline.dates import Precision
from timeline.extraction.annotate import PIPELINE, ParserError
from timeline.extraction.assemble import analyse
from timeline.extraction.document import ExtractionError
from timeline.extraction.findings import Analysis, Finding

LONGEST_LINE: Final = 8_000_000  # bytes; the longest text in the longest spelling fits
LONGEST_SECONDS: Final = 120  # of processor time for one article
_CHUNK: Final = 16  # articles handed to a process at once
_CHUNK_SIZE: Final = 1_000_000  # bytes of them
_AHEAD: Final = 8  # chunks per process under way, so that memory stays bounded
_DEATHS: Final = 3  # of processes in a row, each on one article alone: the fault is not theirs
# The exchange format knows these as a range.
_AS_RANGE: Final = frozenset((Precision.HALF, Precision.CENTURY, Precision.PERIOD))

Line = str | bytes
Numbered = tuple[int, Line]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line: `record` as JSON text, or "" and the `fault` in one sentence."""

    number: int  # of the line, from 1
    record: str
    fault: str
    length: int  # characters of text read


def extract_lines(
    lines: Iterable[Line], *, workers: int = 0, pipeline: str = PIPELINE, first: int = 1
) -> Iterator[Outcome]:
    """Run the engine over JSON lines of id, dct, title and text; one outcome a line, in order.

    Without `workers` it runs in this process. Blank lines are passed over; `first` is the number
    of the first line. The same for any number of workers, and memory does not grow with the
    number of lines. An article that ends its process costs that article. ExtractionError when
    the parser cannot be used or processes die whatever they read.
    """
    chunks = _chunks((n, line) for n, line in enumerate(lines, first) if line.strip())
    if workers:
        yield from _in_processes(chunks, workers, pipeline)
        return
    for chunk in chunks:
        yield from _work(chunk, pipeline)


def as_record(analysis: Analysis) -> dict[str, Any]:
    """Return an analysis as the flat record that scorers and other programs read."""
    return {
        "timexes": [
            {"start": t.start, "end": t.end, "text": t.text, "type": t.type.value, "value": t.value}
            for t in analysis.dates
        ],
        "events": [_event(finding) for finding in analysis.findings],
    }


def _event(finding: Finding) -> dict[str, Any]:
    precision = finding.span.precision
    return {
        "evidence": list(finding.evidence),
        "also": [list(span) for span in finding.also],
        "time": list(finding.time) if finding.time else None,
        "edtf": finding.span.edtf,
        "earliest": finding.span.earliest.isoformat(),
        "latest": finding.span.latest.isoformat(),
        "precision": (Precision.RANGE if precision in _AS_RANGE else precision).value,
        "status": finding.status.value,
        "kind": finding.kind.value,
        "actors": [actor.name for actor in finding.actors],
        "places": [place.name for place in finding.places],
        "title": finding.title,
        "date_reason": finding.date_reason,
        "confidence": finding.confidence,
        "reasons": list(finding.reasons),
    }


def _chunks(lines: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    chunk: list[Numbered] = []
    size = 0
    for number, line in lines:
        chunk.append((number, line))
        size += len(line)
        if len(chunk) >= _CHUNK or size >= _CHUNK_SIZE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


# --- processes ----------------------------------------------------------------------------


class _Processes:
    """Processes that read chunks, and end when they are left or their parent dies."""

    def __init__(self, workers: int) -> None:
        # Spawned, not forked: a fork would copy the locks of the caller's threads as they stand.
        context = get_context("spawn")
        self._stop = context.Event()
        self._pool = ProcessPoolExecutor(
            workers, mp_context=context, initializer=_begin, initargs=(self._stop,)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._pool.shutdown(cancel_futures=True)

    def submit(self, chunk: list[Numbered], pipeline: str) -> Future[list[Outcome]]:
        try:
            return self._pool.submit(_work, chunk, pipeline)
        except BrokenProcessPool as error:
            failed: Future[list[Outcome]] = Future()
            failed.set_exception(error)
            return failed


Under = deque[tuple[list[Numbered], Future[list[Outcome]]]]


def _in_processes(
    chunks: Iterator[list[Numbered]], workers: int, pipeline: str
) -> Iterator[Outcome]:
    under_way: Under = deque()
    are_more = True
    while are_more:
        with _Processes(workers) as processes:
            try:
                for chunk in chunks:
                    under_way.append((chunk, processes.submit(chunk, pipeline)))
                    if len(under_way) >= workers * _AHEAD:
                        yield from _oldest(under_way)
                while under_way:
                    yield from _oldest(under_way)
                are_more = False
            except BrokenProcessPool:
                pass
        # A process was killed, and nobody knows on which article: each is read once more, alone.
        yield from _alone([line for chunk, _ in under_way for line in chunk], pipeline)
        under_way.clear()


def _oldest(under_way: Under) -> list[Outcome]:
    outcomes = under_way[0][1].result()
    under_way.popleft()  # only now: what broke stays in the queue
    return outcomes


def _alone(lines: list[Numbered], pipeline: str) -> Iterator[Outcome]:
    waiting = deque(lines)
    deaths = 0
    while waiting:
        with _Processes(1) as process:
            try:
                while waiting:
                    yield from process.submit([waiting[0]], pipeline).result()
                    waiting.popleft()
                    deaths = 0
            except BrokenProcessPool:
                deaths += 1
                if deaths == _DEATHS:
                    raise ExtractionError(
                        f"Processes were killed {deaths} times in a row, the last at line "
                        f"{waiting[0][0]}: is there too little memory?"
                    ) from None
                fault = "The process that read it was killed, twice: too little memory?"
                yield Outcome(waiting.popleft()[0], "", fault, 0)


_stop: Event | None = None


def _begin(stop: Event) -> None:
    """Make a process that leaves the keyboard to its parent and outlives it by nothing."""
    global _stop  # noqa: PLW0603 - an initializer has no other place to leave anything
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := parent_process():
        Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()


def _die_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _work(chunk: list[Numbered], pipeline: str) -> list[Outcome]:
    outcomes = []
    for number, line in chunk:
        if _stop and _stop.is_set():
            break
        outcomes.append(_outcome(number, line, pipeline))
    return outcomes


# --- one line -----------------------------------------------------------------------------


def _outcome(number: int, line: Line, pipeline: str) -> Outcome:
    try:
        article = _parsed(line)
        key, text, day = _fields(article)
        title = article.get("title") or ""
        with _limited():
            analysis = analyse(text, published_on=day, title=str(title), pipeline=pipeline)
        record = json.dumps({"id": key, **as_record(analysis)}, ensure_ascii=False)
        record.encode()
    except ParserError:
        raise
    except Exception as error:  # noqa: BLE001 - a mistake of ours costs an article, not a night
        return Outcome(number, "", _sentence(error), 0)
    return Outcome(number, record, "", len(text))


def _parsed(line: Line) -> Any:
    if len(line) > LONGEST_LINE:
        raise ExtractionError(f"The line has more than {LONGEST_LINE // 1_000_000} MB.")
    text = line if isinstance(line, str) else line.decode()
    return json.loads(text.removeprefix("\ufeff"))


class _TooLongError(Exception):
    """An article took more than LONGEST_SECONDS."""


@contextmanager
def _limited() -> Iterator[None]:
    # Only a main thread may set a signal; a scheduler that reads in threads has limits of its own.
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _too_long)
    # More than once: what is raised within a destructor goes nowhere.
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST_SECONDS, LONGEST_SECONDS / 10)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise _TooLongError


def _fields(article: Any) -> tuple[str, str, date]:
    if not isinstance(article, dict):
        raise ExtractionError("The line is no JSON object.")
    key, text, day = (article.get(name) for name in ("id", "text", "dct"))
    if not isinstance(key, str) or not isinstance(text, str):
        raise ExtractionError("The line lacks a string “id” or “text”.")
    if not isinstance(day, str):
        raise ExtractionError(
            "The line lacks “dct”, the publication day; relative dates cannot be resolved."
        )
    try:
        return key, text, date.fromisoformat(day[:10])
    except ValueError:
        raise ExtractionError(f"“{day[:30]}” is no day such as 2023-03-20.") from None


def _sentence(error: Exception) -> str:
    match error:
        case ExtractionError():
            return str(error)
        case json.JSONDecodeError():
            return f"The line is not JSON: {error.msg} at character {error.pos + 1}."
        case UnicodeDecodeError():
            return "The line is not text in UTF-8."
        case UnicodeEncodeError():
            return "The text has half a character in it, a surrogate without its other half."
        case RecursionError():
            # A line nested a thousand deep is JSON to the letter and an attack in fact.
            return "The line is nested too deeply."
        case _TooLongError():
            return f"The article took more than {LONGEST_SECONDS} s."
    return f"The engine failed at this article: {error!r}."
