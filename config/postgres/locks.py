"""Locks between processes that the kernel releases however their holder ends."""

import fcntl
import os
import time
from pathlib import Path


class Lock:
    """A lock on a file, shared by many or held by one; a forked child holds it too."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def take(self, *, shared: bool, patience: float = 0) -> bool:
        """Whether the lock was had within `patience` seconds; what was held before is let go."""
        deadline = time.monotonic() + patience
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        while True:
            try:
                fcntl.flock(self._file, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(0.02)
            else:
                return True

    def close(self) -> None:
        """Let go of the lock, unless a forked child still holds it."""
        os.close(self._file)


def is_held(path: Path) -> bool:
    """Whether some process holds the lock for itself."""
    lock = Lock(path)
    try:
        return not lock.take(shared=True)
    finally:
        lock.close()
