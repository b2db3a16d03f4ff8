"""The embedded server as seen by a process that needs it: have it running, let go of it."""

import atexit
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

from config.postgres.cluster import find_programs, running_pid
from config.postgres.locks import Lock, is_held
from config.postgres.place import Place, ServerError
from config.secret_file import read_or_make

_PROJECT = Path(__file__).resolve().parents[2]
_PATIENCE = 120.0  # crash recovery after much writing takes its time

_owned: dict[tuple[int, Place], Lock] = {}  # by process: a fork must take a lock of its own
_started: list[subprocess.Popen[str]] = []  # referenced, so that Python reaps them in peace


def ensure_running(place: Place) -> None:
    """Return when the server of the place takes connections; this process is now an owner of it.

    The server runs until the last owner ends, in whatever way. `ServerError` says what is wrong.
    """
    try:
        _prepare(place)
        _own(place)
        if not _is_kept(place):
            _start(place)
    except PermissionError as error:
        raise ServerError(
            f"{error.filename or place.folder} belongs to another user: run Dateline as that "
            "user, or name a folder of your own in DATELINE_DATA_DIR."
        ) from error
    except OSError as error:
        raise ServerError(f"The database cannot be started: {error}.") from error


def release(place: Place) -> None:
    """Stop owning the server, and wait for its end if nobody else does."""
    lock = _owned.pop((os.getpid(), place), None)
    if lock is None:
        return
    is_last = lock.take(shared=False)
    lock.close()
    if is_last:
        if running_pid(place) and not is_held(place.keeper_lock):
            _spawn_keeper(place)  # its keeper was killed: another one ends it properly
        deadline = time.monotonic() + _PATIENCE
        while is_held(place.keeper_lock) and time.monotonic() < deadline:
            time.sleep(0.02)


def _own(place: Place) -> None:
    if (os.getpid(), place) in _owned:
        return
    lock = Lock(place.owners_lock)
    if not lock.take(shared=True, patience=_PATIENCE):  # a keeper holds it while it stops
        raise ServerError("The database is still stopping, try again in a minute.")
    _owned[os.getpid(), place] = lock
    atexit.register(release, place)


def _is_kept(place: Place) -> bool:
    return running_pid(place) is not None and is_held(place.keeper_lock)


def _start(place: Place) -> None:
    """Start a keeper with its server, one process at a time."""
    starting = Lock(place.folder / "start.lock")
    try:
        if not starting.take(shared=False, patience=_PATIENCE):
            raise ServerError("Another process is still starting the database, try again.")
        deadline = time.monotonic() + _PATIENCE
        while not _is_kept(place):
            if not is_held(place.keeper_lock):
                _spawn_keeper(place)
            elif time.monotonic() > deadline:
                raise ServerError(f"The database does not come up, see {place.log}.")
            time.sleep(0.02)
    finally:
        starting.close()


def _spawn_keeper(place: Place) -> None:
    command = ["-E", "-s", "-S", "-m", "config.postgres.keeper"]
    keeper = subprocess.Popen(
        [sys.executable, *command, str(place.data_dir), str(find_programs(place))],
        cwd=_PROJECT,
        env={k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the owners; the server stops after them
        text=True,
    )
    _started.append(keeper)
    first = keeper.stdout.readline().strip() if keeper.stdout else ""
    if first != "ready":
        keeper.wait()
        raise ServerError(first or "The database's keeper ended without a word.")


def _prepare(place: Place) -> None:
    """Make the folders and the password; refuse a socket folder that others may have laid."""
    read_or_make(place.password_file)
    place.sockets.mkdir(mode=0o700, exist_ok=True)
    found = place.sockets.lstat()
    owners = {os.geteuid(), place.folder.stat().st_uid}
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners or found.st_mode & 0o077:
        raise ServerError(
            f"{place.sockets} is not a folder of yours alone: remove it, or name a shorter path "
            "in DATELINE_DATA_DIR."
        )
