"""Random values made on first use and kept in the data folder, readable by their owner only."""

import os
import secrets
from pathlib import Path


def read_or_make(path: Path) -> str:
    """The secret in the file; made when there is none, once even if two processes ask at a time."""
    try:
        return path.read_text("ascii")
    except FileNotFoundError:
        pass
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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
