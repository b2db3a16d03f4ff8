"""The timeline page: what matches, what it is called, what bad input says; drafts nowhere."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make

pytestmark = pytest.mark.django_db

DRAFT_WORDS = ("Hidden plan", "secretland", "Secretland", "ghost-town", "buried-line")


def titles(html: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]*">([^<]*)</a>', html)


def question(html: str) -> str:
    found = re.search(r'<h1 id="question"[^>]*>(.*?)</h1>', html, re.DOTALL)
    return re.sub("<[^>]*>", "", found[1]).strip() if found else ""


def get(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def drafts() -> None:
    for state in ("draft", "retracted"):
        make.event(
            f"Hidden plan {state}",
            "2023-03-17",
            state=state,
            slug=f"hidden-{state}",
            kind="disaster",
            actors=("secretland", "freedonia"),
            places=("ghost-town",),
            storylines=("buried-line",),
        )


@pytest.mark.usefixtures("drafts")
def test_events_stand_newest_first_under_their_months(client: Client) -> None:
    make.event("First", "2023-02-03")
    make.event("Second", "2023-03-17")
    make.event("Some time in the year", "2022")
    html = get(client, "/")
    assert titles(html) == ["Second", "First", "Some time in the year"]
    assert re.findall(r"<h2>([^<]*) <small>", html) == [
        "March 2023",
        "February 2023",
        "2022, month not known",
    ]
    assert question(html) == "3 events, 2022 to 2023"


@pytest.mark.usefixtures("drafts")
@pytest.mark.parametrize(
    "url",
    ["/", "/?q=hidden", "/?actor=freedonia", "/?kind=disaster", "/?from=2023-03&to=2023-03",
     "/facets/actor/", "/facets/place/", "/facets/storyline/", "/facets/kind/", "/actors/",
     "/places/", "/storylines/", "/actors/freedonia/"],
)  # fmt: skip
def test_drafts_and_retracted_events_are_in_no_page(client: Client, url: str) -> None:
    make.event("Something public", "2023-01-01", actors=("freedonia",))
    html = get(client, url)
    assert [word for word in DRAFT_WORDS if word in html] == []


def test_the_question_names_what_was_asked_for(client: Client) -> None:
    make.event("Talks", "2023-03-17", actors=("freedonia", "sylvania"), places=("lake",))
    html = get(client, "/?actor=freedonia&actor=sylvania&place=lake&from=2023&to=2023-03")
    assert question(html) == "1 event with Freedonia and Sylvania in Lake, 2023 to March 2023"
    assert "<title>1 event with Freedonia and Sylvania in Lake, 2023 to March 2023" in html
    assert re.findall(r'<a class="chip" id="([^"]*)" href="([^"]*)"', html)[0] == (
        "chip-actor-freedonia",
        "/?actor=sylvania&amp;place=lake&amp;from=2023&amp;to=2023-03",
    )


def test_an_unknown_actor_matches_nothing_and_is_named(client: Client) -> None:
    make.event("Talks", actors=("freedonia",))
    html = get(client, "/?actor=foo&actor=freedonia")
    assert titles(html) == []
    assert "No event has the actor “foo”." in html
    assert question(html) == "0 events with foo and Freedonia"
    assert '<a href="/?actor=freedonia">without Actor foo <span class="count">1</span></a>' in html


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=foo", "From: “foo” is not understood as a date"),
        ("to=0000", "there is no year 0"),
        ("from=2024&to=2023", "The range ends before it begins"),
        ("page=0", "“0” is not the number of a page."),
        ("page=-1", "“-1” is not the number of a page."),
        ("page=1e3", "“1e3” is not the number of a page."),
        ("page=²", "“²” is not the number of a page."),
        (f"page={10**30}", f"“{10**30!s}” is not the number of a page."),
        ("q=" + "x" * 10_000, "The search is longer than 200 characters."),
        ("&".join(f"actor=a{n}" for n in range(21)), "More than 20 values of “actor”"),
        ("kind=nonsense", "There is no kind “nonsense”."),
        ("page=7", "There is no such page: the last is 1."),
        ("q=<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_bad_input_is_named_and_the_rest_works(client: Client, query: str, sentence: str) -> None:
    make.event("Talks", "2023-03-17")
    html = get(client, f"/?{query}")
    assert sentence in html.replace("&#x27;", "'")
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "url", ["/?q=%00", "/?actor=%00", "/?from=%00", "/facets/actor/?find=%00", "/actors/?find=%00"]
)
def test_a_nul_byte_is_a_bad_request(client: Client, url: str) -> None:
    assert "This address cannot be read" in get(client, url, status=400)


@pytest.mark.parametrize("url", ["/", "/?actor=a", "/?from=2023"])
def test_one_event_and_thirty_take_the_same_number_of_queries(client: Client, url: str) -> None:
    def build(count: int) -> None:
        for n in range(count):
            event = make.event(
                f"Event {n}", f"2023-03-{n % 28 + 1:02}", actors=("a", f"b{n}"), places=(f"p{n}",)
            )
            make.evidence(event, f"It happened as number {n} of {count}.")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            get(client, url)
        return len(captured)

    build(1)
    few = queries()
    build(29)
    assert queries() == few


def test_the_pages_of_a_list_are_linked(client: Client) -> None:
    for n in range(51):
        make.event(f"Event {n}", "2023-03-17")
    first, second = get(client, "/?kind=talks"), get(client, "/?kind=talks&page=2")
    assert len(titles(first)) == 50
    assert 'href="/?kind=talks&amp;page=2#results" rel="next"' in first
    assert "Page 1 of 2" in first
    assert len(titles(second)) == 1
    assert 'href="/?kind=talks#results" rel="prev"' in second


def test_a_first_page_of_fifty_weighs_at_most_60_kb(client: Client) -> None:
    names = tuple(f"minister-of-foreign-affairs-{n}" for n in range(12))
    for n in range(60):
        make.event(
            f"Ministers sign their agreement number {n} on trade",
            f"2023-{n % 12 + 1:02}-17",
            kind="agreement",
            actors=tuple((names[(n + k) % 12], "signatory") for k in range(3)),
            places=(f"city-{n % 12}",),
        )
    assert len(client.get("/").content) < 60 * 1024


def test_a_card_says_what_is_known_and_no_more(client: Client) -> None:
    make.event(
        "A visit",
        "2023-03-13/2023-03-19",
        kind="visit",
        status="alleged",
        slug="a-visit",
        actors=(("freedonia", "visitor"), "sylvania"),
    )
    html = get(client, "/")
    card = re.search(r'<article class="event">.*?</article>', html, re.DOTALL)
    assert card is not None
    text = " ".join(re.sub("<[^>]*>", " ", card[0]).split())
    assert text == (
        "Week of 13 March 2023 Visit A visit Freedonia visitor, Sylvania reported Details"
    )
    assert "<time" not in card[0]  # no day is known, so machines are told none
    assert 'href="/events/2023/a-visit/"' in card[0]


def test_all_values_of_a_facet_have_a_page_that_finds_names(client: Client) -> None:
    make.event("Talks", actors=("freedonia", "sylvania"))
    html = get(client, "/facets/actor/?find=SYLV")
    assert re.findall(r'<span class="value">([^<]*)</span>', html) == ["Sylvania"]
    assert 'href="/?actor=-sylvania"' in html
    region = client.get("/facets/actor/?find=free", headers={"HX-Request": "true"}).content
    assert b'<ul id="values-actor"><li><a id="actor-freedonia"' in region
    assert b"Sylvania" not in region
    assert client.get("/facets/nonsense/").status_code == 404


def test_an_excluded_value_is_shown_as_such(client: Client) -> None:
    make.event("Talks", actors=("freedonia",))
    make.event("Others", actors=("sylvania",))
    html = get(client, "/?actor=-freedonia")
    assert titles(html) == ["Others"]
    assert question(html) == "1 event without Freedonia"
    assert '<span class="chip-key">Actor</span> not Freedonia' in html
