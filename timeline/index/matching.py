"""From a question to the sets of events that match it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from timeline.index import days
from timeline.index.compiled import Bits
from timeline.index.question import ALL_OF, Filters, Term
from timeline.index.segment import Segment
from timeline.index.sets import no_events, stretch
from timeline.index.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Found:
    """The events of a segment that match, and those that would without a facet's own choice."""

    bits: Bits
    without: dict[str, Bits]  # of the facets in which something is chosen and values mean *or*


def find(
    segment: Segment, filters: Filters, terms: Sequence[Term], vocabulary: Vocabulary
) -> Found:
    """The events of a segment that match a question; `terms` are its search, stemmed."""
    if filters.is_impossible:
        nothing = no_events(segment.size)
        return Found(nothing, {name: nothing for name, _ in filters.facets if name not in ALL_OF})
    found = _between(segment, filters.earliest, filters.latest)
    for term in terms:
        said = segment.texts.saying(term.text, is_prefix=term.is_prefix)
        said |= segment.having(vocabulary.named(term))
        found &= ~said if term.is_excluded else said
    chosen = {name: _chosen(segment, filters, name, vocabulary) for name, _ in filters.facets}
    return Found(
        _intersection(found, chosen, but=""),
        {name: _intersection(found, chosen, but=name) for name in chosen if name not in ALL_OF},
    )


def _between(segment: Segment, since: date | None, until: date | None) -> Bits:
    """The events shown that may have happened on these days."""
    earliest, size = segment.earliest, segment.size
    # The days as they are stored: for another type of number all of them would be converted.
    stop = np.searchsorted(earliest, np.int32(until.toordinal()), "right") if until else size
    start = np.searchsorted(earliest, np.int32(since.toordinal())) if since else 0
    stop, start = int(stop), min(int(start), int(stop))
    bits = stretch(size, start, stop)
    if since:
        days.add_late(bits, start, since.toordinal(), segment.latest, segment.word_latest)
    bits &= segment.shown
    return bits


def _chosen(segment: Segment, filters: Filters, name: str, vocabulary: Vocabulary) -> Bits:
    choice = filters.choice(name)
    chosen = stretch(segment.size, 0, segment.size)
    if name in ALL_OF:
        for slug in choice.include:
            chosen &= segment.having(vocabulary.numbers(name, [slug]))
    elif choice.include:
        chosen = segment.having(vocabulary.numbers(name, choice.include))
    if choice.exclude:
        chosen &= ~segment.having(vocabulary.numbers(name, choice.exclude))
    return chosen


def _intersection(found: Bits, chosen: dict[str, Bits], *, but: str) -> Bits:
    for name, bits in chosen.items():
        if name != but:
            found = found & bits  # a new one: several start from the same
    return found
