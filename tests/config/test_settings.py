"""Settings come from the environment, and what is wrong there is one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from config.environment import read_database_url, read_variable, refuse_unknown
from config.secret_file import SecretError, read_or_make

PROJECT = Path(__file__).resolve().parents[2]


def test_a_misspelt_variable_stops_the_start(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATELINE_ALOWED_HOSTS", "dateline.example")
    with pytest.raises(ImproperlyConfigured, match=r"^DATELINE_ALOWED_HOSTS is not a setting"):
        refuse_unknown()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATELINE_DEBUG", "maybe", "DATELINE_DEBUG='maybe': it wants yes or no."),
        (
            "DATELINE_HSTS_SECONDS",
            "-1",
            "DATELINE_HSTS_SECONDS='-1': it wants a whole number, 0 or more.",
        ),
        (
            "DATELINE_LOG_LEVEL",
            "loud",
            "DATELINE_LOG_LEVEL='loud': it wants DEBUG, INFO, WARNING, ERROR or CRITICAL.",
        ),
    ],
)
def test_a_value_that_cannot_be_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_variable(name)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("DATELINE_DEBUG", "Yes", True),
        ("DATELINE_DEBUG", "0", False),
        ("DATELINE_HSTS_SECONDS", "3600", 3600),
        ("DATELINE_ALLOWED_HOSTS", "a.example, b.example", ["a.example", "b.example"]),
        ("DATELINE_SECRET_KEY", "s3cret=#%", "s3cret=#%"),
    ],
)
def test_a_value_is_read_as_what_it_is(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, meant: object
):
    monkeypatch.setenv(name, value)
    assert read_variable(name) == meant


def test_only_postgresql_will_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///db.sqlite3")
    with pytest.raises(ImproperlyConfigured, match="must begin with postgres://"):
        read_database_url()


def test_a_database_of_ones_own_is_taken_from_its_url(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://ada:p%40ss@db.example:5433/timeline")
    database = read_database_url()
    assert database["ENGINE"] == "django.db.backends.postgresql"
    wanted = ("ada", "p@ss", "db.example", 5433, "timeline")
    assert tuple(database[k] for k in ("USER", "PASSWORD", "HOST", "PORT", "NAME")) == wanted


def test_a_command_says_it_without_a_traceback():
    done = subprocess.run(
        [sys.executable, "manage.py", "showmigrations"],
        cwd=PROJECT,
        env=os.environ | {"DATELINE_DEBUG": "maybe"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "DATELINE_DEBUG='maybe': it wants yes or no.\n"
    assert done.returncode == 1


def test_a_secret_is_made_once_and_for_its_owner_only(tmp_path: Path):
    path = tmp_path / "new" / "secret-key"
    made = read_or_make(path)
    assert len(made) == 64
    assert read_or_make(path) == made
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secret-key"]


def test_a_secret_that_cannot_be_kept_is_a_sentence(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(SecretError, match=r"secret-key cannot be read or made \(File exists\)"):
        read_or_make(tmp_path / "file" / "secret-key")


@pytest.mark.django_db
def test_a_browser_is_told_to_load_nothing_from_elsewhere(client: Client):
    answer = client.get("/admin/login/")
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    }
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
