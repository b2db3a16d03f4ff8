"""`manage.py demo` from nothing to a page, stopped with Ctrl-C, and started again."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from config.postgres.cluster import is_alive, running_pid
from config.postgres.place import Place

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("demo")
    for parent in (folder, folder.parent):
        parent.chmod(0o711)  # where PostgreSQL must be another user, that user goes through here
    return Place(folder)


def command(place: Place, *arguments: str) -> dict:
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    return {
        "args": [sys.executable, "manage.py", *arguments],
        "cwd": PROJECT,
        "env": environment | {"DATELINE_DATA_DIR": str(place.data_dir)},
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
        "text": True,
    }


@contextmanager
def demo(place: Place, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], int, str]]:
    """A demo that is ready: its process, its port and what it said."""
    port = free_port()
    with subprocess.Popen(**command(place, "demo", f"--port={port}", *arguments)) as process:
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl-C stops it" in line:
                break
        try:
            yield process, port, said
        finally:
            process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def password_in(said: str) -> str:
    return re.search(r"password   (\S+)", said)[1]


def log_in(port: int, password: str) -> str:
    """The page an editor sees after logging in."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    address = f"http://127.0.0.1:{port}/admin/login/?next=/admin/"
    form = browser.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    fields = {"csrfmiddlewaretoken": token, "username": "editor", "password": password}
    return browser.open(address, urlencode(fields).encode()).read().decode()


def is_served(port: int) -> bool:
    try:
        build_opener().open(f"http://127.0.0.1:{port}/", timeout=5).close()
    except URLError:
        return False
    return True


def test_it_starts_from_nothing_stops_whole_and_keeps_everything(place: Place):
    with demo(place) as (process, port, said):
        assert "Loading the sample timeline" in said
        assert is_served(port)
        password = password_in(said)
        assert "Log out" in log_in(port, password)
        database = running_pid(place)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert not is_served(port)
        assert not is_alive(database)

    with demo(place) as (process, port, said):
        assert "Loading the sample timeline" not in said
        assert password_in(said) == password
        assert "Log out" in log_in(port, password)
        database = running_pid(place)
        process.kill()  # nothing is told, and still nothing stays behind
        process.wait()
        deadline = time.monotonic() + 30
        while (is_served(port) or is_alive(database)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not is_served(port)
        assert not is_alive(database)


def test_a_taken_port_is_named_before_anything_is_done(place: Place, tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        untouched = Place(tmp_path / "data")
        done = subprocess.run(**command(untouched, "demo", f"--port={port}"), check=False)
    assert done.stdout == (
        f"CommandError: Port {port} cannot be used (Address already in use): end what uses it, "
        f"or choose another, as in --port {port + 1}.\n"
    )
    assert done.returncode == 1
    assert not untouched.cluster.exists()


def test_a_reset_asks_first(place: Place):
    reset = command(place, "demo", "--reset", f"--port={free_port()}")
    refused = subprocess.run(**reset, input="no\n", check=False)
    assert refused.stdout.endswith("CommandError: Nothing was deleted.\n")
    assert refused.returncode == 1
