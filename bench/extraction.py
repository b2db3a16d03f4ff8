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

from timeline.extraction.when import find_dates  # the project is no installed package

Figures = dict[str, dict[str, float]]
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


MEASURES: tuple[Callable[[Path], Figures], ...] = (timexes, timex_speed)


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
    figures: Figures = {}
    for measure in MEASURES:
        figures |= measure(asked.folder)
    sys.stdout.write((json.dumps(figures) if asked.json else table(figures)) + "\n")


if __name__ == "__main__":
    main()
