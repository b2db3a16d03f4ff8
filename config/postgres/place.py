"""Where the embedded server keeps its data, sockets, locks and log."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.secret_file import read_or_make

# A socket's address holds 108 bytes on Linux, 104 on macOS, the closing zero included.
_LONGEST_SOCKET = 103


class ServerError(Exception):
    """The embedded server cannot be had; the message is one sentence with what to do."""


@dataclass(frozen=True)
class Place:
    """The paths under one data folder; nothing is read or made until it is asked for."""

    data_dir: Path

    @property
    def folder(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def cluster(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def password_file(self) -> Path:
        return self.folder / "password"

    @property
    def owners_lock(self) -> Path:
        """Shared by every process that uses the server."""
        return self.folder / "owners.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held by the process that minds the server."""
        return self.folder / "keeper.lock"

    @property
    def sockets(self) -> Path:
        """The folder of the socket: beside the data, or a short one where that is too long.

        libpq reads a comma in a host as two hosts.
        """
        beside = self.folder / "run"
        if len(os.fsencode(beside / ".s.PGSQL.5432")) < _LONGEST_SOCKET and "," not in str(beside):
            return beside
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path("/tmp") / f"dateline-{name}"  # noqa: S108  (its owner and mode are checked)

    def as_database(self) -> dict[str, Any]:
        """The entry for Django's `DATABASES`; makes the password when there is none yet."""
        return {
            "ENGINE": "config.postgres",
            "PLACE": self,
            "NAME": "dateline",
            "USER": "dateline",
            "PASSWORD": read_or_make(self.password_file),
            "HOST": str(self.sockets),
            "PORT": "5432",
            # Whoever else might sit at that socket is never sent the password in the clear.
            "OPTIONS": {"require_auth": "scram-sha-256"},
        }
