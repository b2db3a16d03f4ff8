"""What a card shows of an event: one statement for all cards of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.urls import reverse

from timeline.dates import DateSpan
from timeline.models.event import Status

# Arrays of names rather than rows of a join: an event comes once, and psycopg reads text arrays
# faster than JSON.
_ROWS = """
SELECT event.id, event.slug, event.title, event.kind, event.status, event.edtf,
    event.earliest_on, event.is_exact,
    (SELECT count(DISTINCT article.source_id)
        FROM timeline_evidence evidence
        JOIN timeline_article article ON article.id = evidence.article_id
        WHERE evidence.event_id = event.id),
    (SELECT array_agg(ARRAY[actor.slug, actor.name, part.role] ORDER BY part.position, part.id)
        FROM timeline_participation part
        JOIN timeline_actor actor ON actor.id = part.actor_id
        WHERE part.event_id = event.id),
    (SELECT array_agg(ARRAY[place.slug, place.name, parent.name] ORDER BY part.position, part.id)
        FROM timeline_eventplace part
        JOIN timeline_place place ON place.id = part.place_id
        LEFT JOIN timeline_place parent ON parent.id = place.parent_id
        WHERE part.event_id = event.id)
FROM timeline_event event
WHERE event.id = ANY(%s) AND event.state = 'published'
"""

KEPT = 20_000  # rows in memory, about 1 kB each


class ActorRow(NamedTuple):
    """An actor's part in an event."""

    slug: str
    name: str
    role: str


class PlaceRow(NamedTuple):
    """A place of an event and the name of what it lies in."""

    slug: str
    name: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """A published event as its card shows it; equal rows make equal cards."""

    id: int
    slug: str
    title: str
    kind: str
    status: str
    edtf: str
    earliest_on: date
    is_exact: bool
    source_count: int
    actors: tuple[ActorRow, ...]
    places: tuple[PlaceRow, ...]

    def get_absolute_url(self) -> str:
        """The event's own page."""
        return reverse("event", args=[self.earliest_on.year, self.slug])

    @property
    def span(self) -> DateSpan:
        """The date as known."""
        return DateSpan.parse_edtf(self.edtf)

    @property
    def certainty(self) -> str:
        """One of `exact`, `inexact`, `planned`, as `Event.certainty`."""
        if self.status == Status.PLANNED:
            return "planned"
        return "exact" if self.is_exact else "inexact"


class _Known:
    """The rows read under one version of the data; another version begins anew."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.rows: dict[int, EventRow] = {}


_known = _Known("")


def events(ids: Sequence[int], version: str = "") -> list[EventRow]:
    """The published events of these ids, in the order of the ids; any other is left out.

    Rows read before under the same `version` are not read again. The version must have been asked
    for before this call: then no row is older than it.
    """
    global _known  # noqa: PLW0603  (one object takes the place of another, whole)
    known = _known
    if known.version != version or not version or len(known.rows) > KEPT:
        known = _Known(version)
        if version:
            _known = known
    missing = [pk for pk in ids if pk not in known.rows]
    if missing:
        known.rows.update(_read(missing))
    return [known.rows[pk] for pk in ids if pk in known.rows]


def _read(ids: list[int]) -> dict[int, EventRow]:
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [ids])
        return {values[0]: _row(*values) for values in cursor.fetchall()}


def _row(*values: Any) -> EventRow:
    *plain, actors, places = values
    all_actors = tuple(ActorRow(*actor) for actor in actors or ())
    all_places = tuple(PlaceRow(*place) for place in places or ())
    return EventRow(*(*plain, all_actors, all_places))
