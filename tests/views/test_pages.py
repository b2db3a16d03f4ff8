"""Pages that ask nothing of the tables."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_method_explains_the_bricks(client: Client) -> None:
    html = client.get("/about/").content.decode()
    assert "<h1>Method</h1>" in html
    assert "What the bricks mean" in html


def test_the_list_of_keys_is_a_region_of_the_method(client: Client) -> None:
    html = client.get("/about/", headers={"HX-Request": "true"}).content.decode()
    assert "<h1>" not in html
    assert "data-keys-switch" in html


def test_robots_stay_out_of_the_desk_and_of_filters(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /facets/",
        "Disallow: /*?",
    ]


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/").status_code == 405
