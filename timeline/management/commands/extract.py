"""`manage.py extract`: the dated events of an article, or of many, from the shell."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import textwrap
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from timeline.extraction import ExtractionError, analyse
from timeline.extraction.bulk import LONGEST_LINE, as_record, extract_lines
from timeline.extraction.document import LONGEST_TEXT
from timeline.extraction.findings import Analysis, Finding
from timeline.management.archive import ArchiveError, Run
from timeline.management.progress import Progress

_NARROWEST, _WIDEST = 60, 140


class Command(BaseCommand):
    """Print what the engine finds; nothing is stored."""

    help = "Finds the dated events of an article and prints them; nothing is stored."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own way to say none

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="the article, plain text in UTF-8")
        parser.add_argument("--date", help="the day it was published, such as 2023-03-20")
        parser.add_argument("--title", default="", help="its headline, left out where repeated")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--jsonl", type=Path, help="many articles instead: lines of id, dct, title and text"
        )
        parser.add_argument("--workers", type=int, default=1, help="processes for --jsonl")
        parser.add_argument(
            "--out",
            type=Path,
            help="where --jsonl writes; what is wrong goes to OUT.report, and the same command "
            "goes on after a stop",
        )

    def handle(self, **options: Any) -> None:
        if (options["file"] is None) == (options["jsonl"] is None):
            raise CommandError("Name one article, or --jsonl and a file of many.")
        if options["jsonl"]:
            self._many(options["jsonl"], options["workers"], options["out"])
        else:
            self._one(options)

    def _one(self, options: dict[str, Any]) -> None:
        text = _read(options["file"])
        try:
            analysis = analyse(
                text,
                published_on=_day(options["date"]),
                title=options["title"],
                pipeline=settings.SPACY_PIPELINE,
            )
        except ExtractionError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_record(analysis), ensure_ascii=False, indent=1))
        else:
            for line in _table(text, analysis):
                self.stdout.write(line)

    def _many(self, path: Path, workers: int, out: Path | None) -> None:
        most = 4 * (os.cpu_count() or 1)
        if not 1 <= workers <= most:
            raise CommandError(f"--workers takes a number from 1 to {most} on this machine.")
        before = signal.signal(signal.SIGTERM, _interrupt)
        progress = Progress(self.stderr, path.stat().st_size if path.is_file() else 0)
        try:
            if out:
                self._to_file(path, workers, out, progress)
            else:
                self._to_output(path, workers, progress)
        except (ExtractionError, ArchiveError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            name = error.filename or out or "The output"
            raise CommandError(f"{name} cannot be used: {error.strerror}.") from error
        finally:
            signal.signal(signal.SIGTERM, before)
        if progress.skipped:
            sys.exit(1)

    def _to_file(self, path: Path, workers: int, out: Path, progress: Progress) -> None:
        run = Run(path, out, workers=workers, pipeline=settings.SPACY_PIPELINE)
        try:
            with run:
                if run.place.line:
                    self.stderr.write(f"Going on after line {run.place.line}.")
                progress.begin(run.place.read)
                for place, length in run.steps():
                    progress.show(place.done, place.skipped, length, place.read)
        except KeyboardInterrupt:
            progress.end()
            self.stderr.write(
                f"Stopped after line {run.place.line}; the same command goes on from there."
            )
            sys.exit(130)
        progress.end(f", see {run.report}" if run.place.skipped else "")

    def _to_output(self, path: Path, workers: int, progress: Progress) -> None:
        done = skipped = 0
        progress.begin()
        try:
            with path.open("rb") as source:
                lines = iter(lambda: source.readline(LONGEST_LINE + 1), b"")
                for outcome in extract_lines(
                    lines, workers=workers, pipeline=settings.SPACY_PIPELINE
                ):
                    if outcome.fault:
                        skipped += 1
                        self.stderr.write(f"line {outcome.number}: {outcome.fault}")
                    else:
                        done += 1
                        self.stdout.write(outcome.record)
                    progress.show(done, skipped, outcome.length)
        except KeyboardInterrupt:
            sys.exit(130)
        except BrokenPipeError:
            sys.stderr.close()  # nobody reads on, and nobody wants to hear of it at the exit
            sys.exit(1)
        progress.end()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _day(text: str | None) -> date:
    if not text:
        raise CommandError("Give the day of publication, such as --date 2023-03-20.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is no day; write it like 2023-03-20.") from None


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(4 * LONGEST_TEXT + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    if len(raw) > 4 * LONGEST_TEXT:
        raise CommandError(f"{path} is larger than an article can be.")
    try:
        # Bytes, not text mode: a CRLF is two characters and offsets count them.
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise CommandError(f"{path} is not text in UTF-8.") from None
    if not text.strip():
        raise CommandError(f"{path} is empty.")
    return text


# --- the table ----------------------------------------------------------------------------


def _table(text: str, analysis: Analysis) -> Iterator[str]:
    if not analysis.findings:
        yield "No dated events were found."
        return
    columns = shutil.get_terminal_size((100, 24)).columns
    width = max(_NARROWEST, min(columns, _WIDEST))
    rows = sorted(analysis.findings, key=lambda f: (f.span.sort_key, f.evidence))
    left = max(len(f.span.wording()) for f in rows)
    left = min(left, 26)
    for finding in rows:
        yield from _row(text, finding, left, width)
    count = len(rows)
    yield f"{count} event{'s' * (count != 1)}."


def _row(text: str, finding: Finding, left: int, width: int) -> Iterator[str]:
    marks = [finding.kind.value]
    if finding.status.value != "occurred":
        marks.append(finding.status.value)
    dates = textwrap.wrap(finding.span.wording(), left)
    start, end = finding.evidence
    quotation = "".join(c for c in " ".join(text[start:end].split()) if c.isprintable())
    body = textwrap.wrap(f"{finding.title} ({', '.join(marks)})", width - left - 2)
    body += textwrap.wrap(f"“{quotation}”", width - left - 2)
    for n in range(max(len(body), len(dates))):
        date_part = dates[n] if n < len(dates) else ""
        yield f"{date_part:<{left}}  {body[n] if n < len(body) else ''}".rstrip()
    yield ""
