"""Answers a set of filters from an index: the very same answers as `reading.sql` gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import overload

import numpy as np

from timeline.index.compiled import Int32s, Int64s
from timeline.index.index import Index, Matching
from timeline.index.question import FACETS, Choice, Filters
from timeline.index.vocabulary import Vocabulary
from timeline.models import Event
from timeline.reading.sql import (
    PAGE_SIZE,
    Facet,
    FacetValue,
    Group,
    Page,
    Unknown,
    fixed_labels,
)
from timeline.reading.terms import stem

# As `FacetValue._make`, in a third of the time.
_value: Callable[[Iterable[object]], FacetValue] = partial(tuple.__new__, FacetValue)


def page(index: Index, filters: Filters) -> Page:
    """The events that match, newest first, a page of them by id, and what the filters show."""
    matching = _matching(index, filters)
    rows = matching.newest((filters.page - 1) * PAGE_SIZE, PAGE_SIZE)
    sizes = matching.group_counts(heading for _, heading in rows)
    groups = {heading: Group(*heading, count) for heading, count in sizes.items()}
    return Page(
        ids=tuple(pk for pk, _ in rows),
        total=matching.total,
        number=filters.page,
        page_count=max(1, -(-matching.total // PAGE_SIZE)),
        histogram=matching.histogram(),
        facets=tuple(_facet(matching, name) for name in FACETS),
        groups={pk: groups[heading] for pk, heading in rows},
        unknown=_unknown(index, filters),
    )


def total(index: Index, filters: Filters) -> int:
    """How many events match, all pages taken together."""
    return _matching(index, filters).total


def facet(index: Index, filters: Filters, name: str) -> Facet:
    """One facet under the other filters."""
    return _facet(_matching(index, filters), name)


def neighbours(
    index: Index, filters: Filters, event: Event, limit: int
) -> tuple[list[int], list[int]]:
    """The ids just before and just after an event among those that match, nearest first."""
    key = (event.earliest_on, event.latest_on, event.pk)
    return _matching(index, filters).around(key, limit)


def _matching(index: Index, filters: Filters) -> Matching:
    return index.matching(filters, stem(filters.q))


def _facet(matching: Matching, name: str) -> Facet:
    """The most frequent first; chosen ones that none has stand at the end."""
    index, choice = matching.index, matching.filters.choice(name)
    numbers, counts = matching.facet(name)
    if choice:
        known = index.known(name, {*choice.include, *choice.exclude})
        chosen = np.array(list(index.vocabulary.numbers(name, known)), np.int32)
        missing = np.setdiff1d(chosen, numbers)
        missing = missing[np.argsort(index.vocabulary.ranks[missing])]
        numbers = np.concatenate([numbers, missing])
        counts = np.concatenate([counts, np.zeros(missing.size, np.int64)])
    values = Values(index.vocabulary, numbers, counts, choice)
    labels = fixed_labels(name)
    if not labels:
        return Facet(name, values)
    named = [value._replace(label=labels[value.value]) for value in values]
    return Facet(name, tuple(sorted(named, key=lambda value: value.order)))


class Values(Sequence[FacetValue]):
    """The values of a facet, made when they are looked at: a page shows eight of thousands."""

    def __init__(
        self, vocabulary: Vocabulary, numbers: Int32s, counts: Int64s, choice: Choice
    ) -> None:
        self._vocabulary, self._numbers, self._counts = vocabulary, numbers, counts
        self._choice = choice

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> FacetValue: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[FacetValue]: ...
    def __getitem__(self, at: int | slice) -> FacetValue | Sequence[FacetValue]:
        if isinstance(at, slice):
            return self._made(at)
        return self._all[at]

    def __iter__(self) -> Iterator[FacetValue]:
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all)

    @cached_property
    def _all(self) -> tuple[FacetValue, ...]:
        return self._made(slice(None))

    def _made(self, part: slice) -> tuple[FacetValue, ...]:
        numbers = self._numbers[part]
        slugs = self._vocabulary.slugs[numbers].tolist()
        rows = zip(
            slugs,
            self._vocabulary.labels[numbers].tolist(),
            self._counts[part].tolist(),
            map(self._choice.include.__contains__, slugs),
            map(self._choice.exclude.__contains__, slugs),
            strict=True,
        )
        return tuple(map(_value, rows))


def _unknown(index: Index, filters: Filters) -> tuple[Unknown, ...]:
    unknown = []
    for name, choice in filters.facets:
        values = {*choice.include, *choice.exclude}
        unknown += [Unknown(name, value) for value in sorted(values - index.known(name, values))]
    return tuple(unknown)
