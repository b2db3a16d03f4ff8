"""`manage.py import_events FILE --as EDITOR`: add a timeline file to the tables."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from timeline.exchange.reader import TimelineFileError, import_timeline, read_file


class Command(BaseCommand):
    """Import a timeline; what is known by its slug already stays as it is."""

    help = "Adds the sources, articles, actors, places, events and storylines of a timeline file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a JSON file of the format “dateline/1”")
        parser.add_argument(
            "--as", dest="editor", required=True, help="user name of the editor who signs for it"
        )

    def handle(self, *, file: Path, editor: str, **_options: object) -> None:
        by = get_user_model()._default_manager.filter(username=editor, is_staff=True).first()  # noqa: SLF001
        if by is None:
            raise CommandError(
                f"There is no editor “{editor}”. Make one with: manage.py createsuperuser"
            )
        try:
            report = import_timeline(read_file(file), by=by)
        except TimelineFileError as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        for part, added in report.added.items():
            known = report.known[part]
            self.stdout.write(
                f"{part:<10} {added:>6} added" + (f", {known} known" if known else "")
            )
