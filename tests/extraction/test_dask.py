"""The engine as it is on a cluster: bench/dask_archive.py, the example of docs/archives.md."""

import json
import subprocess
import sys
from pathlib import Path

from timeline.extraction.bulk import extract_lines

EXAMPLE = Path(__file__).resolve().parents[2] / "bench" / "dask_archive.py"


def test_a_cluster_says_what_one_process_says(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": f"a{n}", "dct": "2023-03-20", "text": "Norway invaded Chad on Sunday."})
        for n in range(60)
    ]
    lines[40] = "{"
    archive, out = tmp_path / "in.jsonl", tmp_path / "out"
    archive.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    command = [sys.executable, EXAMPLE, archive, "--out", out, "--workers", "2", "--part", "2kB"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=120, cwd=tmp_path
    )
    written = [Path(line).read_text(encoding="utf-8") for line in done.stdout.splitlines()]
    assert len(written) > 1
    said = [json.loads(line) for part in written for line in part.splitlines()]
    assert [s for s in said if "id" in s] == [
        json.loads(o.record) for o in extract_lines(lines) if o.record
    ]
    assert ["fault" in s for s in said].index(True) == 40
