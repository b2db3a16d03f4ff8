"""Measures a page's data on synthetic events: `python bench/reading.py --events 1000000 [--json]`.

The events are made once in a database of their own, in a folder of `--folder` or a temporary one.
`--peers` names what runs beside ours on the same rows: `django`, the usual Django view, and `sql`,
the project's own answer from the tables, which is also what every number is compared with.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import django

PROJECT = Path(__file__).resolve().parent.parent
ROUNDS = 9
SHOWN = 8  # values of a facet beside the list
LONGEST = 60  # seconds for one question to a peer; past it, that is taken as its time
PUBLISHED = 40  # events, to see how soon they are there


@contextmanager
def database(folder: str, events: int) -> Iterator[None]:
    """Django on a database with so many events."""
    data = Path(folder or tempfile.mkdtemp(prefix="dateline-bench-")) / str(events)
    data.mkdir(parents=True, exist_ok=True)
    data.parent.chmod(0o711)  # where PostgreSQL must be another user, that user goes through
    os.environ.setdefault("DATELINE_DATA_DIR", str(data))
    os.environ["DATELINE_STATEMENT_TIMEOUT_SECONDS"] = "0"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    sys.path.insert(0, str(PROJECT))
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  (needs the settings)
    from django.db import connections  # noqa: PLC0415

    from timeline.models import Event  # noqa: PLC0415

    try:
        call_command("migrate", interactive=False, verbosity=0)
        if Event.objects.count() < events:
            import synthetic  # noqa: PLC0415

            synthetic.fill(events)
        yield
    finally:
        connections.close_all()
        if not folder:
            shutil.rmtree(data.parent, ignore_errors=True)


def measure(peers: list[str]) -> dict[str, Any]:
    """Everything, as the keys of `--json`."""
    import synthetic  # noqa: PLC0415
    from django.http import QueryDict  # noqa: PLC0415

    from timeline import filters, reading  # noqa: PLC0415

    memory = resident()
    started = time.perf_counter()
    from timeline.reading import live, sql  # noqa: PLC0415

    reader = live.start()
    while not reader.is_ready:
        time.sleep(0.01)
    startup = time.perf_counter() - started
    index = reader.current()
    assert index is not None  # noqa: S101  (for mypy)
    events = index.base.size
    result: dict[str, Any] = {
        "events": events,
        "startup_s": round(startup, 2),
        "bytes_per_event": round(index.byte_count / events, 1),
        "process_bytes_per_event": round((resident() - memory) / events, 1),
    }
    queries = list(synthetic.questions())
    asked = [filters.parse(QueryDict(query)) for query in queries]
    every = [time_of(partial(every_value, one), ROUNDS) for one in asked]
    ours = [time_of(partial(first_values, one), ROUNDS) for one in asked]
    result["data_ms"] = spread([1000 * wall for wall, _ in ours])
    result["data_cpu_ms"] = spread([1000 * cpu for _, cpu in ours])
    result["with_every_value_cpu_ms"] = spread([1000 * cpu for _, cpu in every])
    rows: dict[str, list[float]] = {
        "ours": [wall for wall, _ in ours],
        "its cpu": [cpu for _, cpu in ours],
    }
    if "django" in peers:
        import peers as usual  # noqa: PLC0415

        rows["django"] = [timed_out(partial(usual.usual_view, one))[0] for one in asked]
        result["naive_over_ours"] = ratios(rows["django"], rows["ours"])
    if "sql" in peers:
        found = [timed_out(partial(sql.page, one)) for one in asked]
        rows["sql"] = [seconds for seconds, _ in found]
        compared = [(page, reading.page(one)) for (_, page), one in zip(found, asked, strict=True)]
        result["compared"] = sum(page is not None for page, _ in compared)
        result["mismatches"] = sum(page not in (None, mine) for page, mine in compared)
        result["sql_over_ours"] = ratios(rows["sql"], rows["ours"])
    result["visible_ms"] = visible()
    reader.stop()
    result["questions"] = {
        query: {name: round(1000 * times[n], 3) for name, times in rows.items()}
        for n, query in enumerate(queries)
    }
    return result


def visible() -> dict[str, float]:
    """How long after a commit an answer is there that has it; a process asks the tables each time.

    What another process does then is the same: none waits for a notice.
    """
    from timeline import reading  # noqa: PLC0415
    from timeline.index.question import Filters  # noqa: PLC0415
    from timeline.models import Event  # noqa: PLC0415

    times = []
    for pk in Event.objects.order_by("id").values_list("id", flat=True)[:PUBLISHED]:
        for state in ("retracted", "published"):
            before = reading.total(Filters())
            Event.objects.filter(pk=pk).update(state=state)
            started = time.perf_counter()
            while reading.total(Filters()) == before:
                pass
            times.append(1000 * (time.perf_counter() - started))
    return spread(times)


def first_values(filters: Any) -> Any:
    """The data of a page as it is shown: of each facet the first values."""
    from timeline import reading  # noqa: PLC0415

    page = reading.page(filters)
    return page, [facet.values[:SHOWN] for facet in page.facets]


def every_value(filters: Any) -> Any:
    """The same with each value of each facet looked at, thousands of them."""
    from timeline import reading  # noqa: PLC0415

    page = reading.page(filters)
    return page, [list(facet.values) for facet in page.facets]


def time_of(ask: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """The medians of some runs in seconds: by the clock, and of this thread's own computing.

    On a machine that does other things too, only the second can be compared from day to day.
    """
    wall, cpu = [], []
    for _ in range(rounds):
        started, computed = time.perf_counter(), time.thread_time()
        ask()
        wall.append(time.perf_counter() - started)
        cpu.append(time.thread_time() - computed)
    return median(wall), median(cpu)


def timed_out(ask: Callable[[], Any]) -> tuple[float, Any]:
    """The seconds of one run and its answer, or the longest and None."""
    from django.db import OperationalError, connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = '{LONGEST}s'")
    started = time.perf_counter()
    try:
        answer = ask()
    except OperationalError:
        answer = None
    return time.perf_counter() - started, answer


def spread(values: list[float]) -> dict[str, float]:
    """The middle and the slow end."""
    ordered = sorted(values)
    return {
        "p50": round(median(ordered), 3),
        "p95": round(ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)], 3),
    }


def ratios(theirs: list[float], ours: list[float]) -> dict[str, float]:
    """Their middle over our middle, and their slow end over ours."""
    a, b = spread([1e6 * t for t in theirs]), spread([1e6 * t for t in ours])
    return {name: round(a[name] / b[name], 1) for name in a}


def resident() -> int:
    """Bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--peers", default="django,sql", help="of django,sql; or none")
    parser.add_argument("--folder", default="", help="keep the database here for the next time")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with database(given.folder, given.events):
        result = measure(given.peers.split(","))
    table = result.pop("questions")
    if given.json:
        sys.stdout.write(json.dumps(result) + "\n")
        return
    names = list(next(iter(table.values())))
    sys.stdout.write(f"{'ms':<58}" + "".join(f"{name:>12}" for name in names) + "\n")
    for query, times in table.items():
        line = "".join(f"{times[name]:>12.3f}" for name in names)
        sys.stdout.write(f"{query or '(nothing asked)':<58}{line}\n")
    for name, value in result.items():
        sys.stdout.write(f"{name}: {value}\n")


if __name__ == "__main__":
    main()
