"""The index gives the very answers that the tables give: every id, count, bar, label and order."""

from __future__ import annotations

import random

import pytest
from django.db import connections
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading import crowd
from tests.reading.crowd import ACTORS, PLACES, SOURCES, STORYLINES, WORDS
from timeline.filters import parse
from timeline.index.index import Index
from timeline.index.question import FACETS
from timeline.models import Event
from timeline.models.event import Kind, Status
from timeline.reading import indexed, loading, sql

SIZE = 10_000


def load() -> tuple[Index, loading.Catalog]:
    wrapper = connections.create_connection("default")
    wrapper.connect()
    try:
        with loading.snapshot(wrapper.connection) as (cursor, _):
            catalog = loading.read_catalog(cursor)
            base = loading.read_segment(cursor, catalog)
            fresh = loading.read_segment(cursor, catalog, ())
    finally:
        wrapper.close()
    return Index.build(catalog.vocabulary, base, fresh), catalog


@pytest.fixture(scope="module")
def many(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        rng = random.Random(4)  # noqa: S311
        crowd.names(rng)
        crowd.fill(rng, SIZE)
        yield load()[0]
        crowd.empty()


VALUES = {
    "kind": Kind.values,
    "status": Status.values,
    "certainty": ["exact", "inexact", "planned"],
    "actor": ACTORS[:12],
    "place": PLACES,
    "storyline": STORYLINES,
    "source": SOURCES,
}
word = st.sampled_from(WORDS)
phrase = st.lists(word, min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"')
start = st.tuples(word, st.integers(1, 4)).map(lambda part: f"{part[0][: part[1]]}*")
term = st.tuples(st.sampled_from(["", "", "", "-"]), word | phrase | start).map("".join)
day = st.sampled_from(
    "0001 0033 1900 1945-05 1999 2022 2022-11 2023 2023-03-17 2023-06 2024-01-31 2030 9999".split()
)


def choices(facet):
    value = st.sampled_from([*VALUES[facet], "nonsense"])
    signed = st.tuples(st.sampled_from(["", "", "", "-"]), value).map("".join)
    return st.lists(signed, max_size=3)


questions = st.fixed_dictionaries(
    {},
    optional={
        "q": st.lists(term, max_size=3).map(" ".join),
        "from": day,
        "to": day,
        "page": st.sampled_from(["1", "2", "7", "180", "1000000"]),
        **{facet: choices(facet) for facet in FACETS},
    },
)


def asked(question):
    query = QueryDict(mutable=True)
    for key, value in question.items():
        query.setlist(key, value if isinstance(value, list) else [value])
    return parse(query)


def check(index, filters):
    """Compare part by part, so that a difference is small enough to read."""
    ours, theirs = indexed.page(index, filters), sql.page(filters)
    for name in sql.Page.__slots__:
        assert getattr(ours, name) == getattr(theirs, name), name
    assert indexed.total(index, filters) == sql.total(filters)


@pytest.mark.django_db
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(question=questions)
def test_ten_thousand_events_answer_as_the_tables_do(many, question):
    check(many, asked(question))


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(question=questions, number=st.integers(0, SIZE - 1), limit=st.sampled_from([1, 4]))
def test_an_event_has_the_same_neighbours(many, question, number, limit):
    filters = asked(question)
    event = Event.objects.order_by("id")[number]
    theirs = sql.neighbours(filters, event, limit)
    assert indexed.neighbours(many, filters, event, limit) == tuple(
        [row.pk for row in rows] for rows in theirs
    )
