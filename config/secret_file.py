"""Random values made on first use and kept in the data folder, readable by their owner only."""

import os
import secrets
from pathlib import Path


class SecretError(Exception):
    """The file cannot be read or made; the message is one sentence with what to do."""


def read_or_make(path: Path) -> str:
    """The secret in the file; made when there is none, once even if two processes ask at a time."""
    try:
        return path.read_text("ascii") if path.exists() else _make(path)
    except OSError as error:
        raise SecretError(
            f"{path} cannot be read or made ({error.strerror}): run Dateline as the user who owns "
            "that folder, or name another folder in DATELINE_DATA_DIR."
        ) from error


def _make(path: Path) -> str:
    # Passed through but not listed: PostgreSQL may have to be another user (postgres/identity.py).
    path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48), "ascii")
    try:
        os.link(draft, path)  # unlike a rename, this fails when another process was first
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text("ascii")
