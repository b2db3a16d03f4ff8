"""Measures the engine on labelled texts: `python bench/extraction.py DIR [--json]`.

DIR holds the scorers (score_timex.py and its like, run as they are beside the data) and the data
in DIR/dev, as JSON Lines. One function a measure family; each returns {measure: {data: figure}}.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

# The project is no installed package.
from timeline.extraction import analyse
from timeline.extraction.bulk import as_record
from timeline.extraction.when import find_dates

Figures = dict[str, dict[str, float]]
EVENT_FIGURES = {
    "dated F1": "dated_f1",
    "dated recall": "dated_recall",
    "dated precision": "dated_precision",
    "full recall": "full_recall",
    "off-DCT recall": "off_dct_recall",
    "date exact, among found": "date_exact",
    "actors F1": "actors_f1",
    "places F1": "places_f1",
    "kind, lenient": "kind_lenient_accuracy",
    "status": "status_accuracy",
}
DATED_DATA = ("dated_meantime", "dated_semeval15")
BANDS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 1.01)
TIMEX_DATA = ("timebank", "meantime", "wikiwars")
ROUNDS = 3


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def published(row: Mapping[str, Any]) -> date:
    """Return the day of publication; some files add a time to it."""
    return date.fromisoformat(row["dct"][:10])


def score(folder: Path, scorer: str, gold: Path, system: list[dict[str, Any]]) -> Any:
    """Run a scorer of the folder on what the engine said; return the object it prints."""
    with tempfile.TemporaryDirectory() as scratch:
        said = Path(scratch) / "system.jsonl"
        said.write_text("".join(json.dumps(line) + "\n" for line in system), encoding="utf-8")
        command = [sys.executable, str(folder / scorer), str(gold), str(said), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def timex_line(row: Mapping[str, Any]) -> dict[str, Any]:
    found = find_dates(row["text"], published_on=published(row))
    return {
        "id": row["id"],
        "timexes": [
            {"start": e.start, "end": e.end, "text": e.text, "type": e.type, "value": e.value}
            for e in found
        ],
    }


def timexes(folder: Path) -> Figures:
    """Time expressions against TIMEX3 gold, by the measures of TempEval-3, in percent."""
    figures: Figures = {}
    for name in TIMEX_DATA:
        gold = folder / "dev" / f"{name}.jsonl"
        views = score(folder, "score_timex.py", gold, [timex_line(row) for row in rows(gold)])
        for measure, view, criterion in (
            ("value F1, all", "all", "value"),
            ("value F1, calendar", "calendar", "value"),
            ("relaxed F1", "all", "relaxed"),
            ("strict F1", "all", "strict"),
            ("type F1", "all", "type"),
        ):
            figures.setdefault(measure, {})[name] = round(100 * views[view][criterion]["f1"], 1)
    return figures


def timex_speed(folder: Path) -> Figures:
    """Time expressions alone on one core, the best of three rounds, in kB/s."""
    measure: dict[str, float] = {}
    for name in TIMEX_DATA:
        data = rows(folder / "dev" / f"{name}.jsonl")
        size = sum(len(row["text"].encode()) for row in data) / 1000
        best = min(_seconds(data) for _ in range(ROUNDS))
        measure[name] = round(size / best)
    return {"time expressions, kB/s": measure}


def _seconds(data: list[dict[str, Any]]) -> float:
    start = time.process_time()
    for row in data:
        find_dates(row["text"], published_on=published(row))
    return time.process_time() - start


def event_line(row: Mapping[str, Any]) -> dict[str, Any]:
    found = analyse(row["text"], published_on=published(row), title=row.get("title") or "")
    return {"id": row["id"], **as_record(found)}


def events(folder: Path) -> Figures:
    """Dated events against labelled articles; the halves tell whether rules fit only one."""
    gold = folder / "dev" / "events.jsonl"
    data = rows(gold)
    system = [event_line(row) for row in data]
    figures: Figures = {}
    for name, part in (("events", data), ("first half", data[::2]), ("second half", data[1::2])):
        found = _event_scores(folder, gold, system, [row["id"] for row in part])
        for measure, key in EVENT_FIGURES.items():
            figures.setdefault(measure, {})[name] = round(found[key], 3)
    return figures


def _event_scores(folder: Path, gold: Path, system: list[dict[str, Any]], ids: list[str]) -> Any:
    wanted = set(ids)
    with tempfile.TemporaryDirectory() as scratch:
        part = Path(scratch) / "gold.jsonl"
        lines = [line for line in rows(gold) if line["id"] in wanted]
        part.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        said = [line for line in system if line["id"] in wanted]
        return score(folder, "score_events.py", part, said)


def event_dates(folder: Path) -> Figures:
    """Dates of events away from the publication day, by sentence."""
    figures: Figures = {}
    for name in DATED_DATA:
        gold = folder / "dev" / f"{name}.jsonl"
        found = score(folder, "score_dated.py", gold, [event_line(row) for row in rows(gold)])
        for measure, key in (("off-DCT exact", "off_dct_exact"), ("exact", "exact")):
            figures.setdefault(measure, {})[name] = round(found[key], 3)
    return figures


def confidence(folder: Path) -> Figures:
    """How often findings of a confidence have date and kind right: what it promises."""
    data = rows(folder / "dev" / "events.jsonl")
    hits: dict[str, list[bool]] = {}
    for row in data:
        for said in event_line(row)["events"]:
            right = any(_is_right(said, gold) for gold in row["events"])
            low = max(band for band in BANDS if band <= said["confidence"])
            hits.setdefault(f"from {low:.1f}", []).append(right)
    return {
        f"right, confidence {band} ({len(found)})": {"events": round(sum(found) / len(found), 2)}
        for band, found in sorted(hits.items())
    }


def _is_right(said: Mapping[str, Any], gold: Mapping[str, Any]) -> bool:
    spans = [gold["evidence"], *gold["also"]]
    days = [[gold["earliest"], gold["latest"]], *gold["alt"]]
    return (
        any(a < said["evidence"][1] and said["evidence"][0] < b for a, b in spans)
        and [said["earliest"], said["latest"]] in days
        and said["kind"] in gold["kinds"]
    )


def event_speed(folder: Path) -> Figures:
    """The whole engine on one core, the parser loaded, in kB/s of processor time."""
    data = rows(folder / "dev" / "timebank.jsonl")
    event_line(data[0])
    start = time.process_time()
    for row in data:
        event_line(row)
    size = sum(len(row["text"].encode()) for row in data) / 1000
    return {"whole engine, kB/s": {"timebank": round(size / (time.process_time() - start))}}


MEASURES: tuple[Callable[[Path], Figures], ...] = (
    timexes,
    timex_speed,
    events,
    event_dates,
    confidence,
    event_speed,
)


def table(figures: Figures) -> str:
    """Lay the figures out as measures down, data across."""
    columns = sorted({name for found in figures.values() for name in found})
    width = max(len(measure) for measure in figures) + 2
    lines = [" " * width + "".join(f"{name:>18}" for name in columns)]
    for measure, found in figures.items():
        cells = [f"{found[name]:>18g}" if name in found else " " * 18 for name in columns]
        lines.append(f"{measure:<{width}}" + "".join(cells))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="one object {measure: {data: figure}}")
    asked = parser.parse_args()
    # The folder of the data will do as well: the scorers lie beside it.
    folder = asked.folder if (asked.folder / "dev").is_dir() else asked.folder.resolve().parent
    figures: Figures = {}
    for measure in MEASURES:
        figures |= measure(folder)
    sys.stdout.write((json.dumps(figures) if asked.json else table(figures)) + "\n")


if __name__ == "__main__":
    main()
