"""Many articles: JSON lines in, JSON lines out, in order, over several processes."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import islice
from multiprocessing import get_context
from typing import Any, Final

from timeline.dates import Precision
from timeline.extraction.annotate import PIPELINE
from timeline.extraction.assemble import analyse
from timeline.extraction.document import ExtractionError
from timeline.extraction.findings import Analysis, Finding

_CHUNK: Final = 16  # articles handed to a process at once
_AHEAD: Final = 3  # chunks per process under way, so that memory stays bounded
# The exchange format knows these as a range.
_AS_RANGE: Final = frozenset((Precision.HALF, Precision.CENTURY, Precision.PERIOD))

Numbered = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line: `record` as JSON text, or "" and the `fault` in one sentence."""

    number: int  # of the line, from 1
    record: str
    fault: str
    length: int  # characters of text read


def extract_lines(
    lines: Iterable[str], *, workers: int = 1, pipeline: str = PIPELINE
) -> Iterator[Outcome]:
    """Run the engine over JSON lines of id, dct, title and text; one outcome a line, in order.

    Blank lines are passed over. The same for any number of workers, and memory does not grow
    with the number of lines.
    """
    chunks = _chunks((n, line) for n, line in enumerate(lines, 1) if line.strip())
    if workers <= 1:
        for chunk in chunks:
            yield from _work(chunk, pipeline)
        return
    # Spawned, not forked: a fork would copy the locks of the caller's threads as they stand.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        under_way: deque[Future[list[Outcome]]] = deque()
        for chunk in chunks:
            under_way.append(pool.submit(_work, chunk, pipeline))
            if len(under_way) >= workers * _AHEAD:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()


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
    while chunk := list(islice(lines, _CHUNK)):
        yield chunk


def _work(chunk: list[Numbered], pipeline: str) -> list[Outcome]:
    return [_outcome(number, line, pipeline) for number, line in chunk]


def _outcome(number: int, line: str, pipeline: str) -> Outcome:
    try:
        article = json.loads(line)
        key, text, day = _fields(article)
        title = article.get("title") or ""
        analysis = analyse(text, published_on=day, title=str(title), pipeline=pipeline)
    except (ExtractionError, ValueError, RecursionError) as error:
        # A line nested a thousand deep is JSON to the letter and an attack in fact.
        return Outcome(number, "", _sentence(error), 0)
    record = {"id": key, **as_record(analysis)}
    return Outcome(number, json.dumps(record, ensure_ascii=False), "", len(text))


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
    if isinstance(error, json.JSONDecodeError):
        return f"The line is not JSON: {error.msg} at character {error.pos + 1}."
    if isinstance(error, RecursionError):
        return "The line is nested too deeply."
    return str(error)
