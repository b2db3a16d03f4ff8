"""The log of changes: it stays short, and nobody misses a change by that."""

import psycopg
import pytest
from django.db import connection, transaction

from timeline import reading
from timeline.models import Actor

import make

pytestmark = pytest.mark.django_db(transaction=True)

NOT_SEEN = """
    SELECT topic, ids FROM timeline_change WHERE xid >= pg_snapshot_xmin(%(s)s::pg_snapshot)
    AND (topic = 'past' OR NOT pg_visible_in_snapshot(xid, %(s)s::pg_snapshot)) ORDER BY id
"""


@pytest.fixture
def connect():
    """Connections to the same database beside Django's own."""
    opened = []

    def another(*, autocommit=True):
        opened.append(psycopg.connect(**connection.get_connection_params()))
        opened[-1].autocommit = autocommit
        return opened[-1]

    yield another
    for one in opened:
        one.close()


@pytest.fixture
def change():
    """Change what readers see, so many times, each in a transaction of its own."""
    make.actor("freedonia")

    def times(count=1):
        for n in range(count):
            Actor.objects.update(name=f"Name {n}")

    return times


def length():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM timeline_change")
        return cursor.fetchone()[0]


def let_time_pass():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE timeline_change SET at = at - interval '11 seconds'")


def write_until_it_is_shortened(change):
    before = -1
    while length() > before:
        before = length()
        change()


def snapshot(reader):
    return reader.execute("SELECT pg_current_snapshot()::text").fetchone()[0]


def not_seen(reader, seen):
    return reader.execute(NOT_SEEN, {"s": seen}).fetchall()


def test_the_log_stays_short(change):
    for _time in range(3):
        change(600)
        let_time_pass()
    assert length() <= 1100  # what was written since, and one row for all before


def test_what_is_recent_is_kept_one_by_one(change):
    change(1200)
    assert length() >= 1200


def test_every_change_has_a_word_of_its_own_while_the_log_is_shortened(change):
    words = [reading.version()]
    for _time in range(520):
        change()
        words.append(reading.version())
        if len(words) % 50 == 0:
            let_time_pass()
            words.append(reading.version())
    assert len(set(words)) == len(words)
    assert length() < 520


def test_a_long_transaction_leaves_a_row_for_each_topic_and_the_rest(change, connect):
    reader = connect()
    seen = snapshot(reader)
    with transaction.atomic():
        change(600)
        assert not_seen(reader, seen) == []
    change_rows = not_seen(reader, seen)
    assert len(change_rows) < 510
    assert {(topic, *ids) for topic, ids in change_rows} == {("actor", Actor.objects.get().pk)}


def test_a_transaction_that_touches_too_much_to_name_says_that_all_may_differ(connect):
    reader = connect()
    seen = snapshot(reader)
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(1, 12_001, 2000):
            cursor.execute(
                "INSERT INTO timeline_change (topic, ids)"
                " SELECT 'event', array_agg(n) FROM generate_series(%s::int, %s) n",
                (start, start + 1999),
            )
        cursor.execute(
            "INSERT INTO timeline_change (topic, ids)"
            " SELECT 'event', '{1}' FROM generate_series(1, 500)"
        )
    rows = not_seen(reader, seen)
    assert ("all", []) in rows
    assert len(rows) <= 500


def test_a_reader_in_the_midst_of_a_transaction_keeps_its_word(change, connect):
    change()
    reader = connect(autocommit=False)
    reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    of_all = "SELECT sum(weight), max(at) FROM timeline_change"
    before = reader.execute(of_all).fetchone()
    let_time_pass()
    write_until_it_is_shortened(change)
    assert reader.execute(of_all).fetchone() == before
    reader.commit()
    assert reader.execute(of_all).fetchone() > before


def test_who_has_not_seen_what_was_folded_takes_everything_for_changed(change, connect):
    reader, early, late = connect(), connect(autocommit=False), connect()
    early.execute("UPDATE timeline_actor SET name = 'Early'")  # begun, its number is the lower
    late.execute("INSERT INTO timeline_change (topic, ids) VALUES ('event', '{7}')")
    seen = snapshot(reader)  # sees the later transaction and not the earlier
    assert not_seen(reader, seen) == []
    early.commit()
    assert not_seen(reader, seen) == [("actor", [Actor.objects.get().pk])]
    let_time_pass()
    fresh = snapshot(reader)
    write_until_it_is_shortened(change)
    assert ("past", []) in not_seen(reader, seen)
    # A transaction open elsewhere in the cluster may hold this snapshot back; then all is asked.
    assert {topic for topic, _ids in not_seen(reader, fresh)} - {"past"} == {"actor"}
    assert {topic for topic, _ids in not_seen(reader, snapshot(reader))} <= {"past"}


def test_a_transaction_not_yet_committed_holds_the_shortening_back(change, connect):
    writer = connect(autocommit=False)
    writer.execute("INSERT INTO timeline_change (topic, ids) VALUES ('event', '{7}')")
    reader = connect()
    seen = snapshot(reader)
    for _time in range(2):
        change(510)
        let_time_pass()
    assert length() >= 1020
    writer.commit()
    assert ("event", [7]) in not_seen(reader, seen)
    let_time_pass()
    change(510)
    assert length() < 520
    assert ("past", []) in not_seen(reader, seen)


def test_a_writer_whose_snapshot_is_held_is_not_refused(change, connect):
    writer = connect(autocommit=False)
    writer.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    writer.execute("SELECT 1 FROM timeline_actor")
    let_time_pass()
    write_until_it_is_shortened(change)
    writer.execute(
        "INSERT INTO timeline_change (topic, ids)"
        " SELECT 'event', '{7}' FROM generate_series(1, 500)"
    )
    writer.commit()
    assert reading.version()
