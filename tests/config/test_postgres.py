"""The embedded server, with real processes that are really killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from config.postgres.cluster import is_alive, running_pid
from config.postgres.locks import is_held
from config.postgres.place import Place, ServerError
from config.postgres.server import ensure_running, release

PROJECT = Path(__file__).resolve().parents[2]

OWNER = """
import sys
from pathlib import Path
from config.postgres.cluster import running_pid
from config.postgres.place import Place
from config.postgres.server import ensure_running
place = Place(Path(sys.argv[1]))
ensure_running(place)
print(running_pid(place), flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("server")
    for parent in (folder, folder.parent):
        parent.chmod(0o711)  # where PostgreSQL must be another user, that user goes through here
    return Place(folder)


@pytest.fixture
def place(made: Place) -> Iterator[Place]:
    yield made
    release(made)
    assert until(lambda: running_pid(made) is None), "a test left its server running"


def until(happened, seconds=30.0):
    deadline = time.monotonic() + seconds
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.02)
    return happened()


@contextmanager
def owner(place: Place) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Another process that owns the server, and the server's process."""
    command = [sys.executable, "-c", OWNER, str(place.data_dir)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=PROJECT) as process:
        yield process, int(process.stdout.readline())


def connect(place: Place, **changes):
    entry = place.as_database()
    wanted = {
        "host": entry["HOST"],
        "dbname": entry["NAME"],
        "user": entry["USER"],
        "password": entry["PASSWORD"],
        **entry["OPTIONS"],
    }
    return psycopg.connect(**wanted | changes, autocommit=True)


def ask(place: Place, question: str):
    with connect(place) as connection:
        return connection.execute(question).fetchone()[0]


def keeper_of(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("PPid:")))


needs_proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc")


def test_it_is_safe_local_and_asks_for_the_password(place: Place):
    ensure_running(place)
    assert ask(place, "SHOW fsync") == "on"
    assert ask(place, "SHOW synchronous_commit") == "on"
    assert ask(place, "SHOW listen_addresses") == ""
    assert ask(place, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert place.password_file.stat().st_mode & 0o777 == 0o600
    assert place.cluster.stat().st_mode & 0o777 == 0o700
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connect(place, password="guessed")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connect(place, user="postgres", password="guessed")


def test_it_has_the_extensions_and_speaks_unicode(place: Place):
    ensure_running(place)
    with connect(place) as connection:
        for extension in ("pg_trgm", "unaccent", "btree_gist"):
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    assert ask(place, "SHOW server_encoding") == "UTF8"
    assert ask(place, "SELECT upper('żółw')") == "ŻÓŁW"
    assert ask(place, "SELECT unaccent('Erdoğan')") == "Erdogan"


def test_it_ends_with_its_last_owner_and_not_before(place: Place):
    with owner(place) as (first, pid):
        ensure_running(place)
        first.communicate()
        assert running_pid(place) == pid
        assert ask(place, "SELECT 1") == 1
    release(place)
    assert not is_alive(pid)
    assert not is_held(place.keeper_lock)


def test_it_ends_when_its_owner_is_killed(place: Place):
    with owner(place) as (process, pid):
        process.kill()
        assert until(lambda: not is_alive(pid))


def test_a_killed_server_comes_back_with_all_that_was_committed(place: Place):
    ensure_running(place)
    with connect(place) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number integer)")
        connection.execute("TRUNCATE kept")
        connection.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
    killed = running_pid(place)
    os.kill(killed, signal.SIGKILL)
    assert until(lambda: running_pid(place) not in {killed, None})
    assert ask(place, "SELECT count(*) FROM kept") == 1000


@needs_proc
def test_a_server_whose_keeper_was_killed_is_kept_again(place: Place):
    ensure_running(place)
    pid = running_pid(place)
    os.kill(keeper_of(pid), signal.SIGKILL)
    assert until(lambda: not is_held(place.keeper_lock))
    ensure_running(place)
    assert running_pid(place) == pid
    assert is_held(place.keeper_lock)
    release(place)
    assert not is_alive(pid)


@needs_proc
def test_it_starts_after_everything_was_killed(place: Place):
    with owner(place) as (process, pid):
        for victim in (keeper_of(pid), pid, process.pid):
            os.kill(victim, signal.SIGKILL)
    ensure_running(place)
    assert ask(place, "SELECT 1") == 1


@needs_proc
def test_a_note_left_with_the_number_of_another_process_is_no_server(place: Place):
    ensure_running(place)
    release(place)
    note = [str(os.getpid()), str(place.cluster), "1", "5432", str(place.sockets), "", "", "ready"]
    (place.cluster / "postmaster.pid").write_text("\n".join(note) + "\n")
    ensure_running(place)
    assert ask(place, "SELECT 1") == 1


def test_two_first_starts_at_once_share_one_server(tmp_path: Path):
    for parent in (tmp_path, tmp_path.parent):
        parent.chmod(0o711)
    place = Place(tmp_path)
    command = [sys.executable, "-c", OWNER, str(place.data_dir)]
    pipe = subprocess.PIPE
    owners = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=PROJECT) for _ in "ab"
    ]
    pids = {int(process.stdout.readline()) for process in owners}
    for process in owners:
        process.communicate()
    assert len(pids) == 1
    assert not is_alive(pids.pop())


def test_a_long_path_or_a_comma_puts_the_socket_elsewhere(tmp_path: Path):
    plain, long, comma = Path("/srv/dateline"), tmp_path / ("x" * 100), Path("/srv/a,b")
    assert Place(plain).sockets == plain / "postgres" / "run"
    for place in (Place(long), Place(comma)):
        assert len(str(place.sockets)) < 40
        assert "," not in str(place.sockets)
    assert Place(long).sockets != Place(comma).sockets


def test_a_socket_folder_that_others_can_enter_is_refused(tmp_path: Path):
    place = Place(tmp_path / ("x" * 100))
    place.sockets.mkdir(mode=0o755)
    try:
        with pytest.raises(ServerError, match="is not a folder of yours alone"):
            ensure_running(place)
    finally:
        place.sockets.rmdir()
    assert running_pid(place) is None
