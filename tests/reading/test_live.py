"""The index of a process stays in step with the tables, and the tables answer where it cannot."""

from __future__ import annotations

import random
import time

import pytest
from django.db import connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading import crowd
from tests.reading.test_indexed import asked, questions
from timeline import reading
from timeline.index.question import Filters
from timeline.models import (
    Actor,
    ActorAlias,
    Article,
    Event,
    EventPlace,
    Evidence,
    Participation,
    Place,
    Source,
    Storyline,
    StorylineEvent,
)
from timeline.reading import answers, live, sql

import make

pytestmark = pytest.mark.django_db(transaction=True)


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)


@pytest.fixture
def reader(monkeypatch):
    monkeypatch.setattr(live, "IDLE", 0.1)  # so that it ends soon, too
    started = live.Live()
    started.start()
    until(lambda: started.is_ready)
    yield started
    started.stop()


def titles(reader, filters=None):
    return [event.title for event in reading.events(reader.page(filters or Filters()).ids)]


CHANGES = {
    "an event is published": lambda rng: crowd.fill(rng, 3),
    "events are retracted": lambda rng: some(rng, Event).update(state="retracted"),
    "drafts are published": lambda rng: Event.objects.filter(state="draft").update(
        state="published"
    ),
    "events are deleted": lambda rng: some(rng, Event).delete(),
    "texts are edited": lambda rng: some(rng, Event).update(title=crowd.text(rng, 6)),
    "dates are edited": lambda rng: some(rng, Event).update(
        **dict(zip(("earliest_on", "latest_on", "is_exact"), crowd.days(rng), strict=True))
    ),
    "actors are taken away": lambda rng: some(rng, Participation).delete(),
    "events are linked": lambda rng: crowd.link(rng, [make.event("Linked", on="2023-03")]),
    "places are taken away": lambda rng: some(rng, EventPlace).delete(),
    "evidence is taken away": lambda rng: some(rng, Evidence).delete(),
    "storylines are cut": lambda rng: some(rng, StorylineEvent).delete(),
    "an actor is renamed": lambda rng: some(rng, Actor, 1).update(name=crowd.text(rng, 2)),
    "an actor comes": lambda rng: make.event("New", actors=(f"new-{rng.random()}",)),
    "an alias goes": lambda rng: some(rng, ActorAlias, 1).delete(),
    "an alias is made an office": lambda rng: some(rng, ActorAlias, 1).update(is_role=True),
    "a place is renamed": lambda rng: some(rng, Place, 1).update(name=crowd.text(rng, 2)),
    "a place comes inside another": lambda rng: EventPlace.objects.create(
        event=make.event("Inside"),
        place=make.place(f"new-{rng.random()}", parent=rng.choice(Place.objects.all())),
    ),
    "a place is moved": lambda rng: some(rng, Place, 1).update(parent=None),
    "a source is renamed": lambda rng: some(rng, Source, 1).update(name=f"Name {rng.random()}"),
    "articles change their source": lambda rng: some(rng, Article, 2).update(
        source=rng.choice(Source.objects.all())
    ),
    "a storyline is renamed": lambda rng: some(rng, Storyline, 1).update(title=crowd.text(rng, 3)),
    "slugs are swapped": lambda rng: some(rng, Storyline, 1).update(slug=f"line-{rng.random()}"),
}


def some(rng, model, most=5):
    keys = list(model.objects.order_by("id").values_list("id", flat=True))
    return model.objects.filter(pk__in=rng.sample(keys, min(most, len(keys))))


def test_after_every_change_the_answers_are_those_of_the_tables(reader):
    rng = random.Random(7)  # noqa: S311
    crowd.names(rng)
    crowd.fill(rng, 150)
    until(lambda: reader.page(Filters()))

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(
        changes=st.lists(st.sampled_from(sorted(CHANGES)), max_size=3),
        question=questions,
        seed=st.integers(0, 99),
    )
    def check(changes, question, seed):
        for change in changes:
            CHANGES[change](random.Random(seed))  # noqa: S311
        for filters in (Filters(), asked(question)):
            until(lambda filters=filters: reader.page(filters))
            ours, theirs = reader.page(filters), sql.page(filters)
            for name in sql.Page.__slots__:
                assert getattr(ours, name) == getattr(theirs, name), name

    check()


def test_every_sort_of_change_is_taken_in_at_once_not_read_anew(reader):
    rng = random.Random(7)  # noqa: S311
    crowd.names(rng)
    crowd.fill(rng, 30)
    until(lambda: reader.page(Filters()))
    for change in sorted(set(CHANGES) - {"a place is moved"}):
        CHANGES[change](rng)
        assert reader.page(Filters()) == sql.page(Filters()), change


def test_a_moved_place_takes_its_events_along(reader):
    land, other = make.place("land"), make.place("other")
    make.place("town", parent=land)
    make.event("In town", places=("town",))
    assert titles(reader, asked({"place": ["land"]})) == ["In town"]
    Place.objects.filter(slug="town").update(parent=other)
    until(lambda: reader.page(Filters()))
    assert titles(reader, asked({"place": ["land"]})) == []
    assert titles(reader, asked({"place": ["other"]})) == ["In town"]


def test_what_is_retracted_is_gone_for_the_next_who_asks(reader):
    events = [make.event(f"Event {n}", "2023-03-17") for n in range(20)]
    for event in events:
        assert event.title in titles(reader)
        Event.objects.filter(pk=event.pk).update(state="retracted")
        assert event.title not in titles(reader)


def test_inside_a_transaction_the_tables_answer_with_its_own_changes(reader):
    answers.read_from(reader)
    try:
        with transaction.atomic():
            make.event("Not yet committed")
            assert reading.total(Filters()) == 1
            assert reader.page(Filters()) is None
            transaction.set_rollback(True)
        assert reading.total(Filters()) == reader.page(Filters()).total == 0
    finally:
        answers.read_from(None)


def test_much_at_once_is_read_anew_and_readers_are_answered_meanwhile(reader, monkeypatch):
    monkeypatch.setattr(live, "MOST_AT_ONCE", 10)
    monkeypatch.setattr(live, "MOST_FRESH", 20)
    answers.read_from(reader)
    try:
        crowd.fill(random.Random(1), 200)  # noqa: S311
        assert reading.page(Filters()) == sql.page(Filters())
        until(lambda: reader.page(Filters()))
        for _ in range(30):
            make.event()
            assert reading.page(Filters()) == sql.page(Filters())
        until(lambda: len(reader._state.index.fresh_ids) <= 20)
        assert reader.page(Filters()) == sql.page(Filters())
    finally:
        answers.read_from(None)


def test_lost_connections_are_made_again(reader):
    make.event("Before")
    assert titles(reader) == ["Before"]
    answers.read_from(reader)
    try:
        for n in range(3):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            make.event(f"After {n}")
            assert reading.page(Filters()) == sql.page(Filters())
        until(lambda: reader._thread.is_alive() and reader.page(Filters()))
        assert reader.page(Filters()) == sql.page(Filters())
    finally:
        answers.read_from(None)


def test_whatever_fails_in_the_index_the_tables_answer(reader, monkeypatch, caplog):
    make.event("One")
    answers.read_from(reader)
    monkeypatch.setattr(reader, "_state", "nonsense")
    try:
        assert reading.page(Filters()) == sql.page(Filters())
        assert reading.total(Filters()) == 1
        assert "The index could not answer." in caplog.text
    finally:
        monkeypatch.undo()
        answers.read_from(None)


def test_a_long_log_that_was_shortened_is_noticed(reader):
    """As the log is shortened: rows not seen become one row that stands for all of them."""
    make.event("One")
    assert titles(reader) == ["One"]
    with reader._changing:  # nobody follows the log meanwhile
        make.event("Two")
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH gone AS (DELETE FROM timeline_change RETURNING xid, at, weight)"
                " INSERT INTO timeline_change (xid, at, topic, ids, weight)"
                " SELECT max(xid), max(at), 'past', '{}', sum(weight) FROM gone"
            )
    until(lambda: reader.page(Filters()))
    assert titles(reader) == ["Two", "One"]


def test_neighbours_and_facets_come_from_the_index_too(reader):
    events = [make.event(f"Day {n}", f"2023-03-{n:02}", actors=("iran",)) for n in range(1, 6)]
    assert reader.neighbours(Filters(), events[2], 2) == (
        [events[1].pk, events[0].pk],
        [events[3].pk, events[4].pk],
    )
    assert [(v.value, v.count) for v in reader.facet(Filters(), "actor").values] == [("iran", 5)]
    Event.objects.filter(pk=events[1].pk).update(version=F("version") + 1, state="retracted")
    assert reader.neighbours(Filters(), events[2], 2)[0] == [events[0].pk]
