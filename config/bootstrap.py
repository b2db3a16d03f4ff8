"""First run on a fresh machine: make `.venv`, install what is pinned, start again inside it.

Standard library only. Everything said goes to the error stream, so that the output of the
command that was asked for stays clean.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "dateline-installed"

# What pip says when it could not reach anything; it then claims that no version exists.
_OFFLINE = (
    "Failed to establish a new connection",
    "Name or service not known",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "Connection refused",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "Connection broken",
    "timed out",
)


def prepare(arguments: list[str]) -> None:
    """Return where Django is to be had; otherwise install it and run the same command again.

    Nothing is done inside a virtual environment or with DATELINE_NO_BOOTSTRAP set. Exits with
    one sentence when something is missing that only a person can supply.
    """
    if sys.prefix != sys.base_prefix or os.environ.get("DATELINE_NO_BOOTSTRAP"):
        return
    for_tests = arguments[1:2] == ["test"]
    files = ["requirements.txt", "tests/requirements.txt"][: 1 + for_tests]
    if not _is_installed(files):
        if importlib.util.find_spec("django"):
            return  # an environment of the operator's own, a container image for instance
        try:
            _install(files)
        except KeyboardInterrupt:
            sys.exit("\nInterrupted; the next start goes on from here.")
        except OSError as error:
            sys.exit(_sentence(f"{error.strerror}: {error.filename}"))
    os.execv(PYTHON, [str(PYTHON), *arguments])  # noqa: S606


def _is_installed(files: list[str]) -> bool:
    try:
        stamped = STAMP.read_text("utf-8").splitlines()
    except OSError:
        return False
    return all(line in stamped for line in _stamp(files)) and os.access(PYTHON, os.X_OK)


def _stamp(files: list[str]) -> list[str]:
    """One line a requirements file; another Python or another pin makes another line."""
    version = "{}.{}".format(*sys.version_info)
    contents = {file: (PROJECT / file).read_bytes() for file in files}
    return [f"{version} {file} {hashlib.sha256(c).hexdigest()}" for file, c in contents.items()]


def _install(files: list[str]) -> None:
    with _alone():
        if _is_installed(files):  # by the process that was waited for
            return
        _make_venv()
        STAMP.unlink(missing_ok=True)
        _pip_install(PROJECT / files[-1])  # the tests' file holds the other one too
        draft = STAMP.with_suffix(".new")
        draft.write_text("\n".join(_stamp(files)) + "\n", "utf-8")
        draft.replace(STAMP)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let one process install at a time; the lock is on the project's folder itself."""
    folder = os.open(PROJECT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Another process is setting up, waiting for it …")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _make_venv() -> None:
    """Make `.venv`, unless it is there and of this Python; no half of one is left behind."""
    if VENV.exists() and not (VENV / "pyvenv.cfg").exists() and any(VENV.iterdir()):
        sys.exit(f"{VENV} is in the way and not a virtual environment: move it elsewhere.")
    code = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    if PYTHON.exists() and _run([PYTHON, "-c", code]).returncode == 0:
        return
    # Debian takes ensurepip out of its Python, and a venv that fails for it is left half made.
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        package = "python{}.{}-venv".format(*sys.version_info)
        sys.exit(
            "This Python cannot make virtual environments: install the package that holds its "
            f"venv module (on Debian and Ubuntu: apt install {package}) and try again."
        )
    _say(f"Making a virtual environment in {VENV} …")
    made = _run([sys.executable, "-m", "venv", "--clear", VENV])
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(_sentence(made.stdout + made.stderr))


def _run(command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _pip_install(requirements: Path) -> None:
    pinned = requirements.read_text("utf-8").splitlines()
    total = sum("==" in line and not line.startswith((" ", "#")) for line in pinned)
    _say(f"Installing {total} packages, 200 MB or so the first time …")
    options = ["--require-hashes", "--only-binary=:all:", "--no-input", "--retries=3"]
    pip_install = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *options]
    output = []
    with subprocess.Popen(
        [*pip_install, "-r", str(requirements)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as pip:
        done = 0
        for line in pip.stdout or ():
            output.append(line)
            done += line.startswith(("Collecting ", "Requirement already satisfied: "))
            _show(line, done, total)
    if pip.returncode != 0:
        sys.exit(_sentence("".join(output)))
    _say("Installed.")


def _show(line: str, done: int, total: int) -> None:
    """One line of progress for a line of pip's, each over the last where a person looks on."""
    if line.startswith("Installing collected packages"):
        text = "unpacking, half a minute …"
    elif line.startswith("Collecting "):
        text = f"{done} of {total}: {line.split()[1].partition('==')[0]}"
    else:
        return
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K  {text}")
        sys.stderr.flush()
    elif done % 10 == 0 or done == total:
        _say(f"  {text}")


def _sentence(output: str) -> str:
    """What went wrong and what to do, from the output of pip or venv."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        return f"\nThe disk is full: free about 1 GB where {PROJECT} and temporary files lie."
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "\nA downloaded package is not the one that was pinned (its hash differs), so nothing "
            "was installed: try again, and if it stays so, look at the proxy or package index."
        )
    if any(sign in output for sign in _OFFLINE):
        return "\nThe package index cannot be reached: look at the network or proxy and try again."
    errors = [line for line in output.splitlines() if "error" in line.lower()]
    if "No matching distribution" in output:
        version = "{}.{}".format(*sys.version_info)
        return (
            f"\nA package has no ready-made build for Python {version} on this machine: use Python "
            f"3.11 to 3.13 on Linux (glibc) or macOS. pip said: {errors[-1]}"
        )
    said = (errors or output.splitlines() or ["nothing"])[-1].strip()
    return f"\nThe set-up failed; {VENV} can be deleted and made anew. The last word was: {said}"


def _say(text: str) -> None:
    start = "\r\033[K" if sys.stderr.isatty() else ""
    sys.stderr.write(f"{start}{text}\n")
    sys.stderr.flush()
