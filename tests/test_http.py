"""Regions for htmx, pages for browsers; one address for a question."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tests import make
from timeline import http

HTMX = {"HX-Request": "true"}


@pytest.mark.django_db
def test_a_browser_gets_the_page_and_htmx_the_region(client: Client) -> None:
    page, region = client.get("/"), client.get("/", headers=HTMX)
    assert b"<!doctype html>" in page.content
    assert b'<div class="answer" id="answer">' in page.content
    assert b"<!doctype html>" not in region.content
    assert b'<div class="answer" id="answer">' in region.content
    assert "HX-Request" in page.headers["Vary"]
    assert "HX-Request" in region.headers["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_or_restored_page_is_whole(client: Client, header: str) -> None:
    response = client.get("/", headers={**HTMX, header: "true"})
    assert b"<!doctype html>" in response.content


@pytest.mark.django_db
def test_a_form_with_empty_fields_is_sent_on_to_the_short_address(client: Client) -> None:
    response = client.get("/?q=&to=&from=March+2023&actor=freedonia")
    assert response.status_code == 302
    assert response.headers["Location"] == "/?actor=freedonia&from=2023-03"


@pytest.mark.django_db
def test_htmx_is_told_the_short_address_instead(client: Client) -> None:
    url = "/?q=&to=&from=March+2023&actor=freedonia"
    pushed = client.get(url, headers=HTMX)
    typed = client.get(url, headers={**HTMX, "X-History": "replace"})
    assert pushed.headers["HX-Push-Url"] == "/?actor=freedonia&from=2023-03"
    assert typed.headers["HX-Replace-Url"] == "/?actor=freedonia&from=2023-03"
    assert "HX-Push-Url" not in typed.headers


@pytest.mark.django_db(transaction=True)
def test_a_database_too_slow_to_answer_is_said_and_not_called_a_fault() -> None:
    def asked_in_a_hurry() -> HttpResponse:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = '200ms'")
            return Client(raise_request_exception=False).get("/")
        finally:
            connection.close()

    make.event("A summit")
    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE timeline_event")
            response = elsewhere.submit(asked_in_a_hurry).result(30)
        after = elsewhere.submit(asked_in_a_hurry).result(30)
    assert response.status_code == 503
    assert "the same address works" in response.content.decode()
    assert response.headers["Retry-After"] == "15"
    assert response.headers["Cache-Control"] == "no-store"
    assert after.status_code == 200


def test_any_other_failure_is_a_fault() -> None:
    response = http.failed(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "The fault is ours" in response.content.decode()
