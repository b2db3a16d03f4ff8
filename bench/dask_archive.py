"""An archive on a Dask cluster: `python bench/dask_archive.py IN.jsonl --out FOLDER`.

The example of docs/archives.md. Needs `distributed`, which the program itself does not.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from dask import bag
from distributed import Client, LocalCluster

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# The project is no installed package.
from timeline.extraction.bulk import Outcome, extract_lines


def records(lines: Iterable[str]) -> list[str]:
    """One part of the archive; the engine runs as it is, in the worker's own process."""
    return [outcome.record or fault(outcome) for outcome in extract_lines(lines)]


def fault(outcome: Outcome) -> str:
    return json.dumps({"line_of_part": outcome.number, "fault": outcome.fault}, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("archive", metavar="IN.jsonl", help="a path or a pattern: 'news/*.jsonl'")
    parser.add_argument("--out", type=Path, required=True, help="folder: one file a part, in order")
    parser.add_argument("--scheduler", help="address of a cluster; otherwise one of this machine")
    parser.add_argument("--workers", type=int, help="processes of this machine's cluster")
    parser.add_argument("--part", default="8MB", help="how much of the archive is one task")
    asked = parser.parse_args()
    # One thread a process: the engine is Python and wants a core for itself.
    cluster = asked.scheduler or LocalCluster(
        n_workers=asked.workers, threads_per_worker=1, dashboard_address=None
    )
    with Client(cluster):
        parts = bag.read_text(asked.archive, blocksize=asked.part, encoding="utf-8")
        written = parts.map_partitions(records).to_textfiles(
            str(asked.out / "*.jsonl"), last_endline=True
        )
    sys.stdout.write("".join(f"{path}\n" for path in written))
    if not asked.scheduler:
        cluster.close()


if __name__ == "__main__":
    main()
