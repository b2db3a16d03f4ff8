"""The version of the program as its pages depend on it: the same on every machine that runs it."""

from hashlib import blake2b
from pathlib import Path

_FOLDERS = ("config", "timeline", "templates", "static")
_SUFFIXES = {".py", ".html", ".svg", ".css", ".js"}
_SINGLE = ("requirements.txt",)  # another Django may write other pages


def code_version(project: Path, *others: str) -> str:
    """A digest of all sources; `others` are settings that pages show, such as hashed names."""
    found = (path for folder in _FOLDERS for path in (project / folder).rglob("*"))
    paths = [path for path in found if path.suffix in _SUFFIXES]
    digest = blake2b(repr(others).encode(), digest_size=8)
    for path in sorted([*paths, *(project / name for name in _SINGLE)]):
        digest.update(f"\0{path.relative_to(project)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
