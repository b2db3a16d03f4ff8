"""Actors, places and storylines: indexes with counts, biographies in dates."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests import make

pytestmark = pytest.mark.django_db


def titles(html: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]*">([^<]*)</a>', html)


def names(html: str) -> list[str]:
    return re.findall(r'<span class="value">([^<]*)</span>', html)


def test_an_actor_has_its_events_and_who_it_is_found_with(client: Client) -> None:
    make.event("Talks", actors=("freedonia", "sylvania"))
    make.event("Alone", "2023-01-01", actors=("freedonia",))
    make.event("Without it", actors=("sylvania",))
    make.event("Hidden", state="draft", actors=("freedonia", "secretland"))
    html = client.get("/actors/freedonia/").content.decode()
    assert titles(html) == ["Talks", "Alone"]
    assert "<strong>2 events</strong>" in html
    assert '<a href="/?actor=freedonia&amp;actor=sylvania">Sylvania</a>' in html
    assert "Secretland" not in html


def test_a_place_has_what_happened_inside_it(client: Client) -> None:
    country = make.place("freedonia")
    make.place("capital", parent=country, kind="city")
    make.event("In the capital", places=("capital",))
    html = client.get("/places/freedonia/").content.decode()
    assert titles(html) == ["In the capital"]


def test_a_storyline_is_in_its_editors_order_and_numbered(client: Client) -> None:
    late = make.event("Late", "2023-03-01")
    early = make.event("Early", "2023-01-01")
    hidden = make.event("Hidden", "2023-02-01", state="draft")
    make.storyline("peace", late, hidden, early, standfirst="How it came about.")
    html = client.get("/storylines/peace/").content.decode()
    assert titles(html) == ["Late", "Early"]
    assert re.findall(r'<span class="event-number">(\d+)</span>', html) == ["1", "2"]
    assert "How it came about." in html


def test_indexes_name_only_what_has_a_published_event(client: Client) -> None:
    make.event("Talks", actors=("sylvania", "freedonia"), places=("lake",), storylines=("peace",))
    make.event("H", state="draft", actors=("secretland",), places=("bog",), storylines=("war",))
    make.actor("unused")
    assert names(client.get("/actors/").content.decode()) == ["Freedonia", "Sylvania"]
    assert names(client.get("/actors/?find=syl").content.decode()) == ["Sylvania"]
    assert names(client.get("/places/").content.decode()) == ["Lake"]
    storylines = client.get("/storylines/").content.decode()
    assert '<a href="/storylines/peace/">Peace</a>' in storylines
    assert "war" not in storylines.lower().replace("toward", "").replace("forward", "")


def test_the_pages_of_an_actor_are_linked(client: Client) -> None:
    for n in range(51):
        make.event(f"Event {n}", actors=("freedonia",))
    html = client.get("/actors/freedonia/").content.decode()
    assert 'href="/actors/freedonia/?page=2#results" rel="next"' in html
    assert len(titles(client.get("/actors/freedonia/?page=2").content.decode())) == 1
    assert "is not the number" in client.get("/actors/freedonia/?page=x").content.decode()
