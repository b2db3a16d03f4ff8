#!/usr/bin/env python3
"""Dateline's commands; on a fresh machine `demo` and `test` first set up all they need."""

import os
import sys

# The oldest Python that might read this file must get as far as this sentence.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Dateline needs Python 3.11 or newer and this is Python %d.%d: install a newer one and "  # noqa: UP031
        "call it by its name, as in: python3.11 manage.py demo" % sys.version_info[:2]
    )

from config import bootstrap
from config.postgres.place import ServerError
from config.secret_file import SecretError


def main() -> None:
    """Run one command; what is wrong with the surroundings is a sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] not in (["demo"], ["runserver"]):  # no page is worth ten seconds, a command is
        os.environ.setdefault("DATELINE_STATEMENT_TIMEOUT_SECONDS", "0")
    bootstrap.prepare(sys.argv)
    try:
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415  (just installed)
        from django.core.management import execute_from_command_line  # noqa: PLC0415
    except ImportError as error:
        raise ImportError(
            "Couldn't import Django. Are you sure it's installed and available on your "
            "PYTHONPATH environment variable? Did you forget to activate a virtual environment?"
        ) from error
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, SecretError, ServerError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
