"""The web server of the demo: granian's processes over the WSGI application."""

import http.client
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.servers.basehttp import get_internal_wsgi_application
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def serve(*, host: str, port: int, on_ready: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; `on_ready` is called when the first page was answered.

    The workers are forks of this process, which has Django loaded: close its connections first.
    """
    server = Granian(
        "",  # the loader below knows what to load
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,  # of each worker, every one with its own database connection
        workers_kill_timeout=10,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
    )
    # A terminal that is closed sends SIGHUP, for granian a wish for fresh workers.
    server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    threading.Thread(target=_announce, args=(host, port, on_ready), daemon=True).start()
    server.serve(target_loader=_load, wrap_loader=False)


def _load() -> Any:
    """The application, in a worker that does not outlive a parent that was killed.

    A worker stops when its parent says so. A Ctrl-C of the terminal's on top of that leaves it
    hanging (granian 2.8), so it leaves the group that the terminal speaks to.
    """
    os.setpgrp()
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    return get_internal_wsgi_application()


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(10)
    os._exit(1)  # a request that does not end must not keep the port


def _announce(host: str, port: int, on_ready: Callable[[], None]) -> None:
    while True:
        asking = http.client.HTTPConnection(host, port, timeout=60)
        try:
            asking.request("GET", "/")
            asking.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            on_ready()
            return
        finally:
            asking.close()
