"""An event's own page, and its evidence as a region."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def text(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


@pytest.fixture
def visit() -> None:
    event = make.event(
        "Rufus visits Sylvania",
        "2023-03-17",
        kind="visit",
        slug="rufus-visits",
        summary="He stayed for an hour.",
        documents=["Joint statement, 17 March 2023"],
        actors=(("rufus", "visitor"), "sylvania"),
        places=("sylvania-city",),
    )
    article = make.article(
        "On Friday Rufus <b>went</b> to Sylvania.",
        title="Rufus abroad",
        url="https://wire.example/rufus",
        source=make.source("wire", name="Freedonia Wire"),
    )
    make.evidence(
        event,
        "On Friday Rufus <b>went</b> to Sylvania.",
        "On Friday",
        article=article,
        reason="“On Friday”, in an article published on 20 March 2023, is Friday 17 March 2023.",
    )


@pytest.mark.usefixtures("visit")
def test_the_page_says_what_happened_who_says_so_and_how_the_date_is_known(client: Client) -> None:
    html = client.get("/events/2023/rufus-visits/").content.decode()
    assert "<h1>Rufus visits Sylvania</h1>" in html
    assert '<time datetime="2023-03-17">Friday 17 March 2023</time>' in html
    assert "He stayed for an hour." in html
    assert '<mark class="when">On Friday</mark> Rufus &lt;b&gt;went&lt;/b&gt; to Sylvania.' in html
    assert (
        "<strong>Freedonia Wire</strong>, "
        '<a href="https://wire.example/rufus" rel="noopener nofollow">Rufus abroad</a>, '
        "Monday 20 March 2023" in html
    )
    assert "is <strong>Friday 17 March 2023</strong>." in html
    assert "Joint statement, 17 March 2023" in html
    assert '<dt><a href="/actors/rufus/">Rufus</a></dt><dd>visitor</dd>' in html
    assert '<a href="/places/sylvania-city/">Sylvania City</a>' in html
    assert '<link rel="canonical" href="/events/2023/rufus-visits/">' in html
    assert len(re.findall('class="day day-hit"', html)) == 1


@pytest.mark.usefixtures("visit")
def test_htmx_gets_the_evidence_alone(client: Client) -> None:
    response = client.get("/events/2023/rufus-visits/", headers=HTMX)
    html = response.content.decode()
    assert html.strip().startswith('<div class="evidence">')
    assert '<mark class="when">On Friday</mark>' in html
    assert "<h1>" not in html
    assert "HX-Request" in response.headers["Vary"]


@pytest.mark.usefixtures("visit")
def test_another_year_in_the_address_leads_to_the_right_one(client: Client) -> None:
    response = client.get("/events/1999/rufus-visits/?actor=rufus")
    assert response.status_code == 301
    assert response.headers["Location"] == "/events/2023/rufus-visits/?actor=rufus"


def test_what_is_not_published_is_as_unknown_as_what_never_was(client: Client) -> None:
    make.event("Hidden plan", state="draft", slug="draft", actors=("secretland",))
    make.event("Hidden plan", state="retracted", slug="withdrawn", places=("ghost-town",))
    make.storyline("empty")
    unknown = client.get("/events/2023/never-was/")
    assert unknown.status_code == 404
    for url in (
        "/events/2023/draft/",
        "/events/1999/draft/",
        "/events/2023/withdrawn/",
        "/actors/secretland/",
        "/actors/nobody/",
        "/places/ghost-town/",
        "/storylines/empty/",
    ):
        response = client.get(url)
        assert (response.status_code, response.content) == (404, unknown.content)
    assert client.get("/events/2023/draft/", headers=HTMX).status_code == 404


def test_the_neighbours_are_those_of_the_readers_question(client: Client) -> None:
    make.event("Before", "2023-01-01", actors=("rufus",), slug="before")
    make.event("Not asked for", "2023-01-15", slug="other")
    make.event("Now", "2023-02-01", actors=("rufus",), slug="now")
    make.event("Hidden plan", "2023-02-15", actors=("rufus",), state="draft", slug="hidden")
    make.event("After", "2023-03-01", actors=("rufus",), slug="after")
    html = client.get("/events/2023/now/?actor=rufus").content.decode()
    assert '<a href="/events/2023/after/?actor=rufus" rel="prev" data-step="k">' in html
    assert '<a href="/events/2023/before/?actor=rufus" rel="next" data-step="j">' in html
    assert "Not asked for" not in html
    assert "Hidden plan" not in html
    assert "3 events" in text(html)


def test_without_a_question_the_neighbours_are_those_of_its_storyline(client: Client) -> None:
    make.event("Now", "2023-02-01", storylines=("peace",), slug="now")
    make.event("Elsewhere", "2023-02-02")
    make.event("Later in it", "2023-02-03", storylines=("peace",))
    html = client.get("/events/2023/now/").content.decode()
    assert "Before and after in “Peace”" in html
    assert "Later in it" in html
    assert "Elsewhere" not in html


def test_more_evidence_takes_no_more_queries(client: Client) -> None:
    def queries(slug: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/events/2023/{slug}/").status_code == 200
        return len(captured)

    one = make.event("One", slug="one", actors=("a0",), places=("p0",), storylines=("s0",))
    make.evidence(one, "It happened once.")
    many = make.event(
        "Many",
        slug="many",
        actors=tuple(f"a{n}" for n in range(9)),
        places=tuple(f"p{n}" for n in range(9)),
        storylines=tuple(f"s{n}" for n in range(4)),
    )
    for n in range(9):
        make.evidence(many, f"It happened {n} times.")
    assert queries("many") == queries("one")


@pytest.mark.parametrize(
    ("edtf", "date", "hits"),
    [
        ("2023-03", "March 2023", 31),
        ("2023~", "c. 2023", 12),
        ("2023-06-30/2023-07-01", "30 June – 1 July 2023", 2),
        ("199X", "1990s", 10),
        ("2023-03-17/..", "Since 17 March 2023", 0),
        ("0001-01-01", "Monday 1 January AD 1", 1),
        ("9999-12-31", "Friday 31 December 9999", 1),
    ],
)
def test_every_sort_of_date_has_its_page(client: Client, edtf: str, date: str, hits: int) -> None:
    event = make.event("Something", edtf)
    html = client.get(event.get_absolute_url()).content.decode()
    assert f">{date}<" in html
    assert len(re.findall('class="day day-(?:hit|maybe)"', html)) == hits
