"""Reads what the index holds out of the tables: names, and events with their days, values, words.

Everything is read on one connection in one transaction that sees a single state of the tables
(`snapshot`), in the few large pieces in which PostgreSQL hands out much at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from psycopg import Connection, Cursor, sql
from psycopg.pq import Format

from timeline.index.copied import HEADER_SIZE, Rows
from timeline.index.segment import Columns, Segment
from timeline.index.vocabulary import AT, Names, Value, Vocabulary
from timeline.models.event import Kind, State, Status

PLACE_LEVELS = 4  # a place and those that it lies in, as `reading.sql` counts them
_PIECE = 1 << 16  # bytes of COPY read at a time
_CERTAINTIES = ("exact", "inexact", "planned")
_FIXED = {"kind": Kind.values, "status": Status.values, "certainty": _CERTAINTIES}
_NAMED = {
    "actor": "SELECT id, slug, name FROM timeline_actor",
    "place": "SELECT id, slug, name FROM timeline_place",
    "storyline": "SELECT id, slug, title FROM timeline_storyline",
    "source": "SELECT id, slug, name FROM timeline_source",
}
# As `reading.sql._says` writes them: the index is to find by the very same words.
_NAMES = {
    "actor": """
        SELECT id, to_tsvector('simple', coalesce(name, '')) FROM timeline_actor
        UNION ALL
        SELECT actor_id, to_tsvector('simple', coalesce(text, '')) FROM timeline_actoralias
        WHERE NOT is_role""",
    AT: """
        SELECT id, to_tsvector('simple', coalesce(name, '') || ' ' || coalesce(aliases::text, ''))
        FROM timeline_place""",
}
_EVENTS = """
    SELECT id, earliest_on - '0001-01-01'::date + 1, latest_on - '0001-01-01'::date + 1,
        is_exact::int, array_position({kinds}, kind::text),
        array_position({statuses}, status::text), search
    FROM timeline_event WHERE state = {published} AND {chosen}"""
_PAIRS = {
    "actor": "SELECT event_id AS event, actor_id AS value FROM timeline_participation",
    "place": "SELECT event_id AS event, place_id AS value FROM timeline_eventplace",
    "storyline": "SELECT event_id AS event, storyline_id AS value FROM timeline_storylineevent",
    "source": """
        SELECT event_id AS event, source_id AS value
        FROM timeline_evidence JOIN timeline_article ON timeline_article.id = article_id""",
}


@contextmanager
def snapshot(connection: Connection[Any]) -> Iterator[tuple[Cursor[Any], str]]:
    """A cursor on a single state of the tables, and PostgreSQL's word for what that state sees."""
    with connection.transaction(), Cursor(connection) as cursor:  # Django's takes no binary results
        cursor.format = Format.BINARY
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = '5min'")
        cursor.execute("SELECT pg_current_snapshot()::text")
        row = cursor.fetchone()
        yield cursor, str(row[0] if row else "")


@dataclass(frozen=True)
class Catalog:
    """The values of facets as the tables know them."""

    vocabulary: Vocabulary
    numbers: dict[tuple[str, Any], int]  # by facet and primary key, or word
    parents: dict[int, int | None]  # of places

    def moved(self, before: Catalog) -> bool:
        """Whether a place that was known before lies in another one now."""
        return any(
            self.parents.get(place, parent) != parent for place, parent in before.parents.items()
        )


def read_catalog(cursor: Cursor[Any], before: Catalog | None = None) -> Catalog:
    """Read all values and names; those known before keep their numbers."""
    values = {(facet, word): Value(facet, word, word) for facet in _FIXED for word in _FIXED[facet]}
    for facet, query in _NAMED.items():
        for pk, slug, label in cursor.execute(sql.SQL(query)):
            values[facet, pk] = Value(facet, slug, label)
            if facet == "place":
                values[AT, pk] = Value(AT, slug, label)
    numbers = dict(before.numbers) if before else {}
    for key in values:
        numbers.setdefault(key, len(numbers))
    parents = dict(cursor.execute("SELECT id, parent_id FROM timeline_place").fetchall())
    names = [_read_names(cursor, facet, numbers) for facet in _NAMES]
    # What was deleted keeps its number and loses its key: another may have taken that over.
    by_number = [values.get(key) or Value(key[0], "", "") for key in numbers]
    return Catalog(Vocabulary(by_number, names), numbers, parents)


def _read_names(cursor: Cursor[Any], facet: str, numbers: dict[tuple[str, Any], int]) -> Names:
    rows = _copy(cursor, sql.SQL(_NAMES[facet]), columns=1)
    owners = [numbers[facet, pk] for pk in rows.numbers[:, 0].tolist()]
    return Names.build(rows.texts, np.array(owners, np.int32))


def read_segment(
    cursor: Cursor[Any], catalog: Catalog, ids: Collection[int] | None = None
) -> Segment:
    """Read the published events, or those of them with these ids."""
    return Segment.build(_read_columns(cursor, catalog, ids), len(catalog.numbers))


def _read_columns(cursor: Cursor[Any], catalog: Catalog, ids: Collection[int] | None) -> Columns:
    query = sql.SQL(_EVENTS).format(
        kinds=sql.Literal(Kind.values),
        statuses=sql.Literal(Status.values),
        published=sql.Literal(State.PUBLISHED.value),
        chosen=_one_of("id", ids),
    )
    rows = _copy(cursor, query, columns=6)
    pks, earliest, latest, exact, kinds, statuses = rows.numbers.T.copy()
    is_exact = exact.astype(np.bool_)
    is_planned = statuses == Status.values.index(Status.PLANNED) + 1
    certainties = np.where(is_planned, 2, np.where(is_exact, 0, 1))
    every = np.arange(pks.size)
    pairs = [
        (every, _numbers(catalog, "kind", Kind.values)[kinds - 1]),
        (every, _numbers(catalog, "status", Status.values)[statuses - 1]),
        (every, _numbers(catalog, "certainty", _CERTAINTIES)[certainties]),
    ]
    order = np.argsort(pks)
    for facet in _PAIRS:
        events, values = _read_pairs(cursor, facet, ids)
        at = np.searchsorted(pks, events, sorter=order)
        at[at == pks.size] = 0
        rows_of = order[at] if pks.size else at
        is_public = pks[rows_of] == events if pks.size else np.zeros(at.size, np.bool_)
        pairs += _with_larger(catalog, facet, rows_of[is_public], values[is_public])
    return Columns(
        ids=pks,
        earliest=earliest.astype(np.int32),
        latest=latest.astype(np.int32),
        is_exact=is_exact,
        is_planned=is_planned,
        pair_rows=np.concatenate([rows for rows, _ in pairs]),
        pair_values=np.concatenate([values for _, values in pairs]),
        texts=rows.texts,
    )


Pair = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]  # rows of events, values


def _with_larger(
    catalog: Catalog, facet: str, rows: npt.NDArray[np.int64], pks: npt.NDArray[np.int64]
) -> Iterator[Pair]:
    """Pairs of rows and numbers; an event in a place is in all that the place lies in."""
    known, at = np.unique(pks, return_inverse=True)
    keys: list[int | None] = known.tolist()
    if facet == "place":
        yield rows, _numbers(catalog, AT, keys)[at]
    for _ in range(PLACE_LEVELS if facet == "place" else 1):
        has_one = np.array([key is not None for key in keys], np.bool_)
        numbers = _numbers(catalog, facet, keys)
        yield rows[has_one[at]], numbers[at][has_one[at]]
        keys = [None if key is None else catalog.parents.get(key) for key in keys]


def _numbers(catalog: Catalog, facet: str, keys: Collection[Any]) -> npt.NDArray[np.int64]:
    """The numbers of values by their keys; -1 for None."""
    return np.array([catalog.numbers.get((facet, key), -1) for key in keys], np.int64)


def _one_of(column: str, ids: Collection[int] | None) -> sql.Composable:
    if ids is None:
        return sql.SQL("true")
    return sql.SQL("{} = ANY({}::bigint[])").format(
        sql.Identifier(column), sql.Literal(sorted(ids))
    )


def _read_pairs(cursor: Cursor[Any], facet: str, ids: Collection[int] | None) -> Pair:
    """The events and primary keys of a table of pairs.

    As two strings of bytes for every hundred thousand events: a row for each pair would cost the
    client more than all the rest.
    """
    query = sql.SQL(
        "SELECT string_agg(int8send(event), ''), string_agg(int8send(value), '')"
        " FROM ({}) AS pairs WHERE {} GROUP BY event / 100000"
    ).format(sql.SQL(_PAIRS[facet]), _one_of("event", ids))
    pieces = cursor.execute(query).fetchall()
    events, values = (
        np.frombuffer(b"".join(piece[column] for piece in pieces), ">i8").astype(np.int64)
        for column in (0, 1)
    )
    return events, values


def _copy(cursor: Cursor[Any], query: sql.Composable, *, columns: int) -> Rows:
    rows = Rows(columns)
    statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT BINARY)").format(query)
    # A piece is read while PostgreSQL sends the next: the loops need no interpreter.
    with cursor.copy(statement) as copy, ThreadPoolExecutor(1) as reader:
        piece, skip = bytearray(), HEADER_SIZE
        before = reader.submit(rows.add, bytearray())
        for block in copy:
            piece += block[skip:]
            skip = 0
            if len(piece) >= _PIECE:
                before.result()
                before = reader.submit(rows.add, piece)
                piece = bytearray()
        before.result()
        rows.add(piece)
    return rows
