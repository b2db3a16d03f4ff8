"""What a card shows of an event, read at once for a page."""

from datetime import date

import pytest

from timeline import reading
from timeline.models import Event
from timeline.reading import ActorRow, EventRow, PlaceRow, rows

import make

pytestmark = pytest.mark.django_db


def test_a_row_has_all_that_a_card_shows():
    norway = make.place("norway")
    make.place("oslo", parent=norway)
    row = make.event(
        "Talks held",
        on="2023-03",
        slug="talks-held",
        status="alleged",
        actors=(("iran", "host"), "nato"),
        places=("oslo", "norway"),
    )
    assert reading.events([row.pk]) == [
        EventRow(
            id=row.pk,
            slug="talks-held",
            title="Talks held",
            kind="talks",
            status="alleged",
            edtf="2023-03",
            earliest_on=date(2023, 3, 1),
            is_exact=False,
            source_count=0,
            actors=(ActorRow("iran", "Iran", "host"), ActorRow("nato", "Nato", "")),
            places=(PlaceRow("oslo", "Oslo", "Norway"), PlaceRow("norway", "Norway", None)),
        )
    ]


def test_a_source_counts_once_however_often_it_is_quoted():
    row = make.event()
    for words, slug in (("One.", "wire"), ("Two.", "wire"), ("Three.", "herald")):
        make.evidence(row, words, article=make.article(words, source=make.source(slug)))
    assert [event.source_count for event in reading.events([row.pk])] == [2]


def test_rows_come_in_the_order_asked_for_and_only_what_is_public():
    first, second = make.event("First"), make.event("Second")
    hidden = [make.event(state=state).pk for state in ("draft", "retracted")]
    asked = [second.pk, *hidden, 0, first.pk]
    assert [event.title for event in reading.events(asked)] == ["Second", "First"]
    assert reading.events([]) == []


def test_rows_of_one_version_are_read_once(django_assert_num_queries):
    first, second = make.event("First"), make.event("Second")
    reading.events([first.pk], "one")
    with django_assert_num_queries(1):
        both = reading.events([second.pk, first.pk], "one")
    with django_assert_num_queries(0):
        assert reading.events([second.pk, first.pk], "one") == both
    Event.objects.update(title="Renamed")
    with django_assert_num_queries(1):
        assert {event.title for event in reading.events([first.pk, second.pk], "two")} == {
            "Renamed"
        }
    with django_assert_num_queries(2):
        reading.events([first.pk])
        reading.events([first.pk])


def test_known_rows_are_bounded(monkeypatch):
    monkeypatch.setattr("timeline.reading.rows.KEPT", 10)
    ids = [make.event().pk for _ in range(30)]
    for pk in ids:
        assert [event.id for event in reading.events([pk], "bounded")] == [pk]
    assert len(rows._known.rows) <= 11


def test_the_certainty_is_that_of_the_event():
    for on, status in (("2023-03-17", "occurred"), ("2023-03", "occurred"), ("2030", "planned")):
        row = make.event(on=on, status=status)
        (read,) = reading.events([row.pk])
        assert (read.certainty, read.get_absolute_url()) == (row.certainty, row.get_absolute_url())
