"""Measures whole pages against a hello-world of the same server: `python bench/pages.py [--json]`.

The server is granian as the README starts it, on a database of its own in a temporary folder with
the sample timeline, or with `--events N` as many synthetic events besides. With `DATABASE_URL` set
that database is read as it is, and nothing is written. One connection, kinds of request in turn,
medians. The data of a page (`reading.page`) is timed in the server and taken off: what it costs is
measured by bench/reading.py.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
ENCODINGS = "gzip, deflate, br, zstd"  # what a browser says
BATCH = 50  # requests sent at once, so that the client's own time hardly counts
ROUNDS_OF_RATES = 9
QUESTIONS = (
    "/",
    "/?page=3",
    "/?kind=talks",
    "/?kind=-statement",
    "/?kind=attack&kind=threat",
    "/?actor=united-states",
    "/?actor=china&actor=united-states",
    "/?place=ukraine",
    "/?source=chronicle",
    "/?status=alleged",
    "/?certainty=inexact",
    "/?from=2023-03&to=2023-06",
    "/?actor=russia&from=2022&to=2023-02",
    "/?q=grain",
    "/?q=talks&actor=iran",
)

# What the README's command runs, and what gunicorn's equal is.
SERVERS = {
    "granian": [
        "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", "{port}",
        "--workers", "{workers}", "--blocking-threads", "4", "--log-level", "error",
    ],
    "gunicorn": [
        "gunicorn", "--bind", "127.0.0.1:{port}", "--workers", "{workers}", "--threads", "4",
        "--log-level", "error",
    ],
}  # fmt: skip


# In the server's process: the application, with two addresses and two headers for this file alone.


def application_for_measuring() -> Callable[..., Iterable[bytes]]:
    """Dateline, `/hello/` without its middleware, and the time of a page's data in a header."""
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415  (only a server has settings)
    from django.http import HttpRequest, HttpResponse  # noqa: PLC0415
    from django.test import override_settings  # noqa: PLC0415
    from django.urls import path  # noqa: PLC0415

    def hello(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("Hello, world", headers={"Content-Length": "12"})

    dateline = get_wsgi_application()
    from config import urls  # noqa: PLC0415
    from timeline import reading  # noqa: PLC0415

    addresses: list[Any] = urls.urlpatterns
    addresses[:0] = [path("hello/", hello), path("hello/dateline/", hello)]
    with override_settings(MIDDLEWARE=[]):
        bare = get_wsgi_application()
    spent: dict[str, float] = {}
    page = reading.page

    def timed(filters: Any) -> Any:
        began = time.perf_counter()
        try:
            return page(filters)
        finally:
            spent["data"] = time.perf_counter() - began

    reading.page = timed

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/hello/":
            return bare(environ, start_response)
        if "HTTP_X_FRESH" not in environ:
            return dateline(environ, start_response)

        def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*headers, ("X-Data", f"{spent['data']:.6f}")], *rest)

        spent.clear()
        return dateline(environ, started)

    return application


if os.environ.get("DJANGO_SETTINGS_MODULE") and __name__ != "__main__":
    application = application_for_measuring()


# In this process: the client.


class Connection:
    """One connection that is kept, as a browser keeps it."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def get(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        self.socket.sendall(request)
        return self.answer()

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        """Read one answer: status, headers, body."""
        while (end := self.rest.find(b"\r\n\r\n")) < 0:
            self.read()
        first, *lines = self.rest[:end].decode("latin-1").split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        length = int(headers.get("content-length", "0"))
        while len(self.rest) < end + 4 + length:
            self.read()
        body, self.rest = self.rest[end + 4 : end + 4 + length], self.rest[end + 4 + length :]
        return int(first.split()[1]), headers, body

    def read(self) -> None:
        received = self.socket.recv(1 << 16)
        if not received:
            raise ConnectionError("The server closed the connection.")
        self.rest += received


def request(path: str, **headers: str) -> bytes:
    lines = {"Host": "127.0.0.1", "Accept-Encoding": ENCODINGS, "Accept-Language": "en", **headers}
    text = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
    return f"GET {path} HTTP/1.1\r\n{text}\r\n".encode()


@contextmanager
def server(name: str, environment: Mapping[str, str], workers: int) -> Iterator[int]:
    """Start a server on a free port; the port, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program, *options = SERVERS[name]
    filled = [option.format(port=port, workers=workers) for option in options]
    path = Path(sys.executable).parent / program
    if not path.exists():
        sys.exit(f"{program} is not installed beside this Python.")  # granian alone comes with us
    command = [str(path), *filled, "bench.pages:application"]
    process = subprocess.Popen(command, cwd=PROJECT, env={**os.environ, **environment})
    try:
        for _attempt in range(600):
            try:
                Connection(port).get(request("/hello/"))
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def environment(events: int) -> Iterator[dict[str, str]]:
    """What the server's environment says; a database is made and filled unless one is named."""
    common = {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(PROJECT)}
    if os.environ.get("DATABASE_URL"):
        yield common
        return
    folder = Path(tempfile.mkdtemp(prefix="dateline-bench-"))
    folder.chmod(0o711)  # where PostgreSQL must be another user, that user goes through here
    common["DATELINE_DATA_DIR"] = str(folder)
    filling = [sys.executable, str(Path(__file__)), "--fill", str(events)]
    try:
        with ExitStack() as stack:
            # It fills the database, says so, and keeps the server up until its input is closed.
            keeper = stack.enter_context(
                subprocess.Popen(
                    filling,
                    env={**os.environ, **common, "DATELINE_STATEMENT_TIMEOUT_SECONDS": "0"},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            if not keeper.stdout or keeper.stdout.readline().strip() != "filled":
                sys.exit("The database could not be filled.")
            yield common
            if keeper.stdin:
                keeper.stdin.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


SYNTHETIC = """
    INSERT INTO timeline_event (slug, title, summary, kind, status, edtf, earliest_on, latest_on,
        precision, is_exact, importance, documents, state, version, created_at, changed_at,
        published_at, created_by_id, changed_by_id, published_by_id)
    SELECT 'synthetic-' || n, 'Ministers of two states sign agreement number ' || n,
        'It follows talks that began the year before.',
        (ARRAY['talks', 'agreement', 'statement', 'attack', 'visit', 'aid'])[1 + n %% 6],
        (ARRAY['occurred', 'occurred', 'occurred', 'alleged'])[1 + n %% 4],
        day::text, day, day, 'day', true, 3, '{}', 'published', 1, now(), now(), now(),
        %(user)s, %(user)s, %(user)s
    FROM generate_series(1, %(count)s) n,
        LATERAL (SELECT date '1990-01-01' + (n * 7919 %% 12000) AS day) days
"""
PARTS = """
    INSERT INTO timeline_{table} (event_id, {column}_id, position {more})
    SELECT e.id, (ids)[1 + (e.id * (k * 37 + 11) + k * 101) %% cardinality(ids)], k {value}
    FROM timeline_event e, generate_series(0, %(most)s) k,
        (SELECT array_agg(id ORDER BY id) AS ids FROM timeline_{column}) known
    WHERE e.slug LIKE 'synthetic-%%' ON CONFLICT DO NOTHING
"""


def fill(events: int) -> None:
    """Make the tables and fill them; then wait, for the server ends with its last user."""
    import django  # noqa: PLC0415  (this runs in a process of its own)

    sys.path.insert(0, str(PROJECT))
    django.setup()
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    user = get_user_model().objects.create_superuser("editor")
    sample = PROJECT / "timeline" / "sample" / "sample.json"
    call_command("import_events", str(sample), editor="editor", stdout=sys.stderr, verbosity=0)
    if events:
        with connection.cursor() as cursor:
            cursor.execute(SYNTHETIC, {"count": events, "user": user.pk})
            role = {"more": ", role", "value": ", ''"}
            cursor.execute(PARTS.format(table="participation", column="actor", **role), {"most": 2})
            place = {"more": "", "value": ""}
            cursor.execute(PARTS.format(table="eventplace", column="place", **place), {"most": 0})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print("filled", flush=True)
    sys.stdin.read()


def measure(port: int, rounds: int) -> dict[str, Any]:
    """All kinds of request in turn, in milliseconds; the first rounds are not counted."""
    hello, through = request("/hello/"), request("/hello/dateline/")
    connection = Connection(port)
    etag = connection.get(request("/"))[1].get("etag", "")
    cached, known = request("/"), request("/", If_None_Match=etag)
    sizes = {}
    times: dict[str, list[float]] = {}
    data: list[float] = []

    def timed(name: str, sent: bytes, status: int = 200) -> tuple[dict[str, str], bytes]:
        began = time.perf_counter()
        got, headers, body = connection.get(sent)
        spent = (time.perf_counter() - began) * 1000
        if got != status:
            sys.exit(f"{name}: {got} for {sent.decode()}")
        if "x-data" in headers:
            data.append(float(headers["x-data"]) * 1000)
            spent -= data[-1]
        times.setdefault(name, []).append(spent)
        return headers, body

    for number in range(rounds + 3):
        if number == 3:
            times.clear()
            data.clear()
        for path in QUESTIONS:
            timed("hello", hello)
            timed("hello through Dateline", through)
            # Pages depend on this header, so that one never sent before finds nothing finished.
            headers, body = timed("page", request(path, X_Fresh="1", X_History=str(number)))
            sizes[path] = (len(body), headers.get("content-encoding", "identity"))
            timed("cached", cached)
            timed("not modified", known, 304 if etag else 200)
    size, encoding = sizes["/"]
    return {
        "times": {name: spread(values) for name, values in times.items()},
        "data": spread(data),
        "first_page": {"bytes": size, "encoding": encoding},
        "rates": rates(port, {"hello": hello, "cached": cached, "not modified": known}),
    }


def rates(port: int, kinds: Mapping[str, bytes]) -> dict[str, float]:
    """Answers a second on one connection that always has requests waiting."""
    connection = Connection(port)
    found: dict[str, list[float]] = {name: [] for name in kinds}
    for _round in range(ROUNDS_OF_RATES):
        for name, sent in kinds.items():
            began = time.perf_counter()
            connection.socket.sendall(sent * BATCH)
            for _number in range(BATCH):
                connection.answer()
            found[name].append(BATCH / (time.perf_counter() - began))
    return {name: median(values) for name, values in found.items()}


def spread(values: list[float]) -> dict[str, float]:
    return {"p50": median(values), "p95": quantiles(values, n=20)[-1]}


def as_figures(found: Mapping[str, Any]) -> dict[str, Any]:
    """The quotients that the goals are set in; a rate over a rate, a time over a time."""
    times, speed = found["times"], found["rates"]
    hello = times["hello"]["p50"]
    return {
        "hello_ms": round(hello, 3),
        "page_ms": {key: round(value, 2) for key, value in times["page"].items()},
        "data_ms": {key: round(value, 2) for key, value in found["data"].items()},
        "page_over_hello": {key: round(v / hello, 1) for key, v in times["page"].items()},
        "cached_over_hello": round(speed["cached"] / speed["hello"], 2),
        "not_modified_over_hello": round(speed["not modified"] / speed["hello"], 2),
        "first_page": found["first_page"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=0, help="synthetic ones besides the sample")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--servers", default="granian", help="of: granian,gunicorn")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.fill is not None:
        fill(given.fill)
        return
    results = {}
    with environment(given.events) as variables:
        for name in given.servers.split(","):
            with server(name, variables, given.workers) as port:
                results[name] = measure(port, given.rounds)
    if given.json:
        figures = {name: as_figures(found) for name, found in results.items()}
        print(json.dumps(figures if len(figures) > 1 else figures.popitem()[1]))
        return
    for name, found in results.items():
        print(f"{name}, one connection, ms{'':<12}   p50      p95   of hello")
        hello = found["times"]["hello"]["p50"]
        for kind, row in {**found["times"], "(data, taken off)": found["data"]}.items():
            times = f"{row['p50']:8.2f} {row['p95']:8.2f}"
            print(f"  {kind:<28} {times}   {row['p50'] / hello:5.1f} {row['p95'] / hello:5.1f}")
        for kind, rate in found["rates"].items():
            part = rate / found["rates"]["hello"]
            print(f"  {kind + ', a second':<28} {rate:8.0f} {'':8}   {part:5.2f}")
        print("  first page: {bytes:,} bytes, {encoding}".format(**found["first_page"]))


if __name__ == "__main__":
    main()
