"""Synthetic events with the skew of real ones, made from a seed, written straight to the tables.

Actors after Zipf (of 3,000 the first is in 28% of events), 195 countries with 600 cities in them,
200 storylines, 40 sources, 28 words of text from 20,000, dates from 1900 to 2026, the later the
more, one in five less exact than to the day. Ids are not in the order of dates.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from django.contrib.auth import get_user_model
from django.db import connection

from timeline.models import (
    Actor,
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
from timeline.models.event import Kind, Status

ACTORS, COUNTRIES, CITIES, STORYLINES, SOURCES, ARTICLES = 3000, 195, 600, 200, 40, 2000
WORDS, WORDS_A_TEXT, WORDS_A_TITLE = 20_000, 28, 8
PIECE = 50_000
QUOTATION = "Something happened."
_SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve wi zo ka le mi no pu ra".split()
_FIRST, _LAST = date(1900, 1, 1).toordinal(), date(2026, 11, 25).toordinal()

TABLES = [
    f"timeline_{name}"
    for name in ("event", "participation", "eventplace", "storylineevent", "evidence")
]
# Statements that take away what a table is watched by, each with the one that brings it back.
_WATCHING = """
WITH tables AS (SELECT name::regclass AS id FROM unnest(%(tables)s::text[]) AS name)
SELECT format('ALTER TABLE %%s DISABLE TRIGGER USER', id),
    format('ALTER TABLE %%s ENABLE TRIGGER USER', id)
FROM tables
UNION ALL
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', tables.id, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', tables.id, conname, pg_get_constraintdef(oid))
FROM tables JOIN pg_constraint ON conrelid = tables.id AND contype = 'f'
UNION ALL
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM tables JOIN pg_index ON indrelid = tables.id AND NOT indisunique
"""

Numbers = npt.NDArray[np.int64]


def word(number: int) -> str:
    """A word that can be spoken, the same for the same number."""
    letters = [_SYLLABLES[number % 20], _SYLLABLES[number // 20 % 20]]
    return "".join([*letters, _SYLLABLES[number // 400 % 20], "tkn"[number // 8000]])


def fill(count: int, seed: int = 1) -> None:
    """Write so many events into empty tables."""
    rng = np.random.default_rng(seed)
    editor = get_user_model().objects.create_superuser("editor", password=None)
    _names()
    ids = rng.permutation(count) + 1
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        with _nothing_watching(cursor):
            for start in range(0, count, PIECE):
                _say(f"{start:,} of {count:,} events")
                _events(rng, ids[start : start + PIECE], editor.pk)
            _say("indexes and constraints")
        cursor.execute("SELECT setval(pg_get_serial_sequence('timeline_event', 'id'), %s)", [count])
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def _nothing_watching(cursor: Any) -> Iterator[None]:
    """Without triggers, and with indexes and constraints made at the end: hours otherwise."""
    cursor.execute(_WATCHING, {"tables": TABLES})
    statements = cursor.fetchall()
    for undo, _ in statements:
        cursor.execute(undo)
    yield
    for _, redo in statements:
        cursor.execute(redo)


def _names() -> None:
    Actor.objects.bulk_create(
        Actor(slug=f"actor-{n}", name=f"{word(n).title()} {n}", kind="state") for n in range(ACTORS)
    )
    countries = Place.objects.bulk_create(
        Place(slug=f"country-{n}", name=f"{word(n + 7000).title()}land", kind="country")
        for n in range(COUNTRIES)
    )
    Place.objects.bulk_create(
        Place(
            slug=f"city-{n}",
            name=f"{word(n + 9000).title()} City",
            kind="city",
            parent=countries[n % COUNTRIES],
        )
        for n in range(CITIES)
    )
    Storyline.objects.bulk_create(
        Storyline(slug=f"line-{n}", title=f"Storyline {n}") for n in range(STORYLINES)
    )
    sources = Source.objects.bulk_create(
        Source(slug=f"source-{n}", name=f"Source {n}") for n in range(SOURCES)
    )
    Article.objects.bulk_create(
        Article(
            source=sources[n % SOURCES],
            title=f"Article {n}",
            text=QUOTATION,
            sha256=f"{n:064x}",
            published_on=date(2020, 1, 1),
        )
        for n in range(ARTICLES)
    )


def zipf(rng: np.random.Generator, size: int, shape: int | tuple[int, ...]) -> Numbers:
    """Numbers below `size`, the n-th in proportion to 1/n."""
    shares = np.cumsum(1 / np.arange(1, size + 1))
    found: Numbers = np.searchsorted(shares, rng.random(shape) * shares[-1])
    return found


def _events(rng: np.random.Generator, ids: Numbers, editor: int) -> None:
    count = ids.size
    earliest, latest, exact = _days(rng, count)
    kinds, statuses = zipf(rng, len(Kind.values), count), zipf(rng, 60, count)
    texts = zipf(rng, WORDS, (count, WORDS_A_TEXT))
    vocabulary = [word(n) for n in range(WORDS)]
    signed = ("2026-11-25", editor)
    rows = (
        (
            pk, f"event-{pk}",
            " ".join(vocabulary[n] for n in text[:WORDS_A_TITLE]).capitalize(),
            " ".join(vocabulary[n] for n in text[WORDS_A_TITLE:]),
            Kind.values[kind], Status.values[max(status - 54, 0)], "2023",
            date.fromordinal(first), date.fromordinal(last), "day", is_exact, 3, "{}",
            "published", 1, *signed, *signed, *signed,
        )
        for pk, text, kind, status, first, last, is_exact in zip(
            ids.tolist(), texts.tolist(), kinds.tolist(), statuses.tolist(),
            earliest.tolist(), latest.tolist(), exact.tolist(), strict=True,
        )
    )  # fmt: skip
    _copy(
        Event,
        "id slug title summary kind status edtf earliest_on latest_on precision is_exact importance"
        " documents state version created_at created_by_id changed_at changed_by_id published_at"
        " published_by_id".split(),
        rows,
    )
    actors = _pairs(ids, zipf(rng, ACTORS, (count, 3)), rng.random((count, 3)) < 0.85)
    _link(Participation, "actor_id", Actor, actors, "role position", ("", 0))
    places = _pairs(ids, zipf(rng, COUNTRIES + CITIES, (count, 2)), rng.random((count, 2)) < 0.7)
    _link(EventPlace, "place_id", Place, places, "position", (0,))
    lines = _pairs(ids, zipf(rng, STORYLINES, (count, 1)), rng.random((count, 1)) < 0.1)
    _link(StorylineEvent, "storyline_id", Storyline, lines, "position", (0,))
    told = _pairs(ids, zipf(rng, ARTICLES, (count, 2)), rng.random((count, 2)) < 0.7)
    extra = (0, len(QUOTATION), QUOTATION, "")
    _link(Evidence, "article_id", Article, told, 'start "end" quotation reason', extra)


def _days(rng: np.random.Generator, count: int) -> tuple[Numbers, Numbers, npt.NDArray[np.bool_]]:
    span = _LAST - _FIRST
    first = _LAST - (np.minimum(rng.exponential(0.25, count), 1) * span).astype(np.int64)
    length = np.zeros(count, np.int64)
    is_exact = rng.random(count) >= 0.2
    inexact = np.flatnonzero(~is_exact)
    length[inexact] = rng.choice([6, 29, 364, 3651], inexact.size, p=[0.2, 0.5, 0.25, 0.05])
    return first, first + length, is_exact


def _pairs(ids: Numbers, values: Numbers, is_there: npt.NDArray[np.bool_]) -> Numbers:
    pairs = np.stack([np.repeat(ids, values.shape[1]), values.ravel()], axis=1)[is_there.ravel()]
    distinct: Numbers = np.unique(pairs, axis=0)
    return distinct


def _link(
    model: Any, column: str, target: Any, pairs: Numbers, more: str, values: tuple[Any, ...]
) -> None:
    keys = list(target.objects.order_by("id").values_list("id", flat=True))
    rows = ((event, keys[number], *values) for event, number in pairs.tolist())
    _copy(model, ["event_id", column, *more.split()], rows)


def _copy(model: Any, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        table = model._meta.db_table  # noqa: SLF001  (there is no other way to its name)
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)


def questions() -> Iterator[str]:
    """From nothing asked to much at once, as queries."""
    common, middle, rare = word(0), word(40), word(5000)
    yield from ("", "page=3", "page=1500", "kind=visit", "kind=-visit", "kind=talks&kind=threat")
    yield from ("status=planned", "certainty=inexact", "certainty=exact&status=occurred")
    yield from ("actor=actor-0", "actor=actor-20", "actor=actor-2500", "actor=-actor-0")
    yield from ("actor=actor-0&actor=actor-1", "actor=actor-3&kind=visit")
    yield from ("place=country-0", "place=city-9", "storyline=line-0", "source=source-1")
    yield from ("from=2023", "from=2010&to=2015", "from=1950-03&to=1950-04")
    yield from (f"q={common}", f"q={middle}", f"q={rare}", f"q={common}+{middle}")
    yield from (f"q=%22{common}+{word(1)}%22", f"q={common}+-{word(1)}")
    yield f"q={common}&actor=actor-0&from=2015"
    yield f"q={middle}&kind=visit&place=country-1&from=2000&to=2020"


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
