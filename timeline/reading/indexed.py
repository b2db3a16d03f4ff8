"""Answers a set of filters from an index: the very same answers as `reading.sql` gives."""

from __future__ import annotations

from itertools import repeat

from timeline.index.index import Index, Matching
from timeline.index.question import FACETS, Filters
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
    vocabulary = matching.index.vocabulary
    numbers, counts = matching.facet(name)
    slugs, labels = vocabulary.slugs[numbers].tolist(), vocabulary.labels[numbers].tolist()
    sizes = counts.tolist()
    chosen = matching.filters.choice(name)
    fixed = fixed_labels(name)
    if not (chosen or fixed):
        rows = zip(slugs, labels, sizes, repeat(False), repeat(False), strict=False)
        return Facet(name, tuple(map(FacetValue._make, rows)))
    known = matching.index.known(name, {*chosen.include, *chosen.exclude} - set(slugs))
    for number in vocabulary.numbers(name, known):
        slugs.append(vocabulary.slugs[number])
        labels.append(vocabulary.labels[number])
        sizes.append(0)
    values = [
        FacetValue(
            slug, fixed.get(slug, label), size, slug in chosen.include, slug in chosen.exclude
        )
        for slug, label, size in zip(slugs, labels, sizes, strict=True)
    ]
    return Facet(name, tuple(sorted(values, key=lambda value: value.order)))


def _unknown(index: Index, filters: Filters) -> tuple[Unknown, ...]:
    unknown = []
    for name, choice in filters.facets:
        values = {*choice.include, *choice.exclude}
        unknown += [Unknown(name, value) for value in sorted(values - index.known(name, values))]
    return tuple(unknown)
