"""Regions for htmx, pages for browsers; one address for a question."""

import pytest
from django.test import Client

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
