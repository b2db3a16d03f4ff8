"""The process that minds the embedded server: starts it, restarts it, stops it after its owners.

Run as `python -m config.postgres.keeper DATA_DIR PROGRAMS` by `config.postgres.server`, in a
session of its own so that Ctrl-C does not reach the server. Every owner holds a shared lock on
one file; the kernel lets go of it however the owner ends, and when the keeper gets the lock for
itself the last owner is gone. The first line on its output is `ready` or why there is no server.
"""

import os
import signal
import sys
import time
from pathlib import Path

from config.postgres import cluster
from config.postgres.identity import leave_root
from config.postgres.locks import Lock
from config.postgres.place import Place, ServerError

_LOOK_SECONDS = 0.2


def main(data_dir: str, programs: str) -> int:
    """Keep the server of the data folder until its last owner ends; 1 when there is no server."""
    place = Place(Path(data_dir))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    os.umask(0o077)
    keeping, owners = Lock(place.keeper_lock), Lock(place.owners_lock)
    try:
        leave_root(place, Path(programs))
        if not keeping.take(shared=False, patience=2):
            print("Another process already keeps the database, try again.", flush=True)
            return 1
        pid = _find_or_start(place, Path(programs))
    except (ServerError, OSError) as error:
        print(error, flush=True)
        return 1
    print("ready", flush=True)
    _be_silent()
    try:
        while not owners.take(shared=False):
            time.sleep(_LOOK_SECONDS)
            if not cluster.is_alive(pid):
                pid = _find_or_start(place, Path(programs))
    finally:
        if cluster.is_alive(pid):
            cluster.stop(pid)
    return 0


def _find_or_start(place: Place, programs: Path) -> int:
    """The server's process; one that outlived its keeper is taken over as it is."""
    if pid := cluster.running_pid(place):
        return pid
    if not place.cluster.exists():
        cluster.make(place, programs)
    return cluster.start(place, programs)


def _be_silent() -> None:
    """Let go of the terminal and of the pipe to the process that started this one."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.chdir("/")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
