"""Answers a set of filters: the ids of a page, the total, the histogram and the facets."""

from timeline.reading.answers import entries, facet, neighbours, page, total
from timeline.reading.changes import version
from timeline.reading.rows import ActorRow, EventRow, PlaceRow, events
from timeline.reading.sql import (
    CERTAINTY_LABELS,
    PAGE_SIZE,
    Entry,
    Facet,
    FacetValue,
    Group,
    Page,
    Unknown,
    event,
    storyline_ids,
)

__all__ = [
    "CERTAINTY_LABELS",
    "PAGE_SIZE",
    "ActorRow",
    "Entry",
    "EventRow",
    "Facet",
    "FacetValue",
    "Group",
    "Page",
    "PlaceRow",
    "Unknown",
    "entries",
    "event",
    "events",
    "facet",
    "neighbours",
    "page",
    "storyline_ids",
    "total",
    "version",
]
