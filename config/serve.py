"""The web server: granian's processes over the WSGI application."""

import argparse
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from config.wsgi import application  # loaded once, before the workers fork


def main() -> None:
    """Serve until a signal ends it."""
    parser = argparse.ArgumentParser(prog="python -m config.serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
    parser.add_argument("--threads", type=int, default=4, help="threads of each (default: 4)")
    parser.add_argument("--parent", type=int, help="end when this parent process has ended")
    options = parser.parse_args()
    if options.parent:
        _end_with(options.parent)
    Granian(
        "config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,  # each has a connection to the database
        workers_kill_timeout=10,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve(target_loader=_load, wrap_loader=False)


def _load() -> Callable[..., Any]:
    """The application, in a worker that does not outlive a killed server."""
    _end_with(os.getppid())
    return application


def _end_with(parent: int) -> None:
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(10)
        os._exit(1)  # a request that does not end does not keep the port taken

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
