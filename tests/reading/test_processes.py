"""What an editor does is on every web process at once: real processes, asked over HTTP."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from django.db import connection

from tests.reading.test_live import until
from timeline import review
from timeline.models import Event

import make

pytestmark = pytest.mark.django_db(transaction=True)

WEB = Path(__file__).with_name("web.py")
ROOT = WEB.parents[2]


class Web:
    """A process that reads from an index, once it says so."""

    def __init__(self, folder: Path, name: str, **variables: str) -> None:
        self.log = folder / name
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DATELINE_LOG_LEVEL": "DEBUG",
            "DATELINE_STATEMENT_TIMEOUT_SECONDS": "10",
            **variables,
        }
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(WEB), connection.settings_dict["NAME"]],
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
                text=True,
            )
        self.port = int(self.process.stdout.readline())

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as response:
            assert response.status == 200
            return response.read().decode()

    def has(self, words: str) -> bool:
        return words in self.log.read_text()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def webs(tmp_path):
    started = [Web(tmp_path, f"log-{n}") for n in range(2)]
    yield started
    for web in started:
        web.end()


def end_all_connections() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_every_process_shows_what_is_so_now(webs):
    editor = make.editor()
    for web in webs:
        until(lambda web=web: web.has("The index holds"))
    for n in range(5):
        event = make.event(f"Draft {n}", state="draft", actors=("iran",), slug=f"talks-{n}")
        make.evidence(event, f"Talks {n} were held.")
        assert [f"Draft {n}" in web.get("/") for web in webs] == [False, False]
        review.publish(event=event, by=editor)
        assert [f"Draft {n}" in web.get("/?actor=iran") for web in webs] == [True, True]
        Event.objects.filter(pk=event.pk).update(title=f"Edited {n}")
        assert [f"Edited {n}" in web.get("/?q=edited") for web in webs] == [True, True]
        told = make.article(f"Talks {n} went on.", source=make.source(f"paper-{n}"))
        review.merge(
            candidate=make.candidate(f"Talks {n} went on.", article=told), event=event, by=editor
        )
        assert [f"Edited {n}" in web.get(f"/?source=paper-{n}") for web in webs] == [True, True]
        if n == 2:
            end_all_connections()
        review.retract(event=event, by=editor)
        assert [f"Edited {n}" in web.get("/") for web in webs] == [False, False]
    # All but what was asked while connections were lost came from the index.
    assert [web.log.read_text().count("The tables answer.") > 1 for web in webs] == [False, False]


def test_without_the_index_the_tables_answer(tmp_path):
    make.event("From the tables")
    web = Web(tmp_path, "log", DATELINE_READ_INDEX="no")
    try:
        assert "From the tables" in web.get("/")
        assert not web.has("index")
    finally:
        web.end()
