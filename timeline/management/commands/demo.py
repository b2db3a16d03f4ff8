"""`manage.py demo`: everything from nothing to a sample timeline in the browser."""

import os
import signal
import socket
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.crypto import get_random_string

from timeline.management.web import serve
from timeline.models import Event

SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "sample.json"
EDITOR = "editor"
HOST = "127.0.0.1"


class Command(BaseCommand):
    """Start the database, fill it the first time, and serve until Ctrl-C."""

    help = "Load a sample timeline and serve it on this machine."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="default: 8000")
        parser.add_argument("--reset", action="store_true", help="forget everything, start over")
        parser.add_argument("--no-input", action="store_true", help="do not ask before a reset")

    def handle(self, *, port: int, reset: bool, no_input: bool, **options: Any) -> None:
        _refuse_taken(port)
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, _interrupt)
        try:
            self._say("Starting the database …")
            if reset:
                self._reset(ask=not no_input)
            self._connect()
            self._migrate()
            password = self._editor()
            self._load_sample()
            connections.close_all()
            self._say("Starting the web server …")
            serve(host=HOST, port=port, on_ready=partial(self._welcome, port, password))
        except KeyboardInterrupt:
            pass
        self._say("\nStopped.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _reset(self, *, ask: bool) -> None:
        if os.environ.get("DATABASE_URL"):
            raise CommandError("--reset is for the demo's own database, and DATABASE_URL is set.")
        if ask:
            self._say("This deletes every event, article and account of the demo for good.")
            try:
                answer = input("Type yes to go on: ")
            except EOFError:  # nobody is there to answer
                answer = ""
            if answer.strip().lower() != "yes":
                raise CommandError("Nothing was deleted.")
        self._say("Deleting everything …")
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        connection.close()
        with connection._nodb_cursor() as cursor:  # noqa: SLF001  (as Django's own test runner does)
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name}")

    def _connect(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = 0")
                # Of two demos at once the second waits here until the first has filled the tables.
                cursor.execute("SELECT pg_advisory_lock(hashtext('demo'))")
        except OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            raise CommandError(f"The database cannot be reached, {reason}") from error

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._say("Making the tables …")
            call_command("migrate", interactive=False, verbosity=0)

    def _editor(self) -> str:
        """The editor's password, empty when the editor has chosen another since.

        Kept with its hash: as long as that is the account's, nothing need be computed.
        """
        users = get_user_model().objects
        path = Path(settings.DATA_DIR) / "editor-password"
        editor = users.filter(username=EDITOR).first()
        if editor is None:
            self._say("Making the editor's account …")
            letters = get_random_string(16, "abcdefghijkmnpqrstuvwxyz")
            password = "-".join(letters[i : i + 4] for i in range(0, 16, 4))
            editor = users.create_superuser(EDITOR, password=password)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(f"{password}\n{editor.password}\n")
            return password
        kept, _, hashed = (
            path.read_text().strip().partition("\n") if path.exists() else ("", "", "")
        )
        return kept if hashed == editor.password or editor.check_password(kept) else ""

    def _load_sample(self) -> None:
        if not Event.objects.exists():
            self._say("Loading the sample timeline …")
            call_command("import_events", SAMPLE, editor=EDITOR, stdout=self.stdout)

    def _welcome(self, port: int, password: str) -> None:
        chosen = f"the one you chose (or: manage.py changepassword {EDITOR})"
        self._say(
            f"\nDateline is ready:\n"
            f"  timeline   http://{HOST}:{port}/\n"
            f"  editors    http://{HOST}:{port}/admin/\n"
            f"  user       {EDITOR}\n"
            f"  password   {password or chosen}\n"
            f"Ctrl-C stops it; what you enter is kept."
        )


def _refuse_taken(port: int) -> None:
    """Ask for the port before anything slow is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OverflowError:
            raise CommandError(f"{port} is not a port, they go from 1 to 65535.") from None
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}): end what uses it, or choose "
                f"another, as in --port {port + 1}."
            ) from None


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
