"""Collected static files: named after their content, all found, cached for good."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client, override_settings


@pytest.mark.django_db
def test_every_file_of_a_page_is_served_compressed_and_for_good(tmp_path: Path):
    backend = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    with override_settings(
        STATIC_ROOT=tmp_path,
        WHITENOISE_USE_FINDERS=False,
        STORAGES={"staticfiles": {"BACKEND": backend}},
        CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        pages = [Client().get(address).content.decode() for address in ("/", "/admin/login/")]
        browser = Client(headers={"accept-encoding": "br"})
        files = {f for text in pages for f in re.findall(r'(?:href|src)="(/static/[^"#]+)', text)}
        answers = {file: browser.get(file) for file in files}
    assert {file for file, answer in answers.items() if answer.status_code != 200} == set()
    caching = {answer.headers["Cache-Control"] for answer in answers.values()}
    assert caching == {"max-age=315360000, public, immutable"}
    sheets = [answer for file, answer in answers.items() if file.endswith(".css")]
    assert {sheet.headers.get("Content-Encoding") for sheet in sheets} == {"br"}
