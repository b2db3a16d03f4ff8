"""Running PostgreSQL, which refuses to be root, when root starts it."""

import ctypes
import os
import pwd
from collections.abc import Iterator
from pathlib import Path

from config.postgres.place import Place, ServerError

_CLONE_NEWUSER = 0x10000000
_INSIDE = 1000  # any number but 0: what root is called inside the namespace


def leave_root(place: Place, programs: Path) -> None:
    """Make this process, if it is root, one that PostgreSQL accepts; for good.

    Root's own files are reached from a user namespace in which root has another number: no
    user is made, no mode or owner changed. Where the kernel forbids that, an existing
    unprivileged user must do, and the server's folder (ours) becomes theirs.
    """
    if os.geteuid() != 0:
        return
    owner = place.folder.stat().st_uid
    if owner != 0:
        _become(pwd.getpwuid(owner))
        return
    if _enter_namespace():
        return
    for user in _unprivileged():
        if _reaches(user, place, programs):
            for path in (place.folder, *place.folder.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
            _become(user)
            return
    raise ServerError(
        "PostgreSQL does not run as root, and here neither a user namespace nor an unprivileged "
        f"user that can reach {place.folder} is to be had: run Dateline as an ordinary user, "
        "or set DATABASE_URL."
    )


def _enter_namespace() -> bool:
    """Whether this process is now in a user namespace where root is called `_INSIDE`."""
    group = os.getegid()  # asked inside, before the map is written, it is nobody's
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "unshare") or libc.unshare(_CLONE_NEWUSER) != 0:
        return False
    try:
        Path("/proc/self/uid_map").write_text(f"{_INSIDE} 0 1\n")
        Path("/proc/self/setgroups").write_text("deny\n")
        Path("/proc/self/gid_map").write_text(f"{_INSIDE} {group} 1\n")
    except OSError as error:
        raise ServerError(
            f"The kernel lets root make a user namespace but not use it ({error.strerror}): run "
            "Dateline as an ordinary user, or set DATABASE_URL."
        ) from error
    return True


def _unprivileged() -> Iterator[pwd.struct_passwd]:
    wanted = [os.environ.get("SUDO_USER", ""), "postgres", "nobody"]
    by_name = {user.pw_name: user for user in pwd.getpwall() if user.pw_uid != 0}
    return (by_name[name] for name in wanted if name in by_name)


def _reaches(user: pwd.struct_passwd, place: Place, programs: Path) -> bool:
    """Whether the user can run the programs and enter the folder above the server's own."""
    child = os.fork()
    if child == 0:
        _become(user)
        reached = os.access(programs / "postgres", os.X_OK) and os.access(place.data_dir, os.X_OK)
        os._exit(0 if reached else 1)
    return os.waitpid(child, 0)[1] == 0


def _become(user: pwd.struct_passwd) -> None:
    os.setgroups([])
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)
