"""Answers a set of filters: from an index where this process has one, else from the tables."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol, TypeVar

from timeline.index.question import Filters
from timeline.models import Event
from timeline.reading import sql
from timeline.reading.sql import Entry, Facet, Page

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class Reader(Protocol):
    """What answers fast, or says with None that it cannot just now."""

    def page(self, filters: Filters) -> Page | None:
        """See `sql.page`."""

    def total(self, filters: Filters) -> int | None:
        """See `sql.total`."""

    def facet(self, filters: Filters, name: str) -> Facet | None:
        """See `sql.facet`."""

    def neighbours(
        self, filters: Filters, event: Event, limit: int
    ) -> tuple[list[int], list[int]] | None:
        """The ids of `sql.neighbours`."""


_readers: list[Reader] = []  # one or none


def read_from(reader: Reader | None) -> None:
    """Ask this reader first from now on; without one the tables alone answer."""
    _readers[:] = [reader] if reader else []


def page(filters: Filters) -> Page:
    """The events that match, newest first, a page of them by id, and what the filters show.

    A page past the last has no ids. Only published events are ever counted or named.
    """
    return _ask(lambda reader: reader.page(filters)) or sql.page(filters)


def total(filters: Filters) -> int:
    """How many events match, all pages taken together."""
    found = _ask(lambda reader: reader.total(filters))
    return sql.total(filters) if found is None else found


def facet(filters: Filters, name: str) -> Facet:
    """One facet under the other filters."""
    return _ask(lambda reader: reader.facet(filters, name)) or sql.facet(filters, name)


def neighbours(filters: Filters, event: Event, limit: int) -> tuple[list[Event], list[Event]]:
    """The events just before and just after this one among those that match, nearest first."""
    found = _ask(lambda reader: reader.neighbours(filters, event, limit))
    if found is None:
        return sql.neighbours(filters, event, limit)
    earlier, later = found
    rows = {row.pk: row for row in Event.objects.published().filter(pk__in=[*earlier, *later])}
    return (
        [rows[pk] for pk in earlier if pk in rows],
        [rows[pk] for pk in later if pk in rows],
    )


def entries(name: str) -> list[Entry]:
    """Every actor, place or storyline with a published event, by name; `name` is the facet's."""
    return sql.entries(name, facet(Filters(), name))


def _ask(question: Callable[[Reader], Answer | None]) -> Answer | None:
    for reader in _readers:
        try:
            answer = question(reader)
        except Exception:  # readers come first: whatever is wrong, the tables have the answer
            logger.exception("The index could not answer.")
        else:
            if answer is not None:
                return answer
        logger.debug("The tables answer.")
    return None
