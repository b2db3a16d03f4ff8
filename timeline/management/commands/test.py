"""`manage.py test`: every check, then every test; with arguments, pytest with these alone."""

import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

_DEPLOYED = {
    "DATELINE_HTTPS": "yes",
    "DATELINE_HSTS_SECONDS": "31536000",
    "DATELINE_ALLOWED_HOSTS": "dateline.example",
}


class Command(BaseCommand):
    """Go on after a step that fails, and fail at the end."""

    help = "Run every check and test; arguments are handed to pytest, which then runs alone."
    requires_system_checks = ()

    def run_from_argv(self, argv: list[str]) -> None:
        """Take the arguments as they are: they are pytest's."""
        try:
            self.execute(pytest_arguments=argv[2:], force_color=False, no_color=False)
        except CommandError as error:
            sys.exit(str(error))

    def handle(self, *, pytest_arguments: list[str], **_options: object) -> None:
        if not importlib.util.find_spec("pytest"):
            raise CommandError(
                "pytest is not installed in this environment: pip install -r tests/requirements.txt"
            )
        failed = [] if pytest_arguments else self._check()
        tests = [sys.executable, "-m", "pytest", *(pytest_arguments or ["-n", "2"])]
        status = subprocess.run(tests, cwd=settings.BASE_DIR, check=False).returncode
        if failed:
            raise CommandError(f"Failed besides: {', '.join(failed)}")
        sys.exit(status)

    def _check(self) -> list[str]:
        """The names of the checks that failed; their output has been shown."""
        connection.ensure_connection()  # keeps the server up between the steps
        failed = []
        for name, command in _checks().items():
            began = time.monotonic()
            done = subprocess.run(
                command,
                cwd=settings.BASE_DIR,
                env=os.environ | (_DEPLOYED if "--deploy" in command else {}),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            if done.returncode:
                failed.append(name)
                self.stdout.write(done.stdout)
            result = "FAILED" if done.returncode else "ok"
            self.stdout.write(f"{name:<12} {result:<6} {time.monotonic() - began:5.1f} s")
            self.stdout.flush()
        return failed


def _checks() -> dict[str, list[str]]:
    tool = Path(sys.executable).parent
    manage = [sys.executable, "manage.py"]
    templates = [str(p) for p in sorted((settings.BASE_DIR / "templates").rglob("*.html"))]
    return {
        "format": [f"{tool}/ruff", "format", "--check", "."],
        "lint": [f"{tool}/ruff", "check", "--quiet", "."],
        "types": [f"{tool}/mypy"],
        "templates": [f"{tool}/djade", "--check", "--target-version", "5.2", *templates],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "deployment": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
    }
