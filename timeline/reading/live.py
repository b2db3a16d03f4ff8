"""Keeps this process's index in step with the tables.

    tables ── triggers ──▶ timeline_change ── NOTIFY ──▶ the thread here, which prepares ahead
                                 ▲
                                 └── each request asks: anything that this index has not seen?

So no answer is older than the moment when it was asked for, in whichever process, and no lost
notice or connection makes it so: a notice only saves the next reader the wait. What the index
cannot answer (while it is read, while much has changed at once, inside a transaction with changes
of its own, when anything fails) the tables answer the same way, slowly.
"""

from __future__ import annotations

import ctypes
import logging
import threading
from dataclasses import dataclass, replace
from typing import Any

import psycopg
from django.db import DatabaseError, connection, connections

from timeline.index.index import Index
from timeline.index.question import Filters
from timeline.models import Event
from timeline.reading import indexed, loading, sql
from timeline.reading.answers import Reader, read_from

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 1000  # changed events that a request waits for: some 20 ms
MOST_FRESH = 5000  # events beside the base before it is read anew
PATIENCE = 0.25  # seconds that a request waits for another that brings the index up to date
IDLE = 2.0  # seconds after which the thread looks for itself: a notice may be lost
RETRY = 1.0  # seconds after a failure

# Whether the log has what a snapshot did not see: `0004_log_of_changes_stays_short` says why so.
_UNSEEN = """
    FROM timeline_change WHERE xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
    AND (topic = 'past' OR NOT pg_visible_in_snapshot(xid, %(seen)s::pg_snapshot))"""
_IS_UNSEEN = f"SELECT EXISTS (SELECT 1 {_UNSEEN})"
_CHANGES = f"SELECT topic, ids {_UNSEEN}"
_EVENTS_OF_ARTICLES = "SELECT DISTINCT event_id FROM timeline_evidence WHERE article_id = ANY(%s)"
_EVERYTHING = {"all", "past"}
_NAMES = {"actor", "place", "source", "storyline"}


class TooMuchError(Exception):
    """So much has changed that the index has to be read anew."""


@dataclass(frozen=True)
class State:
    """An index and what its snapshot of the tables saw."""

    index: Index
    catalog: loading.Catalog
    seen: str


class Live(Reader):
    """Answers from an index that is brought up to date whenever it is asked."""

    def __init__(self) -> None:
        self._state: State | None = None
        self._changing = threading.Lock()  # held by who replaces the state
        self._connection: psycopg.Connection[Any] | None = None
        self._is_stopped = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="index", daemon=True)

    # What readers ask.

    def page(self, filters: Filters) -> sql.Page | None:
        """The events that match and what the filters show, unless the index cannot tell."""
        index = self.current()
        return indexed.page(index, filters) if index else None

    def total(self, filters: Filters) -> int | None:
        """How many events match."""
        index = self.current()
        return indexed.total(index, filters) if index else None

    def facet(self, filters: Filters, name: str) -> sql.Facet | None:
        """One facet under the other filters."""
        index = self.current()
        return indexed.facet(index, filters, name) if index else None

    def neighbours(
        self, filters: Filters, event: Event, limit: int
    ) -> tuple[list[int], list[int]] | None:
        """The ids just before and just after an event."""
        index = self.current()
        return indexed.neighbours(index, filters, event, limit) if index else None

    # How it stays in step.

    def start(self) -> None:
        """Begin to read the tables, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread and close its connection."""
        self._is_stopped.set()
        self._thread.join(10)
        self._disconnect()

    @property
    def is_ready(self) -> bool:
        """Whether an index has been read and need not be read anew."""
        return self._state is not None

    def current(self) -> Index | None:
        """The index as of now, or nothing where it cannot be had in a moment."""
        state = self._state
        # A transaction may have made changes that nobody else sees yet.
        if state is None or connection.in_atomic_block:
            return None
        if not _has_unseen(state.seen):
            return state.index
        if not self._changing.acquire(timeout=PATIENCE):
            return None
        try:
            state = self._state
            if state is None:
                return None
            # Whoever was waited for may have read before this request's own changes.
            if _has_unseen(state.seen):
                state = self._catch_up(state, most=MOST_AT_ONCE)
            return state.index if state else None
        finally:
            self._changing.release()

    def _catch_up(self, state: State, *, most: int) -> State | None:
        """Bring the state up to date; nothing when there is too much to do. Holds the lock."""
        try:
            self._state = update(state, self._connect(), most=most)
        except TooMuchError:
            self._state = None  # until the thread has read everything
        except (psycopg.Error, DatabaseError):
            self._disconnect()
            raise
        return self._state

    def _follow(self) -> None:
        while not self._is_stopped.is_set():
            try:
                self._listen()
            except Exception:  # whatever it was, reading goes on and the thread must too
                logger.exception("The index lost its connection and begins again.")
                with self._changing:
                    self._disconnect()
                self._is_stopped.wait(RETRY)
        connections.close_all()

    def _listen(self) -> None:
        """Prepare ahead at each notice, and now and then without one."""
        with _open() as listening:
            listening.execute("LISTEN timeline_change")
            while not self._is_stopped.is_set():
                # While the base is read anew, the state before goes on being asked, if it can be.
                if self._state is None or len(self._state.index.fresh_ids) > MOST_FRESH:
                    state = load(listening)
                    with self._changing:
                        self._state = state
                with self._changing:
                    state_ = self._state and self._catch_up(self._state, most=MOST_FRESH)
                for _ in listening.notifies(timeout=IDLE if state_ else RETRY, stop_after=1):
                    pass

    def _connect(self) -> psycopg.Connection[Any]:
        if self._connection is None or self._connection.closed:
            self._connection = _open()
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def load(reading: psycopg.Connection[Any]) -> State:
    """Read everything."""
    with loading.snapshot(reading) as (cursor, seen):
        catalog = loading.read_catalog(cursor)
        base = loading.read_segment(cursor, catalog)
        fresh = loading.read_segment(cursor, catalog, ())
    index = Index.build(catalog.vocabulary, base, fresh)
    _give_memory_back()
    logger.info("The index holds %s events in %s MB.", base.size, index.byte_count >> 20)
    return State(index, catalog, seen)


def update(state: State, reading: psycopg.Connection[Any], *, most: int) -> State:
    """Read what has changed since; raise `TooMuchError` for more than so many events."""
    with loading.snapshot(reading) as (cursor, seen):
        changes = cursor.execute(_CHANGES, {"seen": state.seen}).fetchall()
        if not changes:
            return replace(state, seen=seen)
        topics = {topic for topic, _ in changes}
        if topics & _EVERYTHING:
            raise TooMuchError
        events = {pk for topic, ids in changes if topic == "event" for pk in ids}
        articles = sorted({pk for topic, ids in changes if topic == "article" for pk in ids})
        if articles:
            events.update(pk for (pk,) in cursor.execute(_EVENTS_OF_ARTICLES, [articles]))
        if len(events) > most:
            raise TooMuchError
        catalog = state.catalog
        if topics & _NAMES:
            catalog = loading.read_catalog(cursor, state.catalog)
            if catalog.moved(state.catalog):
                raise TooMuchError
        index = state.index
        every = index.fresh_ids | events
        fresh = loading.read_segment(cursor, catalog, every) if events else index.fresh
        return State(index.changed(catalog.vocabulary, events, fresh), catalog, seen)


def start() -> Live:
    """Let this process read from an index as soon as it is there."""
    live = Live()
    read_from(live)
    live.start()
    return live


def _has_unseen(seen: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_IS_UNSEEN, {"seen": seen})
        return bool(cursor.fetchone()[0])


def _give_memory_back() -> None:
    """Half of what reading took stays with the process otherwise (glibc; others do it unasked)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


def _open() -> psycopg.Connection[Any]:
    """A connection of the index's own to the database that Django reads from."""
    wrapper = connections.create_connection("default")
    wrapper.connect()
    opened: psycopg.Connection[Any] = wrapper.connection
    return opened
